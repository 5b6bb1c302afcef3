package io.github.camelgeminilive.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelgeminilive.audio.AudioFormat.Encoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads headers built here byte by byte, not by {@link WavWriter}. */
class WavReaderTest {

    private static final byte[] SOUND = {1, 2, 3, 4, 5, 6};
    private static final byte[] FMT_16K = fmt(1, 1, 16_000, 16);

    @ParameterizedTest
    @CsvSource({
        "1, 8, PCM_U8",
        "1, 16, PCM_S16LE",
        "1, 24, PCM_S24LE",
        "1, 32, PCM_S32LE",
        "3, 32, PCM_FLOAT32LE",
        "6, 8, ALAW",
        "7, 8, ULAW"
    })
    void everyEncodingIsReadFromPlainAndExtensibleHeaders(int tag, int bits, Encoding encoding) throws IOException {
        for (int channels = 1; channels <= 2; channels++) {
            AudioFormat wanted = new AudioFormat(encoding, 22_050, channels);
            byte[] plain = fmt(tag, channels, 22_050, bits);
            byte[] withExtension = Arrays.copyOf(plain, 18);
            for (byte[] fmt : new byte[][] {plain, withExtension, extensible(tag, channels, 22_050, bits)}) {
                WavReader reader = WavReader.open(stream(riff(chunk("fmt ", fmt), chunk("data", SOUND))));
                assertThat(reader.format()).isEqualTo(wanted);
                assertThat(reader.declaredBytes()).isEqualTo(SOUND.length);
                assertThat(reader.sound().readAllBytes()).isEqualTo(SOUND);
                assertThat(reader.missingBytes()).isZero();
            }
        }
    }

    @Test
    void unknownChunksAroundTheSoundAreNotSound() throws IOException {
        byte[] odd = {9, 9, 9};
        byte[] wav = riff(
                chunk("JUNK", odd),
                chunk("fmt ", FMT_16K),
                chunk("LIST", odd),
                chunk("data", SOUND),
                chunk("id3 ", odd));
        assertThat(WavReader.open(stream(wav)).sound().readAllBytes()).isEqualTo(SOUND);
    }

    @Test
    void paddingOfSoundOfOddSizeIsNotSound() throws IOException {
        byte[] odd = {1, 2, 3};
        byte[] wav = riff(chunk("fmt ", fmt(1, 1, 8_000, 8)), chunk("data", odd), chunk("LIST", odd));
        assertThat(WavReader.open(stream(wav)).sound().readAllBytes()).isEqualTo(odd);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 0x7FFF_F000})
    void soundOfUnknownSizeLastsUntilTheEnd(int size) throws IOException {
        byte[] wav = riff(chunk("fmt ", FMT_16K), chunk("data", SOUND));
        ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(wav.length - SOUND.length - 4, size);
        WavReader reader = WavReader.open(stream(wav));
        assertThat(reader.declaredBytes()).isEqualTo(-1);
        assertThat(reader.sound().readAllBytes()).isEqualTo(SOUND);
        assertThat(reader.missingBytes()).isZero();
    }

    @Test
    void soundThatIsCutOffIsReadAndReported() throws IOException {
        byte[] wav = riff(chunk("fmt ", FMT_16K), chunk("data", SOUND));
        WavReader reader = WavReader.open(stream(Arrays.copyOf(wav, wav.length - 2)));
        assertThat(reader.sound().readAllBytes()).isEqualTo(Arrays.copyOf(SOUND, 4));
        assertThat(reader.missingBytes()).isEqualTo(2);
    }

    @Test
    void onlyTheHeaderIsReadBeforeTheSoundIsAskedFor() throws IOException {
        byte[] wav = riff(chunk("fmt ", FMT_16K), chunk("data", SOUND));
        ByteArrayInputStream in = new ByteArrayInputStream(wav);
        WavReader reader = WavReader.open(in);
        assertThat(in.available()).isEqualTo(SOUND.length);
        assertThat(reader.sound().read()).isEqualTo(1);
        assertThat(reader.sound().available()).isEqualTo(SOUND.length - 1);
    }

    @Test
    void streamThatComesByteByByteIsRead() throws IOException {
        byte[] wav = riff(chunk("JUNK", new byte[31]), chunk("fmt ", FMT_16K), chunk("data", SOUND));
        InputStream dripping = new ByteArrayInputStream(wav) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(1, len));
            }
        };
        assertThat(WavReader.open(dripping).sound().readAllBytes()).isEqualTo(SOUND);
    }

    @Test
    void filesThatAreNoReadableWavAreNamed() {
        assertRefused("OggS00000000vorb", "Expected a WAV file to begin with RIFF but was OggS");
        assertRefused("RIFX0000WAVEfmt ", "Expected a WAV file to begin with RIFF but was RIFX");
        assertRefused("RIFF0000AVI LIST", "Expected a RIFF file of type WAVE but was AVI ");
        assertRefused("RIFF", "Expected a RIFF header but the WAV file ended");
        assertRefused(riff(), "Expected an fmt chunk but the WAV file ended");
        assertRefused(riff(chunk("fmt ", FMT_16K)), "Expected a data chunk but the WAV file ended");
        assertRefused(
                riff(chunk("data", SOUND)), "Expected an fmt chunk before the data chunk of a WAV file but was none");
    }

    @Test
    void formatsThatCannotBeDecodedAreNamed() {
        assertFmtRefused(new byte[14], "Expected an fmt chunk of at least 16 bytes but was 14");
        assertFmtRefused(
                fmt(0x11, 1, 8_000, 4),
                "Expected WAV sound as PCM of 8, 16, 24 or 32 bits, float of 32 bits, A-law or µ-law "
                        + "but was IMA ADPCM of 4 bits");
        assertFmtRefused(
                fmt(3, 1, 8_000, 64),
                "Expected WAV sound as PCM of 8, 16, 24 or 32 bits, float of 32 bits, A-law or µ-law "
                        + "but was float of 64 bits");
        assertFmtRefused(fmt(1, 6, 48_000, 16), "Expected 1 or 2 channels but was 6 in the header of a WAV file");
        assertFmtRefused(
                fmt(1, 1, -1, 16),
                "Expected a sample rate of 8000 to 192000 Hz but was 2147483647 in the header of a WAV file");
        assertFmtRefused(
                Arrays.copyOf(extensible(1, 1, 8_000, 16), 24),
                "Expected an extensible fmt chunk of at least 40 bytes but was 24");
        byte[] otherGuid = extensible(1, 1, 8_000, 16);
        otherGuid[39]++;
        assertFmtRefused(otherGuid, "Expected a sub-format derived from a WAVE format tag but was another GUID");
        byte[] wrongFrame = fmt(1, 2, 8_000, 16);
        wrongFrame[12] = 2;
        assertFmtRefused(wrongFrame, "Expected 4 bytes per frame for 2 channels of 16 bits but was 2");
    }

    @Test
    void chunkThatPromisesMoreThanThereIsEndsInAnError() {
        byte[] wav = riff(chunk("LIST", SOUND));
        ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).putInt(16, -2);
        assertRefused(wav, "Expected an fmt chunk but the WAV file ended");
    }

    @Test
    void wavIsToldFromRawSoundByItsFirstBytes() {
        assertThat(WavReader.looksLikeWav(riff())).isTrue();
        assertThat(WavReader.looksLikeWav(ascii("RF64\0\0\0\0WAVE"))).isTrue();
        assertThat(WavReader.looksLikeWav(ascii("RIFF\0\0\0\0AVI "))).isFalse();
        assertThat(WavReader.looksLikeWav(ascii("RIFF"))).isFalse();
        assertThat(WavReader.looksLikeWav(new byte[1_280])).isFalse();
    }

    private static void assertRefused(String bytes, String message) {
        assertRefused(ascii(bytes), message);
    }

    private static void assertFmtRefused(byte[] fmt, String message) {
        assertRefused(riff(chunk("fmt ", fmt), chunk("data", SOUND)), message);
    }

    private static void assertRefused(byte[] wav, String message) {
        assertThatExceptionOfType(WavFormatException.class)
                .isThrownBy(() -> WavReader.open(stream(wav)))
                .withMessage(message);
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] riff(byte[]... chunks) {
        byte[] body = Signals.join(chunks);
        return Signals.join(ascii("RIFF"), int32(4 + body.length), ascii("WAVE"), body);
    }

    private static byte[] chunk(String id, byte[] body) {
        return Signals.join(ascii(id), int32(body.length), body, new byte[body.length & 1]);
    }

    private static byte[] fmt(int tag, int channels, int rate, int bits) {
        int frameBytes = channels * bits / 8;
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) tag)
                .putShort((short) channels)
                .putInt(rate)
                .putInt(rate * frameBytes)
                .putShort((short) frameBytes)
                .putShort((short) bits)
                .array();
    }

    private static byte[] extensible(int tag, int channels, int rate, int bits) {
        byte[] head = fmt(0xFFFE, channels, rate, bits);
        byte[] extension = HexFormat.of()
                .parseHex("1600" + "%02x00".formatted(bits) + "00000000" + "%02x00".formatted(tag)
                        + "000000001000800000aa00389b71");
        return Signals.join(head, extension);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] int32(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
