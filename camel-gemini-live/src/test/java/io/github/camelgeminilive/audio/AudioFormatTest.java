package io.github.camelgeminilive.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelgeminilive.audio.AudioFormat.Encoding;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AudioFormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audio/pcm                                   | PCM_S16LE | 24000 | 1",
                "audio/pcm;rate=16000                        | PCM_S16LE | 16000 | 1",
                "Audio/PCM ; Rate=\"48000\" ; channels=2     | PCM_S16LE | 48000 | 2",
                "audio/L16;codec=pcm;rate=24000              | PCM_S16LE | 24000 | 1",
                "audio/l16;rate=8000;endianness=big-endian   | PCM_S16BE | 8000  | 1",
                "audio/pcm;rate=48000;encoding=f32le         | PCM_FLOAT32LE | 48000 | 1",
                "audio/l8;rate=11025                         | PCM_U8    | 11025 | 1",
                "audio/basic                                 | ULAW      | 8000  | 1",
                "audio/PCMU                                  | ULAW      | 8000  | 1",
                "audio/x-mulaw;rate=16000                    | ULAW      | 16000 | 1",
                "audio/PCMA;rate=8000;channels=2             | ALAW      | 8000  | 2",
            })
    void mimeTypesOfRawSoundAreUnderstood(String mimeType, Encoding encoding, int rate, int channels) {
        assertThat(AudioFormat.parse(mimeType, 24_000)).isEqualTo(new AudioFormat(encoding, rate, channels));
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void everyFormatSurvivesItsMimeType(Encoding encoding) {
        for (int channels = 1; channels <= 2; channels++) {
            AudioFormat format = new AudioFormat(encoding, 22_050, channels);
            assertThat(AudioFormat.parse(format.toMimeType(), 16_000)).isEqualTo(format);
        }
    }

    @Test
    void formatOfTheModelHasTheMimeTypeOfTheProtocol() {
        assertThat(AudioFormat.s16leMono(16_000).toMimeType()).isEqualTo("audio/pcm;rate=16000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audio/pcm;rate=fast         | Expected a number as rate but was fast",
                "audio/pcm;rate=4000         | Expected a sample rate of 8000 to 192000 Hz but was 4000",
                "audio/pcm;rate=192001       | Expected a sample rate of 8000 to 192000 Hz but was 192001",
                "audio/pcm;channels=3        | Expected 1 or 2 channels but was 3",
                "audio/pcm;channels=0        | Expected 1 or 2 channels but was 0",
                "audio/pcm;encoding=s20      | Expected encoding to be one of u8, s16le, s16be, s24le, s32le or f32le but was s20",
            })
    void nonsenseIsRefusedByName(String mimeType, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AudioFormat.parse(mimeType, 16_000))
                .withMessage(message);
    }

    @Test
    void otherTypesAreRefusedWithWhatIsAccepted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AudioFormat.parse("audio/mpeg", 16_000))
                .withMessageStartingWith("Expected one of audio/pcm, audio/l16")
                .withMessageEndingWith("but was audio/mpeg");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AudioFormat.parse("audio/wav", 16_000))
                .withMessageContaining("audio/wav")
                .withMessageContaining("WavReader");
        assertThat(AudioFormat.isWav("audio/X-WAV; codecs=1")).isTrue();
        assertThat(AudioFormat.isWav("audio/pcm")).isFalse();
    }

    @Test
    void bytesAndDurationsAgree() {
        AudioFormat stereo = new AudioFormat(Encoding.PCM_S24LE, 44_100, 2);
        assertThat(stereo.bytesPerFrame()).isEqualTo(6);
        assertThat(stereo.bytesFor(Duration.ofSeconds(10))).isEqualTo(2_646_000);
        assertThat(stereo.durationNanos(2_646_000 + 5)).isEqualTo(10_000_000_000L);
        assertThat(AudioFormat.s16leMono(16_000).bytesFor(Duration.ofMillis(40)))
                .isEqualTo(1_280);
        assertThat(AudioFormat.s16leMono(11_025).bytesFor(Duration.ofMillis(1))).isEqualTo(22);
        assertThat(AudioFormat.s16leMono(16_000).durationNanos(Long.MAX_VALUE / 2))
                .isPositive();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stereo.bytesFor(Duration.ofMillis(-1)))
                .withMessage("Expected a duration of zero or more but was PT-0.001S");
    }
}
