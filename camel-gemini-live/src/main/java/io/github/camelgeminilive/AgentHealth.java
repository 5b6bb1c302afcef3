package io.github.camelgeminilive;

import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.SessionStatus;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is doing, for health checks.
 *
 * @param sessions open sessions
 * @param live of them with a working connection
 * @param troubled of them without one since a break
 * @param blocked of them whose reading has been paused for long, because a route does not keep up
 * @param lastFailure what the last session that failed died of, until one is live again
 */
record AgentHealth(
        int sessions,
        int live,
        int troubled,
        int blocked,
        @Nullable Failure lastFailure) {

    /** A pause this long means that interruptions and calls are not heard: an alarm. */
    private static final long LONG_PAUSE = TimeUnit.SECONDS.toNanos(5);

    static AgentHealth of(List<AgentSession> sessions, @Nullable Failure lastFailure, long now) {
        int live = 0;
        int troubled = 0;
        int blocked = 0;
        for (AgentSession session : sessions) {
            SessionStatus status = session.live().status();
            live += status.live() ? 1 : 0;
            troubled += status.troubled() ? 1 : 0;
            boolean paused = status.pausedSinceNanos() != Long.MIN_VALUE;
            blocked += paused && now - status.pausedSinceNanos() > LONG_PAUSE ? 1 : 0;
        }
        return new AgentHealth(sessions.size(), live, troubled, blocked, lastFailure);
    }

    boolean up() {
        return lastFailure == null && troubled == 0 && blocked == 0;
    }
}
