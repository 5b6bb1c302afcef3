package io.github.camelgeminilive.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.account.Branch;
import io.github.camelgeminilive.emulator.script.Act;
import io.github.camelgeminilive.emulator.script.Continuity;
import io.github.camelgeminilive.emulator.script.ToolCall;
import io.github.camelgeminilive.emulator.wire.ModelProfile.ToolTurn;
import io.github.camelgeminilive.emulator.wire.ServerFrames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The function calls of one turn (protocol section 4.6), also those that another connection has made before. Lives as
 * long as the turn. Confined to the connection's event loop.
 */
final class ToolCalls {
    private final Conversation conversation;
    private final Turn turn;
    private final TurnOutput output;

    ToolCalls(Conversation conversation, Turn turn, TurnOutput output) {
        this.conversation = conversation;
        this.turn = turn;
        this.output = output;
    }

    /** Sends the calls; returns false when the model makes none of them after all. */
    boolean call(List<ToolCall> wanted, List<Act> meanwhile) {
        if (!conversation.declares(wanted)) {
            return false;
        }
        List<Branch.Call> before = new ArrayList<>();
        List<ToolCall> calls = new ArrayList<>();
        for (ToolCall call : wanted) {
            Branch.Call earlier = conversation.calls().before(conversation.branch(), turn.ask(), call.name());
            if (earlier == null || again(call) != Continuity.Again.NOT) {
                calls.add(call);
                before.add(earlier);
            } else {
                conversation.log("does not call " + call.name() + " again");
            }
        }
        if (calls.isEmpty()) {
            return false;
        }
        boolean blocking = calls.stream().allMatch(call -> conversation.setup().blocking(call.name()));
        ToolTurn shape = conversation.setup().profile().toolTurn();
        if (shape == ToolTurn.STATUS && output.spoke()) {
            // Extended thinking closes its filler before it calls (section 9.7).
            output.send(ServerFrames.flag("generationComplete"));
            output.send(output.turnComplete("IN_PROGRESS"));
            output.spoke(false);
        }
        PendingCalls.Group group = new PendingCalls.Group(blocking);
        List<Memory.Open> open = new ArrayList<>();
        List<ObjectNode> frames = new ArrayList<>();
        List<ObjectNode> together = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            ToolCall call = calls.get(i);
            String id = id(call, before.get(i));
            JsonNode args = before.get(i) == null ? call.args() : argsAgain(call);
            conversation.calls().opened(id, call.name(), group);
            conversation.branch().call(turn.ask(), PendingCalls.key(id, call.name()), call.name());
            open.add(new Memory.Open(id, call.name()));
            if (call.streamed()) {
                frames.addAll(ServerFrames.streamedCall(id, call.name(), args));
            } else {
                together.add(ServerFrames.functionCall(id, call.name(), args));
            }
            conversation.log("calls " + call.name() + " " + args);
        }
        conversation.memory(conversation.memory().calling(new Memory.Waiting(open, blocking, turn.rest(), turn.ask())));
        if (!together.isEmpty()) {
            frames.add(ServerFrames.toolCall(together));
        }
        frames.forEach(this::send);
        turn.first(stage -> await(group, shape == ToolTurn.ONE && blocking));
        turn.first(meanwhile);
        return true;
    }

    private Continuity.Again again(ToolCall call) {
        Continuity.Again own = call.again();
        return own == null ? conversation.continuity().callsAgain() : own;
    }

    private String id(ToolCall call, Branch.@Nullable Call before) {
        String own = call.id();
        if (own != null && own.isEmpty()) {
            return own;
        }
        if (before != null && again(call) == Continuity.Again.SAME_ID) {
            return before.id();
        }
        return own == null || before != null ? conversation.service().newCallId() : own;
    }

    private JsonNode argsAgain(ToolCall call) {
        JsonNode other = call.otherWords();
        if (again(call) != Continuity.Again.OTHER_WORDS) {
            return call.args();
        }
        if (other == null) {
            conversation.problem("expected other words for the call of " + call.name() + " but the script has none");
            return call.args();
        }
        return other;
    }

    private void send(ObjectNode frame) {
        if (conversation.setup().profile().toolTurn() == ToolTurn.STATUS) {
            frame.put("interactionStatus", "IN_PROGRESS");
        }
        output.send(frame);
    }

    private void await(PendingCalls.Group group, boolean sameTurn) {
        boolean answered = group.open.isEmpty() && !group.cancelled;
        if (group.cancelled) {
            turn.skipRest();
        } else if (sameTurn) {
            group.then = scheduling -> conversation.trouble().afterAnswer(turn::goOn);
            if (answered) {
                group.answeredAll();
            }
        } else {
            List<Act> rest = turn.takeRest();
            Branch.Ask ask = turn.ask();
            group.then = scheduling -> conversation
                    .trouble()
                    .afterAnswer(() -> conversation.follow(Turn.goingOn(conversation, rest, ask), scheduling));
            turn.finish();
            if (answered) {
                group.answeredAll();
            }
        }
    }
}
