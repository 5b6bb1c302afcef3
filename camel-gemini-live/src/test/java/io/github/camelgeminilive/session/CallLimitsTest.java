package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.ClientInputs.sent;
import static io.github.camelgeminilive.session.Say.call;
import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static io.github.camelgeminilive.session.TestSettings.F38X;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.ClientMessage.ToolResponse;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.protocol.InteractionStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many calls are carried out of one turn, and within a minute. */
class CallLimitsTest {

    private static MachineDriver live(String model, int perTurn, int perMinute) {
        MachineDriver d = MachineDriver.live(TestSettings.of(model).calls(new CallRules(perTurn, perMinute, true)));
        d.text("go");
        return d.forget();
    }

    private static FunctionResponse answer(MachineDriver d, String id) {
        return sent(d, ToolResponse.class).stream()
                .flatMap(response -> response.functionResponses().stream())
                .filter(response -> id.equals(response.id()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected an answer to " + id));
    }

    @EveryFamily
    void callsBeyondTheLimitOfATurnAreToldAndAnsweredAndNeverRun(String model) {
        MachineDriver d = live(model, 2, 0);
        d.server(call("a", "b", "c"));
        assertThat(d.lines())
                .containsExactly(
                        "toolCall 1",
                        "run a",
                        "toolCall 1",
                        "run b",
                        "toolCall 1",
                        "refuse c too_many_calls",
                        "> answer [c]");
        assertThat(answer(d, "c").response())
                .containsOnlyKeys("status", "reason", "retryable")
                .containsEntry("status", "too_many_calls")
                .containsEntry("retryable", false);
        assertThat(d.counters.drops(Drop.limitedToolCall)).isEqualTo(1);
        assertThat(d.machine.openCalls()).isEqualTo(2);
    }

    @Test
    void callsInSequenceOfOneTurnCountTogetherAndTheNextTurnBeginsAnew() {
        MachineDriver d = live(F25N, 2, 0);
        d.server(call("a")).tool("a").server(call("b")).tool("b").server(call("c"));
        assertThat(answer(d, "c").response()).containsEntry("status", "too_many_calls");
        d.server(say().spoken("So much for that.").generationComplete()).server(say().turnComplete());
        d.text("again");
        d.forget().server(call("d"));
        assertThat(d.lines()).containsExactly("toolCall 2", "run d");
    }

    @Test
    void aWishThatTheFamilySpreadsOverSeveralTurnsOfTheWireIsOneTurn() {
        MachineDriver two = live(F38, 1, 0);
        two.server(call("a")).server(say().turnComplete()).tool("a").server(call("b"));
        assertThat(answer(two, "b").response()).containsEntry("status", "too_many_calls");

        MachineDriver x = live(F38X, 1, 0);
        x.server(call("a")).tool("a");
        x.server(say().sound(100).turnComplete().status(InteractionStatus.IN_PROGRESS));
        x.server(call("b"));
        assertThat(answer(x, "b").response()).containsEntry("status", "too_many_calls");
    }

    @Test
    void theMinuteSlidesAndCallsThatWereRefusedDoNotCount() {
        MachineDriver d = live(F38, 0, 2);
        d.server(call("a"));
        d.seconds(40).server(call("b")).server(call("c"));
        assertThat(answer(d, "c").response())
                .containsEntry("status", "too_many_calls")
                .containsEntry("retryable", true);
        d.seconds(19).server(call("d"));
        assertThat(answer(d, "d").response()).containsEntry("status", "too_many_calls");
        d.forget().seconds(1).server(call("e")).server(call("f"));
        assertThat(d.lines()).contains("run e").doesNotContain("run f");
    }

    @Test
    void whoAnswersByHandDecidesAboutEachCall() {
        MachineDriver d = MachineDriver.live(TestSettings.of(F38).manualTools().calls(new CallRules(1, 1, true)));
        d.text("go");
        d.forget().server(call("a", "b"));
        assertThat(d.lines()).isEqualTo(List.of("toolCall 1", "toolCall 1"));
    }
}
