package io.github.camelgeminilive.emulator.account;

import java.util.ArrayList;
import java.util.List;

/**
 * Sound that says which samples it is made of: two samples hold one scrambled number of 32 bits, so that a server knows
 * the place of every piece it gets, in whatever order and however often. It is loud noise to a detector of speech. It
 * has to reach the server as it is: 16 bit, mono, at its own rate. Stateless, thread-safe.
 */
public final class NumberedSound {
    /** Spreads small numbers over all 32 bits, or the first samples would be silence; its inverse finds them again. */
    private static final int SCRAMBLE = 0x9E3779B1;

    private static final int INVERSE = inverse(SCRAMBLE);

    /** So many pairs in a row are no accident. */
    private static final int ENOUGH_PAIRS = 8;

    private NumberedSound() {}

    /**
     * Samples as signed 16 bit little endian PCM.
     *
     * @param from the number of the first sample, even
     * @param count how many samples, even
     */
    public static byte[] pcm(long from, int count) {
        if (from < 0 || from % 2 != 0 || count % 2 != 0 || (from + count) / 2 > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "Expected an even number of samples from an even number but was " + count + " from " + from);
        }
        byte[] pcm = new byte[count * 2];
        for (int pair = 0; pair < count / 2; pair++) {
            int value = (int) (from / 2 + pair) * SCRAMBLE;
            for (int i = 0; i < 4; i++) {
                pcm[4 * pair + i] = (byte) (value >> 8 * i);
            }
        }
        return pcm;
    }

    /** The numbered samples in a piece of sound, whatever stands between them; none in other sound. */
    public static List<SampleRange> ranges(short[] samples) {
        List<SampleRange> ranges = new ArrayList<>();
        int at = 0;
        while (at + 2 * ENOUGH_PAIRS <= samples.length) {
            int pairs = run(samples, at);
            if (pairs >= ENOUGH_PAIRS) {
                long from = 2L * number(samples, at);
                ranges.add(new SampleRange(from, from + 2L * pairs));
                at += 2 * pairs;
            } else {
                at++;
            }
        }
        return ranges;
    }

    /** How many pairs from here on are numbered one after the other. */
    private static int run(short[] samples, int at) {
        int first = number(samples, at);
        if (first < 0) {
            return 0;
        }
        int pairs = 1;
        while (at + 2 * pairs + 1 < samples.length && number(samples, at + 2 * pairs) == first + pairs) {
            pairs++;
        }
        return pairs;
    }

    private static int number(short[] samples, int at) {
        return ((samples[at] & 0xffff) | samples[at + 1] << 16) * INVERSE;
    }

    /** The odd number whose product with this one is 1, modulo 2 to the 32; Newton's method doubles the right bits. */
    private static int inverse(int odd) {
        int inverse = odd;
        for (int i = 0; i < 5; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
