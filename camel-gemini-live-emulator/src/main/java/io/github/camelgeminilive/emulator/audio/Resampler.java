package io.github.camelgeminilive.emulator.audio;

/**
 * Changes the rate of whole sounds with a windowed sinc: short, and good enough that a voice stays a voice and nothing
 * folds down audibly. Thread-safe.
 */
final class Resampler {
    /** Zero crossings of the sinc on each side. More would be sharper and slower; speech does not show it. */
    private static final int HALF_WIDTH = 16;

    private Resampler() {}

    static short[] resample(short[] in, int inRate, int outRate) {
        int outCount = (int) ((long) in.length * outRate / inRate);
        short[] out = new short[outCount];
        double step = (double) inRate / outRate;
        // Going down, everything above the new Nyquist frequency must go, or it comes back as an image.
        double cutoff = Math.min(1.0, 0.95 * outRate / inRate);
        double reach = HALF_WIDTH / cutoff;
        for (int i = 0; i < outCount; i++) {
            double centre = i * step;
            int first = Math.max(0, (int) Math.ceil(centre - reach));
            int last = Math.min(in.length - 1, (int) Math.floor(centre + reach));
            double sum = 0;
            for (int n = first; n <= last; n++) {
                double x = n - centre;
                double window = 0.5 + 0.5 * Math.cos(Math.PI * x / reach);
                sum += in[n] * window * cutoff * sinc(cutoff * x);
            }
            out[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum)));
        }
        return out;
    }

    private static double sinc(double x) {
        if (Math.abs(x) < 1e-9) {
            return 1;
        }
        return Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
