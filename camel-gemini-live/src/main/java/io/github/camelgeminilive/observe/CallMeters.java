package io.github.camelgeminilive.observe;

import io.github.camelgeminilive.tools.ToolCounters;
import io.github.camelgeminilive.tools.ToolOutcome;

/**
 * Metrics of one agent's calls.
 *
 * <p>Thread-safe.
 */
public interface CallMeters {

    /** Where nobody measures. */
    CallMeters NONE = new CallMeters() {};

    /** Shows what is open now and what was counted; holds neither for longer than somebody else does. */
    default void show(CallWatch calls, ToolCounters counters) {}

    /**
     * A call has its outcome.
     *
     * @param tool the declared name
     * @param nanos since it arrived
     */
    default void ended(String tool, ToolOutcome outcome, long nanos) {}

    /** The agent ends: takes away what showed its state. */
    default void close() {}
}
