package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.builder.RouteBuilder;

/** What was said, as whole sentences of both sides. */
class TranscriptionTest extends Recipe {

    static final class Model extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin transcript-of-the-model
            from("gemini-live:home?events=outputTranscription&transcription=final")
                    .log("Gemini: ${body}");
            // cookbook:end
        }
    }

    static final class User extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin transcript-of-the-user
            from("file:questions?include=.*wav").to("gemini-live:home?inputAudioTranscription=true");

            from("gemini-live:home?events=inputTranscription,outputTranscription&transcription=final")
                    .log("${header.CamelGeminiLiveEvent}: ${body}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void theModelsSpeechIsWrittenDown(Dsl dsl) throws Exception {
        cook(
                dsl,
                "transcript-of-the-model",
                new Model(),
                Scenario.create().onText("are you there").say("Yes, I am here. What can I do for you?"));
        send("gemini-live:home", "Hello? Gemini are you there?");
        see("transcript-of-the-model");
        assertThat(setup().has("outputAudioTranscription")).isTrue();
    }

    @InBothLanguages
    void theUsersSpeechIsWrittenDown(Dsl dsl) throws Exception {
        Speech.wav(folder.resolve("questions/16000.wav"), 600);
        cook(
                dsl,
                "transcript-of-the-user",
                new User(),
                Scenario.create().onSpeech().transcript("Hello, are you there?").say("Yes, I am here."));
        see("transcript-of-the-user");
        assertThat(setup().has("inputAudioTranscription")).isTrue();
    }
}
