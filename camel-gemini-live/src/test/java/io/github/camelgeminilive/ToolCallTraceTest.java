package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** A function call, there and back: model, session, dispatcher, route, and the answer that the model speaks. */
class ToolCallTraceTest extends LiveRouteTest {

    private final List<Object> rooms = new CopyOnWriteArrayList<>();

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .scenario(Scenario.create()
                        .onText("kitchen")
                        .anytime()
                        .callTool("fc-1", "turn_on", Map.of("room", "kitchen"))
                        .say("The light is {{turn_on.light}}.")
                        .onText("everywhere")
                        .anytime()
                        .callTools(
                                Scenario.call("turn_on", Map.of("room", "hall"), "fc-2"),
                                Scenario.call("turn_off", Map.of("room", "attic"), "fc-3"))
                        .say("{{turn_on.light}} and {{turn_off.status}}."));
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to("gemini-live:home");
                from("gemini-live:home?tool=turn_on&description=Turns a light on&parameter.room=string"
                                + "&parameter.room.required=true")
                        .process(
                                e -> rooms.add(e.getMessage().getBody(Map.class).get("room")))
                        .setBody(constant(Map.of("light", "on")));
            }
        };
    }

    @Test
    void aRouteCarriesOutACallAndTheModelSpeaksOfItsAnswer() {
        assertThat(template.requestBody("direct:ask", "kitchen")).isEqualTo("The light is on.");
        assertThat(rooms).containsExactly("kitchen");
    }

    @Test
    void aFunctionThatNobodyHasIsAnsweredBesideOneThatIsCarriedOut() {
        assertThat(template.requestBody("direct:ask", "everywhere")).isEqualTo("on and unknown_function.");
        assertThat(rooms).containsExactly("hall");
    }
}
