package io.github.camelgeminilive.emulator.audio;

/**
 * The loudness of an utterance over time, without its rate, its volume and the silence around it: enough to tell
 * which of a few known recordings is being played. It understands nothing. Immutable, thread-safe.
 */
public final class Envelope {
    private static final int POINTS = 96;
    private static final int WINDOW_MS = 10;

    /** Silence at the ends is what lies this far below the loudest window. */
    private static final double TRIM_DB = 32;

    private final double[] shape;
    private final double durationMillis;

    private Envelope(double[] shape, double durationMillis) {
        this.shape = shape;
        this.durationMillis = durationMillis;
    }

    public static Envelope of(Sound sound) {
        int window = Math.max(1, sound.rate() * WINDOW_MS / 1000);
        int count = Math.max(1, sound.size() / window);
        double[] level = new double[count];
        double loudest = Sound.SILENCE_DBFS;
        for (int i = 0; i < count; i++) {
            level[i] = Sound.levelDbfs(sound.samples(), i * window, Math.min(sound.size(), (i + 1) * window));
            loudest = Math.max(loudest, level[i]);
        }
        int first = 0;
        int last = count - 1;
        while (first < last && level[first] < loudest - TRIM_DB) {
            first++;
        }
        while (last > first && level[last] < loudest - TRIM_DB) {
            last--;
        }
        double[] shape = new double[POINTS];
        for (int p = 0; p < POINTS; p++) {
            double from = first + (double) (last + 1 - first) * p / POINTS;
            int index = Math.min(last, (int) from);
            shape[p] = Math.max(0, level[index] - (loudest - TRIM_DB));
        }
        return new Envelope(shape, (double) (last + 1 - first) * WINDOW_MS);
    }

    /** How alike the two are: 1 for the same recording, around 0 for others, 0 when the durations differ by far. */
    public double likeness(Envelope other) {
        double ratio = durationMillis / Math.max(1, other.durationMillis);
        if (ratio < 0.8 || ratio > 1.25) {
            return 0;
        }
        double meanA = mean(shape);
        double meanB = mean(other.shape);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < POINTS; i++) {
            double a = shape[i] - meanA;
            double b = other.shape[i] - meanB;
            ab += a * b;
            aa += a * a;
            bb += b * b;
        }
        if (aa < 1e-6 && bb < 1e-6) {
            return 1;
        }
        return aa < 1e-6 || bb < 1e-6 ? 0 : ab / Math.sqrt(aa * bb);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
