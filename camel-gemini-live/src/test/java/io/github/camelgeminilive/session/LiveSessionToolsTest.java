package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.FunctionResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The shell: functions there and back. */
class LiveSessionToolsTest extends LiveSessionRig {
    @Test
    void aToolCallThereAndBack() {
        LiveSession session = live(TestSettings.of(F25N));
        events(session, EventKind.toolCall);
        text(session, "Weather?");
        says("{'toolCall':{'functionCalls':[{'id':'fc-1','name':'f','args':{'city':'Oslo'}}]}}");
        assertThat(tools.running).containsOnlyKeys("fc-1");
        assertThat(session.status().openCalls()).isEqualTo(1);
        tools.answers("fc-1", "4 degrees");
        assertThat(server().sent())
                .last()
                .isEqualTo("{\"toolResponse\":{\"functionResponses\":[{\"id\":\"fc-1\",\"name\":\"f\","
                        + "\"response\":{\"output\":\"4 degrees\"}}]}}");
        int sent = server().sent().size();
        tools.answers("fc-1", "5 degrees");
        assertThat(server().sent()).hasSize(sent);
        assertThat(session.status().openCalls()).isZero();
        assertThat(session.counters().drops(Drop.lateToolResult)).isEqualTo(1);
    }

    @Test
    void aLateToolResultAfterItsCancellationIsDropped() {
        LiveSession session = live(TestSettings.of(F38));
        says("{'toolCall':{'functionCalls':[{'id':'fc-1','name':'f','args':{}}]}}");
        says("{'toolCallCancellation':{'ids':['fc-1']}}");
        assertThat(tools.cancelled).containsExactly("fc-1");
        int sent = server().sent().size();
        tools.answers("fc-1", "done");
        assertThat(server().sent()).hasSize(sent);
        assertThat(session.counters().drops(Drop.lateToolResult)).isEqualTo(1);
    }

    @Test
    void aCancellationOfAnAnsweredCallReachesItsTool() {
        live(TestSettings.of(F38));
        says("{'toolCall':{'functionCalls':[{'id':'fc-1','name':'f','args':{}}]}}");
        tools.answers("fc-1", "done");
        says("{'toolCallCancellation':{'ids':['fc-1']}}");
        says("{'toolCallCancellation':{'ids':['fc-1']}}");
        assertThat(tools.cancelled).containsExactly("fc-1");
    }

    @Test
    void aSessionIsForgottenAfterItsLastCancellation() {
        LiveSession session = live(TestSettings.of(F38));
        says("{'toolCall':{'functionCalls':[{'id':'fc-1','name':'f','args':{}}]}}");
        assertThat(tools.forgotten).isEmpty();
        session.close("test");
        assertThat(tools.forgotten).containsExactly(session.id() + " after [fc-1]");
    }

    @Test
    void aLostConnectionCancelsItsCalls() {
        live(TestSettings.of(F38));
        says("{'toolCall':{'functionCalls':[{'id':'fc-1','name':'f','args':{}}]}}");
        server().serverVanishes();
        assertThat(tools.cancelled).containsExactly("fc-1");
        tools.answers("fc-1", "done");
        clock.advanceSeconds(1);
        opens();
        assertThat(server().sent()).hasSize(1);
    }

    @Test
    void aResultThatIsNoJsonIsAnsweredAsAnError() {
        live(TestSettings.of(F38));
        says("{'toolCall':{'functionCalls':[{'id':'fc-1','name':'f','args':{}}]}}");
        tools.answers("fc-1", new Object());
        assertThat(server().sent()).last().asString().contains("fc-1", "\"status\":\"failed\"", "\"retryable\":false");
    }

    @Test
    void anAnswerByHandThatIsNoJsonFailsAndTheCallStaysOpen() {
        LiveSession session = live(TestSettings.of(F38).manualTools());
        says("{'toolCall':{'functionCalls':[{'id':'fc-1','name':'f','args':{}}]}}");
        session.send(
                Input.Kind.TOOL_RESPONSE,
                new ClientMessage.ToolResponse(
                        List.of(new FunctionResponse("fc-1", "f", Map.of("output", new Object())))),
                "",
                false,
                word("bad"));
        session.send(
                Input.Kind.TOOL_RESPONSE,
                new ClientMessage.ToolResponse(List.of(new FunctionResponse("fc-1", "f", Map.of("output", "ok")))),
                "",
                false,
                word("good"));
        assertThat(log).containsExactly("bad failed BAD_INPUT", "good written");
    }
}
