package io.github.camelgeminilive.session;

import org.jspecify.annotations.Nullable;

/**
 * How a session is doing, for health and console.
 *
 * @param state name of the state
 * @param connection number of the newest connection, 0 before the first
 * @param openCalls function calls without an answer
 * @param waiting inputs that wait for a connection or their turn
 * @param lastEnd how the last connection ended that we did not close, or null
 * @param failure why the session failed for good, or null
 * @param pausedSinceNanos since when reading is paused, on the session's clock; Long.MIN_VALUE when it is not
 */
public record SessionStatus(
        String state,
        int connection,
        int openCalls,
        int waiting,
        @Nullable String lastEnd,
        @Nullable Failure failure,
        long pausedSinceNanos) {

    /** Whether messages can be written now. */
    public boolean live() {
        return "Live".equals(state) || "Draining".equals(state);
    }

    /** Whether the session lost its connection and has not got another yet. */
    public boolean troubled() {
        return failure != null || "BackingOff".equals(state);
    }
}
