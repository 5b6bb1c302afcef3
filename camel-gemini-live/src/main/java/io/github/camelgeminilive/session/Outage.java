package io.github.camelgeminilive.session;

import java.time.Duration;

/**
 * How long there has been trouble with connections, and how long to wait before the next try. A connection that lived
 * {@value #PROVEN_SECONDS} s has proven itself: the next trouble starts counting anew. Not the opening of the socket
 * nor setupComplete does that, or a server that accepts and hangs up would be hammered (protocol section 5).
 *
 * <p>Confined to the session's mailbox.
 */
final class Outage {

    private static final int PROVEN_SECONDS = 30;
    private static final long PROVEN_NANOS = Duration.ofSeconds(PROVEN_SECONDS).toNanos();

    private final Duration budget;
    private final BackoffPolicy backoff;
    private long since;
    private int attempt;

    Outage(Duration budget, BackoffPolicy backoff) {
        this.budget = budget;
        this.backoff = backoff;
    }

    void firstConnect(long now) {
        since = now;
    }

    void lost(SessionState state, long now) {
        long liveSince = now;
        if (state instanceof SessionState.Live live) {
            liveSince = live.since();
        } else if (state instanceof SessionState.Draining draining) {
            liveSince = draining.since();
        }
        if (now - liveSince >= PROVEN_NANOS) {
            since = now;
            attempt = 0;
        } else {
            // a connection that lived for a while was no trouble meanwhile
            since += now - liveSince;
        }
    }

    /** Whether nothing was tried yet since a connection had proven itself. */
    boolean firstTry() {
        return attempt == 0;
    }

    /** Whether another connection is worth a try. */
    boolean hopeful(long now) {
        return now - since < budget.toNanos();
    }

    long nextTry(long now) {
        return now + backoff.delayNanos(attempt++);
    }
}
