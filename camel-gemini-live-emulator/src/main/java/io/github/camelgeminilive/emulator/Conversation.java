package io.github.camelgeminilive.emulator;

import static io.github.camelgeminilive.emulator.wire.ModelProfile.Trait.*;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.audio.Utterance;
import io.github.camelgeminilive.emulator.script.Act;
import io.github.camelgeminilive.emulator.script.Brain;
import io.github.camelgeminilive.emulator.script.Heard;
import io.github.camelgeminilive.emulator.script.Script;
import io.github.camelgeminilive.emulator.script.ToolCall;
import io.github.camelgeminilive.emulator.wire.ClientMessage;
import io.github.camelgeminilive.emulator.wire.Entrance;
import io.github.camelgeminilive.emulator.wire.Refusal;
import io.github.camelgeminilive.emulator.wire.ServerFrames;
import io.github.camelgeminilive.emulator.wire.Setup;
import io.github.camelgeminilive.emulator.wire.SetupCheck;
import io.github.camelgeminilive.emulator.wire.Usage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The protocol on one connection: setup first, then inputs that become turns, one turn at a time (protocol section 4).
 * Lives as long as the connection; what outlives it is its {@link Memory}. Confined to the connection's event loop.
 */
final class Conversation {
    private enum Phase {
        NEW,
        SETTING_UP,
        READY,
        CLOSED
    }

    private static final Duration DOOR_PAUSE = Duration.ofMillis(20);

    private final LiveConnection line;
    private final Entrance entrance;
    private final Service service;
    private final Tokens.@Nullable Token token;
    private final PendingCalls calls = new PendingCalls();
    private final Deque<Turn> queue = new ArrayDeque<>();
    private Phase phase = Phase.NEW;
    private @Nullable Setup setup; // from the setup message on, like the two below
    private @Nullable Memory memory;
    private @Nullable Inputs inputs;
    private @Nullable Turn current;
    private boolean toolsReplaced;
    private long received = -1;

    /** @param token what the caller may do; null for one who came with a key */
    Conversation(LiveConnection line, Entrance entrance, Service service, Tokens.@Nullable Token token) {
        this.line = line;
        this.entrance = entrance;
        this.service = service;
        this.token = token;
    }

    LiveConnection line() {
        return line;
    }

    PendingCalls calls() {
        return calls;
    }

    Service service() {
        return service;
    }

    Setup setup() {
        return Objects.requireNonNull(setup, "setup");
    }

    Memory memory() {
        return Objects.requireNonNull(memory, "memory");
    }

    void memory(Memory next) {
        memory = next;
    }

    void problem(String text) {
        service.problem(line.number(), text);
    }

    void log(String text) {
        service.say(line.number(), text);
    }

    /** One whole message from the client. */
    void accept(String text) {
        if (phase == Phase.CLOSED) {
            return;
        }
        received++;
        try {
            ClientMessage message = ClientMessage.parse(text, entrance);
            if (phase == Phase.NEW && message.kind().equals("setup")) {
                setUp(message.body());
            } else if (phase == Phase.READY) {
                input(message);
            } else {
                // Nothing may come before setupComplete, and the setup must come first (section 4.1).
                refuse(Refusal.INVALID_ARGUMENT);
            }
        } catch (ClientMessage.Refused e) {
            refuse(e.refusal());
        }
    }

    /** The socket is gone. */
    void ended() {
        phase = Phase.CLOSED;
        if (current != null) {
            current.abandon();
        }
        queue.clear();
    }

    /**
     * Refuses a caller at the door. Not in the same breath as the upgrade: a Vert.x client that reads the close frame
     * together with the answer to its handshake may never learn of either.
     */
    void refuseAtTheDoor(Refusal refusal) {
        ended();
        line.later(DOOR_PAUSE, () -> refuse(refusal));
    }

    void refuse(Refusal refusal) {
        log("closes " + refusal.code() + " " + refusal.reason());
        closing(refusal.code(), refusal.closeText());
    }

    /** Closes with whatever the script says. */
    void closing(int code, String reason) {
        ended();
        line.closeNow(code, reason);
    }

    private void setUp(JsonNode asked) throws ClientMessage.Refused {
        JsonNode body = token == null ? asked : token.applyTo(asked);
        Setup accepted = SetupCheck.check(body, entrance, service.models());
        phase = Phase.SETTING_UP;
        setup = accepted;
        String handle = accepted.handle();
        // A resume is no use of a token (section 7.1).
        Refusal used = token == null ? null : handle == null ? token.begin() : token.expired();
        if (used != null) {
            refuse(used);
            return;
        }
        Memory state = handle == null ? service.fresh(Usage.ofText(body.toString())) : service.resume(handle);
        if (state == null) {
            refuse(Refusal.SESSION_NOT_FOUND);
            return;
        }
        memory = state;
        inputs = new Inputs(this);
        log((handle == null ? "setup " : "resumes ") + accepted);
        List<Act> before = List.of();
        if (state.brain() instanceof Script script) {
            service.checkSetup(line.number(), script, body);
            before = script.beforeSetupComplete();
        }
        current = Turn.bare(this, before, () -> line.later(line.knobs().setupDelay, () -> ready(handle == null)));
        current.start();
    }

    private void ready(boolean fresh) {
        if (phase != Phase.SETTING_UP) {
            return;
        }
        phase = Phase.READY;
        current = null;
        boolean id = entrance.vertex() || line.knobs().sessionId;
        ObjectNode complete = ServerFrames.setupComplete(id ? UUID.randomUUID().toString() : null);
        if (memory().brain() instanceof Script script && script.setupComplete() instanceof ObjectNode fields) {
            complete.withObject("/setupComplete").setAll(fields.deepCopy());
        }
        line.send(complete);
        Handles.offer(this);
        Duration lifetime = line.knobs().lifetime;
        if (lifetime != null) {
            Duration lead = line.knobs().goAwayLead;
            line.later(lifetime.minus(lead), () -> goAway(lead));
        }
        if (fresh
                && memory().brain() instanceof Script script
                && !script.onStart().isEmpty()) {
            queue.add(Turn.unasked(this, script.onStart()));
            startNext();
        }
    }

    private void input(ClientMessage message) throws ClientMessage.Refused {
        Refusal expired = token == null ? null : token.expired();
        if (expired != null) {
            refuse(expired);
            return;
        }
        if (setup().affectiveDialog() && setup().profile().has(AFFECTIVE_DIALOG_CLOSES_LATE)) {
            refuse(Refusal.INVALID_ARGUMENT);
            return;
        }
        Objects.requireNonNull(inputs, "inputs").take(message);
    }

    /** The setup from now on; a change of its tools binds the functions that a script may call. */
    void change(Setup changed) {
        toolsReplaced |= !changed.json().path("tools").equals(setup().json().path("tools"));
        setup = changed;
    }

    /** Whether the model may call these: a script cannot make it call what an update took away. */
    boolean declares(List<ToolCall> calls) {
        for (ToolCall call : calls) {
            if (toolsReplaced && !setup().functions().contains(call.name())) {
                problem("expected a call of a function in force " + setup().functions() + " but the script calls "
                        + call.name());
                return false;
            }
        }
        return true;
    }

    void hear(Heard input) {
        Heard.Context now = new Heard.Context(setup().instruction(), setup().functions(), memory().history());
        Heard heard = input.in(now);
        boolean optional = heard.kind().optional();
        if (!optional) {
            log("user: " + heard.describe());
        }
        Utterance utterance = heard.utterance();
        int tokens = optional
                ? 0
                : utterance == null ? Usage.ofText(heard.text()) : Usage.ofAudio(utterance.durationMillis());
        Memory before = memory().grown(tokens);
        Brain.Reply reply = before.brain().answer(before.cursor(), heard);
        if (reply == null) {
            String problem = "expected " + before.brain().expects(before.cursor()) + " but heard " + heard.describe();
            service.problem(line.number(), problem);
            refuse(new Refusal(1008, "emulator: " + problem));
            return;
        }
        service.used(before, reply.rule());
        Memory after = before.answered(reply.nextCursor());
        memory = heard.kind().typed() ? after.typed(heard.text()) : after;
        if (!reply.quiet()) {
            queue.add(optional ? Turn.unasked(this, reply.acts()) : Turn.asked(this, reply.acts()));
            startNext();
        }
    }

    /** Queues what follows an answered call; {@code scheduling} says when it is told. */
    void follow(Turn turn, String scheduling) {
        if (scheduling.equals("SILENT")) {
            return;
        }
        if (scheduling.equals("INTERRUPT")) {
            interrupt();
            queue.addFirst(turn);
        } else {
            queue.add(turn);
        }
        startNext();
    }

    /** The user, or an answer, cuts what the model is doing (section 4.4). */
    void interrupt() {
        if (setup().profile().has(CONTINUOUS)) {
            return;
        }
        Turn turn = current;
        List<String> cancelled = calls.cancel(true);
        if (turn != null) {
            log("interrupted");
            turn.abandon();
            line.send(ServerFrames.flag("interrupted"));
        }
        if (!cancelled.isEmpty()) {
            log("calls taken back: " + cancelled.size());
            line.send(ServerFrames.cancellation(cancelled));
        }
        if (turn != null) {
            line.send(turn.turnComplete());
            turnOver(turn);
        }
    }

    void turnOver(Turn turn) {
        if (current != turn) {
            return;
        }
        current = null;
        memory = memory().spoken();
        if (queue.isEmpty() && !calls.isOpen()) {
            Handles.offer(this);
        }
        startNext();
    }

    private void startNext() {
        if (current == null && phase == Phase.READY) {
            current = queue.poll();
            if (current != null) {
                current.start();
            }
        }
    }

    void goAway(Duration timeLeft) {
        line.send(ServerFrames.goAway(timeLeft));
        log("goAway, " + timeLeft.toMillis() + " ms left");
        line.later(timeLeft, () -> {
            if (phase != Phase.CLOSED) {
                refuse(entrance.vertex() ? Refusal.CANCELLED : Refusal.DEADLINE);
            }
        });
    }

    /** How many messages came after the setup, which is number 0. */
    long received() {
        return received;
    }
}
