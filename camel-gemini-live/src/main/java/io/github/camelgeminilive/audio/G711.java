package io.github.camelgeminilive.audio;

/**
 * The two laws of telephone sound, ITU-T G.711: tables from the byte on the line to a sample in ±1, and the way back.
 * Thread-safe.
 *
 * <p>Scaled like the 16 bit samples everybody else decodes to: G.711 counts µ-law in 14 bits and A-law in 13.
 */
final class G711 {

    /** Never changed after this class is loaded. */
    static final float[] ULAW = new float[256];

    /** Never changed after this class is loaded. */
    static final float[] ALAW = new float[256];

    /** Magnitudes beyond this would not fit the last segment with the bias added. */
    private static final int ULAW_CLIP = 32_635;

    private static final int ULAW_BIAS = 0x84;

    static {
        for (int code = 0; code < 256; code++) {
            ULAW[code] = ulaw(code) / 32_768f;
            ALAW[code] = alaw(code) / 32_768f;
        }
    }

    private G711() {}

    /** Sign, three bits of segment, four bits of step; all bits inverted on the line. */
    private static int ulaw(int code) {
        int bits = ~code;
        int magnitude = ((((bits & 0x0F) << 3) + ULAW_BIAS) << ((bits & 0x70) >> 4)) - ULAW_BIAS;
        return (bits & 0x80) == 0 ? magnitude : -magnitude;
    }

    /** Sign, three bits of segment, four bits of step; every other bit inverted on the line. */
    private static int alaw(int code) {
        int bits = code ^ 0x55;
        int segment = (bits & 0x70) >> 4;
        int step = ((bits & 0x0F) << 4) + 8;
        int magnitude = segment == 0 ? step : (step + 0x100) << (segment - 1);
        return (bits & 0x80) != 0 ? magnitude : -magnitude;
    }

    /** The code on the line for a sample of 16 bits. */
    static byte toUlaw(int sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int biased = Math.min(Math.abs(sample), ULAW_CLIP) + ULAW_BIAS;
        int segment = 24 - Integer.numberOfLeadingZeros(biased);
        int step = (biased >> (segment + 3)) & 0x0F;
        return (byte) ~(sign | segment << 4 | step);
    }

    /** The code on the line for a sample of 16 bits. */
    static byte toAlaw(int sample) {
        int sign = sample < 0 ? 0 : 0x80;
        // a step lies between two values and belongs to the sign it leads to
        int magnitude = (sample < 0 ? ~sample : sample) >> 4;
        int segment = magnitude < 16 ? 0 : 28 - Integer.numberOfLeadingZeros(magnitude);
        int step = (segment == 0 ? magnitude : magnitude >> (segment - 1)) & 0x0F;
        return (byte) ((sign | segment << 4 | step) ^ 0x55);
    }
}
