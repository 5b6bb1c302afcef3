package io.github.camelgeminilive.sound;

import io.github.camelgeminilive.audio.AudioFormat;
import io.github.camelgeminilive.audio.AudioFormat.Encoding;
import io.github.camelgeminilive.audio.TelephoneEncoder;
import io.github.camelgeminilive.audio.WavWriter;
import io.github.camelgeminilive.session.Sound;
import io.github.camelgeminilive.session.SoundShape;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forms in which a route can have the model's sound; the names are those of the option {@code audioOutputFormat}. */
public enum OutputFormat {
    /** Signed 16 bit little endian mono, at the rate of the model: as it comes. */
    pcm(null),
    /** A WAV file of that. */
    wav(null),
    /** G.711 µ-law, 8 kHz. */
    mulaw(Encoding.ULAW),
    /** G.711 A-law, 8 kHz. */
    alaw(Encoding.ALAW);

    static final String WAV_TYPE = "audio/wav";

    private final @Nullable Encoding law;

    OutputFormat(@Nullable Encoding law) {
        this.law = law;
    }

    /**
     * Reads the option {@code audioOutputFormat}.
     *
     * @param option null or empty for what is usual
     * @throws IllegalArgumentException when the name is not known; names all that are
     */
    public static OutputFormat of(@Nullable String option, OutputFormat usual) {
        if (option == null || option.isEmpty()) {
            return usual;
        }
        return Arrays.stream(values())
                .filter(format -> format.name().equals(option))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Option audioOutputFormat: expected one of "
                        + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", ")) + " but was '"
                        + option + "'"));
    }

    /** Sound that is complete, in this form. */
    public Sound whole(byte[] s16le, int sampleRate) {
        Sound sound = new Sound(s16le, "audio/pcm;rate=" + sampleRate, sampleRate);
        if (this == pcm) {
            return sound;
        }
        SoundShape shape = new EventSound(this);
        Sound begun = shape.next(sound);
        Sound end = shape.end();
        return end == null ? begun : EventSound.joined(begun, end);
    }

    /** Makes what gives each lane's sound this form; null where it has it already. */
    public @Nullable Supplier<SoundShape> shape() {
        return this == pcm ? null : () -> new EventSound(this);
    }

    /** What turns sound of this rate into this form piece by piece; null where a piece stands for itself. */
    @Nullable
    TelephoneEncoder encoder(int sampleRate) {
        return law == null ? null : new TelephoneEncoder(law, sampleRate);
    }

    /** A piece of sound that stands for itself. */
    static Sound wavOf(Sound sound) {
        byte[] file = WavWriter.toBytes(AudioFormat.s16leMono(sound.sampleRate()), sound.data());
        return new Sound(file, WAV_TYPE, sound.sampleRate());
    }
}
