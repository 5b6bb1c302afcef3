package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.ClientInputs.sent;
import static io.github.camelgeminilive.session.Say.call;
import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F31;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.protocol.ResponsePart;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an answer of a function may hold and what follows it, by family. */
class FunctionAnswerTest {

    @Test
    void picturesInAnswersAreForFamiliesThatTakeThem() {
        FunctionResponse picture = new FunctionResponse(
                "c1", "f_c1", Map.of("output", "x"), null, false, List.of(new ResponsePart("image/png", new byte[1])));
        MachineDriver d = MachineDriver.live(TestSettings.of(F38).manualTools());
        d.text("look");
        d.server(call("c1"));
        d.answersByHand(picture);
        assertThat(sent(d, ClientMessage.ToolResponse.class)
                        .get(0)
                        .functionResponses()
                        .get(0)
                        .parts())
                .hasSize(1);

        MachineDriver none = MachineDriver.live(TestSettings.of(F25N).manualTools());
        none.text("look");
        none.server(call("c1"));
        long refused = none.answersByHand(picture);
        assertThat(none.rejection(refused).message())
                .contains("2.5-native-audio")
                .contains("no pictures");
        assertThat(none.machine.openCalls()).isEqualTo(1);
    }

    @Test
    void answersAreKickedOnlyWhereTheProfileSaysSo() {
        for (boolean kick : List.of(true, false)) {
            MachineDriver d = MachineDriver.live(TestSettings.of(F31).profile(Map.of("kick", String.valueOf(kick))));
            d.server(call("c1", "c2")).forget();
            d.tool("c1");
            assertThat(d.lines()).containsExactly("> answer [c1]");
            d.tool("c2");
            assertThat(d.lines())
                    .isEqualTo(kick ? List.of("> answer [c2]", "> RealtimeText") : List.of("> answer [c2]"));
        }
    }

    @Test
    void aRefusedCallDoesNotKickTheModelWhileAnotherOfItsMessageRuns() {
        MachineDriver d = MachineDriver.live(TestSettings.of(F31).profile(Map.of("kick", "true")));
        d.wire("{'toolCall':{'functionCalls':[{'id':'c1','name':'f_c1','partialArgs':[{'jsonPath':'$.a.',"
                + "'stringValue':'x'}]},{'id':'c2','name':'f_c2','args':{}}]}}");
        assertThat(d.lines()).contains("> answer [c1]", "run c2").doesNotContain("> RealtimeText");
        d.tool("c2");
        assertThat(d.lines()).containsExactly("> answer [c2]", "> RealtimeText");
    }

    private static final String TWO_CITIES = "{'toolCall':{'functionCalls':[{'name':'weather','args':{'city':'Oslo'}},"
            + "{'name':'time','args':{}},{'name':'weather','args':{'city':'Rome'}}]}}";

    private static List<String> answers(MachineDriver d) {
        return sent(d, ClientMessage.ToolResponse.class).stream()
                .flatMap(message -> message.functionResponses().stream())
                .map(answer -> answer.name() + " " + answer.response().get("output"))
                .toList();
    }

    private static void answer(MachineDriver d, String key, String output) {
        d.handle(new SessionEvent.ToolFinished(
                key, new FunctionResponse(key, "any", Map.of("output", output), null, false)));
    }

    @Test
    void answersToCallsOfOneFunctionWithoutIdsGoOutInTheOrderOfTheCalls() {
        MachineDriver d = MachineDriver.live(TestSettings.of(TestSettings.F25N_VERTEX));
        d.wire(TWO_CITIES);
        answer(d, "call-1-3", "Rome: warm");
        assertThat(answers(d)).isEmpty();
        answer(d, "call-1-2", "noon");
        assertThat(answers(d)).containsExactly("time noon");
        answer(d, "call-1-1", "Oslo: cold");
        assertThat(answers(d)).containsExactly("time noon", "weather Oslo: cold", "weather Rome: warm");
        assertThat(d.machine.openCalls()).isZero();
    }

    @Test
    void anAnswerThatWaitsForAnotherIsDroppedAndCountedWithItsConnection() {
        MachineDriver d = MachineDriver.live(TestSettings.of(TestSettings.F25N_VERTEX));
        d.wire(TWO_CITIES);
        answer(d, "call-1-3", "Rome: warm");
        answer(d, "call-1-3", "Rome: again");
        assertThat(d.counters.drops(Drop.lateToolResult)).isEqualTo(1);
        d.closes(1006, "");
        assertThat(d.counters.drops(Drop.lateToolResult)).isEqualTo(2);
        answer(d, "call-1-1", "Oslo: cold");
        assertThat(answers(d)).isEmpty();
    }
}
