package io.github.camelgeminilive.cookbook;

import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.builder.RouteBuilder;

/** All is generated, though speech may still be played. */
class GenerationCompleteTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin generation-complete
            from("gemini-live:home?events=generationComplete,turnComplete")
                    .log("${header.CamelGeminiLiveEvent} of turn ${header.CamelGeminiLiveTurn}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void generationIsOverBeforeTheTurn(Dsl dsl) throws Exception {
        cook(
                dsl,
                "generation-complete",
                new Routes(),
                Scenario.create().onText("hello").say("Hello there."));
        send("gemini-live:home", "Hello?");
        seeInOrder("generation-complete");
    }
}
