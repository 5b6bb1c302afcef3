package io.github.camelgeminilive.emulator.audio;

import java.util.Arrays;

/**
 * Finds speech in a stream of sound by its energy, in windows of 10 ms, or takes the client's marks for it. Time is
 * counted in samples received and never by a clock, so a client that sends faster than real time is understood the
 * same. Lives as long as one connection. Not thread-safe.
 */
public final class VoiceActivityDetector {
    /** Told what happens, from inside {@link #accept} and the marks. */
    public interface Listener {
        /** Speech began, at this place of the connection's sound. */
        void speechStarted(long offsetMillis);

        /** Speech ended, at this place of the connection's sound. */
        void speechEnded(long offsetMillis, Utterance utterance);
    }

    private static final int WINDOW_MS = 10;
    private static final int PRE_ROLL_MS = 300;

    /** Longer speech is still measured, but only so much of it is kept to be repeated. */
    private static final int KEPT_MS = 60_000;

    private final VadSettings settings;
    private final Listener listener;
    private int rate = 16_000;
    private short[] window = new short[160];
    private int filled;
    private short[] kept = new short[16_000];
    private int keptCount;
    private long elapsedMillis;
    private boolean speaking;
    private boolean marked;
    private int loudMillis;
    private int quietMillis;
    private long startedAt;
    private int firstLoud = -1;
    private int lastLoud;
    private long lastLoudAt;

    public VoiceActivityDetector(VadSettings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    public boolean speaking() {
        return speaking;
    }

    /** Milliseconds of sound received so far. */
    public long elapsedMillis() {
        return elapsedMillis;
    }

    /** Takes the next sound, of any length. A change of the rate starts a new window. */
    public void accept(Sound sound) {
        if (sound.rate() != rate) {
            rate = sound.rate();
            window = new short[rate * WINDOW_MS / 1000];
            filled = 0;
            keptCount = 0;
            firstLoud = -1;
        }
        short[] samples = sound.samples();
        int at = 0;
        while (at < samples.length) {
            int count = Math.min(window.length - filled, samples.length - at);
            System.arraycopy(samples, at, window, filled, count);
            filled += count;
            at += count;
            if (filled == window.length) {
                filled = 0;
                heard();
            }
        }
    }

    /** The client's own mark of a start; only with manual detection. */
    public void activityStart() {
        if (!marked) {
            marked = true;
            keptCount = 0;
            firstLoud = -1;
            begin();
        }
    }

    /** The client's own mark of an end; only with manual detection. */
    public void activityEnd() {
        if (marked) {
            marked = false;
            end();
        }
    }

    /** The client's sound pauses: what is open is over now. Sound that comes later opens the stream again. */
    public void streamEnd() {
        if (speaking) {
            end();
        }
        filled = 0;
        loudMillis = 0;
        keptCount = 0;
        firstLoud = -1;
    }

    private void heard() {
        elapsedMillis += WINDOW_MS;
        if (settings.manual() && !marked) {
            return; // Sound outside a pair of marks is discarded (protocol section 4.5).
        }
        double level = Sound.levelDbfs(window, 0, window.length);
        boolean loud = level >= (speaking ? settings.endDbfs() : settings.startDbfs());
        if (!speaking && !loud) {
            firstLoud = -1;
        }
        keep(loud);
        if (loud) {
            lastLoudAt = elapsedMillis;
        }
        if (settings.manual()) {
            return;
        }
        if (!speaking) {
            loudMillis = loud ? loudMillis + WINDOW_MS : 0;
            if (loudMillis >= settings.prefixPaddingMillis()) {
                begin();
            }
        } else {
            quietMillis = loud ? 0 : quietMillis + WINDOW_MS;
            if (quietMillis >= settings.silenceMillis()) {
                end();
            }
        }
    }

    private void begin() {
        speaking = true;
        startedAt = elapsedMillis - loudMillis;
        quietMillis = 0;
        lastLoudAt = elapsedMillis;
        listener.speechStarted(startedAt);
    }

    private void end() {
        int from = Math.max(0, firstLoud);
        boolean silent = firstLoud < 0;
        Sound sound = new Sound(silent ? new short[0] : Arrays.copyOfRange(kept, from, lastLoud), rate);
        long duration = silent ? 0 : Math.max(sound.durationMillis(), lastLoudAt - startedAt);
        Utterance utterance = new Utterance(sound, startedAt, duration, sound.levelDbfs());
        speaking = false;
        loudMillis = 0;
        quietMillis = 0;
        keptCount = 0;
        firstLoud = -1;
        listener.speechEnded(elapsedMillis, utterance);
    }

    private void keep(boolean loud) {
        int limit = (speaking ? KEPT_MS : PRE_ROLL_MS + settings.prefixPaddingMillis()) * (rate / 1000);
        if (!speaking && keptCount + window.length > limit) {
            int drop = keptCount + window.length - limit;
            System.arraycopy(kept, drop, kept, 0, keptCount - drop);
            keptCount -= drop;
            firstLoud = firstLoud < 0 ? -1 : Math.max(0, firstLoud - drop);
        }
        if (keptCount + window.length > limit) {
            return;
        }
        if (keptCount + window.length > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(kept.length * 2, keptCount + window.length));
        }
        System.arraycopy(window, 0, kept, keptCount, window.length);
        if (loud && firstLoud < 0) {
            firstLoud = keptCount;
        }
        keptCount += window.length;
        if (loud) {
            lastLoud = keptCount;
        }
    }
}
