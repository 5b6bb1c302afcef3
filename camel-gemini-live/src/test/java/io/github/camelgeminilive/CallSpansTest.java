package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** A call is the child of the exchange that asked, and so is its span. */
class CallSpansTest extends LiveRouteTest {

    private static final String CALL = "execute_tool turn_on";

    private final CyclicBarrier both = new CyclicBarrier(2);

    /** By id of a call: the id of the exchange that is named as its parent. */
    private final Map<String, String> askers = new ConcurrentHashMap<>();

    /** By session: the id of the exchange that asked last. */
    private final Map<String, String> asking = new ConcurrentHashMap<>();

    /** Headers of the last call, and properties of the last exchange that asked, when it goes on. */
    private final Map<String, Object> headers = new ConcurrentHashMap<>();

    private final Map<String, Object> properties = new ConcurrentHashMap<>();

    private Spans spans;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        spans = Spans.of(created);
        created.getRegistry().bind("quiet", new ToolRouteTest.Heard());
        return created;
    }

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .scenario(Scenario.create()
                        .onText("kitchen")
                        .anytime()
                        .callTool("turn_on", Map.of("room", "kitchen"))
                        .say("On.")
                        .onText("slow")
                        .anytime()
                        .callTool("turn_on", Map.of("room", "slow"))
                        .say("On, too.")
                        .onText("broken")
                        .anytime()
                        .callTool("fail", Map.of("room", "kitchen"))
                        .say("{{fail.status}}")
                        .onText("handled")
                        .anytime()
                        .callTool("fail_softly", Map.of())
                        .say("{{fail_softly.status}}")
                        .onText("never mind")
                        .anytime()
                        .callTool("fc-9", "wait", Map.of())
                        .onText("relay")
                        .anytime()
                        .callTool("relay", Map.of())
                        .say("Passed on.")
                        .onText("made up")
                        .anytime()
                        .callTool("beam_me_up", Map.of())
                        .say("Up."));
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask")
                        .process(e -> asking.put(
                                e.getMessage().getHeader(GeminiLiveConstants.SESSION_ID, "default", String.class),
                                e.getExchangeId()))
                        .to("gemini-live:home")
                        .process(e -> properties.putAll(e.getAllProperties()));
                from("gemini-live:home?tool=turn_on&description=Turns a light on&parameter.room=string")
                        .process(CallSpansTest.this::note)
                        .to("direct:lamp")
                        .setBody(constant(Map.of("light", "bright-result")));
                from("direct:lamp").process(e -> {
                    if ("slow".equals(e.getMessage().getBody(Map.class).get("room"))) {
                        both.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                    }
                });
                from("gemini-live:home?tool=fail&description=Fails&parameter.room=string&exceptionHandler=#quiet")
                        .process(e -> {
                            throw new IllegalStateException(
                                    "no lamp in " + e.getMessage().getBody());
                        });
                from("gemini-live:home?tool=fail_softly&description=Fails")
                        .onException(IllegalStateException.class)
                        .handled(true)
                        .end()
                        .throwException(new IllegalStateException("softly"));
                from("gemini-live:home?tool=wait&description=Waits")
                        .process(CallSpansTest.this::note)
                        .process(e -> ToolCall.of(e).awaitCancelled(PATIENCE));
                from("gemini-live:home?tool=relay&description=Asks the agent of the lamps")
                        .setBody(constant("kitchen"))
                        .to("gemini-live:lamps");
                from("gemini-live:lamps?tool=turn_on&description=Turns a light on&parameter.room=string")
                        .setBody(constant("on"));
                from("gemini-live:*?tool=*").setBody(constant("beamed"));
            }
        };
    }

    private void note(Exchange exchange) {
        headers.putAll(exchange.getMessage().getHeaders());
        askers.put(
                ToolCall.of(exchange).getId(), exchange.getProperty(Exchange.CORRELATION_ID, "nobody", String.class));
    }

    @Test
    void aQuestionAndAllThatItCausesAreOneTrace() {
        assertThat(ask("default", "kitchen")).isEqualTo("On.");

        Spans.Seen call = spans.one(CALL);
        assertThat(spans.path(call)).containsExactly(CALL, "home", "ask", "ask");
        Spans.Seen asked = spans.parent(call);
        assertThat(asked.tag("op")).isEqualTo("EVENT_SENT");
        assertThat(asked.tag("camel.uri")).isEqualTo("gemini-live://home");
        List<Spans.Seen> lamp = spans.all().stream()
                .filter(span -> "direct://lamp".equals(span.tag("camel.uri")))
                .toList();
        assertThat(lamp).hasSize(2);
        assertThat(spans.path(lamp.get(0))).startsWith("lamp", CALL, "home", "ask");
        assertThat(askers).containsValue(asking.get("default"));
    }

    @Test
    void theTagsOfTheManualAreThereAndNothingThatWasSaid() {
        ask("default", "kitchen");

        Spans.Seen call = spans.one(CALL);
        Map<String, String> tags = call.span().tags();
        assertThat(tags)
                .containsEntry("gen_ai.operation.name", "execute_tool")
                .containsEntry("gen_ai.provider.name", "gcp.gemini")
                .containsEntry("gen_ai.agent.name", "home")
                .containsEntry("gen_ai.conversation.id", "default")
                .containsEntry("gen_ai.tool.name", "turn_on")
                .containsEntry("gen_ai.tool.type", "function")
                .containsEntry("gen_ai.tool.call.id", askers.keySet().iterator().next())
                .containsEntry("gemini_live.outcome", "ok")
                .doesNotContainKeys("error", "error.type");
        List<String> ours = new ArrayList<>(tags.keySet());
        ours.removeIf(tag -> !tag.startsWith("gen_ai.") && !tag.startsWith("gemini_live."));
        ours.add("error.type");
        assertThat(ManualTable.firstColumn("docs/observability.md", "Spans")).containsExactlyInAnyOrderElementsOf(ours);
        assertThat(spans.all().toString()).doesNotContain("kitchen", "bright-result", KEY);
    }

    @Test
    void aFailureShowsWithoutItsText() {
        assertThat(ask("default", "broken")).isEqualTo("failed");
        assertThat(ask("default", "handled")).isEqualTo("failed");

        for (String name : List.of("execute_tool fail", "execute_tool fail_softly")) {
            Spans.Seen call = spans.one(name);
            assertThat(call.span().tags())
                    .containsEntry("gemini_live.outcome", "failed")
                    .containsEntry("error.type", "failed")
                    .containsEntry("error", "true");
            assertThat(call.span().getLogEntries()).isEmpty();
        }
    }

    @Test
    void aCallThatWasTakenBackSaysSo() {
        template.sendBody("direct:ask", "never mind");
        await("the call", () -> askers.containsKey("fc-9"));
        emulator().connection(1, PATIENCE).serverSays("{\"toolCallCancellation\":{\"ids\":[\"fc-9\"]}}");

        assertThat(spans.one("execute_tool wait").span().tags())
                .containsEntry("gemini_live.outcome", "cancelled")
                .containsEntry("error.type", "cancelled");
    }

    @Test
    void aNameThatTheModelMadeUpIsInNoSpan() {
        ask("default", "made up");

        assertThat(spans.one("execute_tool *").span().tags())
                .containsEntry("gen_ai.tool.name", "*")
                .containsEntry("gen_ai.agent.name", "home");
        assertThat(spans.all().toString()).doesNotContain("beam_me_up");
    }

    @Test
    void whoDoesNotWaitForTheAnswerHasAskedAllTheSame() {
        template.sendBody("direct:ask", "kitchen");

        assertThat(spans.path(spans.one(CALL))).containsExactly(CALL, "home", "ask", "ask");
        await("the call's asker", () -> askers.containsValue(asking.get("default")));
    }

    @Test
    void aToolThatAsksAnotherAgentIsTheParentOfThatAgentsCalls() {
        assertThat(ask("default", "relay")).isEqualTo("Passed on.");

        assertThat(spans.path(spans.one(CALL)))
                .containsExactly(CALL, "lamps", "execute_tool relay", "home", "ask", "ask");
    }

    @Test
    void headersOfTheAskerDoNotReachTheCallAndNothingOfOursStaysOnTheAsker() {
        template.requestBodyAndHeaders("direct:ask", "kitchen", Map.of("customer", "4711", "baggage", "tier=gold"));

        Spans.Seen call = spans.one(CALL);
        assertThat(headers)
                .containsOnlyKeys(
                        GeminiLiveConstants.AGENT,
                        GeminiLiveConstants.SESSION_ID,
                        GeminiLiveConstants.TOOL_NAME,
                        GeminiLiveConstants.TOOL_CALL_ID,
                        "traceparent")
                .containsEntry("traceparent", call.trace() + "-" + call.span().getSpanId());
        assertThat(properties).isNotEmpty().doesNotContainKey(Asking.TRACE);
    }

    @Test
    void sessionsSideBySideDoNotMix() throws Exception {
        for (int round = 1; round <= 10; round++) {
            int calls = 2 * round;
            CompletableFuture<String> one = askLater("one", "slow");
            CompletableFuture<String> two = askLater("two", "slow");
            one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            two.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(askers).hasSize(calls);
            assertThat(askers.values()).contains(asking.get("one"), asking.get("two"));
        }

        await(
                "all spans",
                () -> spans.named(CALL).size() == 20 && spans.all().stream().allMatch(Spans.Seen::done));
        for (Spans.Seen call : spans.named(CALL)) {
            Spans.Seen asked = spans.parent(call);
            assertThat(asked.tag("gen_ai.conversation.id")).isEqualTo(call.tag("gen_ai.conversation.id"));
            assertThat(asked.tag("exchangeId")).isEqualTo(askers.get(call.tag("gen_ai.tool.call.id")));
        }
        assertThat(spans.named(CALL).stream().map(Spans.Seen::trace).distinct()).hasSize(20);
    }

    @Test
    void aMicrophoneIsNobodyAndNothingOfEarlierCallsIsLeft() {
        for (int i = 0; i < 3; i++) {
            ask("default", "kitchen");
        }
        askers.clear();
        send("gemini-live:home?operation=audio&audioInputRate=16000", new byte[640], Map.of());
        emulator().connection(1, PATIENCE).serverSays(Says.toolCall("late-1", "turn_on"));

        await("the call", () -> askers.containsKey("late-1"));
        assertThat(askers).containsEntry("late-1", "nobody");
        await(
                "the span",
                () -> spans.named(CALL).stream().filter(Spans.Seen::done).count() == 4);
        assertThat(spans.path(spans.named(CALL).get(3))).containsExactly(CALL);
    }

    /** On threads of Camel: those of the JDK's common pool may be one only. */
    private CompletableFuture<String> askLater(String session, String text) {
        return template.asyncRequestBodyAndHeader(
                "direct:ask", text, GeminiLiveConstants.SESSION_ID, session, String.class);
    }

    private String ask(String session, String text) {
        return template.requestBodyAndHeader("direct:ask", text, GeminiLiveConstants.SESSION_ID, session, String.class);
    }
}
