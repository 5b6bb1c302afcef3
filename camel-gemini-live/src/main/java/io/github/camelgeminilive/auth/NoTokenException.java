package io.github.camelgeminilive.auth;

import org.jspecify.annotations.Nullable;

/** There is no access token. The message says what was found, and holds no secret. */
public class NoTokenException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    /**
     * @param retryable whether the same question can have an answer later, without a change by people
     * @param cause must hold no secret either: an error that quotes what was sent stays out
     */
    public NoTokenException(String message, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    public boolean retryable() {
        return retryable;
    }
}
