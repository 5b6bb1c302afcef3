package io.github.camelgeminilive.audio;

/** Says how loud s16le sound is. Thread-safe. */
public final class Loudness {

    private static final double FULL_SCALE = 32_768;

    private Loudness() {}

    /**
     * Root mean square in dB relative to full scale: 0 for a full square wave, -3 for a full sine, negative infinity for
     * digital silence and for no sound at all. Half a sample at the end counts nothing.
     */
    public static double rmsDbfs(byte[] s16le, int off, int len) {
        int samples = len / 2;
        double squares = 0;
        for (int i = 0; i < samples; i++) {
            int at = off + 2 * i;
            int value = (s16le[at] & 0xFF) | (s16le[at + 1] << 8);
            squares += (double) value * value;
        }
        return squares == 0 ? Double.NEGATIVE_INFINITY : 10 * Math.log10(squares / samples / (FULL_SCALE * FULL_SCALE));
    }
}
