package io.github.camelgeminilive.audio;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What raw sound bytes mean: encoding, rate and number of channels. Interleaved where there are two channels. A value,
 * made from a mime type, a WAV header or options. Thread-safe.
 *
 * <p>Mime types (protocol section 8): {@code audio/pcm}, {@code audio/l16}, {@code audio/l8}, {@code audio/basic},
 * {@code audio/pcmu}, {@code audio/pcma} and their {@code x-mulaw}/{@code x-alaw} spellings, with the parameters
 * {@code rate}, {@code channels}, {@code endianness} and, our own for what no registered type covers, {@code encoding}.
 *
 * @param encoding how one sample is written
 * @param sampleRate frames per second in Hz, {@value #MIN_SAMPLE_RATE} (telephone) to {@value #MAX_SAMPLE_RATE}
 *     (the highest rate sound cards offer)
 * @param channels 1, or 2 for what sound cards and two-sided call recordings deliver; more would need a speaker layout
 *     to mix down, and speech has none
 */
public record AudioFormat(Encoding encoding, int sampleRate, int channels) {

    public static final int MIN_SAMPLE_RATE = 8_000;
    public static final int MAX_SAMPLE_RATE = 192_000;

    /** {@code audio/basic} is 8,000 Hz mono by RFC 2046; PCMU and PCMA default to it by RFC 4856. */
    private static final int TELEPHONE_RATE = 8_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private static final Map<String, Encoding> PCM_ENCODINGS = Map.of(
            "u8", Encoding.PCM_U8,
            "s16le", Encoding.PCM_S16LE,
            "s16be", Encoding.PCM_S16BE,
            "s24le", Encoding.PCM_S24LE,
            "s32le", Encoding.PCM_S32LE,
            "f32le", Encoding.PCM_FLOAT32LE);

    /** How one sample is written. */
    public enum Encoding {
        /** Unsigned 8 bit, 128 is silence: what 8 bit WAV files and {@code audio/l8} hold. */
        PCM_U8(1),
        /** Signed 16 bit little endian: what the model hears and speaks. */
        PCM_S16LE(2),
        /** Signed 16 bit big endian: {@code audio/l16;endianness=big-endian}. */
        PCM_S16BE(2),
        /** Signed 24 bit little endian in three bytes. */
        PCM_S24LE(3),
        /** Signed 32 bit little endian. */
        PCM_S32LE(4),
        /** IEEE 754 single precision little endian, full scale is ±1. */
        PCM_FLOAT32LE(4),
        /** G.711 µ-law. */
        ULAW(1),
        /** G.711 A-law. */
        ALAW(1);

        private final int bytesPerSample;

        Encoding(int bytesPerSample) {
            this.bytesPerSample = bytesPerSample;
        }

        /** Bytes of one sample of one channel. */
        public int bytesPerSample() {
            return bytesPerSample;
        }
    }

    public AudioFormat {
        if (sampleRate < MIN_SAMPLE_RATE || sampleRate > MAX_SAMPLE_RATE) {
            throw new IllegalArgumentException("Expected a sample rate of %d to %d Hz but was %d"
                    .formatted(MIN_SAMPLE_RATE, MAX_SAMPLE_RATE, sampleRate));
        }
        if (channels < 1 || channels > 2) {
            throw new IllegalArgumentException("Expected 1 or 2 channels but was " + channels);
        }
    }

    /** Signed 16 bit little endian mono at {@code sampleRate} Hz, the format of the model in both directions. */
    public static AudioFormat s16leMono(int sampleRate) {
        return new AudioFormat(Encoding.PCM_S16LE, sampleRate, 1);
    }

    /**
     * Reads a mime type such as {@code audio/pcm;rate=24000}. Parameters we don't know are passed over.
     *
     * <p>{@code audio/l16} is big endian by RFC 3551, but the voice services that send it mean little endian, which is
     * therefore the default here; {@code endianness=big-endian} asks for the other.
     *
     * @param defaultRate Hz, taken where the type is PCM and names no rate
     * @throws IllegalArgumentException when the type is not raw sound or a parameter makes no sense
     */
    public static AudioFormat parse(String mimeType, int defaultRate) {
        String[] parts = mimeType.split(";", -1);
        String type = parts[0].strip().toLowerCase(Locale.ROOT);
        if (isWav(mimeType)) {
            throw new IllegalArgumentException("Expected a mime type of raw sound but was " + type
                    + ", whose format stands in its header: read it with WavReader");
        }
        Encoding encoding;
        int rate = TELEPHONE_RATE;
        switch (type) {
            case "audio/pcm", "audio/x-pcm", "audio/l16", "audio/x-l16" -> {
                encoding = pcmEncoding(parts);
                rate = defaultRate;
            }
            case "audio/l8" -> {
                encoding = Encoding.PCM_U8;
                rate = defaultRate;
            }
            case "audio/basic", "audio/pcmu", "audio/mulaw", "audio/x-mulaw", "audio/ulaw" -> encoding = Encoding.ULAW;
            case "audio/pcma", "audio/alaw", "audio/x-alaw", "audio/x-alaw-basic" -> encoding = Encoding.ALAW;
            default ->
                throw new IllegalArgumentException("Expected one of audio/pcm, audio/l16, audio/l8, audio/basic, "
                        + "audio/pcmu or audio/pcma but was " + type);
        }
        return new AudioFormat(encoding, number(parts, "rate", rate), number(parts, "channels", 1));
    }

    /** Whether the mime type says WAV: a header that names the format, then sound. */
    public static boolean isWav(String mimeType) {
        String type = mimeType.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave" -> true;
            default -> false;
        };
    }

    /** The mime type that {@link #parse} reads back as this format, for example {@code audio/pcm;rate=16000}. */
    public String toMimeType() {
        String type = switch (encoding) {
            case PCM_S16LE, PCM_S24LE, PCM_S32LE, PCM_FLOAT32LE -> "audio/pcm;rate=" + sampleRate;
            case PCM_S16BE -> "audio/l16;rate=" + sampleRate;
            case PCM_U8 -> "audio/l8;rate=" + sampleRate;
            case ULAW -> "audio/PCMU;rate=" + sampleRate;
            case ALAW -> "audio/PCMA;rate=" + sampleRate;
        };
        String suffix = switch (encoding) {
            case PCM_S16BE -> ";endianness=big-endian";
            case PCM_S24LE -> ";encoding=s24le";
            case PCM_S32LE -> ";encoding=s32le";
            case PCM_FLOAT32LE -> ";encoding=f32le";
            default -> "";
        };
        return type + (channels == 1 ? "" : ";channels=" + channels) + suffix;
    }

    /** Bytes of one frame: one sample of every channel. */
    public int bytesPerFrame() {
        return encoding.bytesPerSample * channels;
    }

    /** How long {@code bytes} of this format last; an unfinished frame at the end counts nothing. */
    public long durationNanos(long bytes) {
        long frames = bytes / bytesPerFrame();
        return frames / sampleRate * NANOS_PER_SECOND + frames % sampleRate * NANOS_PER_SECOND / sampleRate;
    }

    /**
     * The bytes of the whole frames that fit into {@code duration}.
     *
     * @throws IllegalArgumentException when the duration is negative
     */
    public long bytesFor(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Expected a duration of zero or more but was " + duration);
        }
        long wholeSeconds = Math.multiplyExact(duration.getSeconds(), (long) sampleRate);
        long frames = Math.addExact(wholeSeconds, duration.getNano() * (long) sampleRate / NANOS_PER_SECOND);
        return Math.multiplyExact(frames, (long) bytesPerFrame());
    }

    private static Encoding pcmEncoding(String[] parts) {
        String endianness = parameter(parts, "endianness");
        String name = parameter(parts, "encoding");
        if (name == null) {
            name = "big-endian".equals(endianness) ? "s16be" : "s16le";
        }
        Encoding encoding = PCM_ENCODINGS.get(name);
        if (encoding == null) {
            throw new IllegalArgumentException(
                    "Expected encoding to be one of u8, s16le, s16be, s24le, s32le or f32le " + "but was " + name);
        }
        return encoding;
    }

    private static int number(String[] parts, String name, int absent) {
        String value = parameter(parts, name);
        if (value == null) {
            return absent;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Expected a number as %s but was %s".formatted(name, value), e);
        }
    }

    private static @Nullable String parameter(String[] parts, String name) {
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals > 0 && parts[i].substring(0, equals).strip().equalsIgnoreCase(name)) {
                String value = parts[i].substring(equals + 1).strip().toLowerCase(Locale.ROOT);
                return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                        ? value.substring(1, value.length() - 1)
                        : value;
            }
        }
        return null;
    }
}
