package io.github.camelgeminilive.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.camelgeminilive.GeminiLiveComponent;
import io.github.camelgeminilive.emulator.Frame;
import io.github.camelgeminilive.emulator.LiveEmulatorExtension;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LightsTest {

    @RegisterExtension
    LiveEmulatorExtension gemini = LiveEmulatorExtension.playing(Scenario.create()
            .onText("turn on the lights")
            .callTool("turn_on_the_lights", Map.of("room", "kitchen"))
            .say("The lights are {{turn_on_the_lights.status}}."));

    @Test
    void theModelIsToldThatTheLightsAreOn() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            GeminiLiveComponent component = new GeminiLiveComponent();
            component.getConfiguration().setHost(gemini.emulator().uri().toString());
            component.getConfiguration().setApiKey("any");
            camel.addComponent("gemini-live", component);
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("gemini-live:home?tool=turn_on_the_lights&description=Turns on the lights&parameter.room=string")
                            .setBody(constant(Map.of("status", "on")));
                }
            });
            camel.start();

            String answer = camel.createProducerTemplate()
                    .requestBody("gemini-live:home", "Please turn on the lights", String.class);

            assertEquals("The lights are on.", answer);
            Frame told = gemini.emulator().takeFrame("toolResponse", Duration.ofSeconds(5));
            assertEquals(
                    "on",
                    told.at("/toolResponse/functionResponses/0/response/status").asText());
        }
    }
}
