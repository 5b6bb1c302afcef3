package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.GeminiLiveConfiguration;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** Google search, and where the answer comes from. */
class GoogleSearchTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin google-search
            from("direct:ask")
                    .to(ExchangePattern.InOut, "gemini-live:home?googleSearch=true")
                    .log("Gemini: ${body}");

            from("gemini-live:home?events=grounding")
                    .log("Searched for: ${body[webSearchQueries]}")
                    .split(simple("${body[groundingChunks]}"))
                    .log("Source: ${body[web][title]} ${body[web][uri]}");
            // cookbook:end
        }
    }

    /** The same by a model that writes. */
    static final class Written extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin google-search-written
            from("direct:ask")
                    .to(
                            ExchangePattern.InOut,
                            "gemini-live:home?project=my-project&location=us-central1"
                                    + "&model=gemini-live-2.5-flash&responseModalities=TEXT&googleSearch=true")
                    .log("Gemini: ${body}");

            from("gemini-live:home?events=grounding")
                    .split(simple("${body[groundingChunks]}"))
                    .log("Source: ${body[web][title]} ${body[web][uri]}");
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

    private static Scenario found() {
        return Scenario.create()
                .onText("largest earthquake in california")
                .groundingMetadata(Map.of(
                        "webSearchQueries",
                        List.of("largest earthquake California December 2024"),
                        "groundingChunks",
                        List.of(Map.of("web", Map.of("uri", "https://example.com/quake", "title", "example.com")))));
    }

    @InBothLanguages
    void theAnswerNamesItsSources(Dsl dsl) throws Exception {
        cook(
                dsl,
                "google-search",
                new Routes(),
                found().say("It had a magnitude of 7.0 and struck offshore of Cape Mendocino."));
        send(
                "direct:ask",
                "Can you use google search tell me about the largest earthquake in california the week of Dec 5 2024?");
        see("google-search");
        assertThat(setup().at("/tools")).hasToString("[{\"googleSearch\":{}}]");
    }

    @InBothLanguages
    void theWrittenAnswerNamesItsSources(Dsl dsl) throws Exception {
        vertex = true;
        cook(
                dsl,
                "google-search-written",
                new Written(),
                found().text("It had a magnitude of 7.0 and struck offshore of Cape Mendocino."));
        send(
                "direct:ask",
                "Can you use google search tell me about the largest earthquake in california the week of Dec 5 2024?");
        see("google-search-written");
        assertThat(setup().at("/generationConfig/responseModalities/0").asText())
                .isEqualTo("TEXT");
        assertThat(setup().at("/tools")).hasToString("[{\"googleSearch\":{}}]");
    }
}
