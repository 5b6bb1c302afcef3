package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** How the model chooses its words. */
class GenerationSettingsTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin generation-settings
            from("direct:ask")
                    .to(
                            ExchangePattern.InOut,
                            "gemini-live:home?temperature=0.7&topP=0.95&topK=40&maxOutputTokens=200"
                                    + "&presencePenalty=0.1&frequencyPenalty=0.2"
                                    + "&setup.generationConfig.candidateCount=1")
                    .log("Gemini: ${body}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void theSettingsAreInTheSetup(Dsl dsl) throws Exception {
        cook(
                dsl,
                "generation-settings",
                new Routes(),
                Scenario.create().onText("hello").say("Hello."));
        send("direct:ask", "Hello?");
        see("generation-settings");
        JsonNode config = setup().at("/generationConfig");
        assertThat(config.at("/temperature").asDouble()).isEqualTo(0.7);
        assertThat(config.at("/topP").asDouble()).isEqualTo(0.95);
        assertThat(config.at("/topK").asInt()).isEqualTo(40);
        assertThat(config.at("/maxOutputTokens").asInt()).isEqualTo(200);
        assertThat(config.at("/presencePenalty").asDouble()).isEqualTo(0.1);
        assertThat(config.at("/frequencyPenalty").asDouble()).isEqualTo(0.2);
        assertThat(config.at("/candidateCount").asInt()).isEqualTo(1);
    }
}
