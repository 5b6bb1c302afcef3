package io.github.camelgeminilive.emulator.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WavTest {
    @ParameterizedTest(name = "format {0}, {1} bit, {2} channels")
    @CsvSource({"1,8,1", "1,16,1", "1,16,2", "1,24,2", "1,32,1", "3,32,2"})
    void readsWhatProgramsWrite(int format, int bits, int channels) {
        Sound sound = Wav.parse(wav(format, bits, channels, 22_050, tone(22_050, 440, 500), false), "test");
        assertThat(sound.rate()).isEqualTo(22_050);
        assertThat(sound.durationMillis()).isEqualTo(500);
        assertThat(sound.levelDbfs()).isBetween(-9.6, -8.6);
    }

    @Test
    void readsAHeaderOfUnknownLengthAsSpeechProgramsWriteIt() {
        Sound sound = Wav.parse(wav(1, 16, 1, 22_050, tone(22_050, 440, 500), true), "test");
        assertThat(sound.durationMillis()).isEqualTo(500);
    }

    @Test
    void whatIsNoWavIsRefusedByName() {
        assertThatThrownBy(() -> Wav.parse("no sound".getBytes(StandardCharsets.US_ASCII), "a.txt"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a WAV file (RIFF ... WAVE) but a.txt is none");
        assertThatThrownBy(() -> Wav.parse(wav(7, 8, 1, 8_000, tone(8_000, 440, 10), false), "mu.wav"))
                .hasMessageContaining("was format 7");
    }

    @ParameterizedTest
    @CsvSource({"8000,24000", "16000,24000", "22050,24000", "44100,24000", "48000,24000", "24000,16000", "24000,8000"})
    void resamplingKeepsAToneAndItsLevel(int from, int to) {
        Sound in = new Sound(tone(from, 1_000, 500), from);
        Sound out = in.at(to);
        assertThat(out.durationMillis()).isBetween(499L, 500L);
        assertThat(out.levelDbfs()).isBetween(in.levelDbfs() - 0.3, in.levelDbfs() + 0.3);
    }

    @Test
    void resamplingDownRemovesWhatWouldFoldBack() {
        Sound high = new Sound(tone(48_000, 10_000, 500), 48_000);
        // Not its ends: a tone that begins at once is a click, and that is heard at every rate.
        byte[] middle = high.at(16_000).pcm(800, 6_400);
        assertThat(Sound.ofPcm(middle, 16_000).levelDbfs()).isLessThan(-60);
    }

    private static short[] tone(int rate, double hz, int millis) {
        short[] samples = new short[rate * millis / 1000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (16_384 * Math.sin(2 * Math.PI * hz * i / rate));
        }
        return samples;
    }

    private static byte[] wav(int format, int bits, int channels, int rate, short[] samples, boolean unknownLength) {
        int frame = bits / 8 * channels;
        ByteBuffer out = ByteBuffer.allocate(44 + samples.length * frame).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(unknownLength ? -1 : out.capacity() - 8);
        out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) format);
        out.putShort((short) channels)
                .putInt(rate)
                .putInt(rate * frame)
                .putShort((short) frame)
                .putShort((short) bits);
        out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(unknownLength ? -1 : samples.length * frame);
        for (short sample : samples) {
            for (int c = 0; c < channels; c++) {
                if (format == 3) {
                    out.putFloat(sample / 32_768f);
                } else if (bits == 8) {
                    out.put((byte) ((sample >> 8) + 128));
                } else {
                    int value = sample << 16;
                    for (int shift = 32 - bits; shift < 32; shift += 8) {
                        out.put((byte) (value >> shift));
                    }
                }
            }
        }
        return out.array();
    }
}
