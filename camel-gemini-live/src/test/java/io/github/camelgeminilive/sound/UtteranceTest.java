package io.github.camelgeminilive.sound;

import static io.github.camelgeminilive.sound.SoundRig.MODEL;
import static io.github.camelgeminilive.sound.SoundRig.millis;
import static io.github.camelgeminilive.sound.SoundRig.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.Input.Kind;
import io.github.camelgeminilive.sound.PlayTest.Closing;
import io.github.camelgeminilive.sound.RecordingOutlet.Sent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bounded sound whose sender waits for the answer (T3, T20). */
class UtteranceTest {

    private static final String LOST = "CONNECTION_LOST: lost";

    private SoundRig rig = SoundRig.automatic();

    @AfterEach
    void nothingIsLeft() {
        rig.close();
    }

    @Test
    void nothingIsHeardBeforeTheSessionLetsItSpeak() {
        Heard heard = rig.ask(millis(1, 80));
        rig.pass(10_000);
        Sent opening = rig.outlet.only(Kind.UTTERANCE);
        assertThat(opening.message()).isNull();
        assertThat(opening.reply()).isTrue();
        assertThat(rig.outlet.sent).hasSize(1);

        opening.completion().written();
        rig.pass(3_000);

        assertThat(rig.outlet.kinds()).containsExactly(Kind.UTTERANCE, Kind.PACED_AUDIO, Kind.AUDIO_STREAM_END);
        assertThat(rig.outlet.times(Kind.PACED_AUDIO)).startsWith(10_000L, 10_040L);
        opening.completion().replied(turn(7));
        assertThat(heard.words()).containsExactly("written", "replied 7");
    }

    @Test
    void underManualDetectionTheActivityStartAsks() {
        rig = SoundRig.manual();
        Heard heard = rig.ask(millis(1, 80));
        Sent opening = rig.outlet.only(Kind.ACTIVITY_START);
        assertThat(opening.message()).isEqualTo(new ClientMessage.ActivityStart());
        assertThat(opening.reply()).isTrue();
        opening.completion().written();
        rig.pass(1_000);
        opening.completion().replied(turn(1));

        assertThat(rig.outlet.kinds()).containsExactly(Kind.ACTIVITY_START, Kind.PACED_AUDIO, Kind.ACTIVITY_END);
        assertThat(heard.words()).containsExactly("written", "replied 1");
    }

    @Test
    void anEarlyAnswerEndsTheExchangeAndTheRestIsStillSent() {
        byte[] speech = millis(1, 400);
        Heard heard = rig.ask(speech);
        Sent opening = rig.outlet.only(Kind.UTTERANCE);
        opening.completion().written();
        rig.pass(100);
        opening.completion().replied(turn(1));
        assertThat(heard.words()).containsExactly("replied 1");
        rig.pass(5_000);

        assertThat(rig.outlet.pcm(Kind.PACED_AUDIO)).startsWith(speech).hasSize(speech.length + 32_000);
        rig.outlet.only(Kind.AUDIO_STREAM_END);
        assertThat(heard.words()).containsExactly("replied 1");
    }

    @Test
    void aRefusedOpeningFailsTheExchangeAndNothingIsHeard() {
        Closing in = new Closing(millis(1, 80));
        Heard heard = new Heard();
        rig.sound.play(in, MODEL, true, true, heard);
        rig.settle();
        rig.outlet.only(Kind.UTTERANCE).completion().failed(new Failure(Failure.Code.CONNECTION_LOST, "lost"));
        rig.pass(1_000);

        assertThat(heard.words()).containsExactly(LOST);
        assertThat(in.closed).isTrue();
        assertThat(rig.outlet.sent).hasSize(1);
    }

    @Test
    void anAnswerThatCanNotComeAnyMoreStopsTheSound() {
        Closing in = new Closing(millis(1, 800));
        Heard heard = new Heard();
        rig.sound.play(in, MODEL, true, true, heard);
        rig.settle();
        Sent opening = rig.outlet.only(Kind.UTTERANCE);
        opening.completion().written();
        rig.pass(100);
        opening.completion().failed(new Failure(Failure.Code.CONNECTION_LOST, "lost"));
        rig.pass(5_000);

        assertThat(heard.words()).containsExactly(LOST);
        assertThat(in.closed).isTrue();
        assertThat(rig.outlet.times(Kind.PACED_AUDIO)).containsExactly(0L, 40L, 80L);
    }

    @Test
    void anAnswerThatCanNotComeAfterAllWasSentIsTold() {
        Heard heard = rig.ask(millis(1, 80));
        Sent opening = rig.outlet.only(Kind.UTTERANCE);
        opening.completion().written();
        rig.pass(5_000);
        opening.completion().failed(new Failure(Failure.Code.CONNECTION_LOST, "lost"));

        assertThat(heard.words()).containsExactly("written", LOST);
    }

    @Test
    void aRefusedChunkAbandonsTheAnswer() {
        rig.outlet.refuse(Kind.PACED_AUDIO, 2);
        Heard heard = rig.ask(millis(1, 800));
        Sent opening = rig.outlet.only(Kind.UTTERANCE);
        opening.completion().written();
        rig.pass(5_000);

        assertThat(heard.words()).containsExactly("CONNECTION_LOST: lost in the test");
        assertThat(rig.outlet.abandoned).containsExactly(opening.id());
    }

    @Test
    void aCallerWhoGivesUpBeforeItBeganIsNeverHeard() {
        Closing in = new Closing(millis(1, 800));
        Heard heard = new Heard();
        Pending pending = rig.sound.play(in, MODEL, true, true, heard);
        rig.settle();
        pending.abandon();
        rig.pass(5_000);

        assertThat(rig.outlet.abandoned)
                .containsExactly(rig.outlet.only(Kind.UTTERANCE).id());
        assertThat(rig.outlet.sent).hasSize(1);
        assertThat(in.closed).isTrue();
        assertThat(heard.words()).isEmpty();
    }

    @Test
    void whatTheSessionOpenedInTheSameMomentAsTheCallerGaveUpIsEnded() {
        rig = SoundRig.manual();
        Pending pending = rig.sound.play(new Closing(millis(1, 800)), MODEL, true, true, new Heard());
        rig.settle();
        Sent opening = rig.outlet.only(Kind.ACTIVITY_START);
        pending.abandon();
        opening.completion().written();
        rig.pass(5_000);

        assertThat(rig.outlet.kinds()).containsExactly(Kind.ACTIVITY_START, Kind.ACTIVITY_END);
    }

    @Test
    void aCallerWhoGivesUpAfterAllWasSentGetsNoAnswer() {
        Heard heard = new Heard();
        Pending pending = rig.sound.play(new Closing(millis(1, 80)), MODEL, true, true, heard);
        rig.settle();
        Sent opening = rig.outlet.only(Kind.UTTERANCE);
        opening.completion().written();
        rig.pass(5_000);
        pending.abandon();
        opening.completion().replied(turn(1));

        assertThat(rig.outlet.abandoned).containsExactly(opening.id());
        assertThat(heard.words()).containsExactly("written");
    }

    @Test
    void liveSoundGoesOnWhileAnUtteranceWaitsForItsTurnAndWaitsWhileItSpeaks() {
        rig.ask(millis(1, 80));
        rig.live(millis(2, 40));
        assertThat(rig.outlet.kinds()).containsExactly(Kind.UTTERANCE, Kind.LIVE_AUDIO);

        rig.outlet.only(Kind.UTTERANCE).completion().written();
        rig.pass(20);
        Heard live = rig.live(millis(3, 40));
        assertThat(live.words()).isEmpty();
        rig.pass(3_000);

        assertThat(rig.outlet.kinds())
                .containsExactly(
                        Kind.UTTERANCE,
                        Kind.LIVE_AUDIO,
                        Kind.PACED_AUDIO,
                        Kind.AUDIO_STREAM_END,
                        Kind.LIVE_AUDIO,
                        Kind.AUDIO_STREAM_END);
        assertThat(live.words()).containsExactly("written");
    }

    @Test
    void utterancesSpeakOneAfterTheOther() {
        Heard one = rig.ask(millis(1, 80));
        Heard two = rig.ask(millis(2, 80));
        Sent first = rig.outlet.only(Kind.UTTERANCE);
        first.completion().written();
        rig.pass(3_000);
        Sent second = rig.outlet.of(Kind.UTTERANCE).get(1);
        first.completion().replied(turn(1));
        second.completion().written();
        rig.pass(3_000);
        second.completion().replied(turn(2));

        assertThat(one.words()).containsExactly("written", "replied 1");
        assertThat(two.words()).containsExactly("written", "replied 2");
    }

    @Test
    void anOpenActivityIsNoPlaceForAnUtterance() {
        rig = SoundRig.manual();
        rig.activityStart();
        Heard heard = rig.ask(millis(1, 80));

        assertThat(heard.words()).singleElement().asString().startsWith("BAD_INPUT: Expected activityEnd before");
    }
}
