package io.github.camelgeminilive.tools;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a call ended, once for each call: what counters, metrics and spans tell apart. */
public enum ToolOutcome {
    /** A result was given. */
    OK,
    /** The tool failed, or its result could not be read. */
    FAILED,
    /** No result came in time. */
    TIMEOUT,
    /** The server or the end of the session took the call back: nothing was answered. */
    CANCELLED,
    /** Operation {@code toolResponse} gave the final answer. */
    ANSWERED_BY_HAND,
    /** The tool was stopped while it ran. */
    STOPPED,
    /** The tool is suspended or has stopped. */
    UNAVAILABLE,
    /** The pool was full. */
    BUSY,
    /** The arguments do not fit. */
    INVALID_ARGUMENTS,
    /** More calls than {@code maxToolCallsPerTurn} or {@code maxToolCallsPerMinute}. */
    TOO_MANY_CALLS,
    /** Nobody has declared the function. */
    UNKNOWN_FUNCTION;

    /** In the words of error answers, such as {@code invalid_arguments}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What an end says that is no cancellation.
     *
     * @param result what was answered; null when somebody else did
     */
    static ToolOutcome of(@Nullable ToolResult result) {
        if (result == null) {
            return ANSWERED_BY_HAND;
        }
        ToolError error = result.error();
        return error == null ? OK : of(error.status());
    }

    /** What an error answer with this status says. */
    static ToolOutcome of(String status) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.label().equals(status))
                .findFirst()
                .orElse(FAILED);
    }
}
