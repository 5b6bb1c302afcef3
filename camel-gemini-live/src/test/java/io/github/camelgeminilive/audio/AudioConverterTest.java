package io.github.camelgeminilive.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.camelgeminilive.audio.AudioFormat.Encoding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioConverterTest {

    private static final AudioFormat MODEL = AudioFormat.s16leMono(16_000);

    @ParameterizedTest
    @CsvSource({
        "8000, 16000, 1",
        "11025, 16000, 1",
        "16000, 16000, 1",
        "16000, 16000, 2",
        "22050, 16000, 1",
        "24000, 16000, 1",
        "32000, 16000, 2",
        "44100, 16000, 2",
        "48000, 16000, 1",
        "24000, 8000, 1",
        "37123, 16000, 2",
        "192000, 8000, 1"
    })
    void anyChunkingGivesTheSameBytes(int from, int to, int channels) {
        for (Encoding encoding : Encoding.values()) {
            AudioFormat format = new AudioFormat(encoding, from, channels);
            byte[] sound = Signals.noise(from, (int) format.bytesFor(Duration.ofMillis(150)));
            byte[] whole = Signals.convert(AudioConverter.toModel(format, to), sound);
            for (int seed = 0; seed < 4; seed++) {
                int longest = new int[] {1, 7, 700, 9_000}[seed];
                assertThat(convertInPieces(format, to, sound, seed, longest))
                        .as("%s in pieces of at most %d bytes", format, longest)
                        .isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 37_123, 192_000})
    void durationIsKeptToTheSample(int from) {
        Random random = new Random(from);
        for (int round = 0; round < 60; round++) {
            int samples = round < 10 ? round : random.nextInt(6_000);
            byte[] out = Signals.convert(from, 16_000, new byte[2 * samples]);
            assertThat(out.length / 2).as("%d samples of %d Hz", samples, from).isEqualTo((int)
                    Math.round(samples * 16_000.0 / from));
        }
    }

    @Test
    void firstSampleStaysAtTheBeginning() {
        byte[] click = Signals.s16le(1_000, i -> i == 0 ? 0.9 : 0);
        double[] out = Signals.samples(Signals.convert(8_000, 16_000, click));
        assertThat(out[0]).isGreaterThan(0.7);
        assertThat(Arrays.stream(out).map(Math::abs).max()).hasValue(out[0]);
    }

    @Test
    void constantStaysConstantThroughEveryPhase() {
        double[] out = Signals.samples(Signals.convert(22_050, 16_000, Signals.s16le(22_050, i -> 0.25)));
        for (int i = 200; i < out.length - 200; i++) {
            assertThat(out[i]).isEqualTo(0.25, within(1.0 / 32_768));
        }
    }

    @Test
    void roundingAddsNoConstant() {
        // rounding down instead would add half a step
        byte[] sine = Signals.sine(48_000, 440, 0.3, 48_000);
        double mean = Arrays.stream(Signals.samples(Signals.convert(48_000, 16_000, sine)))
                .average()
                .orElseThrow();
        assertThat(mean * 32_768).isEqualTo(0, within(0.05));
    }

    @Test
    void converterStartsAnewAfterFlush() {
        AudioConverter converter = AudioConverter.toModel(AudioFormat.s16leMono(22_050), 16_000);
        byte[] first = Signals.convert(converter, Signals.noise(1, 5_000));
        Signals.convert(converter, Signals.noise(2, 777));
        assertThat(Signals.convert(converter, Signals.noise(1, 5_000))).isEqualTo(first);
    }

    @Test
    void soundInTheTargetFormatPassesThroughUntouched() {
        AudioConverter converter = AudioConverter.toModel(MODEL, 16_000);
        byte[] sound = Signals.noise(3, 1_280);
        assertThat(converter.convert(sound)).isSameAs(sound);
        assertThat(converter.convert(sound, 2, 100)).isEqualTo(Arrays.copyOfRange(sound, 2, 102));
        assertThat(converter.flush()).isEmpty();
    }

    @Test
    void oddByteIsFinishedByTheNextChunk() {
        AudioConverter converter = AudioConverter.toModel(MODEL, 16_000);
        byte[] sound = Signals.noise(4, 300);
        byte[] first = converter.convert(sound, 0, 101);
        assertThat(first).hasSize(100);
        assertThat(converter.pendingBytes()).isOne();
        assertThat(Signals.join(first, converter.convert(sound, 101, 199))).isEqualTo(sound);
        assertThat(converter.pendingBytes()).isZero();
    }

    @Test
    void bytesOfAnUnfinishedFrameAreReportedAtTheEnd() {
        AudioConverter converter = AudioConverter.toModel(new AudioFormat(Encoding.PCM_S24LE, 16_000, 2), 16_000);
        assertThat(converter.convert(new byte[17])).hasSize(4);
        assertThat(converter.discardedBytes()).isZero();
        converter.flush();
        assertThat(converter.pendingBytes()).isZero();
        assertThat(converter.discardedBytes()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"ULAW", "ALAW"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyLinearEncodingSaysTheSame(Encoding encoding) {
        double[] wanted = {0, 0.5, -0.5, 0.25, -1, 127 / 128.0};
        ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : wanted) {
            switch (encoding) {
                case PCM_U8 -> bytes.put((byte) (128 + value * 128));
                case PCM_S16LE -> bytes.putShort((short) (value * 32_768));
                case PCM_S16BE -> bytes.putShort(Short.reverseBytes((short) (value * 32_768)));
                case PCM_S24LE -> {
                    int v = (int) (value * 8_388_608);
                    bytes.put((byte) v).put((byte) (v >> 8)).put((byte) (v >> 16));
                }
                case PCM_S32LE -> bytes.putInt((int) (value * 2_147_483_648.0));
                case PCM_FLOAT32LE -> bytes.putFloat((float) value);
                default -> throw new AssertionError(encoding);
            }
        }
        byte[] sound = Arrays.copyOf(bytes.array(), bytes.position());
        AudioFormat format = new AudioFormat(encoding, 16_000, 1);
        assertThat(Signals.samples(Signals.convert(AudioConverter.toModel(format, 16_000), sound)))
                .containsExactly(wanted);
    }

    @Test
    void twoChannelsBecomeTheirMean() {
        byte[] sound = {0, 0x40, 0, 0x20, 0, (byte) 0x80, (byte) 0xFF, 0x7F};
        AudioFormat stereo = new AudioFormat(Encoding.PCM_S16LE, 16_000, 2);
        double[] out = Signals.samples(AudioConverter.toModel(stereo, 16_000).convert(sound));
        assertThat(out).hasSize(2);
        assertThat(out[0]).isEqualTo(0.375);
        assertThat(out[1]).isEqualTo(0, within(1.0 / 32_768));
    }

    @Test
    void soundBeyondFullScaleIsClippedNotWrapped() {
        AudioFormat floats = new AudioFormat(Encoding.PCM_FLOAT32LE, 16_000, 1);
        byte[] sound = ByteBuffer.allocate(20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1.5f)
                .putFloat(-3e38f)
                .putFloat(Float.NaN)
                .putFloat(Float.POSITIVE_INFINITY)
                .putFloat(-1f)
                .array();
        assertThat(Signals.samples(AudioConverter.toModel(floats, 16_000).convert(sound)))
                .containsExactly(32_767 / 32_768.0, -1, 0, 32_767 / 32_768.0, -1);
        // a full square wave overshoots in any sharp filter
        byte[] square = Signals.s16le(4_000, i -> i / 20 % 2 == 0 ? 32_767 / 32_768.0 : -1);
        double[] out = Signals.samples(Signals.convert(8_000, 16_000, square));
        for (int i = 60; i < out.length - 60; i++) {
            boolean high = i / 40 % 2 == 0;
            int inside = i % 40;
            if (inside > 4 && inside < 36) {
                assertThat(out[i] > 0).as("sample %d", i).isEqualTo(high);
            }
        }
    }

    @Test
    void targetRateOutsideOfTheBoundsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AudioConverter.toModel(MODEL, 4_000))
                .withMessage("Expected a sample rate of 8000 to 192000 Hz but was 4000");
    }

    @Test
    void manyOddRatesDoNotPileUp() {
        byte[] sound = new byte[2_000];
        for (int rate = 20_000; rate < 20_100; rate++) {
            assertThat(Signals.convert(rate, 16_000, sound)).hasSize(2 * (int) Math.round(1_000 * 16_000.0 / rate));
        }
        assertThat(PolyphaseTable.cachedCount()).isLessThanOrEqualTo(32);
    }

    private static byte[] convertInPieces(AudioFormat format, int to, byte[] sound, int seed, int longest) {
        Random random = new Random(seed);
        AudioConverter converter = AudioConverter.toModel(format, to);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < sound.length; ) {
            int count = Math.min(random.nextInt(longest + 1), sound.length - at);
            out.writeBytes(converter.convert(sound, at, count));
            at += count;
        }
        out.writeBytes(converter.flush());
        return out.toByteArray();
    }
}
