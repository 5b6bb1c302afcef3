package io.github.camelgeminilive.audio;

import java.io.IOException;

/** A WAV header that can't be read: damaged, or of an encoding this package doesn't know. Says what was found. */
public final class WavFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    WavFormatException(String message) {
        super(message);
    }
}
