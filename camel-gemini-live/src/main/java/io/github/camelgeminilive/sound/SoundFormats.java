package io.github.camelgeminilive.sound;

import io.github.camelgeminilive.audio.AudioFormat;
import io.github.camelgeminilive.audio.WavReader;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a piece of sound is, from what is known about it: a sample rate, a content type, a file name, its first
 * bytes. Immutable, thread-safe.
 *
 * <p>What sound it is, the content type decides before the file name; a rate given on its own goes before any other
 * rate. What begins like a WAV file is one, whatever it is called: those bytes are never meant to be heard.
 */
public final class SoundFormats {

    /** What the errors offer. */
    private static final String ACCEPTED = "accepted are WAV (audio/wav, .wav) and raw sound (audio/pcm, audio/l16, "
            + "audio/l8, audio/pcmu, audio/pcma, audio/basic; .pcm, .raw, .ulaw, .alaw; or any bytes with the header "
            + "CamelGeminiLiveSampleRate)";

    /** Content types that say no more than "bytes". */
    private static final Set<String> SAYS_NOTHING =
            Set.of("", "application/octet-stream", "binary/octet-stream", "application/unknown");

    /** Never sound, not even with a header that gives a sample rate: somebody sends the wrong file. */
    private static final Set<String> TEXT_EXTENSIONS =
            Set.of("txt", "md", "csv", "json", "xml", "html", "htm", "yaml", "yml", "log", "properties", "java", "pdf");

    /** Compressed sound: its bytes would be noise. */
    private static final Set<String> COMPRESSED_EXTENSIONS =
            Set.of("mp3", "ogg", "oga", "opus", "flac", "m4a", "mp4", "aac", "amr", "webm", "wma", "aiff", "aif", "au");

    private final AudioFormat defaultInput;

    /** A resolver that takes raw sound of unknown kind for {@code defaultInput}. */
    public SoundFormats(AudioFormat defaultInput) {
        this.defaultInput = defaultInput;
    }

    /**
     * A resolver that takes raw sound of unknown kind for what the options of an endpoint say.
     *
     * @param format option {@code audioInputFormat}
     * @param rate option {@code audioInputRate} in Hz; null for what is usual of the format
     * @param channels option {@code audioInputChannels}
     * @throws IllegalArgumentException when an option has a value that it can't have; names the option
     */
    public static SoundFormats of(String format, @Nullable Integer rate, int channels) {
        return new SoundFormats(InputFormat.of(format, rate, channels));
    }

    /**
     * What sound this is.
     *
     * @param sampleRate Hz, given on its own (header {@code CamelGeminiLiveSampleRate}); null if it was not
     * @param contentType null if it is not known
     * @param fileName with or without directories; null when it is no file
     * @param first its first bytes, 12 are enough; null when they were not read yet: then {@link SessionSound#play}
     *     looks at them
     * @return the format of raw sound, or null for WAV, which names its format itself
     * @throws IllegalArgumentException when this is no sound, or none that is accepted
     */
    public @Nullable AudioFormat resolve(
            @Nullable Integer sampleRate,
            @Nullable String contentType,
            @Nullable String fileName,
            byte @Nullable [] first) {
        String type =
                contentType == null ? "" : contentType.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
        boolean typeSaysNothing = SAYS_NOTHING.contains(type);
        if (!typeSaysNothing && !type.startsWith("audio/")) {
            throw new IllegalArgumentException(
                    "Expected sound but the content type was %s; %s".formatted(type, ACCEPTED));
        }
        String extension = fileName == null ? null : extension(fileName);
        if (typeSaysNothing && extension != null) {
            refuse(extension);
        }
        if (first != null && WavReader.looksLikeWav(first)) {
            return null;
        }
        if (!typeSaysNothing && contentType != null) {
            return AudioFormat.isWav(contentType)
                    ? null
                    : atRate(sampleRate, AudioFormat.parse(contentType, defaultInput.sampleRate()));
        }
        if (extension == null) {
            return atRate(sampleRate, defaultInput);
        }
        return byExtension(sampleRate, extension, fileName, first != null);
    }

    private @Nullable AudioFormat byExtension(
            @Nullable Integer sampleRate, String extension, @Nullable String fileName, boolean looked) {
        return switch (extension) {
            case "wav", "wave" -> null;
            case "pcm", "raw" -> atRate(sampleRate, defaultInput);
            case "ulaw", "mulaw", "ul", "pcmu" ->
                atRate(sampleRate, AudioFormat.parse("audio/pcmu", defaultInput.sampleRate()));
            case "alaw", "al", "pcma" -> atRate(sampleRate, AudioFormat.parse("audio/pcma", defaultInput.sampleRate()));
            default -> unknownExtension(sampleRate, fileName, looked);
        };
    }

    private @Nullable AudioFormat unknownExtension(
            @Nullable Integer sampleRate, @Nullable String fileName, boolean looked) {
        if (sampleRate == null && looked) {
            throw new IllegalArgumentException(
                    "Expected sound but %s has no known extension and does not begin as WAV; %s"
                            .formatted(fileName, ACCEPTED));
        }
        return sampleRate == null ? null : atRate(sampleRate, defaultInput);
    }

    private static void refuse(String extension) {
        if (TEXT_EXTENSIONS.contains(extension)) {
            throw new IllegalArgumentException(
                    "Expected sound but a .%s file is never sound; %s".formatted(extension, ACCEPTED));
        }
        if (COMPRESSED_EXTENSIONS.contains(extension)) {
            throw new IllegalArgumentException(
                    "Expected raw sound or WAV but was a .%s file, which has to be decoded first; %s"
                            .formatted(extension, ACCEPTED));
        }
    }

    private static AudioFormat atRate(@Nullable Integer sampleRate, AudioFormat format) {
        return sampleRate == null || sampleRate == format.sampleRate()
                ? format
                : new AudioFormat(format.encoding(), sampleRate, format.channels());
    }

    /** In lower case, empty if there is none. */
    private static String extension(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
