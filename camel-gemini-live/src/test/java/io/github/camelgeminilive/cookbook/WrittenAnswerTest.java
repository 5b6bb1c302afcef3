package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.GeminiLiveConfiguration;
import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** A model that writes: half cascade on Vertex AI. */
class WrittenAnswerTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin written-answer
            from("direct:ask")
                    .to(
                            ExchangePattern.InOut,
                            "gemini-live:writer?project=my-project&location=us-central1"
                                    + "&model=gemini-live-2.5-flash&responseModalities=TEXT")
                    .log("Gemini: ${body}");

            from("gemini-live:writer?events=text").log("A piece of text: ${body}");
            // cookbook:end
        }
    }

    @Override
    void configure(GeminiLiveConfiguration configuration) {
        configuration.setAccessToken("any");
    }

    @InBothLanguages
    void theAnswerIsText(Dsl dsl) throws Exception {
        cook(
                dsl,
                "written-answer",
                new Routes(),
                Scenario.create().onText("how are you").text("Hello! ").text("I am fine, thank you."));
        send("direct:ask", "Hello, how are you?");
        see("written-answer");
        assertThat(setup().at("/generationConfig/responseModalities/0").asText())
                .isEqualTo("TEXT");
        assertThat(setup().at("/model").asText())
                .isEqualTo("projects/my-project/locations/us-central1/publishers/google/models/gemini-live-2.5-flash");
    }
}
