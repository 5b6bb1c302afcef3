package io.github.camelgeminilive.audio;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The low-pass filter of one ratio of rates, cut into phases: row p holds the taps for an output sample that lies p
 * steps after an input sample. Computed once per ratio and shared by every {@link Resampler} of it. Thread-safe.
 *
 * <p>A sinc under a Kaiser window. All frequencies below are in cycles per sample of the lower of the two rates:
 * flat to {@value #PASS_EDGE}, gone at {@value #STOP_EDGE}, where images and aliases of anything begin.
 */
final class PolyphaseTable {

    /** A little above the 0.425 of 3.4 kHz in 8 kHz telephone sound. */
    private static final double PASS_EDGE = 0.43;

    private static final double STOP_EDGE = 0.5;

    /** 20 dB better than the promised 60, so that many images together stay below it too. */
    private static final double STOP_BAND_DB = 80;

    /** Kaiser's window shape for the stop band above, and his estimate of taps times width of the transition. */
    private static final double BETA = 0.1102 * (STOP_BAND_DB - 8.7);

    private static final double TAPS_TIMES_WIDTH = (STOP_BAND_DB - 7.95) / 14.36;

    /** 256 KiB. Every ratio between the usual rates needs less: 11,025 to 16,000 Hz, the largest, takes 46,080. */
    private static final int MAX_EXACT_FLOATS = 65_536;

    /** Between rows of 1/512 input sample a straight line is wrong by -106 dB at most. */
    private static final int ROWS_FOR_LINEAR = 512;

    /** Rates come from outside, so the tables kept for them are counted; in real use there are two or three. */
    private static final int MAX_CACHED = 32;

    private static final Map<Long, PolyphaseTable> CACHE = new LinkedHashMap<>(16, 0.75f, true);

    /** Input samples that one output sample is made of, a multiple of 8. */
    final int taps;

    /** Whether there is one row for every phase there is; otherwise rows lie {@code 1/rows} apart and are blended. */
    final boolean exact;

    /** Rows per input sample; a blended table has one more row, for the far end. */
    final int rows;

    /** Row after row of {@code taps} coefficients; never changed after construction. */
    final float[] coefficients;

    /**
     * Looks up or computes the table of one ratio.
     *
     * @param up output samples per {@code down} input samples; the two have no common factor
     */
    static PolyphaseTable of(int up, int down) {
        long key = ((long) up << 32) | down;
        synchronized (CACHE) {
            PolyphaseTable table = CACHE.computeIfAbsent(key, k -> new PolyphaseTable(up, down));
            if (CACHE.size() > MAX_CACHED) {
                CACHE.remove(CACHE.keySet().iterator().next());
            }
            return table;
        }
    }

    /** Tables kept for the next resampler of their ratio. */
    static int cachedCount() {
        synchronized (CACHE) {
            return CACHE.size();
        }
    }

    private PolyphaseTable(int up, int down) {
        double lowerRate = Math.min(1.0, (double) up / down);
        int neededTaps = (int) Math.ceil(TAPS_TIMES_WIDTH / ((STOP_EDGE - PASS_EDGE) * lowerRate));
        taps = (neededTaps + 7) / 8 * 8;
        exact = (long) up * taps <= MAX_EXACT_FLOATS;
        rows = exact ? up : (int) Math.ceil(ROWS_FOR_LINEAR * lowerRate);
        int rowCount = exact ? rows : rows + 1;
        coefficients = new float[rowCount * taps];
        double cutoff = (PASS_EDGE + STOP_EDGE) / 2 * lowerRate;
        double[] row = new double[taps];
        for (int r = 0; r < rowCount; r++) {
            double sum = 0;
            for (int k = 0; k < taps; k++) {
                row[k] = kernel(k - taps / 2 + 1 - (double) r / rows, cutoff, taps / 2.0);
                sum += row[k];
            }
            // every phase passes silence and a constant the same way, or the constant would hum with the phases
            for (int k = 0; k < taps; k++) {
                coefficients[r * taps + k] = (float) (row[k] / sum);
            }
        }
    }

    private static double kernel(double t, double cutoff, double half) {
        double position = t / half;
        if (Math.abs(position) >= 1) {
            return 0;
        }
        double angle = 2 * Math.PI * cutoff * t;
        double sinc = Math.abs(angle) < 1e-9 ? 1 : Math.sin(angle) / angle;
        return sinc * bessel0(BETA * Math.sqrt(1 - position * position));
    }

    /** Modified Bessel function of the first kind, order 0, by its power series. */
    private static double bessel0(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > 1e-12 * sum; k++) {
            double factor = x / (2 * k);
            term *= factor * factor;
            sum += term;
        }
        return sum;
    }
}
