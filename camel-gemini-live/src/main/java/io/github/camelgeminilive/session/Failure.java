package io.github.camelgeminilive.session;

import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong, with what to do about it. The body of the event {@code failed}.
 *
 * @param code what the reader should do
 * @param message expected and found, with the name of the frame or option; holds no secret
 * @param cause what was thrown, if anything was
 */
public record Failure(Code code, String message, @Nullable Throwable cause) {

    /** What to do about a failure. */
    public enum Code {
        FIX_CONFIGURATION(false),
        FIX_CREDENTIALS(false),
        WAIT_AND_RETRY(true),
        START_NEW_SESSION(true),
        SESSION_CLOSED(false),
        CONNECTION_LOST(true),
        QUEUE_FULL(true),
        TIMED_OUT(true),
        BAD_INPUT(false),
        REPORT_BUG(false);

        private final boolean retryable;

        Code(boolean retryable) {
            this.retryable = retryable;
        }

        /** Whether the same input can succeed later without a change. */
        public boolean retryable() {
            return retryable;
        }
    }

    public Failure(Code code, String message) {
        this(code, message, null);
    }

    /** Whether the same input can succeed later without a change. */
    public boolean retryable() {
        return code.retryable();
    }

    @Override
    public String toString() {
        return code + ": " + message;
    }
}
