package io.github.camelgeminilive.session;

import io.github.camelgeminilive.transport.CloseReason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a session stands, for whoever asks. Lives as long as the session.
 *
 * <p>{@link #publish} is confined to the session's mailbox, {@link #status} is thread-safe.
 */
final class StatusBoard {

    static final long NOT_PAUSED = Long.MIN_VALUE;

    private volatile SessionStatus status = new SessionStatus("Idle", 0, 0, 0, null, null, NOT_PAUSED);
    private @Nullable CloseReason publishedEnd;

    SessionStatus status() {
        return status;
    }

    /**
     * Tells where the machine stands now.
     *
     * @param pausedSince moment of the clock at which reading was paused, or {@link #NOT_PAUSED}
     */
    void publish(SessionMachine machine, @Nullable Failure failure, long pausedSince) {
        SessionStatus old = status;
        CloseReason end = machine.lastEnd();
        String state = machine.state().label();
        // the state's label is one object per class: most events change nothing, and then nothing is made
        if (!old.state().equals(state)
                || old.connection() != machine.generation()
                || old.openCalls() != machine.openCalls()
                || old.waiting() != machine.waiting()
                || old.pausedSinceNanos() != pausedSince
                || !Objects.equals(publishedEnd, end)
                || !Objects.equals(old.failure(), failure)) {
            publishedEnd = end;
            status = new SessionStatus(
                    state,
                    machine.generation(),
                    machine.openCalls(),
                    machine.waiting(),
                    end == null ? null : end.toString(),
                    failure,
                    pausedSince);
        }
    }
}
