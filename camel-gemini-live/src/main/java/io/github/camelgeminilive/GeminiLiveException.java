package io.github.camelgeminilive;

import io.github.camelgeminilive.session.Failure;
import org.apache.camel.CamelException;

/** A failure of a session or of one input, as an exchange carries it. The message holds no secret. */
public class GeminiLiveException extends CamelException {

    private static final long serialVersionUID = 1L;

    private final Failure.Code code;

    public GeminiLiveException(Failure failure) {
        super(failure.message(), failure.cause());
        this.code = failure.code();
    }

    /** What to do about it. */
    public Failure.Code getCode() {
        return code;
    }

    /** Whether the same input can succeed later without a change: for {@code onException(...).onWhen(...)}. */
    public boolean isRetryable() {
        return code.retryable();
    }
}
