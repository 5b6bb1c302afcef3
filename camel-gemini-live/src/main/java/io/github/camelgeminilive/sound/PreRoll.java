package io.github.camelgeminilive.sound;

import java.util.Arrays;

/**
 * The newest sound up to a bound: what was heard just before an activity begins. A ring of bytes, whole samples go in.
 *
 * <p>Confined to the session's turnstile.
 */
final class PreRoll {

    private final byte[] ring;
    private int end;
    private int filled;

    PreRoll(int bytes) {
        ring = new byte[bytes];
    }

    /** Takes sound in; the oldest makes room. */
    void add(byte[] pcm) {
        int count = Math.min(pcm.length, ring.length);
        int from = pcm.length - count;
        int first = Math.min(count, ring.length - end);
        System.arraycopy(pcm, from, ring, end, first);
        System.arraycopy(pcm, from + first, ring, 0, count - first);
        end = ring.length == 0 ? 0 : (end + count) % ring.length;
        filled = Math.min(ring.length, filled + count);
    }

    /** The sound, oldest first; none is kept. */
    byte[] take() {
        int start = end - filled;
        byte[] sound;
        if (start >= 0) {
            sound = Arrays.copyOfRange(ring, start, end);
        } else {
            sound = new byte[filled];
            System.arraycopy(ring, ring.length + start, sound, 0, -start);
            System.arraycopy(ring, 0, sound, -start, end);
        }
        filled = 0;
        return sound;
    }
}
