package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.Knobs;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** Functions that the model does not wait for, and when it speaks about their answers. */
class AsynchronousCallsTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin asynchronous
            from("gemini-live:home?events=outputTranscription").log("Gemini: ${body.trim()}");

            from("gemini-live:home?tool=check_smoke&description=Finds out whether there is smoke in the house"
                            + "&behavior=NON_BLOCKING&scheduling=INTERRUPT")
                    .setBody(constant("smoke in the kitchen"));

            from("gemini-live:home?tool=order_pizza&description=Orders a pizza and says how long it takes"
                            + "&behavior=NON_BLOCKING&scheduling=WHEN_IDLE")
                    .setBody(constant("twenty minutes"));

            from("gemini-live:home?tool=turn_on_the_lights&description=Turns on the lights"
                            + "&behavior=NON_BLOCKING&scheduling=SILENT")
                    .setBody(constant("on"));
            // cookbook:end
        }
    }

    @InBothLanguages
    void theAnswerComesWhenItsSchedulingSays(Dsl dsl) throws Exception {
        // long words in one piece
        gemini().knobs(Knobs.fast().millisPerLetter(5).chunkMillis(240));
        cook(
                dsl,
                "asynchronous",
                new Routes(),
                Scenario.create()
                        .onText("smoke")
                        .callTool("check_smoke", Map.of())
                        .meanwhile(model -> model.say("Let me see."))
                        .say("Attention: {{check_smoke.output}}!")
                        .onText("pizza")
                        .callTool("order_pizza", Map.of())
                        .meanwhile(model -> model.say("I am ordering."))
                        .say("It takes {{order_pizza.output}}.")
                        .onText("lights")
                        .callTool("turn_on_the_lights", Map.of())
                        .meanwhile(model -> model.say("Of course."))
                        .say("This is never said.")
                        .onText("Are they on")
                        .say("Yes, they are."));
        ask("Is there smoke?", "INTERRUPT");
        ask("I'd like a pizza", "WHEN_IDLE");
        ask("Turn on the lights", "SILENT");
        template().requestBody("gemini-live:home", "Are they on?");
        seeInOrder("asynchronous");
        assertThat(setup().at("/tools/0/functionDeclarations"))
                .allSatisfy(function ->
                        assertThat(function.at("/behavior").asText()).isEqualTo("NON_BLOCKING"));
    }

    /** Asks, and goes on when all is said. */
    private void ask(String text, String scheduling) {
        template().requestBody("gemini-live:home", text);
        assertThat(sent("toolResponse")
                        .at("/toolResponse/functionResponses/0/scheduling")
                        .asText())
                .isEqualTo(scheduling);
    }
}
