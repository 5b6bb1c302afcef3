package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Acts;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.session.Drop;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits of calls, and too many functions, through routes. */
class ToolCallLimitsTest extends LiveRouteTest {

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .scenario(Scenario.create()
                        .onText("three")
                        .anytime()
                        .callTools(
                                Acts.call("ring", Map.of(), "a"),
                                Acts.call("ring", Map.of(), "b"),
                                Acts.call("ring", Map.of(), "c"))
                        .say("The last one: {{response.status}}.")
                        .otherwise()
                        .say("Hm."));
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        HealthCheckRegistry health = new DefaultHealthCheckRegistry(created);
        health.register(health.resolveById("context"));
        health.register(health.resolveById("consumers"));
        created.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, health);
        return created;
    }

    private Map<String, Object> health(String route) {
        return HealthCheckHelper.invoke(context, "full").stream()
                .filter(result -> result.getCheck().getId().equals("consumer:" + route))
                .findFirst()
                .orElseThrow()
                .getDetails();
    }

    @ParameterizedTest
    @CsvSource({"maxToolCallsPerTurn=2,false", "maxToolCallsPerMinute=2,true"})
    @AnswerRow("more calls than maxToolCallsPerTurn or maxToolCallsPerMinute")
    void theThirdCallIsToldAndAnsweredAndReachesNoRoute(String option, boolean retryable) throws Exception {
        routes(rb -> {
            rb.from("gemini-live:bob?tool=ring&description=Rings&" + option)
                    .routeId("ring")
                    .to("mock:ring")
                    .setBody(rb.constant(Map.of("status", "rung")));
            rb.from("gemini-live:bob?events=toolCall").to("mock:told");
        });
        getMockEndpoint("mock:ring").expectedMessageCount(2);
        getMockEndpoint("mock:told").expectedMessageCount(3);
        Exchange answer =
                template.request("gemini-live:bob", e -> e.getMessage().setBody("Three!"));
        assertThat(answer.getException()).isNull();
        JsonNode refused = emulator()
                .takeFrame(
                        "the answer to c",
                        frame -> frame.at("/toolResponse/functionResponses/0/id")
                                .asText()
                                .equals("c"),
                        PATIENCE)
                .at("/toolResponse/functionResponses/0/response");
        assertThat(refused.at("/status").asText()).isEqualTo("too_many_calls");
        assertThat(refused.at("/retryable").asBoolean()).isEqualTo(retryable);
        getMockEndpoint("mock:ring").assertIsSatisfied();
        getMockEndpoint("mock:told").assertIsSatisfied();
        assertThat(session("bob", "default").live().counters().drops(Drop.limitedToolCall))
                .isEqualTo(1);
        assertThat(health("ring")).containsEntry("dropped limitedToolCall", 1L);
    }

    @ParameterizedTest
    @CsvSource({
        "maxToolCallsPerTurn=-1,Option maxToolCallsPerTurn: expected 0 (no limit) or more but was -1",
        "maxToolCallsPerMinute=-2,Option maxToolCallsPerMinute: expected 0 (no limit) or more but was -2",
        "maxToolCallsPerTurn=1&toolMode=manual,Option maxToolCallsPerTurn: expected toolMode=auto"
    })
    void limitsThatCanNotWorkAreRefused(String options, String problem) {
        assertThatThrownBy(() -> send("gemini-live:bob?" + options, "hi", Map.of()))
                .hasMessageContaining(problem);
    }

    @Test
    void moreThanTwentyFunctionsOfASessionAreAWarning() throws Exception {
        routes(rb -> {
            for (int i = 1; i <= 21; i++) {
                rb.from("gemini-live:bob?tool=f" + i + "&description=Does it")
                        .routeId("f" + i)
                        .setBody(rb.constant("x"));
            }
        });
        assertThat(send(
                                "gemini-live:bob?operation=open",
                                null,
                                Map.of(
                                        GeminiLiveConstants.SESSION_ID,
                                        "few",
                                        GeminiLiveConstants.TOOL_SET,
                                        List.of("f1", "f2")))
                        .getException())
                .isNull();
        assertThat(health("f1")).doesNotContainKey("functions");
        open("bob", "all");
        assertThat(String.valueOf(health("f1").get("functions")))
                .contains("a session has 21 functions")
                .contains("CamelGeminiLiveToolSet");
    }
}
