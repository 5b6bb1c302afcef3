package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.GeminiLiveConfiguration;
import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** Audio in, text out: half cascade on Vertex AI. */
class SpokenQuestionTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin spoken-question
            from("file:questions?include=.*wav")
                    .to(
                            ExchangePattern.InOut,
                            "gemini-live:writer?project=my-project&location=us-central1"
                                    + "&model=gemini-live-2.5-flash&responseModalities=TEXT")
                    .to("file:answers?fileName=${file:name.noext}.txt")
                    .log("${file:name}: ${body}");
            // cookbook:end
        }
    }

    @Override
    void configure(GeminiLiveConfiguration configuration) {
        configuration.setAccessToken("any");
    }

    @InBothLanguages
    void aSpokenQuestionHasAWrittenAnswer(Dsl dsl) throws Exception {
        Speech.wav(folder.resolve("questions/sample.wav"), 600);
        cook(dsl, "spoken-question", new Routes(), Scenario.create().onSpeech().text("You asked me something."));
        see("spoken-question");
        assertThat(folder.resolve("answers/sample.txt")).hasContent("You asked me something.");
    }
}
