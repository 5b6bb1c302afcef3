package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.GoAway;
import io.github.camelgeminilive.protocol.ServerError;
import io.github.camelgeminilive.protocol.ServerMessage;
import io.github.camelgeminilive.protocol.SetupComplete;
import io.github.camelgeminilive.session.SessionEvent.ConnectionClosed;
import io.github.camelgeminilive.session.SessionEvent.FrameReceived;
import io.github.camelgeminilive.session.SessionState.AwaitingSetup;
import io.github.camelgeminilive.session.SessionState.BackingOff;
import io.github.camelgeminilive.session.SessionState.Closed;
import io.github.camelgeminilive.session.SessionState.Connecting;
import io.github.camelgeminilive.session.SessionState.Draining;
import io.github.camelgeminilive.session.SessionState.Idle;
import io.github.camelgeminilive.session.SessionState.Live;
import io.github.camelgeminilive.transport.CloseReason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides everything a session does: an event and the time go in, effects come out. No clock, no thread, no socket, no
 * logger. {@link SessionState} draws the states. Lives as long as the session.
 *
 * <p>Confined to the session's mailbox.
 */
final class SessionMachine {

    private final SessionSettings settings;
    private final Effects out;
    private final Outage outage;
    private final Outbox outbox;
    private final Conversation conversation;
    private final Intake intake;
    private final SessionAge age;

    private SessionState state = new Idle();
    private int generation;
    private boolean wasLive;
    private boolean awaitsCredentials;
    private boolean readingPaused;
    private @Nullable CloseReason lastEnd;

    SessionMachine(
            SessionSettings settings, ToolTraits traits, BackoffPolicy backoff, SessionCounters counters, long now) {
        this.settings = settings;
        this.out = new Effects(counters);
        this.outage = new Outage(settings.reconnectTimeout(), backoff);
        this.outbox = new Outbox(settings, out);
        this.conversation = new Conversation(settings, traits, out, now);
        this.intake = new Intake(settings, outbox, conversation, out);
        this.age = new SessionAge(settings.idleTimeout(), settings.maxSessionDuration());
    }

    SessionState state() {
        return state;
    }

    /** Generation of the newest connection; 0 before the first. */
    int generation() {
        return generation;
    }

    /** Whether a connection of this generation is being opened. */
    boolean awaitsConnection(int connection) {
        return state instanceof Connecting connecting && connecting.generation() == connection;
    }

    /** Whether nothing was said yet: the next connection begins a conversation. */
    boolean newConversation() {
        return !wasLive;
    }

    /** How the last connection ended that we wanted, or null. */
    @Nullable
    CloseReason lastEnd() {
        return lastEnd;
    }

    int openCalls() {
        return conversation.openCalls();
    }

    int waiting() {
        return outbox.size();
    }

    /**
     * Applies one event.
     *
     * @param now nanoseconds of a monotonic clock, never less than before
     * @return what to do, in order
     */
    List<SessionEffect> handle(SessionEvent event, long now) {
        expire(now);
        if (event instanceof FrameReceived frame) {
            received(frame, now);
        } else if (event instanceof SessionEvent.InputOffered offered) {
            offered(offered.input(), now);
        } else if (event instanceof SessionEvent.ToolFinished finished) {
            conversation.toolFinished(finished.callId(), finished.response(), now);
            age.active(now);
        } else if (event instanceof SessionEvent.ToolsChanged changed) {
            intake.toolsChanged(changed.tools(), state.live(), state instanceof AwaitingSetup);
        } else if (event instanceof SessionEvent.ReplyAbandoned abandoned) {
            outbox.abandon(abandoned.inputId());
            conversation.abandon(abandoned.inputId());
        } else if (event instanceof SessionEvent.CredentialsAwaited credentials) {
            awaitsCredentials = credentials.waiting() && awaitsConnection(credentials.generation());
        } else if (event instanceof SessionEvent.ConnectionOpened opened) {
            connectionOpened(opened.generation(), now);
        } else if (event instanceof ConnectionClosed closed) {
            connectionClosed(closed, now);
        } else if (event instanceof SessionEvent.FrameBroken broken) {
            frameBroken(broken, now);
        } else if (event instanceof SessionEvent.ReadingPaused) {
            readingPaused = true;
            conversation.deaf(now);
        } else if (event instanceof SessionEvent.ReadingResumed) {
            readingPaused = false;
            if (state.live()) {
                conversation.hears(now);
            }
        } else if (event instanceof SessionEvent.CloseRequested close) {
            close(close.reason(), now);
        }
        // Tick needs no more than the expire above
        if (state.live()) {
            intake.proceed(now);
        }
        return out.take();
    }

    /** When {@link #handle} has to be called even if nothing happens: a moment of the clock, Long.MAX_VALUE for never. */
    long nextWake() {
        if (state instanceof Closed) {
            return Long.MAX_VALUE;
        }
        long next = Math.min(outbox.nextDeadline(), conversation.nextDeadline());
        if (state instanceof Connecting connecting) {
            next = Math.min(next, connecting.deadline());
        } else if (state instanceof AwaitingSetup awaiting) {
            next = Math.min(next, awaiting.deadline());
        } else if (state instanceof BackingOff backingOff) {
            next = Math.min(next, backingOff.until());
        }
        return Math.min(next, age.endsAt(conversation.openCalls() > 0));
    }

    // time

    private void expire(long now) {
        if (state instanceof Closed) {
            return;
        }
        outbox.expire(now, lastEnd);
        conversation.expire(now);
        if (state instanceof Connecting connecting && now >= connecting.deadline()) {
            String found = awaitsCredentials ? "no access token" : "no connection";
            gaveUp(connecting.generation(), found, settings.connectTimeout(), "connectTimeout", now);
        } else if (state instanceof AwaitingSetup awaiting && now >= awaiting.deadline()) {
            gaveUp(awaiting.generation(), "no setupComplete", settings.setupTimeout(), "setupTimeout", now);
        } else if (state instanceof BackingOff backingOff && now >= backingOff.until()) {
            connect(now);
        } else if (now >= age.endsAt(conversation.openCalls() > 0)) {
            close(age.reason(now), now);
        }
    }

    private void gaveUp(int connection, String found, Duration limit, String option, long now) {
        String text = found + " within " + limit.toMillis() + " ms (option " + option + ")";
        out.add(new SessionEffect.CloseConnection(connection, 1000, ""));
        lost(new CloseReason(CloseReason.Kind.UNREACHABLE, 0, text, null), true, now);
    }

    // input

    private void offered(Input input, long now) {
        age.active(now);
        if (state instanceof Closed closed) {
            Failure failure = closed.failure();
            out.add(new SessionEffect.Reject(
                    input.id(),
                    failure != null
                            ? failure
                            : new Failure(Failure.Code.SESSION_CLOSED, "Expected an open session but it was closed")));
        } else if (state.live()) {
            intake.admit(input, now);
        } else {
            outbox.hold(input, now);
            if (state instanceof Idle) {
                age.begins(now);
                outage.firstConnect(now);
                connect(now);
            }
        }
    }

    // connection

    private void connect(long now) {
        generation++;
        out.connection(generation);
        awaitsCredentials = false;
        become(new Connecting(generation, now + settings.connectTimeout().toNanos()));
        out.add(new SessionEffect.Connect(generation));
    }

    private void connectionOpened(int connection, long now) {
        if (connection != state.connection()) {
            out.drop(Drop.oldGeneration);
            return;
        }
        if (!(state instanceof Connecting)) {
            throw new IllegalStateException(
                    "Expected state Connecting for an opened connection but was " + state.label());
        }
        become(new AwaitingSetup(connection, now + settings.setupTimeout().toNanos()));
        out.add(new SessionEffect.SendSetup(connection));
    }

    private void received(FrameReceived frame, long now) {
        if (frame.generation() != state.connection()) {
            out.drop(Drop.oldGeneration);
            return;
        }
        if (state instanceof Connecting) {
            throw new IllegalStateException("Expected an open connection for a frame but was " + state.label());
        }
        if (frame.raw() != null) {
            out.deliver(EventKind.raw, 0, frame.raw());
        }
        ServerError error = firstOf(frame.messages(), ServerError.class);
        if (error != null) {
            int code = error.code() == null ? 1011 : error.code();
            out.add(new SessionEffect.CloseConnection(frame.generation(), 1000, ""));
            lost(new CloseReason(CloseReason.Kind.CLOSED_BY_PEER, code, error.message(), null), !state.live(), now);
            return;
        }
        if (state instanceof AwaitingSetup && !setupAnswered(frame, now)) {
            return;
        }
        age.active(now);
        GoAway goAway = firstOf(frame.messages(), GoAway.class);
        if (goAway != null && state instanceof Live live) {
            become(new Draining(live.generation(), live.since()));
        }
        conversation.apply(frame.messages(), frame.generation(), now);
        if (goAway != null) {
            out.deliver(EventKind.goAway, 0, goAway);
        }
    }

    /** The first frame has to hold setupComplete (protocol section 4.1); an empty frame is nothing at all. */
    private boolean setupAnswered(FrameReceived frame, long now) {
        if (frame.messages().isEmpty()) {
            return false;
        }
        SetupComplete setupComplete = firstOf(frame.messages(), SetupComplete.class);
        if (setupComplete == null) {
            String found = frame.messages().get(0).getClass().getSimpleName();
            frameBroken(
                    new SessionEvent.FrameBroken(
                            frame.generation(), "Expected setupComplete as the first frame but got " + found),
                    now);
            return false;
        }
        become(new Live(frame.generation(), now));
        out.deliver(wasLive ? EventKind.restarted : EventKind.opened, 0, setupComplete);
        boolean newConversation = !wasLive;
        wasLive = true;
        if (!readingPaused) {
            conversation.hears(now);
        }
        intake.begins(newConversation, now);
        return true;
    }

    private void frameBroken(SessionEvent.FrameBroken broken, long now) {
        if (broken.generation() != state.connection()) {
            out.drop(Drop.oldGeneration);
            return;
        }
        out.add(new SessionEffect.CloseConnection(broken.generation(), 1002, "protocol error"));
        conversation.connectionLost(now);
        fail(new Failure(Failure.Code.REPORT_BUG, broken.problem() + " (connection " + broken.generation() + ")"), now);
    }

    private void connectionClosed(ConnectionClosed closed, long now) {
        // the end of a connection that was given up or closed is no news
        if (closed.generation() == state.connection()) {
            lost(closed.reason(), !state.live(), now);
        }
    }

    /** A connection ended that we wanted: reports it, and tries another or gives up. */
    private void lost(CloseReason reason, boolean beforeSetup, long now) {
        Failure.Code meaning = CloseRules.meaning(reason, beforeSetup);
        boolean planned = state instanceof Draining;
        lastEnd = reason;
        outage.lost(state, now);
        boolean hopeful = meaning.retryable() && outage.hopeful(now);
        if (!beforeSetup) {
            out.deliver(EventKind.disconnected, 0, new Disconnection(reason.code(), reason.text(), planned, hopeful));
        }
        conversation.connectionLost(now);
        intake.connectionLost(now);
        if (!hopeful) {
            fail(CloseRules.failure(meaning, reason, generation, settings), now);
        } else if (planned && outage.firstTry()) {
            outage.nextTry(now);
            connect(now);
        } else {
            become(new BackingOff(outage.nextTry(now)));
        }
    }

    // the end

    private void fail(Failure failure, long now) {
        end(failure, failure, new LiveEvent(EventKind.failed, 0, generation, failure), now);
    }

    private void close(String reason, long now) {
        if (state instanceof Closed) {
            return;
        }
        if (state.live() && intake.soundSinceEnd() && !settings.manualActivity()) {
            out.add(new SessionEffect.Send(0, new ClientMessage.AudioStreamEnd()));
        }
        if (state.connection() != 0) {
            out.add(new SessionEffect.CloseConnection(state.connection(), 1000, ""));
        }
        Failure told = new Failure(Failure.Code.SESSION_CLOSED, "The session was closed (" + reason + ")");
        end(null, told, new LiveEvent(EventKind.closed, 0, generation, reason), now);
    }

    private void end(@Nullable Failure failure, Failure told, LiveEvent event, long now) {
        become(new Closed(failure));
        conversation.closed(now);
        outbox.failAll(told);
        out.add(new SessionEffect.Deliver(event));
        out.add(new SessionEffect.Ended(failure));
    }

    private void become(SessionState next) {
        if (state instanceof Closed) {
            throw new IllegalStateException("Expected to stay Closed but was to become " + next.label());
        }
        state = next;
    }

    private static <T extends ServerMessage> @Nullable T firstOf(List<ServerMessage> frame, Class<T> type) {
        for (ServerMessage message : frame) {
            if (type.isInstance(message)) {
                return type.cast(message);
            }
        }
        return null;
    }
}
