package io.github.camelgeminilive.sound;

import io.github.camelgeminilive.audio.AudioFormat;

/**
 * A piece of sound as it is sent.
 *
 * @param pcm signed 16 bit little endian mono samples; not changed any more
 * @param rate in Hz
 */
record SoundChunk(byte[] pcm, int rate) {

    /** Playing time. */
    long nanos() {
        return AudioFormat.s16leMono(rate).durationNanos(pcm.length);
    }
}
