package io.github.camelgeminilive.tools;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a call has no result, in words that a model can act on: {@code {status, reason, retryable}}. Says what is known of
 * the work, and nothing about how we are built.
 */
public enum ToolError {
    UNKNOWN("unknown_function", "There is no function of this name. Nothing was carried out.", false),
    UNAVAILABLE("unavailable", "The function is out of service at the moment. Nothing was carried out.", true),
    BUSY("busy", "Too many functions run at the moment. Nothing was carried out.", true),
    INVALID_ARGUMENTS("invalid_arguments", "The arguments do not fit. Nothing was carried out.", true),
    NOT_STARTED("timeout", "The function could not start in time. Nothing was carried out.", true),
    TIMED_OUT(
            "timeout",
            "The function gave no result in time. The work may still be carried out: do not call the function again for"
                    + " it.",
            false),
    STOPPED(
            "stopped",
            "The function was taken out of service while it ran. The work may have been carried out: do not call the"
                    + " function again for it.",
            false),
    FAILED("failed", "The function failed. Do not assume that the work was carried out.", false),
    UNUSABLE_RESULT(
            "failed",
            "The function ended, but its result can not be read. Do not call the function again for the same work.",
            false);

    private final String status;
    private final String reason;
    private final boolean retryable;

    ToolError(String status, String reason, boolean retryable) {
        this.status = status;
        this.reason = reason;
        this.retryable = retryable;
    }

    /** What the model reads as the kind of error. */
    String status() {
        return status;
    }

    /** The answer with the usual words. */
    public ToolResult result() {
        return result(reason);
    }

    /**
     * The answer with words of the caller.
     *
     * @param words for the model: no text of an exception, no name of a class
     */
    public ToolResult result(String words) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("status", status);
        response.put("reason", words);
        response.put("retryable", retryable);
        return new ToolResult(response, null, false, List.of(), this);
    }
}
