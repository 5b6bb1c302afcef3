package io.github.camelgeminilive.sound;

import static io.github.camelgeminilive.sound.SoundRig.millis;
import static io.github.camelgeminilive.sound.SoundRig.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.Input.Kind;
import io.github.camelgeminilive.sound.RecordingOutlet.Sent;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Live sound where the application says when somebody speaks. */
class ManualActivityTest {

    private final SoundRig rig = SoundRig.manual();

    @AfterEach
    void nothingIsLeft() {
        rig.close();
    }

    @Test
    void theNewestSoundBeforeAnActivityGoesOutBehindItsStart() {
        byte[] before = millis(1, 1_000);
        for (int at = 0; at < before.length; at += 640) {
            assertThat(rig.live(Arrays.copyOfRange(before, at, at + 640)).words())
                    .containsExactly("written");
            rig.pass(20);
        }
        assertThat(rig.outlet.sent).isEmpty();
        assertThat(rig.activityStart().words()).containsExactly("written");
        byte[] speech = millis(2, 100);
        rig.live(speech);
        rig.activityEnd();

        assertThat(rig.outlet.kinds()).containsExactly(Kind.ACTIVITY_START, Kind.LIVE_AUDIO, Kind.ACTIVITY_END);
        byte[] sent = rig.outlet.pcm(Kind.LIVE_AUDIO);
        assertThat(sent).hasSize(400 * 32);
        assertThat(Arrays.copyOf(sent, 300 * 32))
                .isEqualTo(Arrays.copyOfRange(before, before.length - 300 * 32, before.length));
        assertThat(Arrays.copyOfRange(sent, 300 * 32, sent.length)).isEqualTo(speech);
    }

    @Test
    void soundFromLongAgoIsNoPreRoll() {
        rig.live(millis(1, 200));
        rig.pass(1_001);
        rig.activityStart();
        rig.activityEnd();

        assertThat(rig.outlet.kinds()).containsExactly(Kind.ACTIVITY_START, Kind.ACTIVITY_END);
    }

    @Test
    void preRollIsSentOnce() {
        rig.live(millis(1, 200));
        rig.activityStart();
        rig.activityEnd();
        rig.activityStart();
        rig.activityEnd();

        assertThat(rig.outlet.pcm(Kind.LIVE_AUDIO)).isEqualTo(millis(1, 200));
    }

    @Test
    void soundBetweenActivitiesIsNotHeardUntilTheNext() {
        rig.activityStart();
        rig.live(millis(1, 100));
        rig.activityEnd();
        rig.live(millis(2, 60));
        rig.pass(100);
        rig.activityStart();
        rig.activityEnd();

        assertThat(rig.outlet.kinds())
                .containsExactly(
                        Kind.ACTIVITY_START,
                        Kind.LIVE_AUDIO,
                        Kind.ACTIVITY_END,
                        Kind.ACTIVITY_START,
                        Kind.LIVE_AUDIO,
                        Kind.ACTIVITY_END);
        assertThat(rig.outlet.pcm(Kind.LIVE_AUDIO))
                .hasSize(160 * 32)
                .startsWith(millis(1, 100))
                .endsWith(millis(2, 60));
    }

    @Test
    void aPartialPreRollWaitsNoLongerThanAChunk() {
        rig.live(millis(1, 50));
        rig.activityStart();
        rig.pass(40);

        assertThat(rig.outlet.pcm(Kind.LIVE_AUDIO)).isEqualTo(millis(1, 50));
    }

    @Test
    void aGapSendsNothing() {
        rig.activityStart();
        rig.live(millis(1, 40));
        rig.pass(60_000);

        assertThat(rig.outlet.kinds()).containsExactly(Kind.ACTIVITY_START, Kind.LIVE_AUDIO);
    }

    @Test
    void theEndOfTheStreamIsRefused() {
        Heard heard = new Heard();
        rig.sound.streamEnd(heard);

        assertThat(heard.words())
                .containsExactly(
                        "BAD_INPUT: Expected option automaticActivityDetection=true for audioStreamEnd but it is false");
        assertThat(rig.outlet.sent).isEmpty();
    }

    @Test
    void soundWaitsForAnActivityThatWaitsForItsTurn() {
        Heard heard = new Heard();
        rig.sound.activityStart(true, heard);
        rig.live(millis(1, 80));
        rig.activityEnd();
        Sent start = rig.outlet.only(Kind.ACTIVITY_START);
        assertThat(start.reply()).isTrue();
        assertThat(rig.outlet.sent).hasSize(1);

        start.completion().written();
        assertThat(rig.outlet.kinds()).containsExactly(Kind.ACTIVITY_START, Kind.LIVE_AUDIO, Kind.ACTIVITY_END);
        assertThat(rig.outlet.pcm(Kind.LIVE_AUDIO)).isEqualTo(millis(1, 80));
        start.completion().replied(turn(3));
        assertThat(heard.words()).containsExactly("written", "replied 3");
    }

    @Test
    void anActivityThatWasRefusedDidNotBegin() {
        rig.outlet.refuse(Kind.ACTIVITY_START, 0);
        assertThat(rig.activityStart().words()).containsExactly("CONNECTION_LOST: lost in the test");
        rig.live(millis(1, 80));
        assertThat(rig.outlet.kinds()).containsExactly(Kind.ACTIVITY_START);
        rig.activityStart();

        assertThat(rig.outlet.kinds()).containsExactly(Kind.ACTIVITY_START, Kind.LIVE_AUDIO);
    }

    @Test
    void anAbandonedActivityReleasesWhatWaitsBehindIt() {
        Heard heard = new Heard();
        Pending pending = rig.sound.activityStart(true, heard);
        Heard next = rig.activityStart();
        assertThat(next.words()).isEmpty();
        pending.abandon();
        rig.settle();

        assertThat(rig.outlet.abandoned).containsExactly(1L);
        assertThat(heard.words()).isEmpty();
        assertThat(next.words()).containsExactly("written");
    }

    @Test
    void anActivityThatBeganInTheMomentItsSenderGaveUpIsEnded() {
        Pending pending = rig.sound.activityStart(true, new Heard());
        Sent start = rig.outlet.only(Kind.ACTIVITY_START);
        pending.abandon();
        start.completion().written();
        rig.live(millis(1, 80));

        assertThat(rig.outlet.kinds()).containsExactly(Kind.ACTIVITY_START, Kind.ACTIVITY_END);
    }

    @Test
    void anActivityWhoseSenderGaveUpOnTheAnswerGoesOn() {
        Heard heard = new Heard();
        Pending pending = rig.sound.activityStart(true, heard);
        Sent start = rig.outlet.only(Kind.ACTIVITY_START);
        start.completion().written();
        pending.abandon();
        rig.live(millis(1, 80));
        start.completion().replied(turn(1));

        assertThat(rig.outlet.abandoned).containsExactly(start.id());
        assertThat(rig.outlet.kinds()).containsExactly(Kind.ACTIVITY_START, Kind.LIVE_AUDIO);
        assertThat(heard.words()).containsExactly("written");
    }

    @Test
    void anActivityThatIsOnItsWayIsNotTakenBack() {
        rig.outlet.hold();
        Pending pending = rig.sound.activityStart(false, new Heard());
        pending.abandon();
        rig.live(millis(1, 80));

        assertThat(rig.outlet.kinds()).containsExactly(Kind.ACTIVITY_START, Kind.LIVE_AUDIO);
    }

    @Test
    void anActivityThatWaitsInTheLineCanBeTakenBack() {
        rig.play(millis(1, 400));
        Pending pending = rig.sound.activityStart(false, new Heard());
        pending.abandon();
        rig.pass(1_000);

        assertThat(rig.outlet.of(Kind.ACTIVITY_START)).hasSize(1);
    }

    @Test
    void anAnswerThatFailsAfterTheActivityBeganIsTold() {
        Heard heard = new Heard();
        rig.sound.activityStart(true, heard);
        Sent start = rig.outlet.only(Kind.ACTIVITY_START);
        start.completion().written();
        start.completion().failed(new Failure(Failure.Code.CONNECTION_LOST, "lost"));

        assertThat(heard.words()).containsExactly("written", "CONNECTION_LOST: lost");
    }
}
