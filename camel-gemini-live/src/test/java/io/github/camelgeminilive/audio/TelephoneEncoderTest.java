package io.github.camelgeminilive.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.audio.AudioFormat.Encoding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model's sound on its way to a telephone. */
class TelephoneEncoderTest {

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"ULAW", "ALAW"})
    void everySampleGetsACodeThatIsAsNearAsTheLawHasOne(Encoding law) {
        ByteBuffer all = ByteBuffer.allocate(2 * 65_536).order(ByteOrder.LITTLE_ENDIAN);
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            all.putShort((short) sample);
        }
        int[] levels = decoded(law, allCodes());
        Arrays.sort(levels);
        int[] heard = decoded(law, new TelephoneEncoder(law, 8_000).encode(all.array()));

        for (int i = 0; i < heard.length; i++) {
            int sample = i + Short.MIN_VALUE;
            int at = Arrays.binarySearch(levels, heard[i]);
            int below = at == 0 ? Integer.MAX_VALUE : heard[i] - levels[at - 1];
            int above = at == levels.length - 1 ? Integer.MAX_VALUE : levels[at + 1] - heard[i];
            // half of the wider step beside it, and a unit where the value lies in the middle; what is too loud is cut
            assertThat(Math.abs(sample - heard[i]))
                    .as("code for %d, heard as %d", sample, heard[i])
                    .isLessThanOrEqualTo(Math.max(below, above) / 2 + 1);
            assertThat(heard[i]).isGreaterThanOrEqualTo(heard[Math.max(0, i - 1)]);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"ULAW", "ALAW"})
    void everyCodeComesBackAsItWas(Encoding law) {
        byte[] codes = allCodes();
        if (law == Encoding.ULAW) {
            // µ-law has two zeros; the negative one is never written
            codes[0x7F] = (byte) 0xFF;
        }
        byte[] samples =
                AudioConverter.toModel(new AudioFormat(law, 8_000, 1), 8_000).convert(codes);

        assertThat(new TelephoneEncoder(law, 8_000).encode(samples)).isEqualTo(codes);
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"ULAW", "ALAW"})
    void chunksOfAnySizeGiveWhatTheWholeGives(Encoding law) {
        byte[] sound = Signals.sweep(24_000, 100, 3_400, 0.5, 24_000);
        TelephoneEncoder whole = new TelephoneEncoder(law, 24_000);
        byte[] expected = Signals.join(whole.encode(sound), whole.flush());
        assertThat(expected).hasSize(8_000);

        Random dice = new Random(7);
        TelephoneEncoder chunked = new TelephoneEncoder(law, 24_000);
        for (int round = 0; round < 2; round++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int at = 0; at < sound.length; ) {
                int count = Math.min(sound.length - at, 1 + dice.nextInt(3_000));
                byte[] piece = new byte[count];
                System.arraycopy(sound, at, piece, 0, count);
                out.writeBytes(chunked.encode(piece));
                at += count;
            }
            out.writeBytes(chunked.flush());
            assertThat(out.toByteArray()).as("stream %d", round + 1).isEqualTo(expected);
        }
    }

    /** G.711 itself is good for some 38 dB at this level; ITU-T G.712 asks for 33. */
    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"ULAW", "ALAW"})
    void toneOfTheModelIsHeardAtTheTelephone(Encoding law) {
        TelephoneEncoder encoder = new TelephoneEncoder(law, 24_000);
        byte[] codes = Signals.join(encoder.encode(Signals.sine(24_000, 1_020, 0.3, 24_000)), encoder.flush());
        byte[] heard =
                AudioConverter.toModel(new AudioFormat(law, 8_000, 1), 8_000).convert(codes);
        Signals.Fit fit = Signals.fit(heard, 8_000, 1_020, 200);

        assertThat(fit.amplitude()).isBetween(0.29, 0.31);
        assertThat(fit.snrDb()).isGreaterThan(33);
    }

    @Test
    void onlyTheTwoLawsAreAccepted() {
        assertThatThrownBy(() -> new TelephoneEncoder(Encoding.PCM_S16LE, 24_000))
                .hasMessage("Expected one of the laws of G.711 but was PCM_S16LE");
    }

    private static byte[] allCodes() {
        byte[] codes = new byte[256];
        for (int code = 0; code < 256; code++) {
            codes[code] = (byte) code;
        }
        return codes;
    }

    private static int[] decoded(Encoding law, byte[] codes) {
        byte[] pcm =
                AudioConverter.toModel(new AudioFormat(law, 8_000, 1), 8_000).convert(codes);
        int[] samples = new int[codes.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (pcm[2 * i] & 0xFF) | (pcm[2 * i + 1] << 8);
        }
        return samples;
    }
}
