package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.GeminiLiveConfiguration;
import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** Who speaks, and in which language. */
class VoiceAndLanguageTest extends Recipe {

    static final class VoiceRoutes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin voice
            from("direct:ask")
                    .to(
                            ExchangePattern.InOut,
                            "gemini-live:home?voice=Kore&systemInstruction=You speak German, whatever you are asked in.")
                    .log("Gemini: ${body}");
            // cookbook:end
        }
    }

    static final class LanguageRoutes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin language
            from("direct:ask")
                    .to(
                            ExchangePattern.InOut,
                            "gemini-live:home?project=my-project&location=us-central1"
                                    + "&model=gemini-live-2.5-flash&voice=Kore&languageCode=de-DE")
                    .log("Gemini: ${body}");
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
    void theVoiceIsAnOptionAndTheLanguageAnInstruction(Dsl dsl) throws Exception {
        cook(dsl, "voice", new VoiceRoutes(), Scenario.create().onText("hello").say("Guten Tag."));
        send("direct:ask", "Hello?");
        see("voice");
        assertThat(setup().at("/generationConfig/speechConfig"))
                .hasToString("{\"voiceConfig\":{\"prebuiltVoiceConfig\":{\"voiceName\":\"Kore\"}}}");
    }

    @InBothLanguages
    void halfCascadeTakesALanguageCode(Dsl dsl) throws Exception {
        vertex = true;
        cook(
                dsl,
                "language",
                new LanguageRoutes(),
                Scenario.create().onText("hello").say("Guten Tag."));
        send("direct:ask", "Hello?");
        see("language");
        assertThat(setup().at("/generationConfig/speechConfig/languageCode").asText())
                .isEqualTo("de-DE");
    }
}
