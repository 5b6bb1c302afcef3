package io.github.camelgeminilive;

import io.github.camelgeminilive.session.Failure;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What went wrong with the sessions of one agent: told to every member that hears of it, and kept for health until a
 * session is live again.
 *
 * <p>Thread-safe.
 */
final class AgentFailures {

    private static final Logger LOG = LoggerFactory.getLogger(AgentFailures.class);

    private final String agent;
    private final Supplier<List<Member>> members;
    private volatile @Nullable Failure last;

    AgentFailures(String agent, Supplier<List<Member>> members) {
        this.agent = agent;
        this.members = members;
    }

    /** The last one; null when a session was live since. */
    @Nullable
    Failure last() {
        return last;
    }

    /** A session could not be made; who asked for it is told by an exception. */
    void keep(Failure failure) {
        last = failure;
    }

    /** A session lost its connection or failed. */
    void tell(String sessionId, Failure failure) {
        last = failure;
        GeminiLiveException told = new GeminiLiveException(failure);
        List<Member> hearing =
                members.get().stream().filter(Member::hearsFailures).toList();
        hearing.forEach(member -> member.sessionFailed(sessionId, told));
        if (hearing.isEmpty()) {
            LOG.warn("Session {} of agent {}: {}", sessionId, agent, failure.message());
        }
    }

    void recovered() {
        last = null;
    }
}
