package io.github.camelgeminilive.emulator;

import static io.github.camelgeminilive.emulator.wire.ModelProfile.Trait.*;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.account.Branch;
import io.github.camelgeminilive.emulator.audio.Utterance;
import io.github.camelgeminilive.emulator.script.Act;
import io.github.camelgeminilive.emulator.script.Brain;
import io.github.camelgeminilive.emulator.script.Continuity;
import io.github.camelgeminilive.emulator.script.Heard;
import io.github.camelgeminilive.emulator.script.Moment;
import io.github.camelgeminilive.emulator.script.Script;
import io.github.camelgeminilive.emulator.script.ToolCall;
import io.github.camelgeminilive.emulator.wire.ClientMessage;
import io.github.camelgeminilive.emulator.wire.Entrance;
import io.github.camelgeminilive.emulator.wire.Refusal;
import io.github.camelgeminilive.emulator.wire.ServerFrames;
import io.github.camelgeminilive.emulator.wire.Setup;
import io.github.camelgeminilive.emulator.wire.Usage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

    private final LiveConnection line;
    private final Entrance entrance;
    private final Service service;
    private final Tokens.@Nullable Token token;
    private final Arrival arrival;
    private final Trouble trouble = new Trouble(this);
    private final Schedule schedule;
    private final PendingCalls calls = new PendingCalls();
    private final Deque<Turn> queue = new ArrayDeque<>();
    private Phase phase = Phase.NEW;
    private @Nullable Setup setup; // from the accepted setup on, like the six below
    private @Nullable Memory memory;
    private @Nullable Branch branch;
    private @Nullable Continuity continuity;
    private @Nullable Handles handles;
    private @Nullable Inputs inputs;
    private @Nullable Inbox inbox;
    private @Nullable Turn current;
    private boolean toolsReplaced;
    private int received = -1; // after the setup, which is number 0

    /** @param token what the caller may do; null for one who came with a key */
    Conversation(LiveConnection line, Entrance entrance, Service service, Tokens.@Nullable Token token) {
        this.line = line;
        this.entrance = entrance;
        this.service = service;
        this.token = token;
        this.schedule = new Schedule(this);
        this.arrival = new Arrival(this, entrance, token);
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

    /** Its part in the account. */
    Branch branch() {
        return Objects.requireNonNull(branch, "branch");
    }

    Continuity continuity() {
        return Objects.requireNonNull(continuity, "continuity");
    }

    Handles handles() {
        return Objects.requireNonNull(handles, "handles");
    }

    Inbox inbox() {
        return Objects.requireNonNull(inbox, "inbox");
    }

    Schedule schedule() {
        return schedule;
    }

    Trouble trouble() {
        return trouble;
    }

    /** Calls were answered or taken back: the state holds fewer open ones. */
    void callsChanged() {
        memory = memory().waitingFor(calls.openKeys());
    }

    void problem(String text) {
        service.problem(line.number(), text);
    }

    void log(String text) {
        service.say(line.number(), text);
    }

    /** One whole message from the client. */
    void accept(String text) {
        if (phase == Phase.CLOSED && inbox == null) {
            return;
        }
        received++;
        try {
            ClientMessage message = ClientMessage.parse(text, entrance);
            if (phase == Phase.CLOSED) {
                inbox().receive(message); // and discarded at once
            } else if (phase == Phase.NEW && message.kind().equals("setup")) {
                phase = Phase.SETTING_UP;
                arrival.setUp(message.body());
            } else if (phase == Phase.READY) {
                inbox().receive(message);
                schedule.moment(Moment.Kind.MESSAGES);
            } else {
                // Nothing may come before setupComplete, and the setup must come first (section 4.1).
                refuse(Refusal.INVALID_ARGUMENT);
            }
        } catch (ClientMessage.Refused e) {
            if (phase != Phase.CLOSED) {
                refuse(e.refusal());
            }
        }
    }

    /** The socket is gone. */
    void ended() {
        phase = Phase.CLOSED;
        schedule.end();
        if (inbox != null) {
            inbox.discard();
        }
        if (memory != null) {
            service.sessions().left(memory.conversation(), this);
        }
        if (current != null) {
            current.abandon();
        }
        queue.clear();
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

    /** The setup was accepted: who goes on, and from where. */
    void begin(Setup accepted, Memory state, Branch with, Continuity how) {
        setup = accepted;
        memory = state;
        branch = with;
        continuity = how;
        handles = new Handles(this, with, how);
        inputs = new Inputs(this);
        inbox = new Inbox(line, with, how.inputDelay(), this::consume);
    }

    /** Does the acts before setupComplete, and then what follows. */
    void before(List<Act> acts, Runnable then) {
        current = Turn.bare(this, acts, then);
        current.start();
    }

    /** The conversation begins, or goes on. */
    void ready(ObjectNode setupComplete, boolean fresh) {
        phase = Phase.READY;
        current = null;
        schedule.begin();
        line.send(setupComplete);
        if (!fresh) {
            arrival.restoreCalls();
            trouble.resumed();
        }
        handles().atStart();
        schedule.moment(Moment.Kind.READY);
        if (fresh
                && memory().brain() instanceof Script script
                && !script.onStart().isEmpty()) {
            queue.add(Turn.unasked(this, script.onStart()));
            startNext();
        }
    }

    boolean settingUp() {
        return phase == Phase.SETTING_UP;
    }

    boolean resumed() {
        return setup != null && setup.handle() != null;
    }

    /** One message that was received and is read now. */
    private void consume(ClientMessage message) {
        try {
            input(message);
        } catch (ClientMessage.Refused e) {
            refuse(e.refusal());
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
        if (!optional && trouble.endsStaleExchange()) {
            return;
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
        if (reply.quiet() || !optional && trouble.swallows(reply.acts())) {
            return;
        }
        if (optional) {
            queue.add(Turn.unasked(this, reply.acts()));
        } else {
            Memory.Asked asked = new Memory.Asked(reply.acts(), branch().asked());
            memory = memory().asking(asked);
            queue.add(Turn.asked(this, asked));
        }
        startNext();
    }

    /** What the state holds as asked and not answered is to be answered; false when there is no such thing. */
    boolean askAgain() {
        Memory.Asked asked = memory().asked();
        if (asked == null) {
            return false;
        }
        log("user asks again");
        if (!trouble.endsStaleExchange() && !trouble.swallows(asked.acts())) {
            queue.add(Turn.asked(this, asked));
            startNext();
        }
        return true;
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
        List<String> cancelled = takeBackCalls(true);
        trouble.interrupted();
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

    /** Takes back the open calls, all or the blocking ones, and gives their ids. */
    List<String> takeBackCalls(boolean onlyBlocking) {
        Set<String> before = calls.openKeys();
        List<String> ids = calls.cancel(onlyBlocking);
        before.stream().filter(key -> !calls.openKeys().contains(key)).forEach(branch()::cancel);
        callsChanged();
        return ids;
    }

    void turnOver(Turn turn) {
        if (current != turn || phase == Phase.CLOSED) {
            return;
        }
        current = null;
        memory = memory().spoken(turn.asked());
        branch().turnOver();
        handles().turnOver(queue.isEmpty() && !calls.isOpen());
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

    /** How many messages came after the setup. */
    int received() {
        return received;
    }
}
