package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.Say.call;
import static io.github.camelgeminilive.session.Say.cancel;
import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.Say.usage;
import static io.github.camelgeminilive.session.TestSettings.F20;
import static io.github.camelgeminilive.session.TestSettings.F25H;
import static io.github.camelgeminilive.session.TestSettings.F25H_VERTEX;
import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F25N_VERTEX;
import static io.github.camelgeminilive.session.TestSettings.F31;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static io.github.camelgeminilive.session.TestSettings.F38X;
import static io.github.camelgeminilive.session.TestSettings.ROBOTICS;
import static io.github.camelgeminilive.session.TestSettings.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.InteractionStatus;
import io.github.camelgeminilive.protocol.InteractionStatusUpdate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T4 to T8: calls inside a turn, its marks, and when it is over. */
class TurnEndTest {

    private static MachineDriver asked(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.text("question");
        return d;
    }

    // T4

    @EveryFamily
    void t4SoundThatTrailsACallBelongsToTheSameTurn(String model) {
        MachineDriver d = asked(model);
        d.server(say().sound(40)).server(call("a")).server(say().sound(40)).server(say().spoken("…"));
        assertThat(d.events()).containsExactly("audio 1", "toolCall 1", "audio 1", "outputTranscription 1 …");
    }

    @EveryFamily
    void t4ACallIsNeverDroppedAsResidue(String model) {
        MachineDriver d = asked(model);
        d.server(say().sound(40)).server(say().interrupted());
        d.server(say().sound(40)).server(call("a"));
        assertThat(d.lines()).containsExactly("> " + text(model), "audio 1", "interrupted 1", "toolCall 1", "run a");
        assertThat(d.counters.drops(Drop.residue)).isEqualTo(1);
    }

    private static String text(String model) {
        return model.equals(F31) ? "RealtimeText" : "ClientContent";
    }

    // T5

    @EveryFamily
    void t5GenerationCompleteBelongsToTheTurnThatProduces(String model) {
        MachineDriver d = asked(model);
        d.server(say().sound(40));
        d.text("next");
        d.server(say().generationComplete());
        assertThat(d.events()).containsExactly("audio 1", "generationComplete 1");
    }

    // T6

    @EveryFamily
    void t6TheEndClosesTheOldestTurnThatWasGenerated(String model) {
        MachineDriver d = asked(model);
        d.server(say().sound(40).generationComplete());
        d.text("next");
        d.server(say().sound(40)).server(say().turnComplete());
        d.server(say().generationComplete()).server(say().turnComplete());
        assertThat(d.events())
                .containsExactly(
                        "audio 1",
                        "generationComplete 1",
                        "audio 2",
                        "turnComplete 1 complete",
                        "generationComplete 2",
                        "turnComplete 2 complete");
    }

    @EveryFamily
    void t6AnEndWithoutGenerationCompleteClosesTheTurnThatProduces(String model) {
        MachineDriver d = asked(model);
        d.server(say().sound(40)).server(say().turnComplete());
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.complete);
    }

    @EveryFamily
    void t6AnEndWithoutOutputIsEmpty(String model) {
        MachineDriver d = asked(model);
        d.server(say().turnComplete());
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.empty);
    }

    @EveryFamily
    void t6AnEndWithAReasonIsBlocked(String model) {
        MachineDriver d = asked(model);
        d.server(say().turnComplete().because("PROHIBITED_INPUT_CONTENT"));
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.blocked);
        assertThat(d.turn(1).reason()).isEqualTo("PROHIBITED_INPUT_CONTENT");
    }

    @EveryFamily
    void t6AnEndThatBelongsToNoTurnIsStray(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.server(say().turnComplete());
        assertThat(d.events()).isEmpty();
        assertThat(d.counters.drops(Drop.strayTurnComplete)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {F25H_VERTEX, F38, UNKNOWN})
    void t6TheCallsOwnEndIsNotTheEndOfTheTurn(String model) {
        MachineDriver d = asked(model);
        d.server(call("a")).server(say().turnComplete());
        d.text("next");
        // the first end after a call closes the call's stretch, not the turn that was asked meanwhile
        assertThat(d.events()).containsExactly("toolCall 1");
        d.tool("a")
                .server(say().spoken("Done."))
                .server(say().generationComplete())
                .server(say().turnComplete());
        assertThat(d.events())
                .containsExactly("outputTranscription 1 Done.", "generationComplete 1", "turnComplete 1 complete");
    }

    // T7

    @EveryFamily
    void t7ContentComesBeforeFlagsAndUsageBeforeTheEnd(String model) {
        MachineDriver d = asked(model);
        d.server(say().spoken("Hi").sound(40).generationComplete().turnComplete(), usage(10, 5));
        assertThat(d.events())
                .containsExactly(
                        "audio 1",
                        "outputTranscription 1 Hi",
                        "usage 1",
                        "generationComplete 1",
                        "turnComplete 1 complete");
        assertThat(d.turn(1).usage()).isEqualTo(usage(10, 5));
    }

    @Test
    void t7UsageBesideTheEndBelongsToTheTurnThatItEnds() {
        MachineDriver d = asked(F38);
        d.server(say().sound(40).generationComplete());
        d.text("next");
        d.server(say().sound(40)).server(say().turnComplete(), usage(10, 5));
        d.server(say().turnComplete(), usage(20, 6));
        assertThat(d.turn(1).usage()).isEqualTo(usage(10, 5));
        assertThat(d.turn(2).usage()).isEqualTo(usage(20, 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {F25H_VERTEX, F38, UNKNOWN})
    void t7TokensOfAllStretchesOfATurnAreAddedUp(String model) {
        MachineDriver d = asked(model);
        d.server(call("a")).server(say().turnComplete(), usage(10, 1));
        d.tool("a");
        // alone, between the stretches
        d.server(usage(5, 0));
        d.server(say().sound(40)).server(usage(7, 7)).server(say().turnComplete(), usage(20, 4));
        assertThat(d.turn(1).usage()).isEqualTo(usage(35, 5));
        assertThat(d.events()).doesNotContain("usage");
    }

    // T8

    @ParameterizedTest
    @ValueSource(strings = {F20, F25H, F25N, F25N_VERTEX, F31, ROBOTICS})
    void t8CallAnswerAndSpeechShareOneEndInFamiliesWithOneStretch(String model) {
        MachineDriver d = asked(model);
        d.server(call("a")).tool("a").server(say().spoken("Four degrees."));
        assertThat(d.turnsOver()).isEmpty();
        d.server(say().generationComplete()).server(say().turnComplete());
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.complete);
        assertThat(d.turn(1).outputTranscription()).isEqualTo("Four degrees.");
        assertThat(d.turn(1).calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {F20, F25H, F25N, F25N_VERTEX, F31, ROBOTICS})
    void t8InFamiliesWithOneStretchSpeechBeforeTheCallPaysToo(String model) {
        MachineDriver d = asked(model);
        d.server(say().spoken("One moment.")).server(call("a")).tool("a");
        d.server(say().spoken("Four.")).server(say().generationComplete()).server(say().turnComplete());
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.complete);
    }

    @ParameterizedTest
    @ValueSource(strings = {F25H_VERTEX, F38, UNKNOWN})
    void t8TheAnswerIsAStretchOfItsOwnInFamiliesWithTwo(String model) {
        MachineDriver d = asked(model);
        d.server(call("a")).server(say().turnComplete());
        d.tool("a");
        assertThat(d.turnsOver()).isEmpty();
        d.server(say().spoken("Done.")).server(say().generationComplete()).server(say().turnComplete());
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.complete);
    }

    @ParameterizedTest
    @ValueSource(strings = {F25H_VERTEX, F38, UNKNOWN})
    void t8AFastToolMayAnswerBeforeTheCallsOwnEnd(String model) {
        MachineDriver d = asked(model);
        d.server(call("a")).tool("a").server(say().turnComplete());
        assertThat(d.turnsOver()).isEmpty();
        d.server(say().spoken("Done.")).server(say().turnComplete());
        assertThat(d.turn(1).outputTranscription()).isEqualTo("Done.");
    }

    @ParameterizedTest
    @ValueSource(strings = {F25H_VERTEX, F38, UNKNOWN})
    void t8SpeechBeforeTheCallDoesNotPayForItsAnswer(String model) {
        MachineDriver d = asked(model);
        d.server(say().spoken("One moment.")).server(call("a")).tool("a").server(say().turnComplete());
        assertThat(d.turnsOver()).isEmpty();
        d.server(say().spoken("Done.")).server(say().turnComplete());
        assertThat(d.turn(1).outputTranscription()).isEqualTo("One moment.Done.");
    }

    @ParameterizedTest
    @ValueSource(strings = {F25H_VERTEX, F38, UNKNOWN})
    void t8SpeechThatGoesOnWhileTheToolAnswersDoesNotPay(String model) {
        MachineDriver d = asked(model);
        d.server(call("a")).server(say().spoken("I am looking,")).tool("a").server(say().spoken(" meanwhile"));
        d.server(say().generationComplete()).server(say().turnComplete());
        assertThat(d.turnsOver()).isEmpty();
        d.server(say().spoken("Found.")).server(say().turnComplete());
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.complete);
    }

    @EveryFamily
    void t8OneStretchPaysForParallelCalls(String model) {
        MachineDriver d = asked(model);
        d.server(call("a", "b"));
        if (TestSettings.of(model).build().profile().toolTurn().answerIsOwnStretch()) {
            d.server(say().turnComplete());
        }
        d.tool("a").tool("b");
        d.server(say().spoken("Both done.")).server(say().generationComplete()).server(say().turnComplete());
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.complete);
        assertThat(d.turn(1).calls()).hasSize(2);
    }

    @Test
    void t8EachOfTwoParallelCallsIsWaitedFor() {
        MachineDriver d = asked(F38);
        d.server(call("a", "b")).server(say().turnComplete());
        d.tool("a").server(say().spoken("A is done.")).server(say().turnComplete());
        assertThat(d.turnsOver()).isEmpty();
        d.seconds(100);
        assertThat(d.turnsOver()).isEmpty();
        d.tool("b").server(say().spoken("B too.")).server(say().turnComplete());
        assertThat(d.turn(1).outputTranscription()).isEqualTo("A is done.B too.");
    }

    @Test
    void t8ASecondCallOfTheSameTurnHasItsOwnEmptyEnd() {
        MachineDriver d = asked(F38);
        d.server(call("a")).server(say().turnComplete()).tool("a");
        d.server(call("b")).server(say().turnComplete());
        assertThat(d.turnsOver()).isEmpty();
        d.tool("b").server(say().spoken("Both.")).server(say().turnComplete());
        assertThat(d.turnsOver()).containsExactly(1L);
    }

    @EveryFamily
    void t8ASecondEmptyEndPays(String model) {
        MachineDriver d = asked(model);
        d.server(call("a")).server(say().turnComplete()).tool("a");
        assertThat(d.turnsOver()).isEmpty();
        d.server(say().turnComplete());
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.complete);
    }

    @EveryFamily
    void t8FifteenSecondsPay(String model) {
        MachineDriver d = asked(model);
        d.server(call("a")).server(say().turnComplete()).seconds(40).tool("a");
        d.after(14_999);
        assertThat(d.turnsOver()).isEmpty();
        d.after(1);
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.complete);
    }

    @ParameterizedTest
    @ValueSource(strings = {F20, F25H, F25N, F38})
    void t8ASilentAnswerOwesNothing(String model) {
        MachineDriver d = asked(model);
        d.server(call("a")).server(say().turnComplete()).tool("a", "SILENT");
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.complete);
    }

    @Test
    void t8AFamilyWithoutSchedulingSpeaksInAnyCase() {
        MachineDriver d = asked(F31);
        d.server(call("a")).server(say().turnComplete()).tool("a", "SILENT");
        assertThat(d.turnsOver()).isEmpty();
    }

    @Test
    void t8ACancelledCallOwesNothing() {
        MachineDriver d = asked(F38);
        d.server(call("a", "b")).server(say().turnComplete()).tool("a").server(cancel("b"));
        assertThat(d.turnsOver()).isEmpty();
        d.server(say().spoken("A.")).server(say().turnComplete());
        assertThat(d.turnsOver()).containsExactly(1L);
    }

    @EveryFamily
    void t8ATurnDoesNotWaitForACallInTheBackground(String model) {
        MachineDriver d = asked(model);
        d.server(call("background")).server(say().sound(40)).server(say().generationComplete());
        d.server(say().turnComplete());
        assertThat(d.turnsOver()).containsExactly(1L);
        d.tool("background");
        assertThat(d.lines()).contains("> answer [background]");
    }

    @ParameterizedTest
    @ValueSource(strings = {F38X, UNKNOWN})
    void t8InProgressKeepsTheTurnOpenUntilIdle(String model) {
        MachineDriver d = asked(model);
        d.server(say().spoken("Let me think.").turnComplete().status(InteractionStatus.IN_PROGRESS));
        assertThat(d.turnsOver()).isEmpty();
        d.server(say().spoken("It is 42.").turnComplete().status(InteractionStatus.IDLE));
        assertThat(d.turnsOver()).containsExactly(1L);
        assertThat(d.turn(1).outputTranscription()).isEqualTo("Let me think.It is 42.");
    }

    @ParameterizedTest
    @ValueSource(strings = {F38X, UNKNOWN})
    void t8AnEmptyEndInProgressIsNotTheEnd(String model) {
        MachineDriver d = asked(model);
        d.server(say().turnComplete().status(InteractionStatus.IN_PROGRESS));
        d.seconds(60);
        assertThat(d.turnsOver()).isEmpty();
        d.server(say().spoken("42.").turnComplete().status(InteractionStatus.IDLE));
        assertThat(d.turn(1).outputTranscription()).isEqualTo("42.");
    }

    @ParameterizedTest
    @ValueSource(strings = {F38X, UNKNOWN})
    void t8IdleAloneEndsTheTurn(String model) {
        MachineDriver d = asked(model);
        d.server(say().sound(40).turnComplete().status(InteractionStatus.IN_PROGRESS));
        d.server(new InteractionStatusUpdate(InteractionStatus.IDLE));
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.complete);
    }

    @ParameterizedTest
    @ValueSource(strings = {F20, F25H, F25H_VERTEX, F25N, F25N_VERTEX, F31, F38, ROBOTICS})
    void t8OtherFamiliesDoNotLookAtTheStatus(String model) {
        MachineDriver d = asked(model);
        d.server(say().sound(40).turnComplete().status(InteractionStatus.IN_PROGRESS));
        assertThat(d.turnsOver()).containsExactly(1L);
    }

    @Test
    void t8AStatusThatNeverBecomesIdleHoldsUpOneTurnOnly() {
        MachineDriver d = asked(F38X);
        d.server(say().sound(40).turnComplete().status(InteractionStatus.IN_PROGRESS));
        d.seconds(120);
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.stalled);
        d.text("next");
        d.server(say().sound(40).turnComplete());
        assertThat(d.turn(2).ended()).isEqualTo(TurnEnd.complete);
    }
}
