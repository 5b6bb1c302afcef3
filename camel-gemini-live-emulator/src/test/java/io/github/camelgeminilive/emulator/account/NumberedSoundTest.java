package io.github.camelgeminilive.emulator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.audio.Voice;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sound that knows its own place. */
class NumberedSoundTest {
    @Test
    void everyPieceKnowsItsPlaceWhereverItIsCut() {
        Random random = new Random(1);
        short[] whole = sound(1_000_000, 200_000).samples();
        for (int i = 0; i < 2_000; i++) {
            int from = random.nextInt(whole.length - 700);
            int count = 20 + random.nextInt(660);
            short[] piece = Arrays.copyOfRange(whole, from, from + count);
            long first = 1_000_000L + from + from % 2;
            long end = 1_000_000L + (from + count) / 2 * 2L;
            assertThat(NumberedSound.ranges(piece)).containsExactly(new SampleRange(first, end));
        }
    }

    @Test
    void silenceAroundAndBetweenIsNoPartOfIt() {
        Sound mixed = Sound.silence(7, 16_000)
                .then(sound(0, 320))
                .then(Sound.silence(3, 16_000))
                .then(sound(640, 320))
                .then(Sound.silence(1, 16_000));
        assertThat(NumberedSound.ranges(mixed.samples()))
                .containsExactly(new SampleRange(0, 320), new SampleRange(640, 960));
    }

    @Test
    void otherSoundIsNotNumbered() {
        assertThat(NumberedSound.ranges(
                        new Voice("Kore", 60).speak("Nothing to count here").samples()))
                .isEmpty();
        assertThat(NumberedSound.ranges(new short[16_000])).isEmpty();
        Random random = new Random(7);
        short[] noise = new short[100_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) random.nextInt();
        }
        assertThat(NumberedSound.ranges(noise)).isEmpty();
    }

    @Test
    void soundIsLoudFromItsFirstSampleOn() {
        assertThat(sound(0, 640).levelDbfs()).isGreaterThan(-12);
    }

    @Test
    void oddNumbersAreRefused() {
        assertThatThrownBy(() -> NumberedSound.pcm(1, 640))
                .hasMessage("Expected an even number of samples from an even number but was 640 from 1");
    }

    private static Sound sound(long from, int count) {
        return Sound.ofPcm(NumberedSound.pcm(from, count), 16_000);
    }
}
