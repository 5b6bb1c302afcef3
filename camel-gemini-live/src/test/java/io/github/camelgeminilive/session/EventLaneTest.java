package io.github.camelgeminilive.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventLaneTest {

    @RegisterExtension
    final CleanTearDown tearDown = new CleanTearDown();

    private static final LaneSettings ALL = new LaneSettings(
            EnumSet.allOf(EventKind.class), Duration.ofSeconds(10).toNanos(), 10, true);

    private final ManualClock clock = new ManualClock();
    private final SessionCounters counters = new SessionCounters();
    private final AtomicInteger pressureChanges = new AtomicInteger();

    /** Runs what is executed only when the test says so. */
    private final Deque<Runnable> later = new ArrayDeque<>();

    private final Lanes lanes = lanes(later::add, 1_000_000);

    private Lanes lanes(Executor executor, long maxBytes) {
        return new Lanes(executor, clock, counters, maxBytes, pressureChanges::incrementAndGet);
    }

    private void runAll() {
        for (Runnable task = later.poll(); task != null; task = later.poll()) {
            task.run();
        }
    }

    private static LiveEvent sound(long turn, int millis) {
        return new LiveEvent(
                EventKind.audio, turn, 1, new Sound(new byte[48 * millis], "audio/pcm;rate=24000", 24_000));
    }

    private static LiveEvent event(EventKind kind, long turn, Object body) {
        return new LiveEvent(kind, turn, 1, body);
    }

    private static LiveEvent text(Object body) {
        return event(EventKind.text, 1, String.valueOf(body));
    }

    /** A route that is done at once, or when the test lets it. */
    private static final class Route implements EventLane.Sink {
        final List<LiveEvent> taken = Collections.synchronizedList(new ArrayList<>());
        final Deque<Runnable> open = new ArrayDeque<>();
        boolean holds;

        @Override
        public void take(LiveEvent event, Runnable done) {
            taken.add(event);
            if (holds) {
                open.add(done);
            } else {
                done.run();
            }
        }

        void doneWithOne() {
            open.remove().run();
        }

        List<String> lines() {
            return taken.stream()
                    .map(e -> e.kind() == EventKind.audio ? "audio " + e.turn() : e.kind() + " " + e.body())
                    .toList();
        }
    }

    // order

    @Test
    void tenThousandEventsKeepTheirOrderThroughARouteThatIsDoneAtOnce() {
        Route route = new Route();
        Lanes direct = lanes(Runnable::run, Long.MAX_VALUE);
        direct.add(ALL, route);
        for (int i = 0; i < 10_000; i++) {
            direct.offer(text(i));
        }
        expectInOrder(route.taken, 10_000);
    }

    @Test
    void tenThousandEventsKeepTheirOrderOnAPoolThroughAnAsynchronousRoute() {
        Executor pool = tearDown.pool(4);
        List<LiveEvent> taken = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        Lanes pooled = lanes(pool, Long.MAX_VALUE);
        LaneSettings wide = new LaneSettings(EnumSet.allOf(EventKind.class), 0, 100_000, true);
        pooled.add(wide, (event, done) -> {
            if (inside.incrementAndGet() != 1) {
                overlaps.incrementAndGet();
            }
            taken.add(event);
            Runnable finish = () -> {
                inside.decrementAndGet();
                done.run();
            };
            // now on this thread, now on another
            if (taken.size() % 3 == 0) {
                finish.run();
            } else {
                pool.execute(finish);
            }
        });
        for (int i = 0; i < 10_000; i++) {
            pooled.offer(text(i));
        }
        Awaitility.await("all events").atMost(Duration.ofSeconds(20)).until(() -> taken.size() == 10_000);
        Awaitility.await("the lane is empty").atMost(Duration.ofSeconds(5)).until(() -> pooled.queuedEvents() == 0);
        expectInOrder(taken, 10_000);
        assertThat(overlaps).hasValue(0);
    }

    private static void expectInOrder(List<LiveEvent> taken, int count) {
        List<Integer> numbers = taken.stream()
                .map(event -> Integer.valueOf(String.valueOf(event.body())))
                .toList();
        assertThat(numbers).hasSize(count).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theNextEventIsHandedOnWhenTheRouteIsDoneWithTheLast() {
        Route route = new Route();
        route.holds = true;
        EventLane lane = lanes.add(ALL, route);
        lanes.offer(text(1));
        lanes.offer(text(2));
        runAll();
        assertThat(route.taken).hasSize(1);
        assertThat(lane.size()).isEqualTo(2);
        assertThat(later).isEmpty();
        route.doneWithOne();
        runAll();
        assertThat(route.taken).hasSize(2);
    }

    @Test
    void eventsThatTheRouteDoesNotWantAreNotQueued() {
        Route route = new Route();
        EventLane lane = lanes.add(new LaneSettings(EnumSet.of(EventKind.text), 0, 1, true), route);
        lanes.offer(sound(1, 40));
        assertThat(lane.size()).isZero();
        assertThat(lanes.wants(EventKind.text)).isTrue();
        assertThat(lanes.wants(EventKind.raw)).isFalse();
    }

    @Test
    void oneBusyRouteDoesNotHoldUpAnother() {
        Route busy = new Route();
        busy.holds = true;
        Route free = new Route();
        lanes.add(ALL, busy);
        lanes.add(ALL, free);
        for (int i = 0; i < 5; i++) {
            lanes.offer(text(i));
        }
        runAll();
        assertThat(busy.taken).hasSize(1);
        assertThat(free.taken).hasSize(5);
    }

    @Test
    void aLongQueueGivesUpTheThreadNowAndThen() {
        Route route = new Route();
        lanes.add(new LaneSettings(EnumSet.allOf(EventKind.class), 0, 1_000, true), route);
        for (int i = 0; i < 500; i++) {
            lanes.offer(text(i));
        }
        later.remove().run();
        assertThat(route.taken).hasSizeBetween(1, 200);
        runAll();
        assertThat(route.taken).hasSize(500);
    }

    // interrupted

    @Test
    void interruptedOvertakesSoundWhichIsDropped() {
        Route route = new Route();
        route.holds = true;
        EventLane lane = lanes.add(ALL, route);
        lanes.offer(sound(1, 100));
        lanes.offer(sound(1, 100));
        runAll();
        // the first is in the route
        lanes.offer(text("a"));
        lanes.offer(sound(1, 400));
        lanes.offer(event(EventKind.video, 1, new Sound(new byte[10], "video/mp4", 0)));
        lanes.offer(text("b"));
        lanes.interrupt(1, 1);
        route.holds = false;
        route.doneWithOne();
        runAll();
        assertThat(route.lines())
                .containsExactly("audio 1", "interrupted " + new Interruption(1, 100, 500), "text a", "text b");
        assertThat(counters.drops(Drop.interruptedSound)).isEqualTo(3);
        assertThat(lane.size()).isZero();
        assertThat(lanes.queuedBytes()).isZero();
    }

    @Test
    void interruptedSaysHowMuchOfTheCutTurnWasDelivered() {
        Route route = new Route();
        lanes.add(ALL, route);
        lanes.offer(sound(1, 1_000));
        lanes.offer(sound(2, 200));
        lanes.offer(sound(2, 300));
        runAll();
        lanes.offer(sound(2, 50));
        lanes.offer(sound(3, 70));
        lanes.interrupt(2, 1);
        runAll();
        assertThat(route.taken.get(3).body()).isEqualTo(new Interruption(2, 500, 120));
        lanes.interrupt(0, 1);
        runAll();
        assertThat(route.taken.get(4).body()).isEqualTo(new Interruption(0, 0, 0));
    }

    @Test
    void twoInterruptionsKeepTheirOrder() {
        Route route = new Route();
        lanes.add(ALL, route);
        lanes.offer(text("a"));
        lanes.interrupt(1, 1);
        lanes.offer(sound(2, 10));
        lanes.interrupt(2, 1);
        runAll();
        assertThat(route.lines())
                .containsExactly(
                        "interrupted " + new Interruption(1, 0, 0),
                        "interrupted " + new Interruption(2, 0, 10),
                        "text a");
    }

    @Test
    void aRouteMayKeepItsSound() {
        Route route = new Route();
        lanes.add(
                new LaneSettings(
                        EnumSet.allOf(EventKind.class), Duration.ofSeconds(10).toNanos(), 10, false),
                route);
        lanes.offer(sound(1, 100));
        lanes.interrupt(1, 1);
        runAll();
        assertThat(route.lines()).containsExactly("interrupted " + new Interruption(1, 0, 0), "audio 1");
    }

    @Test
    void soundLeavesALaneThatDoesNotWantTheEventToo() {
        Route route = new Route();
        lanes.add(
                new LaneSettings(
                        EnumSet.of(EventKind.audio), Duration.ofSeconds(10).toNanos(), 10, true),
                route);
        lanes.offer(sound(1, 100));
        lanes.interrupt(1, 1);
        runAll();
        assertThat(route.taken).isEmpty();
    }

    // bounds

    @Test
    void tooMuchSoundPausesReadingAndHalfOfItResumes() {
        Route route = new Route();
        route.holds = true;
        lanes.add(ALL, route);
        for (int i = 0; i < 11; i++) {
            lanes.offer(sound(1, 1_000));
        }
        // nothing is taken out before the executor runs
        assertThat(lanes.tooFull()).isTrue();
        runAll();
        assertThat(lanes.tooFull()).isTrue();
        for (int i = 0; i < 4; i++) {
            route.doneWithOne();
            runAll();
        }
        assertThat(lanes.tooFull()).as("6 s are left").isTrue();
        route.doneWithOne();
        runAll();
        assertThat(lanes.tooFull()).as("5 s are left").isFalse();
        assertThat(pressureChanges).hasValue(2);
    }

    @Test
    void tooManyOtherEventsPauseReading() {
        Route route = new Route();
        lanes.add(ALL, route);
        for (int i = 0; i < 10; i++) {
            lanes.offer(text(i));
            lanes.offer(sound(1, 1));
        }
        assertThat(lanes.tooFull()).isFalse();
        lanes.offer(text(10));
        assertThat(lanes.tooFull()).isTrue();
        // what had been read is still taken
        lanes.offer(text(11));
        runAll();
        assertThat(lanes.tooFull()).isFalse();
        assertThat(route.taken).hasSize(22);
    }

    @Test
    void tooManyBytesInAllLanesPauseReading() {
        Lanes small = lanes(later::add, 10_000);
        small.add(ALL, new Route());
        small.add(ALL, new Route());
        small.offer(sound(1, 100));
        assertThat(small.tooFull()).isFalse();
        small.offer(sound(1, 10));
        assertThat(small.queuedBytes()).isEqualTo(2 * 48 * 110);
        assertThat(small.tooFull()).isTrue();
        later.remove().run();
        assertThat(small.tooFull()).as("half is left").isTrue();
        runAll();
        assertThat(small.tooFull()).isFalse();
        assertThat(small.queuedBytes()).isZero();
    }

    @Test
    void anInterruptionMakesRoom() {
        lanes.add(ALL, new Route());
        lanes.offer(sound(1, 20_000));
        assertThat(lanes.tooFull()).isTrue();
        lanes.interrupt(1, 1);
        assertThat(lanes.tooFull()).isFalse();
    }

    // suspended and stopped

    @Test
    void aSuspendedLaneLosesItsOldestEventsAndNeverPausesReading() {
        Route route = new Route();
        EventLane lane = lanes.add(ALL, route);
        lane.suspend();
        for (int i = 0; i < 25; i++) {
            lanes.offer(text(i));
        }
        for (int i = 0; i < 12; i++) {
            lanes.offer(sound(2, 1_000));
        }
        runAll();
        assertThat(route.taken).isEmpty();
        assertThat(lanes.tooFull()).isFalse();
        // 15 texts over the bound; to make room for sound the 10 others and 2 chunks
        assertThat(counters.drops(Drop.suspendedRoute)).isEqualTo(27);
        lane.resume();
        runAll();
        assertThat(route.taken).hasSize(10).allMatch(event -> event.kind() == EventKind.audio);
    }

    @Test
    void suspendingAFullLaneResumesReading() {
        EventLane lane = lanes.add(ALL, new Route());
        lanes.offer(sound(1, 20_000));
        lane.suspend();
        assertThat(lanes.tooFull()).isFalse();
        lane.suspend();
        assertThat(lanes.tooFull()).isFalse();
    }

    @Test
    void aLaneThatIsSuspendedWhileItsRouteWorksGoesOnAfterwards() {
        Route route = new Route();
        route.holds = true;
        EventLane lane = lanes.add(ALL, route);
        lanes.offer(text(1));
        lanes.offer(text(2));
        runAll();
        lane.suspend();
        route.doneWithOne();
        runAll();
        assertThat(route.taken).hasSize(1);
        lane.resume();
        runAll();
        assertThat(route.taken).hasSize(2);
    }

    @Test
    void aLaneThatIsRemovedForgetsWhatWaitsAndMakesRoom() {
        Route route = new Route();
        EventLane lane = lanes.add(ALL, route);
        lanes.offer(sound(1, 20_000));
        assertThat(lanes.tooFull()).isTrue();
        lanes.remove(lane);
        assertThat(lanes.tooFull()).isFalse();
        lane.offer(text("late"));
        lane.interrupt(1, 1);
        lane.resume();
        runAll();
        assertThat(route.taken).isEmpty();
        assertThat(lane.size()).isZero();
        assertThat(lanes.queuedBytes()).isZero();
    }

    // bad sinks

    @Test
    void aSinkThatThrowsLosesOneEventAndNotTheLane() {
        List<Object> taken = new ArrayList<>();
        lanes.add(ALL, (event, done) -> {
            taken.add(event.body());
            if (taken.size() == 1) {
                throw new IllegalStateException("before it was done");
            }
            done.run();
            if (taken.size() == 2) {
                throw new IllegalStateException("after it was done");
            }
        });
        for (int i = 0; i < 4; i++) {
            lanes.offer(text(i));
        }
        List<String> thrown = new ArrayList<>();
        for (Runnable task = later.poll(); task != null; task = later.poll()) {
            try {
                task.run();
            } catch (IllegalStateException e) {
                thrown.add(String.valueOf(e.getMessage()));
            }
        }
        assertThat(taken).containsExactly("0", "1", "2", "3");
        assertThat(thrown).containsExactly("before it was done", "after it was done");
    }

    @Test
    void aSinkThatIsDoneTwiceDoesNotMakeTheLaneRunTwice() {
        AtomicInteger inside = new AtomicInteger();
        List<Object> taken = new ArrayList<>();
        lanes.add(ALL, (event, done) -> {
            assertThat(inside.incrementAndGet()).isEqualTo(1);
            taken.add(event.body());
            inside.decrementAndGet();
            done.run();
            done.run();
        });
        for (int i = 0; i < 10; i++) {
            lanes.offer(text(i));
        }
        runAll();
        assertThat(taken).hasSize(10).doesNotHaveDuplicates();
    }

    // races

    @Test
    void readingNeverStaysPausedWhenTheLanesAreEmpty() throws Exception {
        Executor pool = tearDown.pool(2);
        for (int round = 0; round < 500; round++) {
            Lanes small = lanes(pool, 100);
            small.add(ALL, new Route());
            CyclicBarrier start = new CyclicBarrier(2);
            AtomicInteger offered = new AtomicInteger();
            pool.execute(() -> {
                pass(start);
                small.offer(sound(1, 10));
                offered.incrementAndGet();
            });
            pass(start);
            small.offer(sound(1, 10));
            Awaitility.await("both offered and taken")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofNanos(10_000))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> offered.get() == 1 && small.queuedEvents() == 0 && small.queuedBytes() == 0);
            assertThat(small.tooFull()).isFalse();
        }
    }

    private static void pass(CyclicBarrier barrier) {
        try {
            barrier.await(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
