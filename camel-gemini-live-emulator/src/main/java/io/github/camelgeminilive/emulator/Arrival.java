package io.github.camelgeminilive.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.account.Branch;
import io.github.camelgeminilive.emulator.script.Act;
import io.github.camelgeminilive.emulator.script.Continuity;
import io.github.camelgeminilive.emulator.script.Moment;
import io.github.camelgeminilive.emulator.script.Script;
import io.github.camelgeminilive.emulator.wire.ClientMessage;
import io.github.camelgeminilive.emulator.wire.Entrance;
import io.github.camelgeminilive.emulator.wire.Refusal;
import io.github.camelgeminilive.emulator.wire.ServerFrames;
import io.github.camelgeminilive.emulator.wire.Setup;
import io.github.camelgeminilive.emulator.wire.SetupCheck;
import io.github.camelgeminilive.emulator.wire.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * From the setup to setupComplete (protocol sections 4.1, 4.7): a new conversation, or one that goes on from the state
 * behind a handle. Lives as long as the connection. Confined to its event loop.
 */
final class Arrival {
    /** The close of the old socket may be on its way when the new one comes: they are two connections. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final Conversation conversation;
    private final Entrance entrance;
    private final Tokens.@Nullable Token token;

    Arrival(Conversation conversation, Entrance entrance, Tokens.@Nullable Token token) {
        this.conversation = conversation;
        this.entrance = entrance;
        this.token = token;
    }

    void setUp(JsonNode asked) throws ClientMessage.Refused {
        JsonNode body = token == null ? asked : token.applyTo(asked);
        Setup setup = SetupCheck.check(body, entrance, service().models());
        String handle = setup.handle();
        // A resume is no use of a token (section 7.1).
        Refusal used = token == null ? null : handle == null ? token.begin() : token.expired();
        if (used != null) {
            conversation.refuse(used);
        } else if (handle == null) {
            Branch branch = service().sessions().account().open();
            Memory memory = service().fresh(branch.conversation(), Usage.ofText(body.toString()));
            enter(setup, setup, memory, branch, continuity(memory));
        } else {
            resume(setup, handle, false);
        }
    }

    private void resume(Setup setup, String handle, boolean waited) {
        Continuity known = line().knobs().continuity.copy();
        Sessions.Saved state = service().sessions().find(handle, Duration.ofDays(10_000));
        Continuity continuity = state == null ? known : continuity(state.memory());
        Sessions.Saved saved = service().sessions().find(handle, continuity.handleLife(entrance.vertex()));
        if (saved == null) {
            dead(setup, continuity);
            return;
        }
        List<Conversation> others = service().sessions().on(saved.memory().conversation());
        if (!others.isEmpty() && continuity.oldSocket() == Continuity.OldSocket.REFUSES) {
            if (waited) {
                conversation.log("the conversation's old connection is still open");
                conversation.refuse(Refusal.INTERNAL);
            } else {
                line().later(GRACE, () -> {
                    if (conversation.settingUp()) {
                        resume(setup, handle, true);
                    }
                });
            }
            return;
        }
        if (continuity.oldSocket() == Continuity.OldSocket.IS_KICKED) {
            others.forEach(other -> other.line().soon(() -> other.refuse(Refusal.ABORTED)));
        }
        boolean forgetful = continuity.resumed() == Continuity.Resumed.FORGETFUL;
        Branch branch = forgetful
                ? service().sessions().account().forget(handle)
                : service().sessions().account().resume(handle);
        Memory memory =
                forgetful ? saved.memory().forgetful(Usage.ofText(setup.json().toString())) : saved.memory();
        enter(
                setup,
                continuity.frozenSetup() ? setup.frozen(saved.setup()) : setup,
                memory,
                Objects.requireNonNull(branch, "branch"),
                continuity);
    }

    private void dead(Setup setup, Continuity continuity) {
        switch (continuity.deadHandle()) {
            case SESSION_NOT_FOUND -> conversation.refuse(Refusal.SESSION_NOT_FOUND);
            case INVALID -> conversation.refuse(Refusal.INVALID_HANDLE);
            case ENTITY_NOT_FOUND -> conversation.refuse(Refusal.ENTITY_NOT_FOUND);
            case CLOSED_LATER -> {
                conversation.log("accepts a dead handle " + setup);
                line().send(setupComplete(null));
                line().soon(() -> conversation.refuse(Refusal.SESSION_NOT_FOUND));
            }
        }
    }

    /** @param setup what is in force, which need not be what was asked for */
    private void enter(Setup asked, Setup setup, Memory memory, Branch branch, Continuity continuity) {
        boolean fresh = setup.handle() == null;
        service().sessions().joined(memory.conversation(), conversation);
        conversation.begin(setup, memory, branch, continuity);
        conversation.log((fresh ? "setup " : "resumes ") + setup);
        List<Act> before =
                new ArrayList<>(service().disturbances().take(Moment.Kind.SETUP, 0, line().number(), !fresh));
        Script script = script(memory);
        if (script != null) {
            service().checkSetup(line().number(), script, asked.json());
            before.addAll(script.beforeSetupComplete());
        }
        conversation.before(
                before,
                () -> line().later(line().knobs().setupDelay, () -> {
                    if (conversation.settingUp()) {
                        conversation.ready(setupComplete(script), fresh);
                    }
                }));
    }

    private ObjectNode setupComplete(@Nullable Script script) {
        boolean id = entrance.vertex() || line().knobs().sessionId;
        ObjectNode complete = ServerFrames.setupComplete(id ? UUID.randomUUID().toString() : null);
        if (script != null && script.setupComplete() instanceof ObjectNode fields) {
            complete.withObject("/setupComplete").setAll(fields.deepCopy());
        }
        return complete;
    }

    /** The calls that the state holds are open on this connection, too. */
    void restoreCalls() {
        for (Memory.Waiting waiting : conversation.memory().waiting()) {
            PendingCalls.Group group = new PendingCalls.Group(waiting.blocking());
            waiting.calls().forEach(call -> conversation.calls().opened(call.id(), call.name(), group));
            group.then = scheduling -> conversation
                    .trouble()
                    .afterAnswer(() ->
                            conversation.follow(Turn.goingOn(conversation, waiting.rest(), waiting.ask()), scheduling));
        }
    }

    /** What the script says of it, or the knobs. */
    private Continuity continuity(Memory memory) {
        Script script = script(memory);
        Continuity own = script == null ? null : script.faults().continuity();
        return own == null ? line().knobs().continuity.copy() : own.copy();
    }

    private static @Nullable Script script(Memory memory) {
        return memory.brain() instanceof Script script ? script : null;
    }

    private Service service() {
        return conversation.service();
    }

    private LiveConnection line() {
        return conversation.line();
    }
}
