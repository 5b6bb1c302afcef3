package io.github.camelgeminilive.session;

import io.github.camelgeminilive.codec.JsonCodec;
import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.transport.LiveConnection;
import io.github.camelgeminilive.transport.LiveTransport;
import java.time.Duration;
import java.util.List;
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
    private static final long NOT_PAUSED = StatusBoard.NOT_PAUSED;

    private final String id;
    private final SessionSettings settings;
    private final Surroundings around;
    private final JsonCodec codec = new JsonCodec();
    private final AnswerCheck answerCheck = new AnswerCheck(codec);
    private final SessionCounters counters = new SessionCounters();
    private final Lanes lanes;
    private final Mailbox mailbox;
    private final AtomicLong inputIds = new AtomicLong();
    private final Alarm alarm;

    // confined to the mailbox
    private final SessionMachine machine;
    private final Senders senders;
    private final Connector connector;
    private @Nullable LiveConnection connection;
    private boolean connectionPaused;
    private @Nullable Failure failure;
    private long pausedSince = NOT_PAUSED;

    private final StatusBoard board = new StatusBoard();

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
        this.senders = new Senders(around.callbacks());
        this.mailbox = new Mailbox((thread, bug) -> around.observer().broken(this, bug));
        this.alarm = new Alarm(around.clock(), mailbox, () -> handle(new SessionEvent.Tick()));
        Runnable adapt = () -> mailbox.post(this::adaptReading);
        this.lanes = new Lanes(around.callbacks(), around.clock(), counters, settings.maxQueuedBytes(), adapt);
        this.machine = new SessionMachine(
                settings,
                around.tools(),
                new BackoffPolicy(
                        INITIAL_BACKOFF,
                        MAX_BACKOFF,
                        () -> ThreadLocalRandom.current().nextDouble()),
                counters,
                around.clock().nanoTime());
        this.connector = new Connector(
                around,
                mailbox,
                generation -> machine.awaitsConnection(generation),
                this::ears,
                opening -> connection = opening,
                this::heard);
    }

    /** The id that the application chose. */
    public String id() {
        return id;
    }

    public SessionSettings settings() {
        return settings;
    }

    public SessionStatus status() {
        return board.status();
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
     * @throws IllegalArgumentException with {@code reply} for an input that asks the model for nothing
     */
    public long send(
            Input.Kind kind, @Nullable ClientMessage message, String text, boolean reply, Completion completion) {
        return send(new Input(inputIds.incrementAndGet(), kind, message, text, reply), completion);
    }

    /**
     * Replaces instruction or tools; returns at once.
     *
     * @param toolSet the only functions of the agent that there are from now on, by name, in place of the tools in the
     *     update; null leaves that to the update
     */
    public void update(ClientMessage.ContextUpdate update, @Nullable List<String> toolSet, Completion completion) {
        send(new Input(inputIds.incrementAndGet(), Input.Kind.CONTEXT_UPDATE, update, "", false, toolSet), completion);
    }

    /** Whether the session has a function of this name, if its agent has one. */
    public boolean hasTool(String name) {
        return around.plan().hasTool(name);
    }

    private long send(Input input, Completion completion) {
        completion.accepted(input.id());
        Sender sender = new Sender(completion, input.reply());
        String problem = answerCheck.problem(input.message());
        if (problem != null) {
            Failure bad = new Failure(Failure.Code.BAD_INPUT, problem);
            around.callbacks().execute(() -> sender.failed(bad));
            return input.id();
        }
        mailbox.post(() -> {
            senders.add(input.id(), sender);
            handle(new SessionEvent.InputOffered(input));
        });
        return input.id();
    }

    /** Sends typed text as the model's family needs it. */
    public long sendText(String text, boolean reply, Completion completion) {
        return send(Input.Kind.TEXT, settings.family().text(text), text, reply, completion);
    }

    /** Tool routes came or went: who can be told is told. */
    public void toolsChanged() {
        mailbox.post(() -> handle(new SessionEvent.ToolsChanged(around.plan().tools())));
    }

    /** The caller does not wait any longer: its answer will reach nobody. */
    public void abandonReply(long inputId) {
        mailbox.post(() -> {
            senders.forget(inputId);
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
        try {
            List<SessionEffect> effects = machine.handle(event, around.clock().nanoTime());
            // the end first: who is told of it by the rest may send again at once, and that is for the next session
            boolean over = false;
            for (SessionEffect effect : effects) {
                if (effect instanceof SessionEffect.Ended) {
                    attempt(effect);
                    over = true;
                }
            }
            for (SessionEffect effect : effects) {
                if (!(effect instanceof SessionEffect.Ended)) {
                    attempt(effect);
                }
            }
            if (over) {
                around.tools().forget(this);
            }
        } finally {
            applyReading();
            alarm.set(machine.nextWake());
            board.publish(machine, failure, pausedSince);
        }
    }

    /** One effect that fails must not take the others with it, such as the word to a caller who waits. */
    private void attempt(SessionEffect effect) {
        try {
            carryOut(effect);
        } catch (RuntimeException | Error bug) {
            around.observer().broken(this, bug);
        }
    }

    private void carryOut(SessionEffect effect) {
        if (effect instanceof SessionEffect.Deliver deliver) {
            lanes.offer(deliver.event());
        } else if (effect instanceof SessionEffect.Send send) {
            write(send);
        } else if (effect instanceof SessionEffect.Interrupt interrupt) {
            lanes.interrupt(interrupt.turn(), interrupt.connection());
        } else if (effect instanceof SessionEffect.Accept accept) {
            senders.accepted(accept.inputId());
        } else if (effect instanceof SessionEffect.Reject reject) {
            senders.rejected(reject.inputId(), reject.failure());
        } else if (effect instanceof SessionEffect.Reply reply) {
            senders.replied(reply.inputId(), reply.turn());
        } else if (effect instanceof SessionEffect.UseTools use) {
            around.plan().useTools(use.names(), use.given());
        } else if (effect instanceof SessionEffect.SendTools send) {
            write(new SessionEffect.Send(
                    send.inputId(),
                    new ClientMessage.ContextUpdate(
                            send.systemInstruction(), around.plan().tools())));
        } else if (effect instanceof SessionEffect.StartTool start) {
            startTool(start.call());
        } else if (effect instanceof SessionEffect.ToolRefused refused) {
            around.tools().refused(this, refused.call(), refused.status());
        } else if (effect instanceof SessionEffect.CancelTool cancel) {
            around.tools().cancel(this, cancel.callId());
        } else if (effect instanceof SessionEffect.Connect connect) {
            connectionPaused = false;
            connector.connect(connect.generation());
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
        Sender sender = senders.written(send.inputId());
        if (to == null) {
            throw new IllegalStateException("Expected a connection for " + send + " but there is none");
        }
        counters.messageSent();
        to.send(codec.encode(send.message()), problem -> {
            if (sender != null) {
                around.callbacks().execute(() -> written(send.inputId(), sender, problem));
            }
        });
    }

    private void written(long inputId, Sender sender, @Nullable Throwable problem) {
        if (problem == null) {
            sender.written();
        } else {
            abandonReply(inputId);
            sender.failed(new Failure(
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
        around.tools().start(this, call, answer -> {
            FunctionResponse writable = answerCheck.writable(answer);
            mailbox.post(() -> handle(new SessionEvent.ToolFinished(callId, writable)));
        });
    }

    private void sendSetup(int generation) {
        LiveConnection to = connection;
        if (to == null) {
            return;
        }
        try {
            to.send(codec.encode(around.plan().setup(machine.newConversation())), problem -> {
                // a write that failed is followed by onClose, which says more
            });
        } catch (RuntimeException e) {
            // first why, then the end that it causes
            connector.refuse(generation, e);
            to.abort();
        }
    }

    private Ears ears(int generation) {
        return new Ears(
                generation,
                codec,
                () -> lanes.wants(EventKind.raw),
                counters,
                event -> mailbox.post(() -> heard(event)));
    }

    private void heard(SessionEvent event) {
        if (event instanceof SessionEvent.ConnectionClosed closed && closed.generation() == machine.generation()) {
            connection = null;
        }
        handle(event);
    }

    private void closeConnection(SessionEffect.CloseConnection close) {
        LiveConnection over = connection;
        if (over != null) {
            over.close(close.code(), close.reason());
            connection = null;
        }
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
        handle(pause ? new SessionEvent.ReadingPaused() : new SessionEvent.ReadingResumed());
    }

    /** Before setupComplete nothing is paused: full lanes must not keep a connection from coming up. */
    private void applyReading() {
        LiveConnection of = connection;
        boolean pause = pausedSince != NOT_PAUSED && machine.state().live();
        if (of == null || pause == connectionPaused) {
            return;
        }
        connectionPaused = pause;
        if (pause) {
            of.pause();
        } else {
            of.resume();
        }
    }
}
