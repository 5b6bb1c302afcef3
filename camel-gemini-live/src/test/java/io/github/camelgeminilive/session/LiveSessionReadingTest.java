package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shell: what is read, when reading pauses, and what reaches the lanes. */
class LiveSessionReadingTest extends LiveSessionRig {
    @Test
    void aFullLanePausesReadingAndTheClocksOfTurns() {
        LiveSession session = live(TestSettings.of(F38));
        List<Runnable> inRoute = new ArrayList<>();
        session.addLane(
                new LaneSettings(
                        EnumSet.of(EventKind.audio), Duration.ofSeconds(1).toNanos(), 10, true),
                (event, done) -> inRoute.add(done));
        ask(session, "one");
        for (int i = 0; i < 4; i++) {
            says(sound(400));
        }
        assertThat(server().paused()).isTrue();
        assertThat(session.counters().pauses()).isEqualTo(1);
        assertThat(session.status().pausedSinceNanos()).isEqualTo(clock.nanoTime());
        says("{'serverContent':{'outputTranscription':{'text':'unread'},'turnComplete':true}}");
        clock.advanceSeconds(600);
        assertThat(log).containsExactly("one written");
        for (int i = 0; i < 3; i++) {
            inRoute.get(i).run();
        }
        assertThat(server().paused()).isFalse();
        assertThat(log).containsExactly("one written", "one replied complete unread");
        assertThat(session.status().pausedSinceNanos()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aFullLaneDoesNotKeepANewConnectionFromComingUp() {
        LiveSession session = live(TestSettings.of(F38));
        session.addLane(
                new LaneSettings(
                        EnumSet.of(EventKind.audio), Duration.ofSeconds(1).toNanos(), 10, true),
                (event, done) -> {
                    // never done
                });
        for (int i = 0; i < 4; i++) {
            says(sound(400));
        }
        assertThat(server().paused()).isTrue();
        server().serverVanishes();
        clock.advanceSeconds(1);
        opens();
        assertThat(session.status().state()).isEqualTo("Live");
        assertThat(server().paused()).isTrue();
    }

    @Test
    void theBytesOfAllLanesTogetherPauseReadingToo() {
        LiveSession session = live(TestSettings.of(F38).maxQueuedBytes(50_000));
        List<Runnable> inRoute = new ArrayList<>();
        session.addLane(
                new LaneSettings(
                        EnumSet.of(EventKind.audio), Duration.ofSeconds(100).toNanos(), 10, true),
                (event, done) -> inRoute.add(done));
        for (int i = 0; i < 4; i++) {
            says(sound(400));
        }
        assertThat(server().paused()).isTrue();
        session.close("full");
    }

    @Test
    void rawEventsAreTheFramesAsTheyCame() {
        LiveSession session = session(TestSettings.of(F38));
        EventLane lane = events(session, EventKind.raw);
        text(session, "one");
        server().open();
        says("{'setupComplete':{}}");
        says("{'serverContent':{'turnComplete':true},'newField':1}");
        assertThat(log)
                .containsExactly(
                        "raw {\"setupComplete\":{}}",
                        "one written",
                        "raw {\"serverContent\":{\"turnComplete\":true},\"newField\":1}");
        session.removeLane(lane);
        says("{}");
        assertThat(log).hasSize(3);
        assertThat(session.counters().drops(Drop.unknownMessage)).isEqualTo(1);
    }

    @Test
    void aFrameThatIsNotTheProtocolFailsTheSessionWithItsReason() {
        LiveSession session = live(TestSettings.of(F38));
        says("{'serverContent':5}");
        assertThat(log).containsExactly("ended REPORT_BUG");
        assertThat(String.valueOf(session.status().failure())).contains("serverContent", "connection 1");
    }

    @Test
    void interruptedOvertakesTheSoundThatWaits() {
        LiveSession session = live(TestSettings.of(F38));
        List<Runnable> inRoute = new ArrayList<>();
        session.addLane(
                new LaneSettings(
                        EnumSet.of(EventKind.audio, EventKind.interrupted, EventKind.turnComplete),
                        Duration.ofSeconds(100).toNanos(),
                        100,
                        true),
                (event, done) -> {
                    events.add(event);
                    inRoute.add(done);
                });
        text(session, "one");
        for (int i = 0; i < 100; i++) {
            says(sound(100));
        }
        says("{'serverContent':{'interrupted':true}}");
        says("{'serverContent':{'turnComplete':true}}");
        for (int i = 0; i < inRoute.size(); i++) {
            inRoute.get(i).run();
        }
        assertThat(events)
                .extracting(LiveEvent::kind)
                .containsExactly(EventKind.audio, EventKind.interrupted, EventKind.turnComplete);
        assertThat(events.get(1).body()).isEqualTo(new Interruption(1, 100, 9_900));
    }
}
