package io.github.camelgeminilive.codec;

import java.io.IOException;

/**
 * A frame of the server that could not be read. The message says what was expected, what was there instead and at
 * which field, but never repeats what the frame held: that may be speech, a transcript or a resumption handle. For the
 * same reason it has no cause, since a parser quotes its input.
 */
public final class WireException extends IOException {

    private static final long serialVersionUID = 1L;

    WireException(String message) {
        super(message);
    }
}
