package io.github.camelgeminilive.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelgeminilive.audio.AudioFormat.Encoding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WavWriterTest {

    private static final AudioFormat SPOKEN = AudioFormat.s16leMono(24_000);

    @TempDir
    Path folder;

    @Test
    void headerOfTheModelsSoundIsTheClassicOne() {
        byte[] wav = WavWriter.toBytes(SPOKEN, new byte[] {1, 2, 3, 4});
        assertThat(HexFormat.of().formatHex(wav))
                .isEqualTo("52494646" + "28000000" + "57415645" + "666d7420" + "10000000" + "0100" + "0100" + "c05d0000"
                        + "80bb0000" + "0200" + "1000" + "64617461" + "04000000" + "01020304");
    }

    @ParameterizedTest
    @EnumSource(value = Encoding.class, names = "PCM_S16BE", mode = EnumSource.Mode.EXCLUDE)
    void everyFormatIsReadBackByUsAndByTheJdk(Encoding encoding) throws IOException, UnsupportedAudioFileException {
        for (int channels = 1; channels <= 2; channels++) {
            AudioFormat format = new AudioFormat(encoding, 24_000, channels);
            byte[] sound = Signals.noise(channels, 7 * format.bytesPerFrame());
            byte[] wav = WavWriter.toBytes(format, sound);
            assertThat(wav.length % 2).isZero();

            WavReader reader = WavReader.open(new ByteArrayInputStream(wav));
            assertThat(reader.format()).isEqualTo(format);
            assertThat(reader.declaredBytes()).isEqualTo(sound.length);
            assertThat(reader.sound().readAllBytes()).isEqualTo(sound);

            AudioInputStream jdk = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav));
            assertThat(jdk.getFormat().getFrameSize()).isEqualTo(format.bytesPerFrame());
            assertThat(jdk.getFormat().getSampleRate()).isEqualTo(24_000f);
            assertThat(jdk.getFrameLength()).isEqualTo(7);
            assertThat(jdk.readAllBytes()).isEqualTo(sound);
        }
    }

    @Test
    void fileHasItsSizesAfterClose() throws IOException {
        byte[] sound = Signals.noise(1, 48_000);
        Path file = folder.resolve("answer.wav");
        Files.write(file, new byte[100_000]);
        WavWriter writer = WavWriter.to(file, SPOKEN);
        writer.write(sound, 0, 1_001);
        writer.write(sound, 1_001, 46_999);
        assertThat(writer.soundBytes()).isEqualTo(48_000);
        writer.close();
        writer.close();
        assertThat(file).hasBinaryContent(WavWriter.toBytes(SPOKEN, sound));
    }

    @Test
    void fileIsReadableWhileItIsWritten() throws IOException {
        Path file = folder.resolve("dying.wav");
        byte[] sound = Signals.noise(2, 1_920);
        try (WavWriter writer = WavWriter.to(file, SPOKEN)) {
            writer.write(sound);
            WavReader reader = WavReader.open(new ByteArrayInputStream(Files.readAllBytes(file)));
            assertThat(reader.format()).isEqualTo(SPOKEN);
            assertThat(reader.sound().readAllBytes()).isEqualTo(sound);
        }
    }

    @Test
    void soundOfOddSizeIsPaddedInAFileToo() throws IOException {
        AudioFormat ulaw = new AudioFormat(Encoding.ULAW, 8_000, 1);
        Path file = folder.resolve("odd.wav");
        try (WavWriter writer = WavWriter.to(file, ulaw)) {
            writer.write(new byte[] {1, 2, 3});
        }
        assertThat(file).hasBinaryContent(WavWriter.toBytes(ulaw, new byte[] {1, 2, 3}));
        try (InputStream in = Files.newInputStream(file)) {
            assertThat(WavReader.open(in).sound().readAllBytes()).hasSize(3);
        }
    }

    @Test
    void streamWithoutAWayBackSaysThatItsSizeIsUnknown() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] sound = Signals.noise(3, 960);
        try (WavWriter writer = WavWriter.to(out, SPOKEN)) {
            writer.write(sound);
        }
        WavReader reader = WavReader.open(new ByteArrayInputStream(out.toByteArray()));
        assertThat(reader.declaredBytes()).isEqualTo(-1);
        assertThat(reader.sound().readAllBytes()).isEqualTo(sound);
    }

    @Test
    void writingAfterCloseFails() throws IOException {
        WavWriter writer = WavWriter.to(new ByteArrayOutputStream(), SPOKEN);
        writer.close();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> writer.write(new byte[2]))
                .withMessage("Expected an open WAV writer but it was closed");
    }

    @Test
    void bigEndianSoundHasNoPlaceInWav() {
        AudioFormat bigEndian = new AudioFormat(Encoding.PCM_S16BE, 16_000, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WavWriter.toBytes(bigEndian, new byte[2]))
                .withMessage("Expected a format that WAV can hold but was big endian PCM");
    }
}
