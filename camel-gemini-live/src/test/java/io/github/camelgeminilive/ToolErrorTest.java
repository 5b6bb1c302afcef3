package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.Frame;
import io.github.camelgeminilive.emulator.LiveConnection;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.tools.ToolError;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a model is told of what went wrong: enough to go on, and nothing about how the application is built. */
class ToolErrorTest extends LiveRouteTest {

    private static final String CANARY = "canary-7b1d";

    /** How each call ends, by the name of its function. */
    private static final Map<String, String> STATUS = Map.of(
            "raises", "failed",
            "buried", "failed",
            "handled", "failed",
            "rolled_back", "failed",
            "unusable", "failed",
            "too_long", "failed",
            "slow", "timeout",
            "away", "unavailable",
            "picky", "invalid_arguments",
            "nobody", "unknown_function");

    @Override
    LiveEmulator.Builder emulatorSettings() {
        Scenario scenario = Scenario.create();
        for (String name : STATUS.keySet()) {
            scenario.onText("call " + name)
                    .callTool(name, Map.of("guests", "many"))
                    .say("It is {{response.status}}.");
        }
        return LiveEmulator.builder().scenario(scenario).apiKeys(KEY);
    }

    @ParameterizedTest
    @EnumSource
    void everyErrorSaysStatusReasonAndWhetherToTryAgainInPlainWords(ToolError error) {
        Map<String, Object> response = error.result().response();
        assertThat(response).containsOnlyKeys("status", "reason", "retryable");
        assertThat(response.get("status")).asString().matches("[a-z]+(_[a-z]+)*");
        assertThat(response.get("retryable")).isInstanceOf(Boolean.class);
        String reason = String.valueOf(response.get("reason"));
        // sentences, and no names of classes, packages or options
        assertThat(reason).matches("([A-Z][a-z ,:]+\\.( |$))+").hasSizeBetween(30, 200);
        assertThat(reason.toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("exception", "error", "route", "camel", "thread", "pool", "exchange", "body", "json");
        // a model tries again where nothing was done, and is told not to assume or repeat where something may have been
        assertThat(reason.contains("Nothing was carried out.") && !reason.contains("no function"))
                .isEqualTo(response.get("retryable"));
        assertThat(error.result().willContinue()).isFalse();
        assertThat(error.result().scheduling()).isNull();
    }

    @Test
    void nothingOfExceptionsRoutesAndUrisReachesTheModel() throws Exception {
        routes(rb -> {
            rb.from(tool("raises"))
                    .routeId(CANARY + "-route")
                    .process(new Secret())
                    .to("mock:" + CANARY);
            rb.from(tool("buried"))
                    .errorHandler(rb.deadLetterChannel("direct:" + CANARY))
                    .process(new Secret());
            rb.from("direct:" + CANARY).setBody(rb.exceptionMessage());
            rb.from(tool("handled"))
                    .onException(IllegalStateException.class)
                    .handled(true)
                    .setBody(rb.simple("${exception.stacktrace}"))
                    .end()
                    .process(new Secret());
            rb.from(tool("rolled_back")).setBody(rb.constant(CANARY)).markRollbackOnly();
            rb.from(tool("unusable"))
                    .process(e -> e.getMessage().setBody(Map.of("cause", new IllegalStateException(CANARY))));
            rb.from(tool("too_long") + "&maxToolResponse=10").setBody(rb.constant(CANARY.repeat(10)));
            rb.from(tool("slow") + "&toolTimeout=20ms")
                    .process(e -> ToolCall.of(e).awaitCancelled(PATIENCE));
            rb.from(tool("away")).routeId(CANARY + "-away").setBody(rb.constant(CANARY));
            rb.from(tool("picky")
                            + "&parameter.guests=integer&parameter.guests.required=true&parameter.guests.description="
                            + "a+number")
                    .setBody(rb.constant(CANARY));
            rb.from("direct:in").to("gemini-live:bob?inputAudioTranscription=false");
        });
        context.getRouteController().suspendRoute(CANARY + "-away");

        for (Map.Entry<String, String> call : STATUS.entrySet()) {
            template.sendBody("direct:in", "call " + call.getKey());
            Frame answer = connection()
                    .takeFrame(
                            "the answer of " + call.getKey(),
                            frame -> frame.json()
                                    .at("/toolResponse/functionResponses/0/name")
                                    .asText()
                                    .equals(call.getKey()),
                            PATIENCE);
            var response = answer.json().at("/toolResponse/functionResponses/0/response");
            assertThat(response.path("status").asText()).as(call.getKey()).isEqualTo(call.getValue());
            assertThat(response.size()).as("fields of %s", response).isEqualTo(3);
        }
        String told = connection().frames().stream().map(Frame::text).collect(Collectors.joining("\n"));
        assertThat(told)
                .contains("do not call the function again")
                .doesNotContain(CANARY, "Exception", "org.apache", "io.github", "java.", "\\tat ", "Secret", "mock:");
    }

    /** Options that a call needs have names that say nothing. */
    private static String tool(String name) {
        return "gemini-live:bob?tool=" + name + "&description=Does+it"
                + (name.equals("picky") ? "" : "&parameter.guests=string");
    }

    private LiveConnection connection() {
        return emulator().connection(1, PATIENCE);
    }

    /** A step whose failure tells much. */
    private static final class Secret implements org.apache.camel.Processor {
        @Override
        public void process(org.apache.camel.Exchange exchange) {
            throw new IllegalStateException(CANARY + " password", new java.io.IOException(CANARY + " /etc/hosts"));
        }
    }
}
