package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.Say.call;
import static io.github.camelgeminilive.session.Say.cancel;
import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.Say.usage;
import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static io.github.camelgeminilive.session.TestSettings.F38X;
import static io.github.camelgeminilive.session.TestSettings.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.InteractionStatus;
import io.github.camelgeminilive.protocol.InteractionStatusUpdate;
import io.github.camelgeminilive.protocol.VoiceActivity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T12 to T15: what time does to turns. */
class TurnTimersTest {

    private static MachineDriver asked(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.text("question");
        d.forget();
        return d;
    }

    private static void expectOverAfter(MachineDriver d, long turn, long millis, TurnEnd ended) {
        d.after(millis - 1);
        assertThat(d.turnsOver()).doesNotContain(turn);
        d.after(1);
        assertThat(d.turn(turn).ended()).isEqualTo(ended);
    }

    // T12

    @EveryFamily
    void t12NoOutputForFifteenSecondsIsNoAnswer(String model) {
        expectOverAfter(asked(model), 1, 15_000, TurnEnd.noAnswer);
    }

    @EveryFamily
    void t12OtherFramesAreNoOutput(String model) {
        MachineDriver d = asked(model);
        d.seconds(14).server(usage(1, 0)).server();
        expectOverAfter(d, 1, 1_000, TurnEnd.noAnswer);
    }

    @Test
    void t12MoreTextBeginsTheWaitAnew() {
        MachineDriver d = asked(F38);
        d.seconds(10);
        d.text("more");
        expectOverAfter(d, 1, 15_000, TurnEnd.noAnswer);
    }

    @Test
    void t12ForMarkedSpeechTheWaitBeginsWithActivityEnd() {
        MachineDriver d = MachineDriver.live(TestSettings.of(F25N).manualActivity());
        d.send(Input.Kind.ACTIVITY_START);
        d.seconds(60);
        d.send(Input.Kind.ACTIVITY_END);
        expectOverAfter(d, 1, 15_000, TurnEnd.noAnswer);
    }

    @Test
    void t12ForHeardSpeechTheWaitBeginsWithTheEndThatTheServerHeard() {
        MachineDriver d = MachineDriver.live(F38);
        d.server(Say.voice(VoiceActivity.Type.ACTIVITY_START)).seconds(60);
        d.server(Say.voice(VoiceActivity.Type.ACTIVITY_END));
        expectOverAfter(d, 1, 15_000, TurnEnd.noAnswer);
    }

    @Test
    void t12ForTranscribedSpeechTheWaitBeginsWithTheLastWords() {
        MachineDriver d = MachineDriver.live(F38);
        d.server(say().heard("Well")).seconds(10).server(say().heard(" then"));
        expectOverAfter(d, 1, 15_000, TurnEnd.noAnswer);
    }

    @Test
    void t12ForAnUtteranceTheWaitBeginsWithItsEndMark() {
        MachineDriver d = MachineDriver.live(F38);
        long caller = d.send(Input.Kind.UTTERANCE, null, "", true);
        d.seconds(20);
        d.send(Input.Kind.AUDIO_STREAM_END);
        expectOverAfter(d, 1, 15_000, TurnEnd.noAnswer);
        assertThat(d.reply(caller).ended()).isEqualTo(TurnEnd.noAnswer);
    }

    @EveryFamily
    void t12OutputThatComesLaterOpensATurnWithReplyTo(String model) {
        MachineDriver d = asked(model);
        d.seconds(16).server(say().sound(40).generationComplete().turnComplete());
        assertThat(d.turn(2).replyTo()).isEqualTo(1);
    }

    @EveryFamily
    void t12WaitingForInputEndsAtOnce(String model) {
        MachineDriver d = asked(model);
        d.server(say().waitingForInput());
        assertThat(d.events()).containsExactly("waitingForInput 1", "turnComplete 1 waitingForInput");
        d.server(say().sound(40).generationComplete().turnComplete());
        assertThat(d.turn(2).replyTo()).isEqualTo(1);
    }

    @Test
    void t12TheEndBesideWaitingForInputBelongsToTheSameTurn() {
        MachineDriver d = asked(F38);
        d.server(say().waitingForInput().turnComplete(), usage(2, 2));
        assertThat(d.events()).containsExactly("usage 1", "waitingForInput 1", "turnComplete 1 waitingForInput");
        assertThat(d.counters.drops(Drop.strayTurnComplete)).isZero();
    }

    // T13

    @EveryFamily
    void t13SilenceInTheMiddleOfAnAnswerIsStalled(String model) {
        MachineDriver d = asked(model);
        d.server(say().sound(40))
                .seconds(19)
                .server(say().sound(40))
                .seconds(19)
                .server(usage(1, 1));
        expectOverAfter(d, 1, 20_000, TurnEnd.stalled);
    }

    @ParameterizedTest
    @ValueSource(strings = {F38X, UNKNOWN})
    void t13InProgressMayTakeLonger(String model) {
        MachineDriver d = asked(model);
        d.server(say().sound(40)).server(new InteractionStatusUpdate(InteractionStatus.IN_PROGRESS));
        expectOverAfter(d, 1, 120_000, TurnEnd.stalled);
    }

    @EveryFamily
    void t13AnOpenCallIsNoSilence(String model) {
        MachineDriver d = asked(model);
        d.server(say().sound(40)).server(call("a")).seconds(300);
        assertThat(d.turnsOver()).isEmpty();
    }

    @EveryFamily
    void t13AfterALongCallTheSilenceIsCountedFromItsAnswer(String model) {
        MachineDriver d = asked(model);
        d.server(call("a")).seconds(300).tool("a").server(say().sound(40));
        expectOverAfter(d, 1, 20_000, TurnEnd.stalled);
    }

    @Test
    void t13AfterALongCallThatWasCancelledTheSilenceIsCountedFromThere() {
        MachineDriver d = asked(F25N);
        d.server(say().sound(40)).server(call("a")).seconds(300).server(cancel("a"));
        expectOverAfter(d, 1, 20_000, TurnEnd.stalled);
    }

    @Test
    void t13ACallInTheBackgroundDoesNotStopTheClock() {
        MachineDriver d = asked(F38);
        d.server(say().sound(40)).server(call("background"));
        expectOverAfter(d, 1, 20_000, TurnEnd.stalled);
    }

    // T14

    @EveryFamily
    void t14AGeneratedTurnIsOverThreeSecondsAfterItsPlayback(String model) {
        MachineDriver d = asked(model);
        d.server(say().sound(4_000)).after(500).server(say().sound(6_000).generationComplete());
        expectOverAfter(d, 1, 9_500 + 3_000, TurnEnd.complete);
        assertThat(d.turn(1).usage()).isNull();
        assertThat(d.turn(1).audioMillis()).isEqualTo(10_000);
    }

    @Test
    void t14WithoutSoundTheWaitBeginsWithTheMark() {
        MachineDriver d = asked(F38);
        d.server(say().text("Hi")).seconds(5).server(say().generationComplete());
        expectOverAfter(d, 1, 3_000, TurnEnd.complete);
    }

    @Test
    void t14TheSoundOfAnEarlierStretchDoesNotCount() {
        MachineDriver d = asked(F38);
        d.server(say().sound(60_000)).server(call("a")).server(say().turnComplete());
        d.seconds(90).tool("a").server(say().sound(1_000).generationComplete());
        expectOverAfter(d, 1, 4_000, TurnEnd.complete);
    }

    @EveryFamily
    void t14ACallThatIsOpenKeepsTheTurnOpen(String model) {
        MachineDriver d = asked(model);
        d.server(call("a")).server(say().sound(1_000).generationComplete()).seconds(100);
        assertThat(d.turnsOver()).isEmpty();
        d.tool("a")
                .server(say().sound(1_000))
                .server(say().generationComplete())
                .server(say().turnComplete());
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.complete);
    }

    // T15

    @EveryFamily
    void t15TimeStandsStillWhileReadingIsPaused(String model) {
        MachineDriver d = asked(model);
        d.seconds(10).handle(new SessionEvent.ReadingPaused());
        assertThat(d.machine.nextWake()).isEqualTo(Long.MAX_VALUE);
        d.seconds(1_000).handle(new SessionEvent.ReadingResumed());
        expectOverAfter(d, 1, 5_000, TurnEnd.noAnswer);
    }

    @Test
    void t15TimeStandsStillForAllTimersOfTurns() {
        MachineDriver d = asked(F38);
        d.server(say().sound(1_000)).handle(new SessionEvent.ReadingPaused()).seconds(1_000);
        d.handle(new SessionEvent.ReadingResumed());
        expectOverAfter(d, 1, 20_000, TurnEnd.stalled);

        d.text("two");
        d.server(say().sound(1_000).generationComplete())
                .handle(new SessionEvent.ReadingPaused())
                .seconds(1_000);
        d.handle(new SessionEvent.ReadingResumed());
        expectOverAfter(d, 2, 4_000, TurnEnd.complete);

        d.text("three");
        d.server(say().sound(40))
                .server(say().interrupted())
                .handle(new SessionEvent.ReadingPaused())
                .seconds(1_000);
        d.handle(new SessionEvent.ReadingResumed());
        expectOverAfter(d, 3, 700, TurnEnd.interrupted);
    }

    @Test
    void t15TimeStandsStillWhileNoConnectionIsUp() {
        MachineDriver d = MachineDriver.live(F38);
        d.closes(1006, "");
        d.seconds(1);
        d.text("held");
        d.seconds(4).opens();
        expectOverAfter(d, 1, 15_000, TurnEnd.noAnswer);
    }

    @Test
    void t15ANewConnectionDoesNotStartTheClockWhileReadingIsPaused() {
        MachineDriver d = MachineDriver.live(F38);
        d.handle(new SessionEvent.ReadingPaused());
        d.closes(1006, "").seconds(1).opens();
        d.text("question");
        d.seconds(60);
        assertThat(d.turnsOver()).isEmpty();
        d.handle(new SessionEvent.ReadingResumed());
        expectOverAfter(d, 1, 15_000, TurnEnd.noAnswer);
    }
}
