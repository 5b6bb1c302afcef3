package io.github.camelgeminilive.audio;

import java.util.Arrays;

/**
 * Changes the sample rate of one stream of mono samples by the exact ratio of the two rates. Lives as long as the
 * stream; {@link #flush} ends it and makes the object ready for another one. Not thread-safe.
 *
 * <p>The delay of the filter is taken out: output sample n stands for the same moment as input sample
 * n × from / to, and N input samples give round(N × to / from) output samples in all. Half a filter length of input
 * must have come before an output sample can be made: 2.3 ms where the lower rate is 16 kHz, 4.5 ms where it is 8 kHz.
 *
 * <p>An output sample depends on input samples only, added up in one fixed order, never on where chunks ended: any
 * chunking gives the same bits.
 */
final class Resampler {

    /** Input samples taken in at a time, beyond those the filter still needs: 64 ms at 16 kHz, 4 KiB of floats. */
    private static final int BLOCK = 1_024;

    private final int up;
    private final int down;
    private final PolyphaseTable table;
    private final float[] window;

    /** Input samples in {@link #window}. */
    private int filled;

    /** Where the taps of the next output sample begin in {@link #window}. */
    private int start;

    /** How far the next output sample lies behind an input sample, in 1/up of an input sample. */
    private int phase;

    private long consumed;
    private long produced;

    /** Both rates in Hz. */
    Resampler(int from, int to) {
        int divisor = gcd(from, to);
        up = to / divisor;
        down = from / divisor;
        table = PolyphaseTable.of(up, down);
        window = new float[table.taps + BLOCK];
        filled = table.taps / 2 - 1;
    }

    /** How many samples {@link #process} would write for {@code count} more input samples. */
    int outputAfter(int count) {
        long ready = consumed + count - table.taps / 2;
        return ready <= 0 ? 0 : Math.toIntExact((ready * up + down - 1) / down - produced);
    }

    /** How many samples {@link #flush} would write now. */
    int outputAtEnd() {
        return Math.toIntExact((2 * consumed * up + down) / (2L * down) - produced);
    }

    /**
     * Takes {@code len} input samples in and writes every output sample that can be made now.
     *
     * @return the number of samples written to {@code out} from {@code outOff} on, as {@link #outputAfter} had said
     */
    int process(float[] in, int off, int len, float[] out, int outOff) {
        consumed += len;
        int written = 0;
        while (len > 0) {
            int count = Math.min(len, window.length - filled);
            System.arraycopy(in, off, window, filled, count);
            filled += count;
            off += count;
            len -= count;
            written += filter(out, outOff + written, Integer.MAX_VALUE);
        }
        produced += written;
        return written;
    }

    /**
     * Ends the stream: writes the samples that were waiting for more input, and starts anew.
     *
     * @return the number of samples written to {@code out} from {@code outOff} on, as {@link #outputAtEnd} had said
     */
    int flush(float[] out, int outOff) {
        int wanted = outputAtEnd();
        int written = 0;
        while (written < wanted) {
            int count = Math.min(table.taps / 2, window.length - filled);
            Arrays.fill(window, filled, filled + count, 0f);
            filled += count;
            written += filter(out, outOff + written, wanted - written);
        }
        Arrays.fill(window, 0f);
        filled = table.taps / 2 - 1;
        start = 0;
        phase = 0;
        consumed = 0;
        produced = 0;
        return written;
    }

    private int filter(float[] out, int outOff, int limit) {
        int taps = table.taps;
        int wholeStep = down / up;
        int phaseStep = down % up;
        int written = 0;
        while (start + taps <= filled && written < limit) {
            out[outOff + written++] = table.exact ? dot(phase * taps, start) : blend();
            start += wholeStep;
            phase += phaseStep;
            if (phase >= up) {
                phase -= up;
                start++;
            }
        }
        // start never passes filled: a step is shorter than the filter
        System.arraycopy(window, start, window, 0, filled - start);
        filled -= start;
        start = 0;
        return written;
    }

    private float blend() {
        long position = (long) phase * table.rows;
        int row = (int) (position / up);
        float share = (float) (position % up) / up;
        float before = dot(row * table.taps, start);
        float after = dot((row + 1) * table.taps, start);
        return before + share * (after - before);
    }

    /** Four sums side by side, because one alone would wait for each addition to end before the next. */
    private float dot(int row, int from) {
        float[] h = table.coefficients;
        float[] x = window;
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int end = row + table.taps; row < end; row += 4, from += 4) {
            a += h[row] * x[from];
            b += h[row + 1] * x[from + 1];
            c += h[row + 2] * x[from + 2];
            d += h[row + 3] * x[from + 3];
        }
        return (a + b) + (c + d);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
