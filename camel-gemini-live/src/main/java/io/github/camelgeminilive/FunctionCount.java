package io.github.camelgeminilive;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many functions the sessions of an agent are declared, and a word about too many, once. Lives as long as the agent.
 *
 * <p>Thread-safe.
 */
final class FunctionCount {

    private static final Logger LOG = LoggerFactory.getLogger(FunctionCount.class);

    /** Google's documents advise 10 to 20 at most. */
    static final int ADVISABLE = 20;

    private final String agent;
    private final AtomicInteger most = new AtomicInteger();

    FunctionCount(String agent) {
        this.agent = agent;
    }

    /** A session is told of so many functions. */
    void declared(int count) {
        int before = most.getAndAccumulate(count, Math::max);
        if (before <= ADVISABLE && count > ADVISABLE) {
            LOG.warn("Agent {}: {}", agent, warning());
        }
    }

    /** What speaks against the most that one session was told of, or null. */
    @Nullable
    String warning() {
        int count = most.get();
        return count <= ADVISABLE
                ? null
                : "a session has " + count + " functions: with more than " + ADVISABLE
                        + " models choose the wrong one more often, and each costs tokens in every setup and turn;"
                        + " header CamelGeminiLiveToolSet gives a session only those that it needs";
    }
}
