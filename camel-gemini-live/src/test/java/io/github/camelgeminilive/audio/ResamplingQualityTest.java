package io.github.camelgeminilive.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.audio.Signals.Fit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Measures what goes in as 16 bit sound against what comes out as 16 bit sound, and holds it to the numbers of the
 * design: images and aliases at most -60 dB, ripple ±0.5 dB up to 0.42 of the lower rate, SNR at least 60 dB over the
 * band of speech, at most 10 ms late.
 */
class ResamplingQualityTest {

    private static final double AMPLITUDE = 0.5;
    private static final int SWEEP_SECONDS = 2;
    private static final StringBuilder TABLE = new StringBuilder();

    @BeforeAll
    static void head() {
        TABLE.append("%n%-15s %9s %9s %9s %9s %9s%n"
                .formatted("from -> to", "SNR dB", "ripple dB", "image dB", "alias dB", "delay ms"));
    }

    @AfterAll
    static void print() {
        System.out.print(TABLE);
    }

    @ParameterizedTest(name = "{0} to {1} Hz")
    @CsvSource({
        "8000, 16000",
        "11025, 16000",
        "16000, 16000",
        "22050, 16000",
        "24000, 16000",
        "32000, 16000",
        "44100, 16000",
        "48000, 16000",
        "24000, 8000",
        "96000, 16000",
        "192000, 8000",
        "24000, 48000",
        // no table with a row for every phase: rows are blended
        "37123, 16000",
        "8001, 16000",
        "191999, 8000",
    })
    void soundKeepsWhatTheDesignPromises(int from, int to) {
        int lower = Math.min(from, to);
        double speechHz = lower < 16_000 ? 3_400.0 * lower / 8_000 : 6_700;

        double snr = worstSnr(from, to, 100, speechHz);
        double ripple = ripple(from, to, 20, 0.42 * lower);
        // beyond the band of speech a tone may fade, but may not come back as another one
        double image = strongestOther(from, to, 100, 0.499 * from);
        double alias = from > to ? sweptAliases(from, to) : Double.NEGATIVE_INFINITY;
        double delay = delayMillis(from, to);
        TABLE.append(
                "%6d -> %-6d %8.1f %9.4f %9.1f %9.1f %9.2f%n".formatted(from, to, snr, ripple, image, alias, delay));

        assertThat(snr).as("SNR in dB").isGreaterThanOrEqualTo(60);
        assertThat(ripple).as("ripple in dB").isLessThanOrEqualTo(0.5);
        assertThat(image).as("images in dB").isLessThanOrEqualTo(-60);
        assertThat(alias).as("aliases in dB").isLessThanOrEqualTo(-60);
        assertThat(delay).as("delay in ms").isLessThanOrEqualTo(10);
    }

    /**
     * A sweep over the band of speech, against the same sweep as it would have been recorded at the target rate: all that
     * differs is noise, ripple and delay together.
     */
    @ParameterizedTest(name = "sweep, {0} to {1} Hz")
    @CsvSource({
        "8000, 16000",
        "11025, 16000",
        "16000, 16000",
        "22050, 16000",
        "24000, 16000",
        "32000, 16000",
        "44100, 16000",
        "48000, 16000",
        "24000, 8000",
    })
    void aSweepSoundsAsIfItHadBeenRecordedAtTheTargetRate(int from, int to) {
        int lower = Math.min(from, to);
        double speechHz = lower < 16_000 ? 3_400.0 * lower / 8_000 : 6_700;
        double[] heard = Signals.samples(
                Signals.convert(from, to, Signals.sweep(from, 100, speechHz, AMPLITUDE, from * SWEEP_SECONDS)));
        double[] expected = Signals.samples(Signals.sweep(to, 100, speechHz, AMPLITUDE, to * SWEEP_SECONDS));
        assertThat(heard).hasSameSizeAs(expected);
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < expected.length; i++) {
            signal += expected[i] * expected[i];
            noise += (heard[i] - expected[i]) * (heard[i] - expected[i]);
        }

        assertThat(10 * Math.log10(signal / Math.max(noise, 1e-30)))
                .as("SNR in dB")
                .isGreaterThanOrEqualTo(60);
    }

    private static double worstSnr(int from, int to, double lowHz, double highHz) {
        double worst = Double.POSITIVE_INFINITY;
        for (double hz = lowHz; hz <= highHz + 1; hz += (highHz - lowHz) / 23) {
            worst = Math.min(worst, tone(from, to, hz).snrDb());
        }
        return worst;
    }

    private static double ripple(int from, int to, double lowHz, double highHz) {
        double worst = 0;
        for (double hz = lowHz; hz <= highHz + 1; hz += (highHz - lowHz) / 23) {
            Fit fit = tone(from, to, hz);
            worst = Math.max(worst, Math.abs(20 * Math.log10(fit.amplitude() / AMPLITUDE)));
            assertThat(fit.phase())
                    .as("phase at %.0f Hz, 0 as the delay is taken out", hz)
                    .isBetween(-1e-3, 1e-3);
        }
        return worst;
    }

    /** Everything but the tone itself, relative to the tone that went in, over all tones the source can hold. */
    private static double strongestOther(int from, int to, double lowHz, double highHz) {
        double worst = Double.NEGATIVE_INFINITY;
        for (double hz = lowHz; hz <= highHz; hz += (highHz - lowHz) / 37) {
            double other;
            Fit fit = tone(from, to, hz);
            // above half of the target rate a fit would find the alias itself: there everything is wrong
            other = hz < to / 2.0 ? fit.restPower() : fit.restPower() + fit.signalPower();
            int measured = to / 5 - 2 * (to / 50);
            worst = Math.max(worst, 10 * Math.log10(other / measured / (AMPLITUDE * AMPLITUDE / 2)));
        }
        return worst;
    }

    private static double sweptAliases(int from, int to) {
        byte[] sweep = Signals.sweep(from, to / 2.0, from / 2.0, AMPLITUDE, from / 2);
        return Signals.loudestDb(Signals.convert(from, to, sweep), to, AMPLITUDE);
    }

    private static Fit tone(int from, int to, double hz) {
        byte[] sine = Signals.sine(from, hz, AMPLITUDE, from / 5);
        return Signals.fit(Signals.convert(from, to, sine), to, hz, to / 50);
    }

    /** How much sound is still inside when a second went in, a millisecond at a time. */
    private static double delayMillis(int from, int to) {
        AudioConverter converter = AudioConverter.toModel(AudioFormat.s16leMono(from), to);
        byte[] sound = Signals.noise(1, 2 * from);
        int step = 2 * (from / 1_000);
        long outSamples = 0;
        double worst = 0;
        for (int at = 0; at + step <= sound.length; at += step) {
            outSamples += converter.convert(sound, at, step).length / 2;
            double heard = (double) (at + step) / 2 / from;
            worst = Math.max(worst, 1_000 * (heard - (double) outSamples / to));
        }
        return worst;
    }
}
