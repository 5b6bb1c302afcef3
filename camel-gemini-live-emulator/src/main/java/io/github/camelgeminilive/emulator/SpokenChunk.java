package io.github.camelgeminilive.emulator;

import io.github.camelgeminilive.emulator.audio.Sound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A piece of the model's speech: what goes into one frame of sound, and the words that are told with it. The bytes are
 * owned by the chunk. Immutable under that rule.
 *
 * @param pcm 24 kHz, a whole number of 40 ms; empty when there are only words
 * @param words the transcript's next delta; often empty, since text runs ahead of sound
 */
record SpokenChunk(byte[] pcm, String words) {
    /** The service's chunks are multiples of 40 ms (protocol section 8). */
    private static final int UNIT_BYTES = 1_920;

    private static final int BYTES_PER_MILLI = Sound.SPOKEN_RATE * 2 / 1000;

    long millis() {
        return pcm.length / BYTES_PER_MILLI;
    }

    /** @param goesOn true when the turn has said something before, so that the transcript needs a space */
    static List<SpokenChunk> cut(String text, Sound sound, int chunkMillis, boolean goesOn) {
        byte[] pcm = sound.pcm();
        int size = chunkMillis * BYTES_PER_MILLI;
        int count = (pcm.length + size - 1) / size;
        List<String> words = deltas(goesOn && !text.isEmpty() ? " " + text : text, Math.max(1, count * 2 / 3));
        List<SpokenChunk> chunks = new ArrayList<>();
        for (int i = 0; i < Math.max(count, words.size()); i++) {
            int from = Math.min(pcm.length, i * size);
            int length = Math.min(size, pcm.length - from);
            int padded = (length + UNIT_BYTES - 1) / UNIT_BYTES * UNIT_BYTES;
            chunks.add(new SpokenChunk(
                    Arrays.copyOfRange(pcm, from, from + padded), i < words.size() ? words.get(i) : ""));
        }
        return chunks;
    }

    /** The text in at most so many pieces, cut before the space between words. */
    static List<String> deltas(String text, int atMost) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= atMost && from < text.length(); i++) {
            int to = i == atMost ? text.length() : text.indexOf(' ', Math.max(from + 1, text.length() * i / atMost));
            to = to < 0 ? text.length() : to;
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
