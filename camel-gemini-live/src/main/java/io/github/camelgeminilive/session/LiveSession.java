package io.github.camelgeminilive.session;

import io.github.camelgeminilive.codec.JsonCodec;
import io.github.camelgeminilive.codec.WireException;
import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.ServerMessage;
import io.github.camelgeminilive.session.EventLane.LaneSettings;
import io.github.camelgeminilive.transport.CloseReason;
import io.github.camelgeminilive.transport.LiveConnection;
import io.github.camelgeminilive.transport.LiveTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One conversation: the shell around {@link SessionMachine}. Events go through the mailbox, effects are carried out after
 * each transition; what can reach user code is handed to an executor. Lives across connections, from its first input
 * until it is closed or has failed for good.
 *
 * <p>Thread-safe.
 */
public final class LiveSession {

    /** A first wait that nobody notices, and a longest one that nobody would sit through twice. */
    private static final Duration INITIAL_BACKOFF = Duration.ofMillis(500);

    private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);
    private static final long NOT_PAUSED = Long.MIN_VALUE;

    private final String id;
    private final SessionSettings settings;
    private final Surroundings around;
    private final JsonCodec codec = new JsonCodec();
    private final SessionCounters counters = new SessionCounters();
    private final Lanes lanes;
    private final Mailbox mailbox;
    private final AtomicLong inputIds = new AtomicLong();

    // confined to the mailbox
    private final SessionMachine machine;
    private final Map<Long, Sender> senders = new HashMap<>();
    private @Nullable LiveConnection connection;
    private Clock.@Nullable Cancellable alarm;
    private long alarmAt = Long.MAX_VALUE;
    private @Nullable String lastEnd;
    private @Nullable Failure failure;
    private long pausedSince = NOT_PAUSED;

    private volatile SessionStatus status;

    /** Who waits for word of an input. */
    private record Sender(Completion completion, boolean reply) {}

    /**
     * What a session needs of the world.
     *
     * @param transport opens connections
     * @param plan says where to and with which setup
     * @param tools runs functions
     * @param clock tells time and wakes
     * @param callbacks runs what may reach user code: completions and lanes
     * @param observer hears of the end
     */
    public record Surroundings(
            LiveTransport transport,
            ConnectPlan plan,
            ToolRunner tools,
            Clock clock,
            Executor callbacks,
            Observer observer) {}

    /** Hears of a session. Called from the mailbox: must be short and must not call user code. */
    public interface Observer {

        /** The session is over; {@code failure} is null when it was closed on request. */
        void ended(LiveSession session, @Nullable Failure failure);

        /** Something of ours threw: a bug, told and not swallowed. */
        void broken(LiveSession session, Throwable bug);
    }

    public LiveSession(String id, SessionSettings settings, Surroundings around) {
        this.id = id;
        this.settings = settings;
        this.around = around;
        this.mailbox = new Mailbox((thread, bug) -> around.observer().broken(this, bug));
        this.lanes = new Lanes(
                around.callbacks(), counters, settings.maxQueuedBytes(), () -> mailbox.post(this::adaptReading));
        this.machine = new SessionMachine(
                settings,
                around.tools(),
                new BackoffPolicy(
                        INITIAL_BACKOFF,
                        MAX_BACKOFF,
                        () -> ThreadLocalRandom.current().nextDouble()),
                counters,
                around.clock().nanoTime());
        this.status = new SessionStatus("Idle", 0, 0, 0, null, null, NOT_PAUSED);
    }

    /** The id that the application chose. */
    public String id() {
        return id;
    }

    public SessionSettings settings() {
        return settings;
    }

    public SessionStatus status() {
        return status;
    }

    public SessionCounters counters() {
        return counters;
    }

    /** Events that wait for routes, in all lanes. */
    public int queuedEvents() {
        return lanes.queuedEvents();
    }

    /**
     * Sends an input; returns at once.
     *
     * @param kind what it is
     * @param message what goes out, null where the kind writes nothing
     * @param text the typed text, empty otherwise
     * @param completion hears what becomes of it; with {@code reply}, of its answer too
     * @return the number of the input
     */
    public long send(
            Input.Kind kind, @Nullable ClientMessage message, String text, boolean reply, Completion completion) {
        Input input = new Input(inputIds.incrementAndGet(), kind, message, text, reply);
        mailbox.post(() -> {
            senders.put(input.id(), new Sender(completion, reply));
            handle(new SessionEvent.InputOffered(input));
        });
        return input.id();
    }

    /** Sends typed text as the model's family needs it. */
    public long sendText(String text, boolean reply, Completion completion) {
        ClientMessage message = settings.profile().textAsRealtimeInput()
                ? new ClientMessage.RealtimeText(text)
                : new ClientMessage.ClientContent(List.of(Content.user(text)), true);
        return send(Input.Kind.TEXT, message, text, reply, completion);
    }

    /** The caller does not wait any longer: its answer will reach nobody. */
    public void abandonReply(long inputId) {
        mailbox.post(() -> {
            senders.remove(inputId);
            handle(new SessionEvent.ReplyAbandoned(inputId));
        });
    }

    /** Ends the conversation. */
    public void close(String reason) {
        mailbox.post(() -> handle(new SessionEvent.CloseRequested(reason)));
    }

    /** Adds a route that receives events from now on. */
    public EventLane addLane(LaneSettings laneSettings, EventLane.Sink sink) {
        return lanes.add(laneSettings, sink);
    }

    /** Ends a lane's intake: what is in it is still delivered. */
    public void detachLane(EventLane lane) {
        lanes.detach(lane);
    }

    /** Ends a lane at once: what is in it is forgotten. */
    public void removeLane(EventLane lane) {
        lanes.remove(lane);
    }

    // the machine and its effects, in the mailbox

    private void handle(SessionEvent event) {
        for (SessionEffect effect : machine.handle(event, around.clock().nanoTime())) {
            carryOut(effect);
        }
        wakeInTime();
        publishStatus();
    }

    private void carryOut(SessionEffect effect) {
        if (effect instanceof SessionEffect.Deliver deliver) {
            lanes.offer(deliver.event());
        } else if (effect instanceof SessionEffect.Send send) {
            write(send);
        } else if (effect instanceof SessionEffect.Interrupt interrupt) {
            lanes.interrupt(interrupt.turn(), interrupt.connection());
        } else if (effect instanceof SessionEffect.Accept accept) {
            Completion completion = dueForWritten(accept.inputId());
            if (completion != null) {
                around.callbacks().execute(completion::written);
            }
        } else if (effect instanceof SessionEffect.Reject reject) {
            Sender sender = senders.remove(reject.inputId());
            if (sender != null) {
                around.callbacks().execute(() -> sender.completion().failed(reject.failure()));
            }
        } else if (effect instanceof SessionEffect.Reply reply) {
            Sender sender = senders.remove(reply.inputId());
            if (sender != null) {
                around.callbacks().execute(() -> sender.completion().replied(reply.turn()));
            }
        } else if (effect instanceof SessionEffect.StartTool start) {
            startTool(start.call());
        } else if (effect instanceof SessionEffect.CancelTool cancel) {
            around.tools().cancel(this, cancel.callId());
        } else if (effect instanceof SessionEffect.Connect connect) {
            connect(connect.generation());
        } else if (effect instanceof SessionEffect.SendSetup setup) {
            sendSetup(setup.generation());
        } else if (effect instanceof SessionEffect.CloseConnection close) {
            closeConnection(close);
        } else if (effect instanceof SessionEffect.Ended ended) {
            failure = ended.failure();
            around.observer().ended(this, ended.failure());
        }
    }

    private void write(SessionEffect.Send send) {
        LiveConnection to = connection;
        Completion completion = dueForWritten(send.inputId());
        if (to == null) {
            throw new IllegalStateException("Expected a connection for " + send + " but there is none");
        }
        counters.messageSent();
        to.send(codec.encode(send.message()), problem -> {
            if (completion != null) {
                around.callbacks().execute(() -> written(send.inputId(), completion, problem));
            }
        });
    }

    /** Who is to hear that an input was written; only who waits for an answer is kept in mind. */
    private @Nullable Completion dueForWritten(long inputId) {
        Sender sender = senders.get(inputId);
        if (sender != null && !sender.reply()) {
            senders.remove(inputId);
        }
        return sender == null ? null : sender.completion();
    }

    private void written(long inputId, Completion completion, @Nullable Throwable problem) {
        if (problem == null) {
            completion.written();
        } else {
            abandonReply(inputId);
            completion.failed(new Failure(
                    Failure.Code.CONNECTION_LOST,
                    "Expected the connection to take the message but it was lost: " + problem.getMessage(),
                    problem));
        }
    }

    private void startTool(FunctionCall call) {
        String callId = call.id();
        if (callId == null) {
            throw new IllegalStateException("Expected every call to have a key but " + call.name() + " has none");
        }
        around.tools()
                .start(this, call, answer -> mailbox.post(() -> handle(new SessionEvent.ToolFinished(callId, answer))));
    }

    private void connect(int generation) {
        try {
            connection = around.transport().connect(around.plan().request(), new Ears(generation));
            applyReading();
        } catch (RuntimeException e) {
            refuse(generation, e);
        }
    }

    private void sendSetup(int generation) {
        LiveConnection to = connection;
        if (to == null) {
            return;
        }
        try {
            to.send(codec.encode(around.plan().setup()), problem -> {
                // a write that failed is followed by onClose, which says more
            });
        } catch (RuntimeException e) {
            to.abort();
            refuse(generation, e);
        }
    }

    /** Our own side can't connect: a mistake in the configuration, told as a refused connection. */
    private void refuse(int generation, RuntimeException e) {
        String text = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        CloseReason reason = new CloseReason(CloseReason.Kind.REFUSED, 0, text, e);
        mailbox.post(() -> closed(generation, reason));
    }

    private void closed(int generation, CloseReason reason) {
        if (generation == machine.generation()) {
            connection = null;
            lastEnd = reason.toString();
        }
        handle(new SessionEvent.ConnectionClosed(generation, reason));
    }

    private void closeConnection(SessionEffect.CloseConnection close) {
        LiveConnection over = connection;
        if (over != null) {
            over.close(close.code(), close.reason());
            connection = null;
        }
    }

    private void wakeInTime() {
        long next = machine.nextWake();
        if (next < alarmAt) {
            if (alarm != null) {
                alarm.cancel();
            }
            alarmAt = next;
            long delay = Math.max(0, next - around.clock().nanoTime());
            alarm = around.clock().schedule(() -> mailbox.post(this::wake), delay);
        } else if (next == Long.MAX_VALUE && alarm != null) {
            alarm.cancel();
            alarm = null;
            alarmAt = Long.MAX_VALUE;
        }
    }

    private void wake() {
        alarm = null;
        alarmAt = Long.MAX_VALUE;
        handle(new SessionEvent.Tick());
    }

    private void adaptReading() {
        boolean pause = lanes.tooFull();
        if (pause == (pausedSince != NOT_PAUSED)) {
            return;
        }
        pausedSince = pause ? around.clock().nanoTime() : NOT_PAUSED;
        if (pause) {
            counters.paused();
        }
        applyReading();
        handle(pause ? new SessionEvent.ReadingPaused() : new SessionEvent.ReadingResumed());
    }

    private void applyReading() {
        LiveConnection of = connection;
        if (of != null && pausedSince != NOT_PAUSED) {
            of.pause();
        } else if (of != null) {
            of.resume();
        }
    }

    private void publishStatus() {
        SessionStatus old = status;
        String state = machine.state().label();
        // the state's label is one object per class: most events change nothing, and then nothing is made
        if (!old.state().equals(state)
                || old.connection() != machine.generation()
                || old.openCalls() != machine.openCalls()
                || old.waiting() != machine.waiting()
                || old.pausedSinceNanos() != pausedSince
                || !Objects.equals(old.failure(), failure)) {
            status = new SessionStatus(
                    state, machine.generation(), machine.openCalls(), machine.waiting(), lastEnd, failure, pausedSince);
        }
    }

    /** Hears of one connection; what comes late carries its generation and is ignored by the machine. */
    private final class Ears implements LiveTransport.Listener {

        private final int generation;

        Ears(int generation) {
            this.generation = generation;
        }

        @Override
        public void onOpen() {
            mailbox.post(() -> handle(new SessionEvent.ConnectionOpened(generation)));
        }

        @Override
        public void onMessage(byte[] json) {
            counters.frameReceived();
            SessionEvent event;
            try {
                List<ServerMessage> messages = codec.decode(json);
                String raw = lanes.wants(EventKind.raw) ? new String(json, StandardCharsets.UTF_8) : null;
                event = new SessionEvent.FrameReceived(generation, messages, raw);
            } catch (WireException e) {
                event = new SessionEvent.FrameBroken(generation, String.valueOf(e.getMessage()));
            }
            SessionEvent heard = event;
            mailbox.post(() -> handle(heard));
        }

        @Override
        public void onClose(CloseReason reason) {
            mailbox.post(() -> closed(generation, reason));
        }
    }
}
