package io.github.camelgeminilive.audio;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Makes test signals as s16le mono bytes and measures what became of them. Thread-safe. */
final class Signals {

    private Signals() {}

    /** What a least-squares fit of one sine found: its amplitude, its phase, and the power of everything else. */
    record Fit(double amplitude, double phase, double signalPower, double restPower) {

        double snrDb() {
            return 10 * Math.log10(signalPower / restPower);
        }
    }

    static byte[] s16le(int samples, IntToDoubleFunction signal) {
        byte[] bytes = new byte[2 * samples];
        for (int i = 0; i < samples; i++) {
            int value = (int) Math.rint(signal.applyAsDouble(i) * 32_768);
            bytes[2 * i] = (byte) value;
            bytes[2 * i + 1] = (byte) (value >> 8);
        }
        return bytes;
    }

    static byte[] sine(int rate, double hz, double amplitude, int samples) {
        return s16le(samples, i -> amplitude * Math.sin(2 * Math.PI * hz * i / rate));
    }

    /** A linear sweep between two frequencies, faded in and out over a tenth of its length each. */
    static byte[] sweep(int rate, double fromHz, double toHz, double amplitude, int samples) {
        double seconds = (double) samples / rate;
        return s16le(samples, i -> {
            double t = (double) i / rate;
            double edge = Math.min(1, 10 * Math.min(t, seconds - t) / seconds);
            double fade = 0.5 - 0.5 * Math.cos(Math.PI * edge);
            return amplitude * fade * Math.sin(2 * Math.PI * (fromHz + (toHz - fromHz) * t / seconds / 2) * t);
        });
    }

    static byte[] noise(long seed, int bytes) {
        byte[] noise = new byte[bytes];
        new Random(seed).nextBytes(noise);
        return noise;
    }

    static byte[] convert(AudioConverter converter, byte[] sound) {
        return join(converter.convert(sound), converter.flush());
    }

    static byte[] convert(int from, int to, byte[] sound) {
        return convert(AudioConverter.toModel(AudioFormat.s16leMono(from), to), sound);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static double[] samples(byte[] s16le) {
        double[] samples = new double[s16le.length / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = ((s16le[2 * i] & 0xFF) | (s16le[2 * i + 1] << 8)) / 32_768.0;
        }
        return samples;
    }

    /** Fits {@code hz} to the samples without {@code skip} of them at either end, where a filter swings in and out. */
    static Fit fit(byte[] s16le, int rate, double hz, int skip) {
        double[] x = samples(s16le);
        double ss = 0;
        double sc = 0;
        double cc = 0;
        double xs = 0;
        double xc = 0;
        double power = 0;
        for (int i = skip; i < x.length - skip; i++) {
            double s = Math.sin(2 * Math.PI * hz * i / rate);
            double c = Math.cos(2 * Math.PI * hz * i / rate);
            ss += s * s;
            sc += s * c;
            cc += c * c;
            xs += x[i] * s;
            xc += x[i] * c;
            power += x[i] * x[i];
        }
        double det = ss * cc - sc * sc;
        double a = (xs * cc - xc * sc) / det;
        double b = (xc * ss - xs * sc) / det;
        double signal = a * xs + b * xc;
        return new Fit(Math.hypot(a, b), Math.atan2(b, a), signal, Math.max(power - signal, 1e-30));
    }

    /** The largest power of any stretch of 20 ms, in dB relative to a sine of {@code amplitude}. */
    static double loudestDb(byte[] s16le, int rate, double amplitude) {
        double loudest = 0;
        double[] x = samples(s16le);
        int stretch = rate / 50;
        for (int at = 0; at + stretch <= x.length; at += stretch) {
            double power = 0;
            for (int i = at; i < at + stretch; i++) {
                power += x[i] * x[i];
            }
            loudest = Math.max(loudest, power / stretch);
        }
        return 10 * Math.log10(Math.max(loudest, 1e-30) / (amplitude * amplitude / 2));
    }
}
