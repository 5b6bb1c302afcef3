package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.LiveConnection;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.session.Drop;
import io.github.camelgeminilive.session.SessionCounters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The socket is read until a lane is full, and no longer; a suspended route holds up nobody. */
class BackpressureTest extends LiveRouteTest {

    private final CountDownLatch free = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder().scenario(Scenario.mute());
    }

    @AfterEach
    void letGo() {
        free.countDown();
    }

    @Test
    void readingPausesWhenOneMoreChunkThanMaxQueuedAudioWaits() throws Exception {
        // 25 chunks of 40 ms may wait, one more is in the route
        pausesAfter("gemini-live:bob?events=audio&maxQueuedAudio=1000", Says.numbered(0), 26);
    }

    @Test
    void readingPausesWhenOneMoreEventThanQueueSizeWaits() throws Exception {
        pausesAfter("gemini-live:bob?events=outputTranscription&queueSize=5", Says.transcript("word "), 6);
    }

    private void pausesAfter(String uri, String frame, int room) throws Exception {
        routes(rb -> rb.from(uri).process(this::held));
        AgentSession session = open("bob", "s");
        SessionCounters counters = session.live().counters();
        LiveConnection line = emulator().connection(1);
        line.serverSays(frame);
        await("the first event in the route", () -> begun.get() == 1);
        long before = counters.frames();
        for (int i = 1; i < room; i++) {
            line.serverSays(frame);
        }
        await("all frames", () -> counters.frames() == before + room - 1);
        await("all events", () -> session.live().queuedEvents() == room);
        assertThat(counters.pauses()).isZero();
        assertThat(healthIn(Duration.ofHours(1)).up()).isTrue();

        line.serverSays(frame);
        await("the pause", () -> session.live().status().pausedSinceNanos() != Long.MIN_VALUE);
        assertThat(counters.pauses()).isEqualTo(1);
        assertThat(healthIn(Duration.ofSeconds(1)).up()).isTrue();
        AgentHealth later = healthIn(Duration.ofSeconds(6));
        assertThat(later.up()).isFalse();
        assertThat(later.blocked()).isEqualTo(1);
        assertThat(later.live()).isEqualTo(1);

        free.countDown();
        await("reading again", () -> session.live().status().pausedSinceNanos() == Long.MIN_VALUE);
        for (int i = 0; i < 100; i++) {
            line.serverSays(frame);
        }
        await("everything", () -> done.get() == room + 101);
        await("health", () -> healthIn(Duration.ofHours(1)).up());
    }

    @Test
    void suspendedRouteKeepsTheNewestAndHoldsUpNobody() throws Exception {
        AtomicInteger others = new AtomicInteger();
        List<String> got = new CopyOnWriteArrayList<>();
        routes(rb -> {
            rb.from("gemini-live:bob?events=outputTranscription&queueSize=5")
                    .routeId("suspended")
                    .process(e -> got.add(e.getMessage().getBody(String.class)));
            rb.from("gemini-live:bob?events=outputTranscription&queueSize=5").process(e -> others.incrementAndGet());
        });
        AgentSession session = open("bob", "s");
        context.getRouteController().suspendRoute("suspended");
        for (int i = 0; i < 100; i++) {
            emulator().connection(1).serverSays(Says.transcript("word" + i));
        }
        await("the other route", () -> others.get() == 100);
        await("what fell out", () -> session.live().counters().drops(Drop.suspendedRoute) == 95);
        assertThat(got).isEmpty();
        context.getRouteController().resumeRoute("suspended");
        await("the rest", () -> got.size() == 5);
        assertThat(got).containsExactly("word95", "word96", "word97", "word98", "word99");
        emulator().connection(1).serverSays(Says.transcript("more"));
        await("what comes then", () -> got.contains("more"));
    }

    @Test
    void whatWaitsIsDeliveredBeforeTheRouteStops() throws Exception {
        routes(rb -> rb.from("gemini-live:bob?events=outputTranscription")
                .routeId("draining")
                .process(this::held));
        AgentSession session = open("bob", "s");
        for (int i = 0; i < 50; i++) {
            emulator().connection(1).serverSays(Says.transcript("word" + i));
        }
        await("all events", () -> session.live().queuedEvents() == 50);
        Thread stopper = new Thread(() -> {
            try {
                context.getRouteController().stopRoute("draining");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        stopper.start();
        free.countDown();
        stopper.join(PATIENCE.toMillis());
        assertThat(stopper.isAlive()).isFalse();
        assertThat(done).hasValue(50);
    }

    private void held(Exchange exchange) throws Exception {
        begun.incrementAndGet();
        assertThat(free.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        done.incrementAndGet();
    }

    private AgentHealth healthIn(Duration time) {
        long now = component().runtime().clock().nanoTime() + time.toNanos();
        return AgentHealth.of(agent("bob").sessions(), null, now);
    }
}
