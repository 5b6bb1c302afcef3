package io.github.camelgeminilive.session;

import java.time.Duration;

/**
 * How long a session lives: until nothing came or went for {@code idleTimeout}, and {@code maxSessionDuration} at most.
 * Both begin with its first input.
 *
 * <p>Confined to the session's mailbox.
 */
final class SessionAge {

    private final long idleNanos;
    private final long maxNanos;
    private boolean begun;
    private long openedAt;
    private long lastActivity;

    SessionAge(Duration idleTimeout, Duration maxSessionDuration) {
        this.idleNanos = idleTimeout.toNanos();
        this.maxNanos = maxSessionDuration.toNanos();
    }

    void begins(long now) {
        begun = true;
        openedAt = now;
        lastActivity = now;
    }

    /** Something came or went. */
    void active(long now) {
        lastActivity = now;
    }

    /** When the session ends if nothing happens; a function at work is not idle. Long.MAX_VALUE for never. */
    long endsAt(boolean callOpen) {
        if (!begun) {
            return Long.MAX_VALUE;
        }
        long idle = idleNanos == 0 || callOpen ? Long.MAX_VALUE : lastActivity + idleNanos;
        return Math.min(idle, max());
    }

    /** The option that ends it at its end. */
    String reason(long now) {
        return now >= max() ? "maxSessionDuration" : "idleTimeout";
    }

    private long max() {
        return maxNanos == 0 ? Long.MAX_VALUE : openedAt + maxNanos;
    }
}
