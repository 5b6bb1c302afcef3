package io.github.camelgeminilive.sound;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.audio.AudioFormat;
import io.github.camelgeminilive.session.TurnEnd;
import io.github.camelgeminilive.session.TurnSummary;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;

/** A session's sound in virtual time: readers and callbacks are queues that run when time passes. Not thread-safe. */
final class SoundRig {

    static final AudioFormat MODEL = AudioFormat.s16leMono(16_000);

    /** 40 ms at 16 kHz. */
    static final int CHUNK = 1_280;

    final TestClock clock = new TestClock();
    final RecordingOutlet outlet = new RecordingOutlet(clock);
    final Deque<Runnable> readers = new ArrayDeque<>();
    final Deque<Runnable> callbacks = new ArrayDeque<>();
    final SessionSound sound;
    long droppedNanos;
    boolean readersBusy;

    SoundRig(SoundSettings settings) {
        sound = new SessionSound(
                settings,
                outlet,
                new SessionSound.Surroundings(clock, this::read, callbacks::add, nanos -> droppedNanos += nanos));
    }

    private void read(Runnable task) {
        if (readersBusy) {
            throw new RejectedExecutionException();
        }
        readers.add(task);
    }

    static SoundRig automatic() {
        return new SoundRig(SoundSettings.defaults());
    }

    static SoundRig manual() {
        return new SoundRig(manualSettings());
    }

    static SoundSettings manualSettings() {
        SoundSettings d = SoundSettings.defaults();
        return new SoundSettings(
                d.audioChunk(),
                d.sendRate(),
                d.silenceAfter(),
                d.streamEndAfter(),
                d.audioBacklog(),
                d.preRoll(),
                true,
                d.queueSize());
    }

    static SoundSettings queueSize(int queueSize) {
        SoundSettings d = SoundSettings.defaults();
        return new SoundSettings(
                d.audioChunk(),
                d.sendRate(),
                d.silenceAfter(),
                d.streamEndAfter(),
                d.audioBacklog(),
                d.preRoll(),
                false,
                queueSize);
    }

    /** Sound that is never silent and never repeats. */
    static byte[] noise(int seed, int bytes) {
        byte[] noise = new byte[bytes];
        new Random(seed).nextBytes(noise);
        for (int i = 0; i < bytes; i++) {
            noise[i] |= 1;
        }
        return noise;
    }

    static byte[] millis(int seed, int millis) {
        return noise(seed, millis * 32);
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    static TurnSummary turn(long number) {
        return new TurnSummary(
                number,
                TurnEnd.complete,
                null,
                "",
                "",
                "",
                "",
                List.of(),
                List.of(),
                0,
                -1,
                false,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                new byte[0],
                0);
    }

    Heard play(byte[] pcm) {
        Heard heard = new Heard();
        sound.play(new ByteArrayInputStream(pcm), MODEL, true, false, heard);
        settle();
        return heard;
    }

    Heard play(InputStream in) {
        Heard heard = new Heard();
        sound.play(in, MODEL, true, false, heard);
        settle();
        return heard;
    }

    Heard ask(byte[] pcm) {
        Heard heard = new Heard();
        sound.play(new ByteArrayInputStream(pcm), MODEL, true, true, heard);
        settle();
        return heard;
    }

    Heard live(byte[] pcm) {
        return live(pcm, MODEL);
    }

    Heard live(byte[] pcm, AudioFormat format) {
        Heard heard = new Heard();
        sound.live(pcm, format, heard);
        settle();
        return heard;
    }

    Heard activityStart() {
        Heard heard = new Heard();
        sound.activityStart(false, heard);
        settle();
        return heard;
    }

    Heard activityEnd() {
        Heard heard = new Heard();
        sound.activityEnd(heard);
        settle();
        return heard;
    }

    /** Lets time pass, and everything happen that is due in it. */
    void pass(long millis) {
        settle();
        clock.advance(Duration.ofMillis(millis), this::settle);
    }

    /** Runs readers and callbacks until they have nothing to do. */
    void settle() {
        while (!readers.isEmpty() || !callbacks.isEmpty()) {
            Runnable next = readers.isEmpty() ? callbacks.remove() : readers.remove();
            next.run();
        }
    }

    /** Ends the sound; no timer of it may be left. */
    void close() {
        sound.close();
        settle();
        assertThat(clock.pendingTimers()).as("timers left").isZero();
    }
}
