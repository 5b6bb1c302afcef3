package io.github.camelgeminilive.sound;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.audio.AudioFormat;
import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeAudio;
import io.github.camelgeminilive.session.Clock;
import io.github.camelgeminilive.session.Completion;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.Input.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads: several routes speak into one session while files are played. */
class SoundThreadsTest {

    private static final int ROUTES = 3;
    private static final int MESSAGES = 2_000;
    private static final int FILES = 20;

    private final ExecutorService pool = Executors.newFixedThreadPool(ROUTES + 4);
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private final Outside outside = new Outside();
    private final AtomicLong dropped = new AtomicLong();
    private final SessionSound sound = new SessionSound(
            SoundSettings.defaults(),
            outside,
            new SessionSound.Surroundings(new RealClock(), pool, pool, dropped::addAndGet));

    @AfterEach
    void end() throws InterruptedException {
        sound.close();
        pool.shutdownNow();
        timers.shutdownNow();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(timers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void eachRoutesSoundStaysInItsOrderAndNothingIsLostUntold()
            throws ExecutionException, InterruptedException, TimeoutException {
        List<Future<Integer>> routes = new ArrayList<>();
        for (int route = 0; route < ROUTES; route++) {
            int number = route;
            routes.add(pool.submit(() -> speak(number)));
        }
        List<CompletableFuture<Boolean>> files = new ArrayList<>();
        for (int file = 0; file < FILES; file++) {
            Told told = new Told();
            sound.play(
                    new ByteArrayInputStream(SoundRig.noise(file, 32_000)),
                    AudioFormat.s16leMono(16_000),
                    false,
                    false,
                    told);
            files.add(told.written);
        }
        long samples = 0;
        for (Future<Integer> route : routes) {
            samples += route.get(60, TimeUnit.SECONDS);
        }
        for (CompletableFuture<Boolean> file : files) {
            assertThat(file.get(60, TimeUnit.SECONDS)).isTrue();
        }
        Told end = new Told();
        sound.streamEnd(end);
        assertThat(end.written.get(60, TimeUnit.SECONDS)).isTrue();

        byte[] live = outside.live();
        assertThat(live.length / 2 * 62_500L + dropped.get()).isEqualTo(samples * 62_500L);
        assertEachRouteRises(live);
        assertThat(outside.mixed).isFalse();
    }

    /** Says numbers: the route in the highest bits, a rising number below. Waits for each, as a route does. */
    private int speak(int route) throws ExecutionException, InterruptedException, TimeoutException {
        int samples = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] message = new byte[2 * (100 + i % 700)];
            for (int at = 0; at < message.length; at += 2, samples++) {
                message[at] = (byte) samples;
                message[at + 1] = (byte) (route << 6 | samples >> 8 & 0x3F);
            }
            Told told = new Told();
            sound.live(message, AudioFormat.s16leMono(16_000), told);
            assertThat(told.written.get(60, TimeUnit.SECONDS)).isTrue();
        }
        return samples;
    }

    private void assertEachRouteRises(byte[] live) {
        int[] last = new int[ROUTES];
        Arrays.fill(last, -1);
        for (int i = 0; i < live.length; i += 2) {
            int route = (live[i + 1] & 0xFF) >> 6;
            int number = (live[i] & 0xFF) | (live[i + 1] & 0x3F) << 8;
            int step = (number - last[route]) & 0x3FFF;
            // a sender who waits is never so far behind that his own sound is dropped, but another's message may be
            assertThat(step)
                    .as("step of route %d at sample %d", route, i / 2)
                    .isBetween(1, dropped.get() == 0 ? 1 : 0x1FFF);
            last[route] = number;
        }
    }

    /** Tells when it was written. */
    private static final class Told implements Completion {

        private final CompletableFuture<Boolean> written = new CompletableFuture<>();

        @Override
        public void written() {
            written.complete(true);
        }

        @Override
        public void failed(Failure failure) {
            written.completeExceptionally(new AssertionError(failure.toString()));
        }
    }

    /** A session whose writes complete on other threads. */
    private final class Outside implements Outlet {

        private final ByteArrayOutputStream live = new ByteArrayOutputStream();
        private boolean inFile;
        private boolean mixed;
        private long ids;

        @Override
        public synchronized long send(
                Kind kind, @Nullable ClientMessage message, boolean reply, Completion completion) {
            if (message instanceof RealtimeAudio audio && kind == Kind.LIVE_AUDIO) {
                live.writeBytes(audio.pcm());
                mixed |= inFile;
            }
            inFile = kind == Kind.PACED_AUDIO || inFile && kind != Kind.AUDIO_STREAM_END;
            pool.execute(completion::written);
            return ++ids;
        }

        @Override
        public void abandonReply(long inputId) {}

        synchronized byte[] live() {
            return live.toByteArray();
        }
    }

    private final class RealClock implements Clock {

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Cancellable schedule(Runnable task, long delayNanos) {
            Future<?> timer = timers.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
            return () -> timer.cancel(false);
        }
    }
}
