package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.Say.call;
import static io.github.camelgeminilive.session.Say.cancel;
import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F31;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.protocol.ToolCall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The machine of a session: calls of functions and their answers. */
class SessionMachineCallsTest {

    @Test
    void aCallIsRunAndAnsweredOnce() {
        MachineDriver d = MachineDriver.live(F38);
        d.server(call("a", "b")).server(call("a"));
        assertThat(d.lines()).containsExactly("toolCall 1", "run a", "toolCall 1", "run b");
        d.tool("a").tool("a").tool("unknown");
        assertThat(d.lines()).containsExactly("> answer [a]");
        assertThat(d.counters.drops(Drop.duplicateToolCall)).isEqualTo(1);
        assertThat(d.counters.drops(Drop.lateToolResult)).isEqualTo(2);
    }

    @Test
    void aCallWithoutAnIdIsRunUnderAKeyOfOursAndAnsweredWithoutAnId() {
        MachineDriver d = MachineDriver.live(F38);
        d.server(new ToolCall(List.of(new FunctionCall(null, "f", Map.of()), new FunctionCall(null, "g", Map.of()))));
        assertThat(d.lines()).containsExactly("toolCall 1", "run call-1-1", "toolCall 1", "run call-1-2");
        d.tool("call-1-2");
        assertThat(sent(d)).containsExactly(new FunctionResponse(null, "g", Map.of("output", "done")));
        d.answersByHand(new FunctionResponse("call-1-1", "anything", Map.of()));
        assertThat(sent(d)).last().isEqualTo(new FunctionResponse(null, "f", Map.of("output", "done")));
    }

    @Test
    void schedulingIsLeftOutWhereTheFamilyHasNone() {
        MachineDriver d = MachineDriver.live(F31);
        d.server(call("a", "b")).tool("a", "WHEN_IDLE");
        d.answersByHand(new FunctionResponse("b", "f_b", Map.of(), "WHEN_IDLE", false));
        assertThat(sent(d)).extracting(FunctionResponse::scheduling).containsOnlyNulls();

        d = MachineDriver.live(F38);
        d.server(call("a", "b")).tool("a", "WHEN_IDLE");
        d.answersByHand(new FunctionResponse("b", "f_b", Map.of(), "WHEN_IDLE", false));
        assertThat(sent(d)).extracting(FunctionResponse::scheduling).containsOnly("WHEN_IDLE");
    }

    @Test
    void anAnswerByHandNeedsAnOpenCall() {
        MachineDriver d = MachineDriver.live(TestSettings.of(F38).manualTools());
        d.server(call("a", "b", "c")).server(cancel("b"));
        assertThat(d.lines()).doesNotContain("run a", "cancel b");
        FunctionResponse answer = new FunctionResponse("a", "f_a", Map.of());
        assertThat(d.rejection(d.answersByHand(new FunctionResponse("x", "f", Map.of())))
                        .message())
                .contains("call x is unknown");
        assertThat(d.rejection(d.answersByHand(new FunctionResponse("b", "f_b", Map.of())))
                        .message())
                .contains("call b is cancelled");
        assertThat(d.rejection(d.answersByHand(answer, answer)).message()).contains("call a is answered");
        d.forget().answersByHand(new FunctionResponse("a", "f_a", Map.of(), null, true), answer);
        assertThat(d.lines()).containsExactly("> answer [a, a]");
        assertThat(d.rejection(d.answersByHand(answer)).message()).contains("call a is answered");
    }

    @Test
    void aFreshConversationMayUseAnOldIdAgainAndTheOldResultDoesNotAnswerIt() {
        MachineDriver d = MachineDriver.live(F38);
        d.server(call("a")).closes(1006, "").seconds(1).opens().forget();
        d.server(call("a"));
        assertThat(d.lines()).containsExactly("toolCall 2", "run a@2");
        d.tool("a");
        assertThat(d.lines()).isEmpty();
        d.server(call("a"));
        assertThat(d.lines()).isEmpty();
        d.handle(new SessionEvent.ToolFinished("a@2", new FunctionResponse("a@2", "f_a", Map.of())));
        assertThat(d.lines()).containsExactly("> answer [a]");
        d.server(call("b")).server(cancel("b"));
        assertThat(d.lines()).contains("cancel b");
    }

    @Test
    void aCallThatWasAnsweredIsTakenBackOnceAndSettlesNoTurn() {
        MachineDriver d = MachineDriver.live(F38);
        d.server(call("a")).tool("a").forget();
        d.server(cancel("a")).server(cancel("a"));
        assertThat(d.lines()).containsExactly("toolCallCancellation 1", "cancel a", "toolCallCancellation 1");
        assertThat(d.machine.openCalls()).isZero();
    }

    @Test
    void aRenamedCallIsCancelledUnderItsNewKey() {
        MachineDriver d = MachineDriver.live(F38);
        d.server(call("a")).closes(1006, "").seconds(1).opens();
        d.server(call("a")).forget().server(cancel("a"));
        assertThat(d.lines()).contains("cancel a@2");
    }

    @Test
    void soundIsHeldBackWhileABlockingCallIsOpenForTenSecondsAtMost() {
        MachineDriver d = MachineDriver.live(F25N);
        d.server(call("a")).forget();
        long gated = d.send(Input.Kind.LIVE_AUDIO);
        assertThat(d.lines()).containsExactly("accept " + gated);
        assertThat(d.counters.drops(Drop.gatedSound)).isEqualTo(1);
        d.seconds(10);
        d.send(Input.Kind.LIVE_AUDIO);
        assertThat(d.lines()).containsExactly("> sound");
    }

    @Test
    void soundIsNotHeldBackWhereCallsDoNotBlock() {
        MachineDriver d = MachineDriver.live(F38);
        d.server(call("a")).forget();
        d.send(Input.Kind.LIVE_AUDIO);
        assertThat(d.lines()).containsExactly("> sound");
    }

    @Test
    void aCancellationNamesTheTurnOfItsCall() {
        MachineDriver d = MachineDriver.live(F38);
        d.server(call("a")).server(say().turnComplete()).server(say().heard("no, stop"));
        d.forget().server(cancel("a"));
        assertThat(d.lines()).startsWith("toolCallCancellation 1", "cancel a");
    }

    @Test
    void somebodyWhoWaitsForAnAnswerHasToAskForOne() {
        assertThatThrownBy(() -> new Input(1, Input.Kind.AUDIO_STREAM_END, null, "", true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AUDIO_STREAM_END");
    }

    private static List<FunctionResponse> sent(MachineDriver d) {
        return d.effects.stream()
                .filter(SessionEffect.Send.class::isInstance)
                .map(effect -> ((SessionEffect.Send) effect).message())
                .filter(ClientMessage.ToolResponse.class::isInstance)
                .flatMap(message -> ((ClientMessage.ToolResponse) message).functionResponses().stream())
                .toList();
    }
}
