package io.github.camelgeminilive.audio;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Converts one stream of sound of any {@link AudioFormat} to s16le mono at one rate, as the model wants it. Lives as
 * long as the stream; {@link #flush} ends it and makes the object ready for another one. Not thread-safe.
 *
 * <p>Chunks may be of any size and end anywhere, even inside a sample; the bytes that come out in all are the same.
 * Sound that is already in the target format passes through as it is.
 */
public final class AudioConverter {

    /** Frames converted at a time, so that working memory doesn't grow with the chunks: 64 ms at 16 kHz. */
    private static final int BLOCK = 1_024;

    private static final byte[] NOTHING = {};

    private final PcmDecoder decoder;
    private final @Nullable Resampler resampler;
    private final boolean passThrough;
    private final int frameBytes;
    private final float[] decoded;
    private final float[] resampled;
    private long discardedBytes;

    private AudioConverter(AudioFormat source, int targetRate) {
        AudioFormat target = AudioFormat.s16leMono(targetRate);
        decoder = new PcmDecoder(source);
        resampler = source.sampleRate() == targetRate ? null : new Resampler(source.sampleRate(), targetRate);
        passThrough = source.equals(target);
        frameBytes = source.bytesPerFrame();
        decoded = new float[BLOCK * source.channels()];
        resampled =
                resampler == null ? decoded : new float[(int) (BLOCK * (long) targetRate / source.sampleRate()) + 2];
    }

    /**
     * A converter from {@code source} to s16le mono.
     *
     * @param targetRate Hz, 16,000 for what the model hears natively (protocol section 8)
     * @throws IllegalArgumentException when the target rate is outside of what {@link AudioFormat} allows
     */
    public static AudioConverter toModel(AudioFormat source, int targetRate) {
        return new AudioConverter(source, targetRate);
    }

    /**
     * Converts the next bytes of the stream.
     *
     * @return the sound that is ready, whole samples, possibly none. Sound that passes through unchanged comes back in
     *     the very array that was given, when all of it was given
     * @throws ArithmeticException when the result doesn't fit into an array; convert large sound in pieces
     */
    public byte[] convert(byte[] buf, int off, int len) {
        if (passThrough && decoder.carriedBytes() == 0 && len % 2 == 0) {
            return off == 0 && len == buf.length ? buf : Arrays.copyOfRange(buf, off, off + len);
        }
        int samples = decoder.samplesAfter(len);
        int outSamples = resampler == null ? samples : resampler.outputAfter(samples);
        byte[] out = outSamples == 0 ? NOTHING : new byte[Math.multiplyExact(2, outSamples)];
        int written = 0;
        while (len > 0) {
            int count = Math.min(len, BLOCK * frameBytes - decoder.carriedBytes());
            int ready = decoder.decode(buf, off, count, decoded);
            if (resampler != null) {
                ready = resampler.process(decoded, 0, ready, resampled, 0);
            }
            encode(resampled, ready, out, written);
            written += 2 * ready;
            off += count;
            len -= count;
        }
        return out;
    }

    /** The next bytes of the stream, all of {@code buf}; see {@link #convert(byte[], int, int)}. */
    public byte[] convert(byte[] buf) {
        return convert(buf, 0, buf.length);
    }

    /**
     * Ends the stream: the sound that was waiting for more. Bytes of an unfinished frame can't be sound; they are
     * counted in {@link #discardedBytes()}.
     */
    public byte[] flush() {
        discardedBytes += decoder.reset();
        int samples = resampler == null ? 0 : resampler.outputAtEnd();
        if (resampler == null || samples == 0) {
            return NOTHING;
        }
        float[] rest = new float[samples];
        byte[] out = new byte[2 * samples];
        encode(rest, resampler.flush(rest, 0), out, 0);
        return out;
    }

    /** Bytes of an unfinished frame that wait for the rest of it: 0 wherever a stream can end. */
    public int pendingBytes() {
        return decoder.carriedBytes();
    }

    /** Bytes of unfinished frames at the end of streams so far: more than 0 says that a format was wrong or sound cut. */
    public long discardedBytes() {
        return discardedBytes;
    }

    private static void encode(float[] samples, int count, byte[] out, int off) {
        for (int i = 0; i < count; i++, off += 2) {
            int value = (int) Math.rint(samples[i] * 32_768f);
            value = Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
            out[off] = (byte) value;
            out[off + 1] = (byte) (value >> 8);
        }
    }
}
