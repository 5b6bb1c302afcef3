package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.ClientInputs.sent;
import static io.github.camelgeminilive.session.Say.call;
import static io.github.camelgeminilive.session.Say.cancel;
import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.TestSettings.F20;
import static io.github.camelgeminilive.session.TestSettings.F25H_VERTEX;
import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F25N_VERTEX;
import static io.github.camelgeminilive.session.TestSettings.F31;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static io.github.camelgeminilive.session.TestSettings.F38X;
import static io.github.camelgeminilive.session.TestSettings.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.ClientMessage.ToolResponse;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.protocol.InteractionStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that more follow, the last of them, and when the model speaks about one. */
class SeveralAnswersTest {

    private static MachineDriver asked(TestSettings settings) {
        MachineDriver d = MachineDriver.live(settings);
        d.text("go");
        return d.server(call("a")).forget();
    }

    private static FunctionResponse answer(Map<String, Object> content, String scheduling, boolean more) {
        return new FunctionResponse("a", "f_a", content, scheduling, more);
    }

    private static MachineDriver finished(MachineDriver d, FunctionResponse answer) {
        return d.handle(new SessionEvent.ToolFinished("a", answer));
    }

    private static List<FunctionResponse> answers(MachineDriver d) {
        return sent(d, ToolResponse.class).stream()
                .flatMap(response -> response.functionResponses().stream())
                .toList();
    }

    @Test
    void anAnswerWithoutContentSaysDoneSinceModelsRepeatCallsThatGotNothing() {
        MachineDriver tool = asked(TestSettings.of(F38));
        finished(tool, answer(Map.of(), null, false));
        assertThat(answers(tool).get(0).response()).isEqualTo(Map.of("output", "done"));

        MachineDriver hand = asked(TestSettings.of(F38));
        hand.answersByHand(answer(Map.of(), null, false));
        assertThat(answers(hand).get(0).response()).isEqualTo(Map.of("output", "done"));
    }

    @Test
    void theLastOfSeveralAnswersMaySayNothing() {
        MachineDriver d = asked(TestSettings.of(F38));
        d.answersByHand(answer(Map.of(), null, true));
        d.answersByHand(answer(Map.of("output", "half"), null, true));
        d.answersByHand(answer(Map.of(), null, false));
        assertThat(answers(d))
                .extracting(FunctionResponse::response)
                .containsExactly(Map.of("output", "in progress"), Map.of("output", "half"), Map.of());
        assertThat(d.machine.openCalls()).isZero();
    }

    @Test
    void whereOnlyOneAnswerIsTakenThoseBeforeItAreDroppedAndCounted() {
        MachineDriver d = asked(TestSettings.of(F38).calls(new CallRules(0, 0, false)));
        d.answersByHand(answer(Map.of("output", "half"), null, true));
        finished(d, answer(Map.of("output", "more"), null, true));
        assertThat(d.lines()).containsExactly("accept 2");
        assertThat(d.counters.drops(Drop.progressAnswer)).isEqualTo(2);
        d.answersByHand(answer(Map.of(), null, false));
        assertThat(answers(d))
                .singleElement()
                .satisfies(answer -> assertThat(answer.response())
                        .as("nothing went before it")
                        .isEqualTo(Map.of("output", "done")));
    }

    @ParameterizedTest
    @CsvSource({
        F20 + ",true",
        F25H_VERTEX + ",false",
        F25N + ",true",
        F25N_VERTEX + ",false",
        F31 + ",false",
        F38 + ",true",
        F38X + ",false",
        UNKNOWN + ",false"
    })
    void schedulingGoesOnlyToFamiliesThatTakeIt(String model, boolean takes) {
        MachineDriver d = asked(TestSettings.of(model));
        finished(d, answer(Map.of("output", "x"), "WHEN_IDLE", true));
        d.answersByHand(answer(Map.of("output", "y"), "INTERRUPT", false));
        assertThat(answers(d))
                .extracting(FunctionResponse::scheduling)
                .isEqualTo(takes ? List.of("WHEN_IDLE", "INTERRUPT") : Arrays.asList(null, null));
    }

    @Test
    void silenceIsForCallsThatNobodyWaitsFor() {
        MachineDriver blocking = asked(TestSettings.of(F38).profile(Map.of("toolBehavior", "BLOCKING")));
        blocking.server(say().turnComplete()).tool("a", "SILENT");
        blocking.server(say().spoken("Done.").generationComplete()).server(say().turnComplete());
        assertThat(blocking.turn(1).outputTranscription())
                .as("the model waited for the answer and speaks about it")
                .isEqualTo("Done.");

        MachineDriver free = asked(TestSettings.of(F38));
        free.server(say().turnComplete()).tool("a", "SILENT");
        assertThat(free.turnsOver()).as("nothing is owed").containsExactly(1L);
    }

    @ParameterizedTest
    @CsvSource({"wait,free", "free,wait"})
    void whereTheModelWaitsForOneOfTwoCallsItSpeaksAboutThatOneInTheSameStretch(String first, String second) {
        MachineDriver d = MachineDriver.live(F25N);
        d.text("go");
        d.server(say().spoken("Let me see.")).server(call(first, second)).tool("wait");
        d.server(say().spoken(" Four degrees.").generationComplete());
        d.tool("free").server(say().turnComplete());
        assertThat(d.turnsOver()).as("the other one has not been told yet").isEmpty();
        d.server(say().spoken("And rain.").generationComplete()).server(say().turnComplete());
        assertThat(d.turn(1).outputTranscription()).contains("Four degrees.").contains("And rain.");
        assertThat(d.turnsOver()).containsExactly(1L);
    }

    @ParameterizedTest
    @CsvSource({"wait,free", "free,wait"})
    void aCallThatTheModelWaitedForIsPaidByTheEndOfItsStretch(String first, String second) {
        MachineDriver d = MachineDriver.live(F25N);
        d.text("go");
        d.server(say().spoken("Let me see.")).server(call(first, second));
        d.tool("free", "SILENT").tool("wait");
        d.server(say().spoken(" Four degrees.").generationComplete()).server(say().turnComplete());
        assertThat(d.turnsOver()).containsExactly(1L);
    }

    @EveryFamily
    void nothingIsOwedForAnAnswerWhoseCallIsTakenBack(String model) {
        MachineDriver d = asked(TestSettings.of(model));
        d.tool("a").server(say().interrupted()).server(cancel("a")).server(say().turnComplete());
        d.server(say().status(InteractionStatus.IDLE));
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.interrupted);
    }
}
