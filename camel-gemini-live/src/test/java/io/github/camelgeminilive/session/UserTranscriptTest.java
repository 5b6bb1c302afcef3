package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.Say.call;
import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.TestSettings.F31;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** T9: whose words a user transcript is. */
class UserTranscriptTest {

    @EveryFamily
    void t9ATranscriptBelongsToTheSpokenTurnEvenIfItsReplyHasBegun(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.server(say().heard("What's")).server(say().spoken("It is")).server(say().heard(" the time?"));
        assertThat(d.events())
                .containsExactly(
                        "inputTranscription 1 What's",
                        "outputTranscription 1 It is",
                        "inputTranscription 1  the time?");
        d.server(say().turnComplete());
        assertThat(d.turn(1).inputTranscription()).isEqualTo("What's the time?");
    }

    @EveryFamily
    void t9WordsAfterTheGenerationAreTheNextTurn(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.server(say().heard("one"))
                .server(say().sound(40).generationComplete())
                .server(say().heard("two"));
        d.server(say().turnComplete()).server(say().sound(40));
        assertThat(d.events())
                .containsExactly(
                        "inputTranscription 1 one",
                        "audio 1",
                        "generationComplete 1",
                        "inputTranscription 2 two",
                        "turnComplete 1 complete",
                        "audio 2");
    }

    @EveryFamily
    void t9WordsAfterAnInterruptionAreTheNextTurn(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.server(say().heard("one"))
                .server(say().sound(40))
                .server(say().interrupted())
                .server(say().heard("two"));
        assertThat(d.events())
                .containsExactly("inputTranscription 1 one", "audio 1", "interrupted 1", "inputTranscription 2 two");
    }

    @EveryFamily
    void t9WordsAreNeverThoseOfATypedTurn(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.text("typed");
        d.server(say().heard("spoken"));
        assertThat(d.events()).containsExactly("inputTranscription 2 spoken");
    }

    @Test
    void t9TheEchoOfTypedTextOpensNoTurn() {
        MachineDriver d = MachineDriver.live(F31);
        d.text("Greet me.");
        d.server(say().heard("Greet")).server(say().heard(" me.")).server(say().sound(40));
        d.server(say().generationComplete().turnComplete());
        assertThat(d.events())
                .containsExactly(
                        "inputTranscription 1 Greet",
                        "inputTranscription 1  me.",
                        "audio 1",
                        "generationComplete 1",
                        "turnComplete 1 complete");
    }

    @Test
    void t9TheEchoMayComeAfterTheEnd() {
        MachineDriver d = MachineDriver.live(F31);
        d.text("Greet me.");
        d.server(say().sound(40).generationComplete().turnComplete()).server(say().heard("Greet me."));
        d.seconds(60);
        assertThat(d.events())
                .containsExactly(
                        "audio 1",
                        "generationComplete 1",
                        "turnComplete 1 complete",
                        "inputTranscription 1 Greet me. late");
    }

    @EveryFamily
    void t9PunctuationAloneBelongsToTheTurnThatWasJustOver(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.server(say().heard("one")).server(say().sound(40).generationComplete().turnComplete());
        d.after(5_000).server(say().heard("."));
        assertThat(d.events()).endsWith("turnComplete 1 complete", "inputTranscription 1 . late");
    }

    @EveryFamily
    void t9LaterPunctuationWaitsForTheNextTurn(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.server(say().heard("one")).server(say().sound(40).generationComplete().turnComplete());
        d.forget().after(5_001).server(say().heard("¿"));
        assertThat(d.events()).isEmpty();
        d.server(say().heard("two"));
        assertThat(d.events()).containsExactly("inputTranscription 2 ¿", "inputTranscription 2 two");
    }

    @Test
    void t9PunctuationWhileTheAnswerPlaysIsPartOfTheTurn() {
        MachineDriver d = MachineDriver.live(F38);
        d.server(say().heard("one"))
                .server(say().sound(40).generationComplete())
                .server(say().heard("?"));
        d.server(say().turnComplete());
        assertThat(d.turn(1).inputTranscription()).isEqualTo("one?");
    }

    @Test
    void t9NoiseThatNobodyAnswersDoesNotPileUp() {
        MachineDriver d = MachineDriver.live(F38);
        for (int i = 0; i < 10_000; i++) {
            d.server(say().heard("."));
        }
        d.server(say().heard("go"));
        d.server(say().sound(40).generationComplete().turnComplete());
        assertThat(d.turn(1).inputTranscription()).hasSizeLessThan(50).endsWith("go");
    }

    @EveryFamily
    void t9AnIdenticalRepeatBeforeAnyOutputIsDropped(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.server(say().heard("one two")).server(say().heard("one two")).server(say().sound(40));
        assertThat(d.events()).containsExactly("inputTranscription 1 one two", "audio 1");
        assertThat(d.counters.drops(Drop.repeatedTranscript)).isEqualTo(1);
    }

    @Test
    void t9ALateTranscriptBelongsToATurnThatWaitsForItsTool() {
        MachineDriver d = MachineDriver.live(F38);
        d.server(say().heard("search"))
                .server(call("a"))
                .server(say().turnComplete())
                .server(say().heard(" for x"));
        assertThat(d.events()).endsWith("inputTranscription 1  for x");
    }

    @Test
    void t9WordsAfterSpeechThatEndedAreTheNextTurnEvenIfAToolStillRuns() {
        MachineDriver d = MachineDriver.live(F38);
        d.server(say().heard("search")).server(call("a"));
        d.server(say().spoken("I am looking."))
                .server(say().generationComplete())
                .server(say().turnComplete());
        d.forget().server(say().heard("and the time?")).server(say().spoken("Noon."));
        assertThat(d.events()).containsExactly("inputTranscription 2 and the time?", "outputTranscription 2 Noon.");
    }
}
