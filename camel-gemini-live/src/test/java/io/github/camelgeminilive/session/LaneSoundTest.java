package io.github.camelgeminilive.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sound in a lane at the speed of speech, and in another form; in virtual time. */
class LaneSoundTest {

    private static final long ORIGIN = new ManualClock().nanoTime();

    private final ManualClock clock = new ManualClock();
    private final SessionCounters counters = new SessionCounters();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final Lanes lanes = new Lanes(later::add, clock, counters, 10_000_000, () -> {});
    private final List<String> taken = new ArrayList<>();
    private final Deque<Runnable> open = new ArrayDeque<>();
    private boolean holds;
    private @Nullable EventLane lane;

    private EventLane lane(LaneSettings settings) {
        lane = lanes.add(settings, (event, done) -> {
            taken.add((clock.nanoTime() - ORIGIN) / 1_000_000 + " " + told(event));
            if (holds) {
                open.add(done);
            } else {
                done.run();
            }
        });
        return lane;
    }

    private EventLane realtime(boolean dropAudioOnInterrupt) {
        return lane(new LaneSettings(
                EnumSet.allOf(EventKind.class),
                Duration.ofSeconds(100).toNanos(),
                1_000,
                dropAudioOnInterrupt,
                true,
                null,
                false));
    }

    private static String told(LiveEvent event) {
        if (event.body() instanceof Sound sound) {
            return event.kind() + " " + event.turn() + " " + sound.mimeType();
        }
        return event.kind() + " " + event.body();
    }

    @AfterEach
    void noTimerIsLeft() {
        if (lane != null) {
            lanes.remove(lane);
        }
        assertThat(clock.pending()).as("timers left").isZero();
    }

    private void sound(long turn, int millis) {
        lanes.offer(new LiveEvent(EventKind.audio, turn, 1, new Sound(new byte[48 * millis], "s" + millis, 24_000)));
    }

    private void say(EventKind kind, Object body) {
        lanes.offer(new LiveEvent(kind, 1, 1, body));
    }

    private void settle() {
        for (Runnable task = later.poll(); task != null; task = later.poll()) {
            task.run();
        }
    }

    private void pass(int millis) {
        settle();
        for (int i = 0; i < millis; i++) {
            clock.advanceMillis(1);
            settle();
        }
    }

    // pace

    @Test
    void soundIsHandedOnWhenTheSoundBeforeItHasBeenPlayed() {
        realtime(true);
        sound(1, 200);
        sound(1, 160);
        sound(1, 40);
        sound(1, 240);
        pass(1_000);
        assertThat(taken).containsExactly("0 audio 1 s200", "200 audio 1 s160", "360 audio 1 s40", "400 audio 1 s240");
    }

    @Test
    void aMinuteOfBurstsDoesNotDrift() {
        realtime(true);
        for (int i = 0; i < 300; i++) {
            sound(1, 200);
        }
        pass(60_000);
        assertThat(taken).hasSize(300);
        assertThat(taken.get(299)).startsWith("59800 ");
    }

    @Test
    void otherEventsKeepTheirPlaceAndAreNotHeldUpThemselves() {
        realtime(true);
        say(EventKind.text, "a");
        sound(1, 100);
        say(EventKind.outputTranscription, "b");
        say(EventKind.outputTranscription, "c");
        sound(1, 100);
        say(EventKind.turnComplete, "d");
        pass(50);
        assertThat(taken)
                .containsExactly("0 text a", "0 audio 1 s100", "0 outputTranscription b", "0 outputTranscription c");
        pass(60);
        assertThat(taken).hasSize(6).endsWith("100 audio 1 s100", "100 turnComplete d");
        say(EventKind.text, "e");
        pass(1);
        assertThat(taken).endsWith("110 text e");
    }

    @Test
    void interruptionOvertakesSoundThatIsNotDueAndTheNextAnswerNeedNotWait() {
        realtime(true);
        sound(1, 200);
        sound(1, 200);
        sound(1, 200);
        pass(250);
        lanes.interrupt(1, 1);
        settle();
        sound(2, 100);
        sound(2, 100);
        pass(500);
        assertThat(taken)
                .containsExactly(
                        "0 audio 1 s200",
                        "200 audio 1 s200",
                        "250 interrupted " + new Interruption(1, 400, 200),
                        "250 audio 2 s100",
                        "350 audio 2 s100");
        assertThat(counters.drops(Drop.interruptedSound)).isEqualTo(1);
    }

    @Test
    void soundThatIsKeptOnInterruptionKeepsItsPace() {
        realtime(false);
        sound(1, 200);
        sound(1, 200);
        pass(50);
        lanes.interrupt(1, 1);
        pass(500);
        assertThat(taken)
                .containsExactly("0 audio 1 s200", "50 interrupted " + new Interruption(1, 200, 0), "200 audio 1 s200");
    }

    @Test
    void aSlowRouteIsMadeUpForButAPauseIsNot() {
        realtime(true);
        holds = true;
        for (int i = 0; i < 5; i++) {
            sound(1, 100);
        }
        pass(150);
        holds = false;
        open.remove().run();
        pass(500);
        assertThat(taken)
                .containsExactly(
                        "0 audio 1 s100",
                        "150 audio 1 s100",
                        "200 audio 1 s100",
                        "300 audio 1 s100",
                        "400 audio 1 s100");
        // the model paused: what follows is not hurried
        pass(350);
        sound(1, 100);
        sound(1, 100);
        pass(200);
        assertThat(taken).endsWith("1000 audio 1 s100", "1100 audio 1 s100");
    }

    @Test
    void theNextTurnIsNotHurried() {
        realtime(true);
        sound(1, 100);
        pass(150);
        sound(2, 100);
        sound(2, 100);
        pass(200);
        assertThat(taken).containsExactly("0 audio 1 s100", "150 audio 2 s100", "250 audio 2 s100");
    }

    @Test
    void aSuspendedRouteGetsNothingAndGoesOnAtTheSpeedOfSpeech() {
        EventLane lane = realtime(true);
        sound(1, 100);
        sound(1, 100);
        sound(1, 100);
        pass(50);
        lane.suspend();
        pass(1_000);
        assertThat(taken).hasSize(1);
        lane.resume();
        pass(500);
        assertThat(taken).containsExactly("0 audio 1 s100", "1050 audio 1 s100", "1150 audio 1 s100");
    }

    @Test
    void aLaneThatStopsWhileItWaitsLeavesNoTimer() {
        EventLane lane = realtime(true);
        sound(1, 100);
        sound(1, 100);
        pass(10);
        assertThat(clock.pending()).isEqualTo(1);
        lanes.remove(lane);
        assertThat(clock.pending()).isZero();
        assertThat(lanes.queuedBytes()).isZero();
    }

    @Test
    void soundAsItComesWaitsForNothing() {
        lane(new LaneSettings(
                EnumSet.allOf(EventKind.class), Duration.ofSeconds(10).toNanos(), 10, true));
        sound(1, 200);
        sound(1, 200);
        settle();
        assertThat(taken).containsExactly("0 audio 1 s200", "0 audio 1 s200");
    }

    // form

    /** Holds half of each piece back; sound of 2 ms or less is held back whole. */
    private static final class Half implements SoundShape {
        private int held;

        @Override
        public Sound next(Sound sound) {
            int bytes = sound.data().length > 96 ? sound.data().length / 2 : 0;
            held += sound.data().length - bytes;
            return new Sound(new byte[bytes], "half of " + sound.mimeType(), 8_000);
        }

        @Override
        public @Nullable Sound end() {
            int rest = held;
            held = 0;
            return rest == 0 ? null : new Sound(new byte[rest], "rest " + rest / 48, 8_000);
        }

        @Override
        public void forget() {
            held = 0;
        }
    }

    private EventLane shaped(Set<EventKind> kinds, boolean realtime) {
        return lane(
                new LaneSettings(kinds, Duration.ofSeconds(100).toNanos(), 1_000, true, realtime, Half::new, false));
    }

    @Test
    void whatAFormHoldsBackComesBeforeTheEndOfTheAnswer() {
        shaped(EnumSet.of(EventKind.audio, EventKind.turnComplete, EventKind.text), false);
        sound(1, 100);
        say(EventKind.text, "a");
        sound(1, 200);
        say(EventKind.turnComplete, "b");
        settle();
        assertThat(taken)
                .containsExactly(
                        "0 audio 1 half of s100",
                        "0 text a",
                        "0 audio 1 half of s200",
                        "0 audio 1 rest 150",
                        "0 turnComplete b");
    }

    @Test
    void theEndIsSeenByARouteThatDoesNotWantToHearOfIt() {
        EventLane lane = shaped(EnumSet.of(EventKind.audio), false);
        sound(1, 100);
        say(EventKind.generationComplete, "a");
        say(EventKind.turnComplete, "b");
        settle();
        assertThat(taken).containsExactly("0 audio 1 half of s100", "0 audio 1 rest 50");
        assertThat(lane.size()).isZero();
        assertThat(lanes.queuedBytes()).isZero();
    }

    @Test
    void theNextTurnEndsTheStreamOfTheLast() {
        shaped(EnumSet.of(EventKind.audio), false);
        sound(1, 100);
        sound(2, 60);
        say(EventKind.turnComplete, "");
        settle();
        assertThat(taken)
                .containsExactly(
                        "0 audio 1 half of s100", "0 audio 1 rest 50", "0 audio 2 half of s60", "0 audio 2 rest 30");
    }

    @Test
    void whatWasHeldBackIsNotHeardAfterAnInterruption() {
        shaped(EnumSet.of(EventKind.audio, EventKind.interrupted), false);
        sound(1, 100);
        settle();
        sound(1, 100);
        lanes.interrupt(1, 1);
        say(EventKind.turnComplete, "");
        sound(2, 60);
        settle();
        assertThat(taken)
                .containsExactly(
                        "0 audio 1 half of s100",
                        "0 interrupted " + new Interruption(1, 100, 100),
                        "0 audio 2 half of s60");
    }

    @Test
    void aPieceOfWhichThereIsNothingToHearYetIsNoEvent() {
        shaped(EnumSet.of(EventKind.audio), false);
        sound(1, 1);
        sound(1, 1);
        settle();
        assertThat(taken).isEmpty();
        sound(1, 100);
        say(EventKind.turnComplete, "");
        settle();
        assertThat(taken).containsExactly("0 audio 1 half of s100", "0 audio 1 rest 52");
    }

    @Test
    void thePaceIsThatOfTheModelsSoundAndNotOfTheForm() {
        shaped(EnumSet.of(EventKind.audio), true);
        sound(1, 100);
        sound(1, 100);
        pass(200);
        assertThat(taken).containsExactly("0 audio 1 half of s100", "100 audio 1 half of s100");
    }

    @Test
    void eachLaneHasAFormOfItsOwn() {
        shaped(EnumSet.of(EventKind.audio), false);
        EventLane other = lane;
        shaped(EnumSet.of(EventKind.audio), false);
        sound(1, 100);
        say(EventKind.turnComplete, "");
        settle();
        assertThat(taken).hasSize(4).filteredOn("0 audio 1 rest 50"::equals).hasSize(2);
        lanes.remove(other);
    }
}
