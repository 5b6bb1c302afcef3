package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.tools.ToolOutcome;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What metrics, the dev console and JMX show of calls, and that the manual says the same. */
class SeenCallsTest extends LiveRouteTest {

    private static final String MANUAL = "docs/observability.md";

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch lampsDone = new CountDownLatch(1);

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        created.getRegistry().bind("metricsRegistry", meters);
        return created;
    }

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .scenario(Scenario.create()
                        .onText("time")
                        .anytime()
                        .callTool("now", Map.of("zone", "argument-canary"))
                        .say("Noon.")
                        .onText("lamps")
                        .anytime()
                        .callTool("fc-3", "turn_on", Map.of("room", "argument-canary"))
                        .say("On.")
                        .onText("made up")
                        .anytime()
                        .callTool("beam_me_up", Map.of())
                        .say("No."));
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to("gemini-live:home");
                from("gemini-live:home?tool=now&description=The time&parameter.zone=string")
                        .setBody(constant("noon"));
                from("gemini-live:home?tool=turn_on&description=Turns lamps on&parameter.room=string")
                        .routeId("lamps")
                        .process(e -> lampsDone.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .setBody(constant("on"));
            }
        };
    }

    @Test
    void theConsoleListsOpenCallsAsTheManualShows() throws Exception {
        template.requestBody("direct:ask", "time");
        template.requestBody("direct:ask", "time");
        template.sendBody("direct:ask", "lamps");
        await("the open call", () -> json().contains("\"running\""));

        JsonNode shown = new ObjectMapper().readTree(json());
        JsonNode manual = new ObjectMapper().readTree(ManualTable.block(MANUAL, "Dev console", "json"));
        assertSameShape(manual, shown);
        JsonNode agent = shown.at("/agents/0");
        assertThat(agent.at("/outcomes/ok").asInt()).isEqualTo(2);
        assertThat(agent.at("/openCallCount").asInt()).isEqualTo(1);
        JsonNode call = agent.at("/openCalls/0");
        assertThat(call.get("tool").asText()).isEqualTo("turn_on");
        assertThat(call.get("callId").asText()).isEqualTo("fc-3");
        assertThat(call.get("sessionId").asText()).isEqualTo("default");
        assertThat(call.get("routeId").asText()).isEqualTo("lamps");
        assertThat(call.get("timeout").asInt()).isEqualTo(30_000);
        assertThat(call.get("age").asLong()).isBetween(0L, PATIENCE.toMillis());
        assertThat(shape(text(Map.of()))).isEqualTo(shape(ManualTable.block(MANUAL, "Dev console", "text")));
        assertThat(json() + text(Map.of())).doesNotContain("argument-canary", "noon", KEY);

        GeminiLiveToolConsumer consumer =
                (GeminiLiveToolConsumer) context.getRoute("lamps").getConsumer();
        assertThat(consumer.getOpenCalls()).isEqualTo(1);
        assertThat(consumer.getRunningCalls()).isEqualTo(1);
        assertThat(consumer.getPendingExchangesSize()).isZero();

        lampsDone.countDown();
        await("no open call", () -> json().contains("\"openCallCount\":0"));
        assertThat(consumer.getOpenCalls()).isZero();
        assertThat(text(Map.of())).doesNotContain("fc-3");
    }

    @Test
    void theConsoleShowsNoMoreThanItsLimit() {
        for (int i = 0; i < 5; i++) {
            open("home", "caller-" + i);
        }

        assertThat(text(Map.of("limit", "2"))).containsOnlyOnce("and 3 more sessions");
        assertThat(text(Map.of("limit", "2")).split("Session: ")).hasSize(3);
        for (Object wrong : List.of("many", "", "-1")) {
            assertThat(text(Map.of("limit", wrong))).contains("Agent: home");
        }
        assertThat(text(Map.of()).split("Session: ")).hasSize(6);
    }

    @Test
    void theConsoleWorksBeforeAnySession() {
        assertThat(text(Map.of())).isEqualTo("\n    Agent: home (component: gemini-live sessions: 0)");
        assertThat(json()).contains("\"agents\"", "\"home\"").doesNotContain("openCalls");
    }

    @Test
    void theMetersAreThoseOfTheManualWithTheirTags() {
        template.requestBody("direct:ask", "time");
        template.requestBody("direct:ask", "made up");
        await(
                "two outcomes",
                () -> meters.find("camel.gemini.live.tool.calls").timers().size() == 2);

        List<String> rows = ManualTable.firstColumn(MANUAL, "Metrics");
        assertThat(meters.getMeters().stream().map(meter -> meter.getId().getName()))
                .containsOnly(rows.toArray(String[]::new));
        assertThat(rows).hasSize(3);
        for (Meter meter : meters.getMeters()) {
            List<String> tags =
                    meter.getId().getTags().stream().map(Tag::getKey).toList();
            String[] cells =
                    ManualTable.row(MANUAL, "Metrics", meter.getId().getName()).split("\\s*\\|\\s*", -1);
            assertThat(cells[2]).isEqualToIgnoringCase(meter.getId().getType().name());
            assertThat(cells[3].replace("`", "").split(", ")).containsExactlyInAnyOrderElementsOf(tags);
        }
        assertThat(meters.get("camel.gemini.live.tool.calls")
                        .tags("tool", "now", "outcome", "ok", "agent", "home", "camelContext", context.getName())
                        .timer()
                        .totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(meters.get("camel.gemini.live.tool.calls")
                        .tags("tool", "unknown", "outcome", "unknown_function")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.getMeters().stream().map(Meter::getId).toList().toString())
                .doesNotContain("beam_me_up", "default");
    }

    @Test
    void theGaugeGoesWithTheAgent() throws Exception {
        template.requestBody("direct:ask", "time");
        assertThat(meters.find("camel.gemini.live.tool.calls.open").gauges()).hasSize(1);
        context.stop();

        assertThat(meters.find("camel.gemini.live.tool.calls.open").gauges()).isEmpty();
    }

    @Test
    void everyOutcomeHasARow() {
        assertThat(ManualTable.firstColumn(MANUAL, "Outcomes"))
                .isEqualTo(Arrays.stream(ToolOutcome.values())
                        .map(ToolOutcome::label)
                        .toList());
    }

    private DevConsole console() {
        DevConsole console = PluginHelper.getDevConsoleResolver(context).resolveDevConsole("gemini-live");
        assertThat(console).as("the console that the service file names").isInstanceOf(GeminiLiveConsole.class);
        return console;
    }

    private String json() {
        return ((JsonObject) console().call(DevConsole.MediaType.JSON)).toJson();
    }

    private String text(Map<String, Object> options) {
        return (String) console().call(DevConsole.MediaType.TEXT, options);
    }

    /** The words of a text without what differs from run to run. */
    private static List<String> shape(String text) {
        List<String> lines = new ArrayList<>();
        Pattern varies = Pattern.compile("(age|askedBy|queuedEvents|waitingInputs): [^ )]+");
        text.strip()
                .lines()
                .map(String::strip)
                .forEach(line -> lines.add(varies.matcher(line).replaceAll("$1")));
        return lines;
    }

    /** The same names in the same places, and values of the same types. */
    private static void assertSameShape(JsonNode expected, JsonNode found) {
        assertThat(found.getNodeType()).isEqualTo(expected.getNodeType());
        if (expected.isObject()) {
            List<String> names = new ArrayList<>();
            expected.fieldNames().forEachRemaining(names::add);
            List<String> present = new ArrayList<>();
            found.fieldNames().forEachRemaining(present::add);
            assertThat(present).isEqualTo(names);
            names.forEach(name -> assertSameShape(expected.get(name), found.get(name)));
        } else if (expected.isArray()) {
            assertThat(found).hasSameSizeAs(expected);
            Iterator<JsonNode> others = found.elements();
            expected.forEach(one -> assertSameShape(one, others.next()));
        }
    }
}
