package io.github.camelgeminilive.audio;

/**
 * Turns bytes of any {@link AudioFormat} into mono samples of ±1, a chunk at a time. Two channels become their mean,
 * which can't clip. Lives as long as one stream of sound. Not thread-safe.
 *
 * <p>Chunks may end anywhere: the bytes of an unfinished frame are kept and finished by the next chunk. Dropping one
 * byte instead would turn everything after it into noise.
 */
final class PcmDecoder {

    private final AudioFormat.Encoding encoding;
    private final boolean stereo;
    private final int frameBytes;
    private final byte[] carry;
    private int carried;

    PcmDecoder(AudioFormat format) {
        encoding = format.encoding();
        stereo = format.channels() == 2;
        frameBytes = format.bytesPerFrame();
        carry = new byte[frameBytes];
    }

    /** How many samples {@link #decode} would write for {@code len} more bytes. */
    int samplesAfter(int len) {
        return (int) (((long) carried + len) / frameBytes);
    }

    /** Bytes of an unfinished frame that are waiting for the rest of it. */
    int carriedBytes() {
        return carried;
    }

    /** Forgets the unfinished frame, since no more bytes will come, and says how many bytes that were. */
    int reset() {
        int lost = carried;
        carried = 0;
        return lost;
    }

    /**
     * Decodes {@code len} bytes.
     *
     * @param out takes the samples from index 0 on; needs room for two floats per frame when the format has two
     *     channels, since it is also where the channels are mixed
     * @return the number of samples written
     */
    int decode(byte[] buf, int off, int len, float[] out) {
        int written = 0;
        if (carried > 0) {
            int missing = Math.min(frameBytes - carried, len);
            System.arraycopy(buf, off, carry, carried, missing);
            carried += missing;
            if (carried < frameBytes) {
                return 0;
            }
            carried = 0;
            off += missing;
            len -= missing;
            decodeFrames(carry, 0, 1, out, 0);
            written = 1;
        }
        int frames = len / frameBytes;
        decodeFrames(buf, off, frames, out, written);
        carried = len - frames * frameBytes;
        System.arraycopy(buf, off + frames * frameBytes, carry, 0, carried);
        return written + frames;
    }

    private void decodeFrames(byte[] buf, int off, int frames, float[] out, int outOff) {
        int samples = stereo ? 2 * frames : frames;
        switch (encoding) {
            case PCM_U8 -> {
                for (int i = 0; i < samples; i++) {
                    out[outOff + i] = ((buf[off + i] & 0xFF) - 128) / 128f;
                }
            }
            case PCM_S16LE -> {
                for (int i = 0; i < samples; i++, off += 2) {
                    out[outOff + i] = ((buf[off] & 0xFF) | (buf[off + 1] << 8)) / 32_768f;
                }
            }
            case PCM_S16BE -> {
                for (int i = 0; i < samples; i++, off += 2) {
                    out[outOff + i] = ((buf[off + 1] & 0xFF) | (buf[off] << 8)) / 32_768f;
                }
            }
            case PCM_S24LE -> {
                for (int i = 0; i < samples; i++, off += 3) {
                    int value = (buf[off] & 0xFF) | ((buf[off + 1] & 0xFF) << 8) | (buf[off + 2] << 16);
                    out[outOff + i] = value / 0x1p23f;
                }
            }
            case PCM_S32LE -> {
                for (int i = 0; i < samples; i++, off += 4) {
                    out[outOff + i] = int32(buf, off) / 0x1p31f;
                }
            }
            case PCM_FLOAT32LE -> {
                for (int i = 0; i < samples; i++, off += 4) {
                    out[outOff + i] = finite(Float.intBitsToFloat(int32(buf, off)));
                }
            }
            case ULAW -> look(G711.ULAW, buf, off, samples, out, outOff);
            case ALAW -> look(G711.ALAW, buf, off, samples, out, outOff);
        }
        if (stereo) {
            for (int i = 0; i < frames; i++) {
                out[outOff + i] = 0.5f * (out[outOff + 2 * i] + out[outOff + 2 * i + 1]);
            }
        }
    }

    private static void look(float[] table, byte[] buf, int off, int samples, float[] out, int outOff) {
        for (int i = 0; i < samples; i++) {
            out[outOff + i] = table[buf[off + i] & 0xFF];
        }
    }

    private static int int32(byte[] buf, int off) {
        return (buf[off] & 0xFF) | ((buf[off + 1] & 0xFF) << 8) | ((buf[off + 2] & 0xFF) << 16) | (buf[off + 3] << 24);
    }

    /** One NaN in a filter's memory would be heard for milliseconds, one huge value as a bang. */
    private static float finite(float value) {
        return Float.isNaN(value) ? 0f : Math.max(-1f, Math.min(1f, value));
    }
}
