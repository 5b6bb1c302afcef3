package io.github.camelgeminilive.emulator;

import static io.github.camelgeminilive.emulator.wire.ModelProfile.Trait.*;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.script.Act;
import io.github.camelgeminilive.emulator.script.Stage;
import io.github.camelgeminilive.emulator.script.Template;
import io.github.camelgeminilive.emulator.script.ToolCall;
import io.github.camelgeminilive.emulator.wire.ModelProfile.ToolTurn;
import io.github.camelgeminilive.emulator.wire.ServerFrames;
import io.github.camelgeminilive.emulator.wire.Usage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn of the model: performs acts one after the other, then ends with generationComplete, a pause for playback,
 * and turnComplete (protocol section 4.3). Lives until its end or until it is cut. Confined to the connection's event
 * loop; between two steps the loop is free, so the user can always interrupt.
 */
final class Turn implements Stage {
    private final Conversation conversation;
    private final LiveConnection line;
    private final Deque<Act> acts = new ArrayDeque<>();
    private final Speaker speaker;
    private final boolean asked;
    private final @Nullable Runnable instead; // done at the end of bare acts, in place of the turn's own end
    private boolean spoke; // anything
    private boolean called;
    private boolean over;
    private boolean waitingForInput;
    private String reason = "";
    private int responseTokens;
    private int thoughtTokens;
    private long timer = -1;

    private Turn(Conversation conversation, List<Act> acts, boolean asked, @Nullable Runnable instead) {
        this.conversation = conversation;
        this.line = conversation.line();
        this.speaker = new Speaker(conversation);
        this.acts.addAll(acts);
        this.asked = asked;
        this.instead = instead;
    }

    /** The answer to an input. */
    static Turn asked(Conversation conversation, List<Act> acts) {
        return new Turn(conversation, acts, true, null);
    }

    /** Acts at the start of a conversation: a turn only if something is said. */
    static Turn unasked(Conversation conversation, List<Act> acts) {
        return new Turn(conversation, acts, false, null);
    }

    /** Acts outside any turn. */
    static Turn bare(Conversation conversation, List<Act> acts, Runnable then) {
        return new Turn(conversation, acts, false, then);
    }

    void start() {
        if (asked) {
            Handles.withhold(conversation);
        }
        next();
    }

    /** Stops at once and says nothing. */
    void abandon() {
        over = true;
        line.cancelTimer(timer);
        acts.clear();
        speaker.silence();
    }

    private void after(Duration pause) {
        timer = line.later(pause, this::next);
    }

    private void next() {
        if (over || !line.isOpen()) {
            return;
        }
        if (line.writeQueueFull()) {
            line.onDrain(this::next);
            return;
        }
        if (speaker.hasMore()) {
            SpokenChunk chunk = speaker.next();
            int tokens = Usage.ofAudio(chunk.millis());
            responseTokens += tokens;
            if (conversation.setup().profile().has(USAGE_PER_CHUNK) && tokens > 0) {
                line.send(usage(JsonNodeFactory.instance.objectNode(), tokens));
            }
            double speed = line.knobs().generationSpeed;
            after(speed > 0 ? Duration.ofMillis(Math.round(chunk.millis() / speed)) : Duration.ZERO);
            return;
        }
        Act act = acts.poll();
        if (act != null) {
            act.perform(this);
        } else {
            finish();
        }
    }

    // Output.

    @Override
    public void transcript(String text) {
        if (conversation.setup().inputTranscription()) {
            for (String delta : SpokenChunk.deltas(text, 3)) {
                line.send(ServerFrames.transcription("inputTranscription", delta));
            }
        }
        conversation.log("user, by the script: " + text);
        after(Duration.ZERO);
    }

    @Override
    public void say(Template template, @Nullable Sound given) {
        String text = template.fill(conversation.calls()::response);
        if (text.contains(Template.MISSING)) {
            conversation
                    .service()
                    .problem(
                            line.number(),
                            "expected the function's answer to fill \"" + template.text()
                                    + "\" but it has no such field");
        }
        if (conversation.setup().textOut()) {
            text(new Template(text));
            return;
        }
        if (conversation.setup().profile().has(THINKS_ALOUD) && !spoke) {
            sendThought("**Forming the answer**\n\nI say what was asked for.");
        }
        speaker.say(text, given);
        spoke = true;
        after(Duration.ZERO);
    }

    @Override
    public void text(Template template) {
        String text = template.fill(conversation.calls()::response);
        conversation.log("model, written: " + text);
        responseTokens += Usage.ofText(text);
        line.send(ServerFrames.text(text, false));
        spoke = true;
        after(Duration.ZERO);
    }

    @Override
    public void thought(String text) {
        sendThought(text);
        after(Duration.ZERO);
    }

    private void sendThought(String text) {
        thoughtTokens += Usage.ofText(text);
        line.send(ServerFrames.text(text, true));
        spoke = true;
    }

    // Functions.

    @Override
    public void callTools(List<ToolCall> wanted, List<Act> meanwhile) {
        boolean blocking = wanted.stream().allMatch(call -> conversation.setup().blocking(call.name()));
        ToolTurn shape = conversation.setup().profile().toolTurn();
        PendingCalls.Group group = new PendingCalls.Group(blocking);
        List<ObjectNode> calls = new ArrayList<>();
        if (shape == ToolTurn.STATUS && spoke) {
            // Extended thinking closes its filler before it calls (section 9.7).
            line.send(ServerFrames.flag("generationComplete"));
            line.send(turnComplete("IN_PROGRESS"));
            spoke = false;
        }
        for (ToolCall call : wanted) {
            String id = call.id() == null ? conversation.service().newCallId() : call.id();
            conversation.calls().opened(id, call.name(), group);
            calls.add(ServerFrames.functionCall(id, call.name(), call.args()));
            conversation.log("calls " + call.name() + " " + call.args());
        }
        ObjectNode frame = ServerFrames.toolCall(calls);
        if (shape == ToolTurn.STATUS) {
            frame.put("interactionStatus", "IN_PROGRESS");
        }
        called = true;
        line.send(frame);
        boolean sameTurn = shape == ToolTurn.ONE && blocking;
        acts.addFirst(stage -> await(group, sameTurn));
        for (int i = meanwhile.size() - 1; i >= 0; i--) {
            acts.addFirst(meanwhile.get(i));
        }
        after(Duration.ZERO);
    }

    private void await(PendingCalls.Group group, boolean sameTurn) {
        boolean answered = group.open.isEmpty() && !group.cancelled;
        if (group.cancelled) {
            acts.clear();
            after(Duration.ZERO);
        } else if (sameTurn) {
            group.then = scheduling -> after(Duration.ZERO);
            if (answered) {
                group.answeredAll();
            }
        } else {
            List<Act> rest = List.copyOf(acts);
            acts.clear();
            group.then = scheduling -> conversation.follow(asked(conversation, rest), scheduling);
            finish();
            if (answered) {
                group.answeredAll();
            }
        }
    }

    @Override
    public void cancelCalls() {
        List<String> ids = conversation.calls().cancel(false);
        if (!ids.isEmpty()) {
            line.send(ServerFrames.cancellation(ids));
        }
        after(Duration.ZERO);
    }

    // The end.

    private void finish() {
        if (instead != null) {
            over = true;
            instead.run();
            return;
        }
        if (!asked && !spoke && !called) {
            over = true;
            conversation.turnOver(this);
            return;
        }
        Duration left = speaker.stillPlaying(line.knobs().playback);
        boolean generated = spoke && line.knobs().generationComplete;
        boolean together = left.isZero() && conversation.setup().profile().has(ENDS_TOGETHER);
        if (generated && !together) {
            line.send(ServerFrames.flag("generationComplete"));
        }
        if (left.isZero()) {
            complete(generated && together);
        } else {
            timer = line.later(left, () -> complete(false));
        }
    }

    private void complete(boolean withGenerationComplete) {
        if (over) {
            return;
        }
        ObjectNode frame = turnComplete();
        if (withGenerationComplete) {
            ServerFrames.inside(frame).put("generationComplete", true);
        }
        line.send(frame);
        over = true;
        conversation.turnOver(this);
    }

    /** The turn's last frame. */
    ObjectNode turnComplete() {
        boolean status = conversation.setup().profile().toolTurn() == ToolTurn.STATUS;
        return turnComplete(status ? (conversation.calls().isOpen() ? "IN_PROGRESS" : "IDLE") : "");
    }

    private ObjectNode turnComplete(String status) {
        ObjectNode frame = ServerFrames.flag("turnComplete");
        ObjectNode content = ServerFrames.inside(frame);
        if (!reason.isEmpty()) {
            content.put("turnCompleteReason", reason);
        }
        if (waitingForInput) {
            content.put("waitingForInput", true);
        }
        if (!status.isEmpty()) {
            content.put("interactionStatus", status);
        }
        ObjectNode full = usage(frame, responseTokens);
        conversation.memory(conversation.memory().grown(responseTokens));
        responseTokens = 0;
        thoughtTokens = 0;
        return full;
    }

    private ObjectNode usage(ObjectNode frame, int tokens) {
        String modality = conversation.setup().textOut() ? "TEXT" : "AUDIO";
        Usage usage = new Usage(conversation.memory().contextTokens(), tokens, 0, thoughtTokens, modality);
        return frame.set(
                "usageMetadata",
                ServerFrames.usage(usage, conversation.setup().entrance().vertex()));
    }

    @Override
    public void endTurn(boolean silently) {
        acts.clear();
        if (silently) {
            over = true;
            conversation.turnOver(this);
        } else {
            finish();
        }
    }

    @Override
    public void turnCompleteReason(String text) {
        reason = text;
        after(Duration.ZERO);
    }

    @Override
    public void waitingForInput() {
        waitingForInput = true;
        after(Duration.ZERO);
    }

    @Override
    public void interrupted() {
        line.send(ServerFrames.flag("interrupted"));
        acts.clear();
        complete(false);
    }

    // Faults.

    @Override
    public void pause(Duration time) {
        after(time);
    }

    @Override
    public void stall() {
        conversation.log("stalls");
    }

    @Override
    public void close(int code, String text) {
        conversation.log("closes " + code + " " + text);
        conversation.closing(code, text);
    }

    @Override
    public void goAway(Duration timeLeft) {
        conversation.goAway(timeLeft);
        after(Duration.ZERO);
    }

    @Override
    public void vanish() {
        conversation.log("vanishes");
        conversation.ended();
        line.resetNow();
    }

    @Override
    public void split(int pieces, Duration pause) {
        line.splitNext(pieces, pause);
        after(Duration.ZERO);
    }

    @Override
    public void garbage() {
        line.sendText("{\"serverContent\": {\"modelTurn\": \u0001 no JSON");
        after(Duration.ZERO);
    }

    @Override
    public void frame(String json) {
        line.sendText(json);
        after(Duration.ZERO);
    }
}
