package io.github.camelgeminilive.audio;

/**
 * The two laws of telephone sound, ITU-T G.711, as tables from the byte on the line to a sample in ±1. Thread-safe.
 *
 * <p>Scaled like the 16 bit samples everybody else decodes to: G.711 counts µ-law in 14 bits and A-law in 13.
 */
final class G711 {

    /** Never changed after this class is loaded. */
    static final float[] ULAW = new float[256];

    /** Never changed after this class is loaded. */
    static final float[] ALAW = new float[256];

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
        int magnitude = ((((bits & 0x0F) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
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
}
