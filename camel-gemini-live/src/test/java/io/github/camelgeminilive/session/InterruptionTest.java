package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.Say.call;
import static io.github.camelgeminilive.session.Say.cancel;
import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.Say.usage;
import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F31;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** T10 and T11: what an interruption cuts, and what still comes of it. What lanes do with it is in EventLaneTest. */
class InterruptionTest {

    private static MachineDriver speaking(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.text("question");
        d.server(say().sound(40)).forget();
        return d;
    }

    // T10

    @EveryFamily
    void t10ItCutsTheTurnThatProduces(String model) {
        MachineDriver d = speaking(model);
        d.server(say().interrupted()).server(say().turnComplete());
        assertThat(d.events()).containsExactly("interrupted 1", "turnComplete 1 interrupted");
        assertThat(d.turn(1).interrupted()).isTrue();
    }

    @EveryFamily
    void t10ItCutsTheTurnThatWasGenerated(String model) {
        MachineDriver d = speaking(model);
        d.server(say().generationComplete()).server(say().interrupted()).server(say().turnComplete());
        assertThat(d.events()).containsExactly("generationComplete 1", "interrupted 1", "turnComplete 1 interrupted");
    }

    @EveryFamily
    void t10ItCutsTheOldestOfTwo(String model) {
        MachineDriver d = speaking(model);
        d.server(say().generationComplete());
        d.text("next");
        d.server(say().sound(40)).server(say().interrupted()).server(say().turnComplete());
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.interrupted);
        assertThat(d.turnsOver()).containsExactly(1L);
    }

    @EveryFamily
    void t10WithNothingToCutItIsDeliveredAndChangesNothing(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.text("question");
        d.server(say().interrupted()).server(say().sound(40)).server(say().turnComplete());
        assertThat(d.events()).containsExactly("interrupted", "audio 1", "turnComplete 1 complete");
    }

    @EveryFamily
    void t10ItCancelsNoCall(String model) {
        MachineDriver d = speaking(model);
        d.server(call("a")).server(say().interrupted()).server(say().turnComplete());
        assertThat(d.lines()).doesNotContain("cancel a");
        d.tool("a");
        assertThat(d.lines()).containsExactly("> answer [a]");
    }

    @EveryFamily
    void t10OnlyTheServersCancellationCancels(String model) {
        MachineDriver d = speaking(model);
        d.server(call("a")).server(say().interrupted()).server(cancel("a")).server(say().turnComplete());
        assertThat(d.lines())
                .containsExactly(
                        "toolCall 1",
                        "run a",
                        "interrupted 1",
                        "toolCallCancellation 1",
                        "cancel a",
                        "turnComplete 1 interrupted");
        d.tool("a");
        assertThat(d.lines()).isEmpty();
        assertThat(d.counters.drops(Drop.lateToolResult)).isEqualTo(1);
    }

    @EveryFamily
    void t10WhatAToolStillBringsAfterwardsHasAHigherNumber(String model) {
        MachineDriver d = speaking(model);
        d.server(call("a")).server(say().interrupted()).server(say().turnComplete());
        d.tool("a").server(say().sound(40)).server(say().generationComplete()).server(say().turnComplete());
        // a player drops all sound up to turn 1
        assertThat(d.events())
                .containsExactly(
                        "toolCall 1",
                        "interrupted 1",
                        "turnComplete 1 interrupted",
                        "audio 2",
                        "generationComplete 2",
                        "turnComplete 2 complete");
        assertThat(d.turn(2).replyTo()).isEqualTo(1);
    }

    @Test
    void t10AnOlderTurnThatWaitsForItsToolSpeaksUnderAHigherNumberToo() {
        MachineDriver d = MachineDriver.live(F38);
        long caller = d.ask("search");
        d.server(call("a")).server(say().turnComplete());
        d.server(say().heard("hello?"))
                .server(say().sound(40))
                .server(say().interrupted())
                .server(say().turnComplete());
        d.forget()
                .tool("a")
                .server(say().spoken("Found."))
                .server(say().generationComplete().turnComplete());
        assertThat(d.events())
                .containsExactly(
                        "turnComplete 1 complete",
                        "outputTranscription 3 Found.",
                        "generationComplete 3",
                        "turnComplete 3 complete",
                        "reply " + caller + " complete");
        assertThat(d.reply(caller).outputTranscription()).isEqualTo("Found.");
    }

    @Test
    void t10WhatIsOwedAfterABargeInGoesIntoTheTurnThatTheUserAskedMeanwhile() {
        MachineDriver d = speaking(F38);
        d.server(call("a")).server(say().interrupted()).server(say().turnComplete());
        d.server(say().heard("and tomorrow?"));
        d.forget().tool("a").server(say().spoken("Today")).server(say().spoken(" four"));
        d.server(say().generationComplete()).server(say().turnComplete());
        assertThat(d.events())
                .containsExactly(
                        "turnComplete 1 interrupted",
                        "outputTranscription 2 Today",
                        "outputTranscription 2  four",
                        "generationComplete 2",
                        "turnComplete 2 complete");
    }

    // T11

    @EveryFamily
    void t11WhatTrailsACutTurnIsDroppedUntilItsEnd(String model) {
        MachineDriver d = speaking(model);
        d.server(say().interrupted())
                .server(say().sound(40))
                .server(say().spoken("…"))
                .server(say().turnComplete());
        d.text("next");
        d.server(say().sound(40));
        assertThat(d.events()).containsExactly("interrupted 1", "turnComplete 1 interrupted", "audio 2");
        assertThat(d.counters.drops(Drop.residue)).isEqualTo(2);
    }

    @Test
    void t11TheFrameOfTheEndCountsAsResidue() {
        MachineDriver d = speaking(F31);
        d.server(say().interrupted()).server(say().sound(40).turnComplete());
        assertThat(d.events()).containsExactly("interrupted 1", "turnComplete 1 interrupted");
        assertThat(d.counters.drops(Drop.residue)).isEqualTo(1);
    }

    @EveryFamily
    void t11ATurnThatWasGeneratedHasNoResidue(String model) {
        MachineDriver d = speaking(model);
        d.server(say().generationComplete()).server(say().interrupted());
        d.text("next");
        d.server(say().sound(40)).server(say().turnComplete());
        assertThat(d.events())
                .containsExactly("generationComplete 1", "interrupted 1", "audio 2", "turnComplete 1 interrupted");
    }

    @EveryFamily
    void t11APauseEndsTheResidue(String model) {
        MachineDriver d = speaking(model);
        d.server(say().interrupted()).after(699).server(say().sound(40)).after(699);
        assertThat(d.turnsOver()).isEmpty();
        d.after(1);
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.interrupted);
        d.server(say().sound(40));
        assertThat(d.events()).endsWith("turnComplete 1 interrupted", "audio 2");
    }

    @EveryFamily
    void t11ResidueLastsThreeSecondsAtMost(String model) {
        MachineDriver d = speaking(model);
        d.server(say().interrupted());
        for (int i = 0; i < 5; i++) {
            d.after(500).server(say().sound(40));
        }
        d.after(499);
        assertThat(d.turnsOver()).isEmpty();
        d.after(1).server(say().sound(40));
        assertThat(d.events()).containsExactly("interrupted 1", "turnComplete 1 interrupted", "audio 2");
    }

    @EveryFamily
    void t11OneLateEndIsIgnoredWhenTimeEndedTheResidue(String model) {
        MachineDriver d = speaking(model);
        d.server(say().interrupted()).after(700);
        d.text("next");
        d.forget().server(say().turnComplete(), usage(3, 3));
        assertThat(d.events()).containsExactly("usage 1 late");
        d.server(say().sound(40)).server(say().turnComplete());
        assertThat(d.events()).containsExactly("audio 2", "turnComplete 2 complete");
        assertThat(d.turn(2).usage()).isNull();
    }

    @EveryFamily
    void t11ANewerGenerationIsEndedByItsOwnEnd(String model) {
        MachineDriver d = speaking(model);
        d.server(say().interrupted()).after(700);
        d.text("next");
        d.server(say().sound(40).generationComplete().turnComplete());
        assertThat(d.turn(2).ended()).isEqualTo(TurnEnd.complete);
    }

    @Test
    void t11ACallThatIsStillOpenKeepsTheCutTurnOpen() {
        MachineDriver d = speaking(F25N);
        d.server(call("a")).server(say().interrupted()).seconds(3);
        assertThat(d.turnsOver()).isEmpty();
        d.server(cancel("a"));
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.interrupted);
    }
}
