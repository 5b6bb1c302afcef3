package io.github.camelgeminilive.audio;

import io.github.camelgeminilive.audio.AudioFormat.Encoding;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of a WAV stream and hands out the sound behind it, without holding more than the header. Opened at
 * the first byte of the stream, done when {@link #sound()} has ended; the caller closes the stream. Not thread-safe.
 *
 * <p>Reads PCM of 8, 16, 24 and 32 bits, 32 bit float, A-law and µ-law, with plain and extensible headers. Chunks it
 * doesn't know are skipped. Programs that write to a pipe can't know sizes in advance: a size of 0 or near the limit
 * means "until the end", and sound that ends before its size is simply over.
 */
public final class WavReader {

    private static final int RIFF_HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;

    /** Plain header 16 bytes, with extension 18, extensible 40; more is not looked at. */
    private static final int FMT_MIN_BYTES = 16;

    private static final int FMT_EXTENSIBLE_BYTES = 40;

    private static final int TAG_PCM = 0x0001;
    private static final int TAG_FLOAT = 0x0003;
    private static final int TAG_ALAW = 0x0006;
    private static final int TAG_ULAW = 0x0007;
    private static final int TAG_EXTENSIBLE = 0xFFFE;

    /** Bytes 2 to 15 of the sub-format GUIDs that are nothing but a format tag in a longer coat. */
    private static final byte[] GUID_TAIL = {
        0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71
    };

    /** espeak-ng and SoX write 0x7FFFF000 and the like into a pipe, ffmpeg 0xFFFFFFFF. Real speech is never 2 GiB. */
    private static final long UNKNOWN_FROM_BYTES = 0x7FFF_F000L;

    private final AudioFormat format;
    private final long declaredBytes;
    private final SoundStream sound;

    private WavReader(AudioFormat format, long declaredBytes, InputStream in) {
        this.format = format;
        this.declaredBytes = declaredBytes;
        sound = new SoundStream(in, declaredBytes < 0 ? Long.MAX_VALUE : declaredBytes);
    }

    /** Whether these first bytes of a stream, 12 are enough, begin a WAV file, readable by us or not. */
    public static boolean looksLikeWav(byte[] first) {
        if (first.length < RIFF_HEADER_BYTES) {
            return false;
        }
        String outer = ascii(first, 0);
        return (outer.equals("RIFF") || outer.equals("RIFX") || outer.equals("RF64"))
                && ascii(first, 8).equals("WAVE");
    }

    /**
     * Reads {@code in} up to the first byte of sound.
     *
     * @throws WavFormatException when this is no WAV, or one that we can't decode
     * @throws IOException when reading fails
     */
    public static WavReader open(InputStream in) throws IOException {
        byte[] riff = read(in, RIFF_HEADER_BYTES, "a RIFF header");
        if (!ascii(riff, 0).equals("RIFF")) {
            throw new WavFormatException("Expected a WAV file to begin with RIFF but was " + ascii(riff, 0));
        }
        if (!ascii(riff, 8).equals("WAVE")) {
            throw new WavFormatException("Expected a RIFF file of type WAVE but was " + ascii(riff, 8));
        }
        AudioFormat format = null;
        while (true) {
            byte[] header = read(in, CHUNK_HEADER_BYTES, format == null ? "an fmt chunk" : "a data chunk");
            String id = ascii(header, 0);
            long size = uint32(header, 4);
            if (id.equals("data")) {
                if (format == null) {
                    throw new WavFormatException(
                            "Expected an fmt chunk before the data chunk of a WAV file but was none");
                }
                return new WavReader(format, size == 0 || size >= UNKNOWN_FROM_BYTES ? -1 : size, in);
            }
            long unread = size + (size & 1);
            if (id.equals("fmt ")) {
                byte[] fmt = read(in, (int) Math.min(size, FMT_EXTENSIBLE_BYTES), "an fmt chunk");
                format = parseFmt(fmt);
                unread -= fmt.length;
            }
            try {
                in.skipNBytes(unread);
            } catch (EOFException e) {
                throw ended(format == null ? "an fmt chunk" : "a data chunk");
            }
        }
    }

    /** What the bytes of {@link #sound()} mean. */
    public AudioFormat format() {
        return format;
    }

    /** Bytes of sound that the header promises, or -1 when it doesn't know. There may be fewer. */
    public long declaredBytes() {
        return declaredBytes;
    }

    /**
     * The sound, from where it was last read to its end; chunks behind it are not read. Always the same stream; closing
     * it closes the one this reader was opened on.
     */
    public InputStream sound() {
        return sound;
    }

    /** How much of the promised sound has not come (yet): more than 0 at the end of the stream says it was cut off. */
    public long missingBytes() {
        return declaredBytes < 0 ? 0 : sound.remaining;
    }

    private static AudioFormat parseFmt(byte[] fmt) throws WavFormatException {
        if (fmt.length < FMT_MIN_BYTES) {
            throw new WavFormatException(
                    "Expected an fmt chunk of at least %d bytes but was %d".formatted(FMT_MIN_BYTES, fmt.length));
        }
        int tag = uint16(fmt, 0);
        int channels = uint16(fmt, 2);
        int rate = (int) Math.min(uint32(fmt, 4), Integer.MAX_VALUE);
        int frameBytes = uint16(fmt, 12);
        int bits = uint16(fmt, 14);
        if (tag == TAG_EXTENSIBLE) {
            tag = subFormat(fmt);
        }
        Encoding encoding = encoding(tag, bits);
        if (encoding == null) {
            throw new WavFormatException(
                    "Expected WAV sound as PCM of 8, 16, 24 or 32 bits, float of 32 bits, A-law or "
                            + "µ-law but was %s of %d bits".formatted(tagName(tag), bits));
        }
        try {
            AudioFormat format = new AudioFormat(encoding, rate, channels);
            if (frameBytes != format.bytesPerFrame()) {
                throw new WavFormatException("Expected %d bytes per frame for %d channels of %d bits but was %d"
                        .formatted(format.bytesPerFrame(), channels, bits, frameBytes));
            }
            return format;
        } catch (IllegalArgumentException e) {
            throw new WavFormatException(e.getMessage() + " in the header of a WAV file");
        }
    }

    private static int subFormat(byte[] fmt) throws WavFormatException {
        if (fmt.length < FMT_EXTENSIBLE_BYTES) {
            throw new WavFormatException("Expected an extensible fmt chunk of at least %d bytes but was %d"
                    .formatted(FMT_EXTENSIBLE_BYTES, fmt.length));
        }
        if (!Arrays.equals(fmt, 26, FMT_EXTENSIBLE_BYTES, GUID_TAIL, 0, GUID_TAIL.length)) {
            throw new WavFormatException("Expected a sub-format derived from a WAVE format tag but was another GUID");
        }
        return uint16(fmt, 24);
    }

    private static @Nullable Encoding encoding(int tag, int bits) {
        return switch (tag) {
            case TAG_PCM ->
                switch (bits) {
                    case 8 -> Encoding.PCM_U8;
                    case 16 -> Encoding.PCM_S16LE;
                    case 24 -> Encoding.PCM_S24LE;
                    case 32 -> Encoding.PCM_S32LE;
                    default -> null;
                };
            case TAG_FLOAT -> bits == 32 ? Encoding.PCM_FLOAT32LE : null;
            case TAG_ALAW -> bits == 8 ? Encoding.ALAW : null;
            case TAG_ULAW -> bits == 8 ? Encoding.ULAW : null;
            default -> null;
        };
    }

    private static String tagName(int tag) {
        return switch (tag) {
            case TAG_PCM -> "PCM";
            case TAG_FLOAT -> "float";
            case TAG_ALAW -> "A-law";
            case TAG_ULAW -> "µ-law";
            case 0x0002 -> "Microsoft ADPCM";
            case 0x0011 -> "IMA ADPCM";
            case 0x0031 -> "GSM 6.10";
            case 0x0055 -> "MP3";
            default -> "format 0x%04X".formatted(tag);
        };
    }

    private static byte[] read(InputStream in, int count, String what) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw ended(what);
        }
        return bytes;
    }

    private static WavFormatException ended(String what) {
        return new WavFormatException("Expected %s but the WAV file ended".formatted(what));
    }

    /** Four bytes as text that is safe to print. */
    private static String ascii(byte[] bytes, int off) {
        StringBuilder text = new StringBuilder(4);
        for (int i = off; i < off + 4; i++) {
            text.append(bytes[i] >= ' ' && bytes[i] < 0x7F ? (char) bytes[i] : '?');
        }
        return text.toString();
    }

    private static int uint16(byte[] bytes, int off) {
        return (bytes[off] & 0xFF) | ((bytes[off + 1] & 0xFF) << 8);
    }

    private static long uint32(byte[] bytes, int off) {
        return uint16(bytes, off) | ((long) uint16(bytes, off + 2) << 16);
    }

    /** The data chunk: ends where the chunk does, or where the stream does. */
    private static final class SoundStream extends InputStream {

        private final InputStream in;
        private long remaining;

        SoundStream(InputStream in, long remaining) {
            this.in = in;
            this.remaining = remaining;
        }

        @Override
        public int read() throws IOException {
            int value = remaining == 0 ? -1 : in.read();
            if (value >= 0) {
                remaining--;
            }
            return value;
        }

        @Override
        public int read(byte[] buf, int off, int len) throws IOException {
            if (len == 0) {
                return 0;
            }
            int count = remaining == 0 ? -1 : in.read(buf, off, (int) Math.min(len, remaining));
            if (count > 0) {
                remaining -= count;
            }
            return count;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(in.available(), remaining);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
