package io.github.camelgeminilive.tools;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the calls of one agent, since its dispatcher was made.
 *
 * <p>Thread-safe.
 */
public final class ToolCounters {

    /** What is counted. */
    public enum Count {
        /** Calls that a tool has begun to carry out. */
        STARTED,
        /** Final answers, those with an error too. */
        ANSWERED,
        /** Answers to say that no result came in time. */
        TIMED_OUT,
        /** Calls that the server or the end of the session cancelled. */
        CANCELLED,
        /** Calls that the server cancelled after their final answer, of tools that want to know. */
        TAKEN_BACK,
        /** Cancelled calls that were undone: what option onCancel names got them and did not fail. */
        UNDONE,
        /** Cancelled calls that should have been undone and were not; the exception handler was told. */
        UNDO_FAILED,
        /** Results that came after the call was over and were dropped. */
        LATE_RESULT,
        /** Calls whose id was open already. */
        DUPLICATE,
        /** Calls of a function that nobody has declared. */
        UNKNOWN,
        /** Calls of a function that is suspended or stopped. */
        UNAVAILABLE,
        /** Calls whose arguments do not fit. */
        INVALID_ARGUMENTS,
        /** Calls that the full pool refused. */
        BUSY
    }

    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
    private final Map<ToolOutcome, LongAdder> outcomes = new EnumMap<>(ToolOutcome.class);

    public ToolCounters() {
        for (Count count : Count.values()) {
            counts.put(count, new LongAdder());
        }
        for (ToolOutcome outcome : ToolOutcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    /** How often it happened. */
    public long get(Count count) {
        return adder(counts, count).sum();
    }

    /** How many calls ended so; each call is counted once. */
    public long get(ToolOutcome outcome) {
        return adder(outcomes, outcome).sum();
    }

    void add(Count count) {
        adder(counts, count).increment();
    }

    void add(ToolOutcome outcome) {
        adder(outcomes, outcome).increment();
    }

    private static <K> LongAdder adder(Map<K, LongAdder> adders, K key) {
        LongAdder adder = adders.get(key);
        if (adder == null) {
            throw new IllegalStateException("No counter for " + key);
        }
        return adder;
    }
}
