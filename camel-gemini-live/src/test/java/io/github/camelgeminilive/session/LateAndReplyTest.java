package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.Say.call;
import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.Say.usage;
import static io.github.camelgeminilive.session.TestSettings.F31;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** T18 to T20: what comes late, the one event at the end of a turn, and the reply to a caller. */
class LateAndReplyTest {

    private static MachineDriver answered(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.text("question");
        d.server(say().sound(40).generationComplete().turnComplete()).forget();
        return d;
    }

    // T18

    @EveryFamily
    void t18LateUsageHasTheOldNumber(String model) {
        MachineDriver d = answered(model);
        d.server(usage(3, 3));
        assertThat(d.events()).containsExactly("usage 1 late");
    }

    @EveryFamily
    void t18LateUsageIsNotThatOfTheTurnThatWasAskedMeanwhile(String model) {
        MachineDriver d = answered(model);
        d.text("next");
        d.forget().server(usage(3, 3));
        assertThat(d.events()).containsExactly("usage 1 late");
    }

    @EveryFamily
    void t18TheRestOfAnOutputTranscriptHasTheOldNumber(String model) {
        MachineDriver d = answered(model);
        d.server(say().spoken("."));
        assertThat(d.events()).containsExactly("outputTranscription 1 . late");
    }

    @Test
    void t18UsageBeforeAnyTurnBelongsToNone() {
        MachineDriver d = MachineDriver.live(F31);
        d.server(usage(1, 0));
        assertThat(d.events()).containsExactly("usage");
    }

    // T19

    @EveryFamily
    void t19OneTurnCompleteEventHoweverOftenTheServerSaysSo(String model) {
        MachineDriver d = answered(model);
        d.server(say().turnComplete()).server(say().generationComplete()).server(say().turnComplete());
        assertThat(d.turnsOver()).containsExactly(1L);
    }

    @Test
    void t19TheEventCarriesTheTurnButNotItsSound() {
        MachineDriver d = MachineDriver.live(F38);
        long caller = d.ask("question");
        d.server(say().thought("hm").spoken("Hi").sound(100).grounding());
        d.server(say().generationComplete().turnComplete(), usage(5, 6));
        TurnSummary event = d.turn(1);
        assertThat(event.thoughts()).isEqualTo("hm");
        assertThat(event.outputTranscription()).isEqualTo("Hi");
        assertThat(event.audioMillis()).isEqualTo(100);
        assertThat(event.grounding()).containsExactly(Map.of("webSearchQueries", List.of("q")));
        assertThat(event.usage()).isEqualTo(usage(5, 6));
        assertThat(event.sound()).isEmpty();
        assertThat(d.reply(caller).sound()).hasSize(4_800);
    }

    @Test
    void t19TimeToFirstSoundIsCountedFromTheEndOfTheInput() {
        MachineDriver d = MachineDriver.live(F38);
        d.text("question");
        d.after(300)
                .server(say().spoken("Hi"))
                .after(120)
                .server(say().sound(40))
                .after(50)
                .server(say().sound(40));
        d.server(say().turnComplete());
        assertThat(d.turn(1).timeToFirstSoundMillis()).isEqualTo(420);
    }

    // T20

    @EveryFamily
    void t20TheCallerGetsTheTurnWhenItIsOver(String model) {
        MachineDriver d = MachineDriver.live(model);
        long caller = d.ask("question");
        d.server(say().spoken("An answer.").generationComplete());
        assertThat(d.lines()).noneMatch(line -> line.startsWith("reply"));
        d.server(say().turnComplete());
        assertThat(d.reply(caller).ended()).isEqualTo(TurnEnd.complete);
    }

    @EveryFamily
    void t20AnInterruptedTurnIsAReply(String model) {
        MachineDriver d = MachineDriver.live(model);
        long caller = d.ask("question");
        d.server(say().spoken("An ans")).server(say().interrupted()).server(say().turnComplete());
        assertThat(d.reply(caller).ended()).isEqualTo(TurnEnd.interrupted);
        assertThat(d.reply(caller).outputTranscription()).isEqualTo("An ans");
    }

    @Test
    void t20AnInterruptionWhileACallIsOpenReachesTheCallerOnce() {
        MachineDriver d = MachineDriver.live(F38);
        long caller = d.ask("question");
        d.server(say().sound(40)).server(call("a")).server(say().interrupted()).server(say().turnComplete());
        d.server(say().heard("stop"));
        d.tool("a").server(say().sound(40).generationComplete().turnComplete());
        assertThat(d.reply(caller).ended()).isEqualTo(TurnEnd.interrupted);
        assertThat(d.lines().stream().filter(line -> line.startsWith("reply"))).hasSize(1);
        assertThat(d.turnsOver()).containsExactly(1L, 2L);
    }

    @EveryFamily
    void t20SilenceIsAReplyWithItsReason(String model) {
        MachineDriver d = MachineDriver.live(model);
        long caller = d.ask("question");
        d.seconds(15);
        assertThat(d.reply(caller).ended()).isEqualTo(TurnEnd.noAnswer);
        assertThat(d.reply(caller).outputTranscription()).isEmpty();

        caller = d.ask("question");
        d.server(say().waitingForInput());
        assertThat(d.reply(caller).ended()).isEqualTo(TurnEnd.waitingForInput);

        caller = d.ask("question");
        d.server(say().turnComplete());
        assertThat(d.reply(caller).ended()).isEqualTo(TurnEnd.empty);

        caller = d.ask("question");
        d.server(say().turnComplete().because("BLOCKLIST"));
        assertThat(d.reply(caller).ended()).isEqualTo(TurnEnd.blocked);

        caller = d.ask("question");
        d.server(say().spoken("Hm")).seconds(20);
        assertThat(d.reply(caller).ended()).isEqualTo(TurnEnd.stalled);
    }

    @Test
    void t20AConnectionThatBreaksIsAnError() {
        MachineDriver d = MachineDriver.live(F38);
        long caller = d.ask("question");
        d.server(say().sound(40)).closes(1006, "");
        assertThat(d.rejection(caller).code()).isEqualTo(Failure.Code.CONNECTION_LOST);
    }

    @Test
    void t20AnAnswerThatWasGeneratedSurvivesTheConnection() {
        MachineDriver d = MachineDriver.live(F38);
        long caller = d.ask("question");
        d.server(say().spoken("All of it.").generationComplete()).closes(1006, "");
        assertThat(d.reply(caller).ended()).isEqualTo(TurnEnd.complete);
    }

    @Test
    void t20ACutTurnNeedsNoConnectionToBeWhatItIs() {
        MachineDriver d = MachineDriver.live(F38);
        long caller = d.ask("question");
        d.server(say().spoken("A piece")).server(say().interrupted()).closes(1006, "");
        assertThat(d.reply(caller).ended()).isEqualTo(TurnEnd.interrupted);
    }

    @Test
    void t20AClosedSessionIsAnError() {
        MachineDriver d = MachineDriver.live(F38);
        long first = d.ask("question");
        long second = d.ask("next");
        d.handle(new SessionEvent.CloseRequested("test"));
        assertThat(d.rejection(first).code()).isEqualTo(Failure.Code.SESSION_CLOSED);
        assertThat(d.rejection(second).code()).isEqualTo(Failure.Code.SESSION_CLOSED);
    }

    @Test
    void t20AnAnswerThatNobodyWaitsForNeverReachesTheNextCaller() {
        MachineDriver d = MachineDriver.live(F38);
        long first = d.ask("first");
        d.handle(new SessionEvent.ReplyAbandoned(first));
        long second = d.ask("second");
        d.server(say().spoken("first answer").generationComplete().turnComplete());
        d.server(say().spoken("second answer").generationComplete().turnComplete());
        assertThat(d.reply(second).outputTranscription()).isEqualTo("second answer");
        assertThat(d.lines().stream().filter(line -> line.startsWith("reply"))).hasSize(1);
    }

    @Test
    void t20ACallerWhoGaveUpBeforeHisTurnIsNotSentAtAll() {
        MachineDriver d = MachineDriver.live(F38);
        d.text("first");
        long second = d.ask("second");
        d.handle(new SessionEvent.ReplyAbandoned(second));
        d.forget().server(say().sound(40).generationComplete().turnComplete());
        assertThat(d.lines()).doesNotContain("> ClientContent");
    }

    @Test
    void t20SoundOfAReplyIsBoundedAndHasNoHoles() {
        MachineDriver d = MachineDriver.live(TestSettings.of(F38).maxReplyAudioBytes(5_000));
        long caller = d.ask("question");
        d.server(say().sound(100))
                .server(say().sound(100))
                .server(say().sound(1))
                .server(say().turnComplete());
        assertThat(d.reply(caller).sound()).hasSize(4_800);
        assertThat(d.reply(caller).audioMillis()).isEqualTo(201);
    }
}
