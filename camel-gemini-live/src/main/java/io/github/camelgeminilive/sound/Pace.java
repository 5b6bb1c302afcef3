package io.github.camelgeminilive.sound;

/**
 * When the next piece of sound is due, at the speed of speech: start plus what was sent, so that late pieces don't add
 * up. Lives as long as one piece of bounded sound.
 *
 * <p>Confined to the session's turnstile.
 */
final class Pace {

    /**
     * Lateness that is made up for at once: a hiccup of a disk or a thread. More than this, for instance a stream that
     * paused, moves the start: a burst of seconds would confuse the server's voice detection (protocol section 8).
     */
    static final long CATCH_UP_NANOS = 200_000_000L;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private int sampleRate = 1;
    private long samples;
    private long start;

    /** A piece of sound was sent; all pieces have the same rate. */
    void sent(SoundChunk chunk, long now) {
        if (samples == 0) {
            start = now;
            sampleRate = chunk.rate();
        }
        samples += chunk.pcm().length / 2;
    }

    /** Nanoseconds until the next piece may go; 0 if it is due. */
    long waitNanos(long now) {
        long wait = start
                + samples / sampleRate * NANOS_PER_SECOND
                + samples % sampleRate * NANOS_PER_SECOND / sampleRate
                - now;
        if (wait < -CATCH_UP_NANOS) {
            start += -CATCH_UP_NANOS - wait;
        }
        return Math.max(0, wait);
    }
}
