package io.github.camelgeminilive.sound;

import io.github.camelgeminilive.audio.AudioFormat;
import io.github.camelgeminilive.audio.TelephoneEncoder;
import io.github.camelgeminilive.session.Sound;
import io.github.camelgeminilive.session.SoundShape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives the sound of a lane the form of its option {@code audioOutputFormat}: WAV piece by piece, telephone sound as one
 * stream. Lives as long as the lane.
 *
 * <p>Not thread-safe.
 */
final class EventSound implements SoundShape {

    private final OutputFormat format;
    private @Nullable TelephoneEncoder encoder;
    private int rate;

    EventSound(OutputFormat format) {
        this.format = format;
    }

    @Override
    public Sound next(Sound sound) {
        if (!isPcm(sound)) {
            return sound;
        }
        if (format == OutputFormat.wav) {
            return OutputFormat.wavOf(sound);
        }
        Sound before = null;
        if (encoder != null && sound.sampleRate() != rate) {
            before = end();
        }
        if (encoder == null) {
            rate = sound.sampleRate();
            encoder = format.encoder(rate);
        }
        if (encoder == null) {
            return sound;
        }
        Sound encoded = sound(encoder, encoder.encode(sound.data()));
        return before == null ? encoded : joined(before, encoded);
    }

    @Override
    public @Nullable Sound end() {
        TelephoneEncoder ended = encoder;
        encoder = null;
        byte[] rest = ended == null ? new byte[0] : ended.flush();
        return ended == null || rest.length == 0 ? null : sound(ended, rest);
    }

    @Override
    public void forget() {
        encoder = null;
    }

    /** What is not PCM of a rate that sound has goes through as it is: its mime type says what it is. */
    private static boolean isPcm(Sound sound) {
        return (sound.mimeType().startsWith("audio/pcm") || sound.mimeType().startsWith("audio/l16"))
                && sound.sampleRate() >= AudioFormat.MIN_SAMPLE_RATE
                && sound.sampleRate() <= AudioFormat.MAX_SAMPLE_RATE;
    }

    private static Sound sound(TelephoneEncoder encoder, byte[] codes) {
        return new Sound(codes, encoder.format().toMimeType(), TelephoneEncoder.RATE);
    }

    /** Two pieces of one stream. */
    static Sound joined(Sound first, Sound second) {
        byte[] both = Arrays.copyOf(first.data(), first.data().length + second.data().length);
        System.arraycopy(second.data(), 0, both, first.data().length, second.data().length);
        return new Sound(both, first.mimeType(), first.sampleRate());
    }
}
