package io.github.camelgeminilive.audio;

import io.github.camelgeminilive.audio.AudioFormat.Encoding;

/**
 * Turns one stream of s16le mono sound of any rate into G.711 at 8 kHz, as telephone networks carry it. Lives as long as
 * the stream; {@link #flush} ends it and makes the object ready for another one. Not thread-safe.
 *
 * <p>Chunks may end anywhere; the bytes that come out in all are the same.
 */
public final class TelephoneEncoder {

    /** G.711 has one rate, in Hz. */
    public static final int RATE = 8_000;

    private final AudioFormat format;
    private final AudioConverter narrow;

    /**
     * An encoder for one law.
     *
     * @param law {@link Encoding#ULAW} or {@link Encoding#ALAW}
     * @param sourceRate of the sound that goes in, in Hz
     */
    public TelephoneEncoder(Encoding law, int sourceRate) {
        if (law != Encoding.ULAW && law != Encoding.ALAW) {
            throw new IllegalArgumentException("Expected one of the laws of G.711 but was " + law);
        }
        format = new AudioFormat(law, RATE, 1);
        narrow = AudioConverter.toModel(AudioFormat.s16leMono(sourceRate), RATE);
    }

    /** What comes out. */
    public AudioFormat format() {
        return format;
    }

    /** The next sound of the stream; what is ready of it, possibly nothing. */
    public byte[] encode(byte[] s16le) {
        return law(narrow.convert(s16le));
    }

    /** Ends the stream: the sound that was waiting for more. */
    public byte[] flush() {
        return law(narrow.flush());
    }

    private byte[] law(byte[] s16le) {
        boolean ulaw = format.encoding() == Encoding.ULAW;
        byte[] codes = new byte[s16le.length / 2];
        for (int i = 0; i < codes.length; i++) {
            int sample = (s16le[2 * i] & 0xFF) | (s16le[2 * i + 1] << 8);
            codes[i] = ulaw ? G711.toUlaw(sample) : G711.toAlaw(sample);
        }
        return codes;
    }
}
