package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.GeminiLiveConfiguration;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.Map;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** Two functions without parameters. */
class LightsTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin lights
            from("direct:ask").to(ExchangePattern.InOut, "gemini-live:home").log("Gemini: ${body}");

            from("gemini-live:home?tool=turn_on_the_lights&description=Turns on the lights")
                    .log("The lights go on")
                    .setBody(constant("ok"));

            from("gemini-live:home?tool=turn_off_the_lights&description=Turns off the lights")
                    .log("The lights go off")
                    .setBody(constant("ok"));
            // cookbook:end
        }
    }

    /** The same by a model that writes. */
    static final class Written extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin lights-written
            from("direct:ask")
                    .to(
                            ExchangePattern.InOut,
                            "gemini-live:home?project=my-project&location=us-central1"
                                    + "&model=gemini-live-2.5-flash&responseModalities=TEXT")
                    .log("Gemini: ${body}");

            from("gemini-live:home?tool=turn_on_the_lights&description=Turns on the lights")
                    .log("The lights go on")
                    .setBody(constant("ok"));
            // cookbook:end
        }
    }

    private boolean vertex;

    @Override
    void configure(GeminiLiveConfiguration configuration) {
        if (vertex) {
            configuration.setAccessToken("any");
        } else {
            super.configure(configuration);
        }
    }

    @InBothLanguages
    void theLightsGoOn(Dsl dsl) throws Exception {
        cook(
                dsl,
                "lights",
                new Routes(),
                Scenario.create()
                        .onText("turn on the lights")
                        .callTool("turn_on_the_lights", Map.of())
                        .say("OK, I've turned on the lights."));
        send("direct:ask", "Turn on the lights");
        seeInOrder("lights");
        assertThat(sent("toolResponse").at("/toolResponse/functionResponses/0/response"))
                .hasToString("{\"output\":\"ok\"}");
    }

    @InBothLanguages
    void theLightsGoOnInWriting(Dsl dsl) throws Exception {
        vertex = true;
        cook(
                dsl,
                "lights-written",
                new Written(),
                Scenario.create()
                        .onText("turn on the lights")
                        .callTool("turn_on_the_lights", Map.of())
                        .text("OK, I've turned on the lights."));
        send("direct:ask", "Turn on the lights");
        seeInOrder("lights-written");
        assertThat(setup().at("/generationConfig/responseModalities/0").asText())
                .isEqualTo("TEXT");
        assertThat(sent("toolResponse").at("/toolResponse/functionResponses/0/response"))
                .hasToString("{\"output\":\"ok\"}");
    }
}
