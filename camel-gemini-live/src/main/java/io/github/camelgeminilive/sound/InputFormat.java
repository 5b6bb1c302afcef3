package io.github.camelgeminilive.sound;

import io.github.camelgeminilive.audio.AudioFormat;
import io.github.camelgeminilive.audio.AudioFormat.Encoding;
import io.github.camelgeminilive.audio.TelephoneEncoder;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How raw sound that does not say what it is may be written; the names are those of the option {@code audioInputFormat}. */
enum InputFormat {
    pcm8(Encoding.PCM_U8, SoundSettings.NATIVE_RATE),
    pcm16(Encoding.PCM_S16LE, SoundSettings.NATIVE_RATE),
    pcm24(Encoding.PCM_S24LE, SoundSettings.NATIVE_RATE),
    pcm32(Encoding.PCM_S32LE, SoundSettings.NATIVE_RATE),
    float32(Encoding.PCM_FLOAT32LE, SoundSettings.NATIVE_RATE),
    mulaw(Encoding.ULAW, TelephoneEncoder.RATE),
    alaw(Encoding.ALAW, TelephoneEncoder.RATE);

    private final Encoding encoding;
    private final int usualRate;

    InputFormat(Encoding encoding, int usualRate) {
        this.encoding = encoding;
        this.usualRate = usualRate;
    }

    /**
     * Reads the options.
     *
     * @param name option {@code audioInputFormat}
     * @param rate option {@code audioInputRate} in Hz; null for what is usual
     * @param channels option {@code audioInputChannels}
     */
    static AudioFormat of(String name, @Nullable Integer rate, int channels) {
        InputFormat format = Arrays.stream(values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Option audioInputFormat: expected one of "
                        + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", ")) + " but was '"
                        + name + "'"));
        try {
            return new AudioFormat(format.encoding, rate == null ? format.usualRate : rate, channels);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Options audioInputRate and audioInputChannels: " + e.getMessage(), e);
        }
    }
}
