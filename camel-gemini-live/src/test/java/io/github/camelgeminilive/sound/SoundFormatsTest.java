package io.github.camelgeminilive.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.audio.AudioFormat;
import io.github.camelgeminilive.audio.AudioFormat.Encoding;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundFormatsTest {

    private static final byte[] WAV = "RIFF....WAVEfmt ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = new byte[16];

    private final SoundFormats formats = new SoundFormats(AudioFormat.s16leMono(24_000));

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # rate, content type,                  file,        expected
            -,      -,                             -,           audio/pcm;rate=24000
            8000,   -,                             -,           audio/pcm;rate=8000
            -,      application/octet-stream,      -,           audio/pcm;rate=24000
            -,      audio/pcm,                     -,           audio/pcm;rate=24000
            -,      audio/pcm;rate=44100,          -,           audio/pcm;rate=44100
            48000,  audio/pcm;rate=44100,          -,           audio/pcm;rate=48000
            -,      audio/PCMU,                    -,           audio/PCMU;rate=8000
            16000,  audio/PCMU,                    -,           audio/PCMU;rate=16000
            -,      audio/pcm;rate=16000,          letter.txt,  audio/pcm;rate=16000
            -,      -,                             a.pcm,       audio/pcm;rate=24000
            16000,  -,                             a.RAW,       audio/pcm;rate=16000
            -,      -,                             calls/a.ulaw,audio/PCMU;rate=8000
            -,      -,                             a.al,        audio/PCMA;rate=8000
            -,      application/octet-stream,      a.alaw,      audio/PCMA;rate=8000
            16000,  -,                             a.bin,       audio/pcm;rate=16000
            """)
    void rawSoundIsFoundOutFromWhatIsKnown(
            @Nullable Integer rate, @Nullable String type, @Nullable String file, String expected) {
        AudioFormat found = formats.resolve(rate, type, file, OTHER);

        assertThat(found).isNotNull();
        assertThat(found.toMimeType()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,      audio/wav,                 -
            24000,  audio/x-wav,               -
            -,      audio/vnd.wave;codec=1,    a.pcm
            -,      -,                         a.wav
            8000,   -,                         a.WAVE
            -,      -,                         a.bin
            -,      -,                         no-extension
            -,      -,                         dir.pcm/call
            """)
    void wavNamesItsFormatItself(@Nullable Integer rate, @Nullable String type, @Nullable String file) {
        assertThat(formats.resolve(rate, type, file, null)).isNull();
    }

    @Test
    void whatBeginsAsWavIsWav() {
        assertThat(formats.resolve(null, null, null, WAV)).isNull();
        assertThat(formats.resolve(24_000, null, null, WAV)).isNull();
        assertThat(formats.resolve(null, "audio/pcm", null, WAV)).isNull();
        assertThat(formats.resolve(null, null, "a.bin", WAV)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "image/png"})
    void anotherContentTypeIsNeverSound(String type) {
        assertThatThrownBy(() -> formats.resolve(16_000, type + ";charset=utf-8", "a.wav", WAV))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected sound but the content type was " + type + ";")
                .hasMessageContaining("audio/wav");
    }

    @Test
    void compressedSoundIsRefusedByContentType() {
        assertThatThrownBy(() -> formats.resolve(null, "audio/mpeg", null, OTHER))
                .hasMessageContaining("Expected one of audio/pcm")
                .hasMessageContaining("audio/mpeg");
    }

    @Test
    void aTextFileIsNeverSound() {
        assertThatThrownBy(() -> formats.resolve(16_000, null, "calls/letter.TXT", null))
                .hasMessageStartingWith("Expected sound but a .txt file is never sound; accepted are WAV");
        assertThatThrownBy(() -> formats.resolve(null, null, "letter.txt", WAV)).hasMessageContaining("never sound");
    }

    @Test
    void aCompressedFileSaysThatItHasToBeDecoded() {
        assertThatThrownBy(() -> formats.resolve(16_000, null, "song.mp3", null))
                .hasMessageStartingWith("Expected raw sound or WAV but was a .mp3 file, which has to be decoded first");
    }

    @Test
    void aFileOfUnknownKindThatDoesNotBeginAsWavIsRefused() {
        assertThatThrownBy(() -> formats.resolve(null, null, "a.bin", OTHER))
                .hasMessageStartingWith("Expected sound but a.bin has no known extension and does not begin as WAV");
    }

    @Test
    void aRateThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> formats.resolve(44, null, null, OTHER))
                .hasMessageContaining("Expected a sample rate of 8000 to 192000 Hz but was 44");
    }

    @Test
    void theDefaultFormatMayBeAnyRawFormat() {
        AudioFormat telephone = new AudioFormat(Encoding.ULAW, 8_000, 2);

        assertThat(new SoundFormats(telephone).resolve(null, null, null, null)).isEqualTo(telephone);
    }

    @ParameterizedTest
    @CsvSource({
        "pcm8, PCM_U8, 16000",
        "pcm16, PCM_S16LE, 16000",
        "pcm24, PCM_S24LE, 16000",
        "pcm32, PCM_S32LE, 16000",
        "float32, PCM_FLOAT32LE, 16000",
        "mulaw, ULAW, 8000",
        "alaw, ALAW, 8000",
    })
    void optionsNameTheFormatOfRawSound(String option, Encoding encoding, int usualRate) {
        assertThat(SoundFormats.of(option, null, 2).resolve(null, null, null, OTHER))
                .isEqualTo(new AudioFormat(encoding, usualRate, 2));
        assertThat(SoundFormats.of(option, 22_050, 1).resolve(null, null, "a.raw", null))
                .isEqualTo(new AudioFormat(encoding, 22_050, 1));
        assertThat(SoundFormats.of(option, 22_050, 1).resolve(44_100, null, null, OTHER))
                .isEqualTo(new AudioFormat(encoding, 44_100, 1));
    }

    @Test
    void optionsThatMakeNoSenseAreRefusedByName() {
        assertThatThrownBy(() -> SoundFormats.of("pcm12", null, 1))
                .hasMessage("Option audioInputFormat: expected one of pcm8, pcm16, pcm24, pcm32, float32, mulaw, alaw"
                        + " but was 'pcm12'");
        assertThatThrownBy(() -> SoundFormats.of("pcm16", 4_000, 1)).hasMessageContaining("audioInputRate");
        assertThatThrownBy(() -> SoundFormats.of("pcm16", null, 6))
                .hasMessageContaining("audioInputChannels")
                .hasMessageContaining("was 6");
    }
}
