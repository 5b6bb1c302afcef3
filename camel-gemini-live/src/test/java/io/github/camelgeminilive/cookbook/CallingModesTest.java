package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** Function calling without automatic calling. */
class CallingModesTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin calling-by-hand
            from("gemini-live:home?toolMode=manual&tool=turn_on_the_lights&description=Turns on the lights")
                    .log("This route only declares the function");

            from("gemini-live:home?events=toolCall")
                    .log("The model wants ${header.CamelGeminiLiveToolName}")
                    .setBody(constant("ok"))
                    .to("gemini-live:home?operation=toolResponse");

            from("gemini-live:home?events=turnComplete").log("Gemini: ${body.outputTranscription}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void theApplicationAnswersTheCall(Dsl dsl) throws Exception {
        cook(
                dsl,
                "calling-by-hand",
                new Routes(),
                Scenario.create()
                        .onText("turn on the lights")
                        .callTool("turn_on_the_lights", Map.of())
                        .say("The answer was {{turn_on_the_lights.output}}."));
        send("gemini-live:home", "Turn on the lights");
        seeInOrder("calling-by-hand");
        // there is no mode in the setup: Live has no toolConfig
        assertThat(setup().has("toolConfig")).isFalse();
    }
}
