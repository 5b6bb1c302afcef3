package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.Say.cancel;
import static io.github.camelgeminilive.session.Say.pieces;
import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.TestSettings.F25N_VERTEX;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.ClientMessage.ToolResponse;
import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionCall.PartialArg;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.protocol.ToolCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls whose arguments come in pieces (protocol section 3.4): the tool gets one call with whole arguments. */
class StreamedCallsTest {

    private static MachineDriver asked() {
        MachineDriver d = MachineDriver.live(F38);
        d.text("question");
        return d.forget();
    }

    private static ToolCall call(String name, boolean willContinue, PartialArg... pieces) {
        return new ToolCall(List.of(new FunctionCall(null, name, Map.of(), List.of(pieces), willContinue)));
    }

    private static Map<String, Object> args(PartialArg... pieces) {
        MachineDriver d = asked();
        d.server(call("f", true)).server(call("", true, pieces)).server(call("", false));
        return onlyCall(d).args();
    }

    private static FunctionCall onlyCall(MachineDriver d) {
        assertThat(d.bodies(EventKind.toolCall)).hasSize(1);
        return (FunctionCall) d.bodies(EventKind.toolCall).get(0);
    }

    private static FunctionResponse onlyAnswer(MachineDriver d) {
        List<FunctionResponse> answers = new ArrayList<>();
        for (SessionEffect effect : d.effects) {
            if (effect instanceof SessionEffect.Send send && send.message() instanceof ToolResponse response) {
                answers.addAll(response.functionResponses());
            }
        }
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    /** The only call that was told, and then answered by the session itself. */
    private static String refusal(MachineDriver d) {
        assertThat(d.lines()).noneMatch(line -> line.startsWith("run"));
        assertThat(d.machine.openCalls()).isZero();
        return String.valueOf(onlyAnswer(d).response().get("reason"));
    }

    @ParameterizedTest
    @ValueSource(strings = {F25N_VERTEX, F38})
    void theToolRunsOnceWithWholeArguments(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.text("lights");
        d.forget();
        d.wire("{'toolCall':{'functionCalls':[{'name':'lights','willContinue':true}]}}")
                .wire("{'toolCall':{'functionCalls':[{'partialArgs':[{'jsonPath':'$.brightness','numberValue':50}],"
                        + "'willContinue':true}]}}")
                .wire("{'toolCall':{'functionCalls':[{'partialArgs':[{'jsonPath':'$.color','stringValue':'wa',"
                        + "'willContinue':true}],'willContinue':true}]}}")
                .wire("{'toolCall':{'functionCalls':[{'partialArgs':[{'jsonPath':'$.color','stringValue':'rm',"
                        + "'willContinue':true}],'willContinue':true}]}}")
                .wire("{'toolCall':{'functionCalls':[{'partialArgs':[{'jsonPath':'$.color','stringValue':''}],"
                        + "'willContinue':true}]}}");
        assertThat(d.lines()).isEmpty();
        d.wire("{'toolCall':{'functionCalls':[{}]}}");
        assertThat(d.lines()).containsExactly("toolCall 1", "run call-1-1");
        FunctionCall call = onlyCall(d);
        assertThat(call.name()).isEqualTo("lights");
        assertThat(call.args()).containsExactly(Map.entry("brightness", 50), Map.entry("color", "warm"));
        assertThat(call.partialArgs()).isEmpty();
        assertThat(call.willContinue()).isFalse();
        d.tool("call-1-1");
        assertThat(onlyAnswer(d).id()).isNull();
        assertThat(onlyAnswer(d).name()).isEqualTo("lights");
    }

    @Test
    void valuesOfEveryTypeFindTheirPlace() {
        Map<String, Object> args = args(
                new PartialArg("$.a", 1.5, false),
                new PartialArg("$.b", true, false),
                new PartialArg("$.c", null, false),
                new PartialArg("$['d e']", "x", false),
                new PartialArg("$[\"f.g\"].h", "y", false),
                new PartialArg("$.list[0].name", "first", false),
                new PartialArg("$.list[1].name", "sec", true),
                new PartialArg("$.list[1].name", "ond", false),
                new PartialArg("$.deep[0][0]", 1, false),
                new PartialArg("$.deep[0][1]", 2, false),
                new PartialArg("$.deep[0][1]", 3, false));
        assertThat(args.toString())
                .isEqualTo("{a=1.5, b=true, c=null, d e=x, f.g={h=y}, list=[{name=first}, {name=second}], "
                        + "deep=[[1, 3]]}");
    }

    @Test
    void aTextThatTheCallEndsInIsTakenAsFarAsItCame() {
        assertThat(args(new PartialArg("$.a", "be", true), new PartialArg("$.a", "gun", true)))
                .isEqualTo(Map.of("a", "begun"));
    }

    @Test
    void callsWithIdsMayCrossEachOther() {
        MachineDriver d = asked();
        d.server(pieces("a", true, "$.x")).server(pieces("b", true, "$.y"));
        d.server(pieces("a", false, "$.x")).server(pieces("b", false));
        assertThat(d.lines()).containsExactly("toolCall 1", "run a", "toolCall 1", "run b");
        assertThat(d.bodies(EventKind.toolCall))
                .map(call -> ((FunctionCall) call).args())
                .containsExactly(Map.of("x", "xx"), Map.of("y", "x"));
    }

    @Test
    void aWholeCallInBetweenIsACallOfItsOwn() {
        MachineDriver d = asked();
        d.server(call("slow", true, new PartialArg("$.x", 1, false)))
                .server(new ToolCall(List.of(new FunctionCall(null, "quick", Map.of("y", 2)))))
                .server(call("", false, new PartialArg("$.z", 3, false)));
        assertThat(d.bodies(EventKind.toolCall))
                .map(call -> ((FunctionCall) call).name() + ((FunctionCall) call).args())
                .containsExactly("quick{y=2}", "slow{x=1, z=3}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$",
                "city",
                "$.",
                "$[0]",
                "$.a[b]",
                "$.a[-1]",
                "$.a[1]",
                "$.a..b",
                "$.text.b",
                "$.a[9999999999]"
            })
    void piecesWithoutAPlaceAreAnsweredWithAnErrorAndRunNothing(String path) {
        MachineDriver d = asked();
        d.server(call("f", true, new PartialArg("$.text", "t", false), new PartialArg(path, "secret", false)))
                .server(call("", false, new PartialArg("$.ok", 1, false)));
        assertThat(refusal(d)).contains("can't be put together").doesNotContain("secret");
        d.server(say().spoken("Sorry.").turnComplete()).server(say().turnComplete());
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.complete);
    }

    @Test
    void tooManyPiecesAreNotKept() {
        MachineDriver d = asked();
        PartialArg[] many = new PartialArg[100_001];
        Arrays.fill(many, new PartialArg("$.a", 1, false));
        d.server(call("f", true, many)).server(call("", false));
        assertThat(refusal(d)).contains("100000 pieces");
    }

    @Test
    void tooMuchTextIsNotKept() {
        MachineDriver d = asked();
        d.server(call("f", true, new PartialArg("$.a", "x".repeat(3 << 20), true)))
                .server(call("", true, new PartialArg("$.a", "x".repeat(3 << 20), true)))
                .server(call("", false));
        assertThat(refusal(d)).contains("4194304 characters");
    }

    @Test
    void pathsThatAreDeeperThanAFrameMayBeAreRefused() {
        MachineDriver d = asked();
        d.server(call("f", false, new PartialArg("$" + ".a".repeat(101), 1, false)));
        assertThat(refusal(d)).contains("no path");
    }

    @Test
    void theOldestOfTooManyUnfinishedCallsMakesRoom() {
        MachineDriver d = asked();
        for (int i = 0; i < 17; i++) {
            d.server(pieces("c" + i, true, "$.a"));
        }
        assertThat(d.counters.drops(Drop.unfinishedToolCall)).isEqualTo(1);
        d.server(pieces("c16", false)).server(pieces("c1", false));
        assertThat(d.lines()).containsExactly("toolCall 1", "run c16", "toolCall 1", "run c1");
    }

    @Test
    void whatIsNotWholeWhenTheTurnEndsNeverRuns() {
        MachineDriver d = asked();
        d.server(pieces("a", true, "$.x")).server(say().turnComplete());
        assertThat(d.counters.drops(Drop.unfinishedToolCall)).isEqualTo(1);
        d.text("again");
        d.server(call("", false));
        assertThat(d.counters.drops(Drop.unfinishedToolCall)).isEqualTo(2);
        assertThat(d.bodies(EventKind.toolCall)).isEmpty();
    }

    @Test
    void anInterruptionEndsWhatWasBegun() {
        MachineDriver d = asked();
        d.server(call("f", true, new PartialArg("$.a", "old", true))).server(say().interrupted());
        d.server(say().turnComplete());
        d.text("again");
        d.server(call("f", true, new PartialArg("$.a", "new", false))).server(call("", false));
        assertThat(onlyCall(d).args()).isEqualTo(Map.of("a", "new"));
    }

    @Test
    void aCancellationAndALostConnectionEndItToo() {
        MachineDriver d = asked();
        d.server(pieces("a", true, "$.x")).server(cancel("a")).server(pieces("b", true, "$.x"));
        d.closes(1006, "");
        assertThat(d.counters.drops(Drop.unfinishedToolCall)).isEqualTo(2);
        assertThat(d.bodies(EventKind.toolCall)).isEmpty();
    }

    @EveryFamily
    void aCallThatIsComingIsAnAnswerOnItsWay(String model) {
        MachineDriver d = MachineDriver.live(model);
        d.text("question");
        for (int i = 0; i < 10; i++) {
            d.seconds(10).server(pieces("a", true, "$.x"));
        }
        assertThat(d.turnsOver()).isEmpty();
        d.server(pieces("a", false));
        assertThat(d.events()).containsExactly("toolCall 1");
    }

    @Test
    void aCallThatStopsComingIsStalled() {
        MachineDriver d = asked();
        d.server(pieces("a", true, "$.x")).seconds(20);
        assertThat(d.turn(1).ended()).isEqualTo(TurnEnd.stalled);
    }
}
