package io.github.camelgeminilive.emulator.audio;

import java.util.Arrays;

/**
 * A piece of mono sound: 16 bit samples at a rate in Hz. Immutable, except that it does not copy the samples that it
 * is given and gives: they are shared, and nobody writes to them. Thread-safe under that rule.
 */
public final class Sound {
    /** The rate of everything that a Live model says, in Hz (protocol section 8). */
    public static final int SPOKEN_RATE = 24_000;

    /** The level that {@link #levelDbfs()} gives for silence. */
    public static final double SILENCE_DBFS = -96.0;

    private final short[] samples;
    private final int rate;

    public Sound(short[] samples, int rate) {
        if (rate < 1_000 || rate > 384_000) {
            throw new IllegalArgumentException("Expected a sample rate from 1000 to 384000 Hz but was " + rate);
        }
        this.samples = samples;
        this.rate = rate;
    }

    /** Sound from signed 16 bit little endian mono PCM; an odd last byte is left out. */
    public static Sound ofPcm(byte[] pcm, int rate) {
        short[] samples = new short[pcm.length / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) ((pcm[2 * i] & 0xff) | (pcm[2 * i + 1] << 8));
        }
        return new Sound(samples, rate);
    }

    public static Sound silence(long millis, int rate) {
        return new Sound(new short[(int) (millis * rate / 1000)], rate);
    }

    public short[] samples() {
        return samples;
    }

    public int rate() {
        return rate;
    }

    public int size() {
        return samples.length;
    }

    public long durationMillis() {
        return samples.length * 1000L / rate;
    }

    /** The samples as signed 16 bit little endian PCM. */
    public byte[] pcm() {
        return pcm(0, samples.length);
    }

    /** A part of the samples as PCM; the part may reach over the end, which is left out. */
    public byte[] pcm(int from, int count) {
        int end = Math.min(samples.length, from + count);
        byte[] bytes = new byte[Math.max(0, end - from) * 2];
        for (int i = from; i < end; i++) {
            bytes[2 * (i - from)] = (byte) samples[i];
            bytes[2 * (i - from) + 1] = (byte) (samples[i] >> 8);
        }
        return bytes;
    }

    public Sound at(int newRate) {
        return newRate == rate ? this : new Sound(Resampler.resample(samples, rate, newRate), newRate);
    }

    public Sound then(Sound next) {
        short[] second = next.at(rate).samples;
        short[] both = Arrays.copyOf(samples, samples.length + second.length);
        System.arraycopy(second, 0, both, samples.length, second.length);
        return new Sound(both, rate);
    }

    /** Root mean square level in dB relative to full scale; {@link #SILENCE_DBFS} for silence. */
    public double levelDbfs() {
        return levelDbfs(samples, 0, samples.length);
    }

    static double levelDbfs(short[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        if (sum == 0 || to <= from) {
            return SILENCE_DBFS;
        }
        return Math.max(SILENCE_DBFS, 10 * Math.log10(sum / (to - from) / (32768.0 * 32768.0)));
    }

    @Override
    public String toString() {
        return "sound " + durationMillis() + " ms " + rate + " Hz";
    }
}
