package io.github.camelgeminilive.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioChunkerTest {

    @Test
    void chunksHaveTheirDurationAndTheRestIsKept() {
        AudioChunker chunker = new AudioChunker(16_000, AudioChunker.DEFAULT_CHUNK);
        byte[] sound = Signals.noise(1, 3_000);
        List<byte[]> chunks = chunker.cut(sound);
        assertThat(chunks).hasSize(2).allSatisfy(chunk -> assertThat(chunk).hasSize(1_280));
        assertThat(chunker.restBytes()).isEqualTo(440);
        assertThat(Signals.join(chunks.get(0), chunks.get(1), chunker.flush())).isEqualTo(sound);
        assertThat(chunker.restBytes()).isZero();
        assertThat(chunker.flush()).isEmpty();
    }

    @Test
    void nothingIsCutBeforeAChunkIsFull() {
        AudioChunker chunker = new AudioChunker(16_000, Duration.ofMillis(20));
        assertThat(chunker.cut(new byte[639])).isEmpty();
        assertThat(chunker.cut(new byte[1]))
                .singleElement()
                .satisfies(chunk -> assertThat(chunk).hasSize(640));
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 16_000, 22_050, 44_100})
    void noSampleIsLostDoubledOrMoved(int rate) {
        Random random = new Random(rate);
        for (int round = 0; round < 20; round++) {
            AudioChunker chunker = new AudioChunker(rate, Duration.ofMillis(1 + random.nextInt(60)));
            byte[] sound = Signals.noise(round, 2 * random.nextInt(20_000));
            List<byte[]> parts = new ArrayList<>();
            for (int at = 0; at < sound.length; ) {
                int count = Math.min(random.nextInt(3_000), sound.length - at);
                parts.addAll(chunker.cut(sound, at, count));
                at += count;
            }
            assertThat(parts).allSatisfy(chunk -> assertThat(chunk.length % 2).isZero());
            parts.add(chunker.flush());
            assertThat(Signals.join(parts.toArray(byte[][]::new))).isEqualTo(sound);
        }
    }

    @Test
    void chunksOfNoWholeNumberOfSamplesDoNotDrift() {
        // 25 ms of 11,025 Hz are 275.625 samples
        AudioChunker chunker = new AudioChunker(11_025, Duration.ofMillis(25));
        long bytes = 0;
        List<byte[]> chunks = chunker.cut(new byte[2 * 11_025]);
        assertThat(chunks).hasSize(40);
        for (int n = 1; n <= chunks.size(); n++) {
            bytes += chunks.get(n - 1).length;
            assertThat(bytes / 2).isEqualTo((long) (n * 275.625));
        }
    }

    @Test
    void halfASampleAtTheVeryEndIsLeftOut() {
        AudioChunker chunker = new AudioChunker(16_000, Duration.ofMillis(40));
        chunker.cut(new byte[5]);
        assertThat(chunker.restBytes()).isEqualTo(5);
        assertThat(chunker.flush()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -40_000_000, 10, 61_000_000_000L})
    void chunksWithoutASampleOrWithoutEndAreRefused(long nanos) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AudioChunker(16_000, Duration.ofNanos(nanos)));
    }

    @Test
    void silenceIsSilentAndAsLongAsAsked() {
        byte[] silence = Silence.of(16_000, Duration.ofSeconds(1));
        assertThat(silence).hasSize(32_000).containsOnly(0);
        assertThat(Silence.of(16_000, Duration.ZERO)).isEmpty();
        assertThat(Loudness.rmsDbfs(silence, 0, silence.length)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void loudnessIsInDbOfFullScale() {
        byte[] sine = Signals.sine(16_000, 1_000, 0.1, 16_000);
        assertThat(Loudness.rmsDbfs(sine, 0, sine.length)).isBetween(-23.02, -23.00);
        byte[] square = Signals.s16le(100, i -> -1);
        assertThat(Loudness.rmsDbfs(square, 0, square.length)).isZero();
        assertThat(Loudness.rmsDbfs(sine, 3, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
