package io.github.camelgeminilive.audio;

import java.time.Duration;

/** Makes s16le mono silence, which follows bounded sound so that automatic VAD sees its end. Thread-safe. */
public final class Silence {

    private Silence() {}

    /**
     * Zeros that last {@code duration}, rounded down to a whole sample.
     *
     * @param sampleRate Hz
     * @throws IllegalArgumentException when the duration is negative
     * @throws ArithmeticException when it is too long for an array, 18 hours at 16 kHz
     */
    public static byte[] of(int sampleRate, Duration duration) {
        return new byte[Math.toIntExact(AudioFormat.s16leMono(sampleRate).bytesFor(duration))];
    }
}
