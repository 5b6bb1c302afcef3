package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** Speech in, speech out: WAV files both. */
class SpeechTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin speech
            from("file:questions?include=.*wav")
                    .to(ExchangePattern.InOut, "gemini-live:home?reply=audio")
                    .to("file:answers?fileName=${file:name.noext}-answer.wav")
                    .log("${file:name} is answered");
            // cookbook:end
        }
    }

    @InBothLanguages
    void aSpokenQuestionHasASpokenAnswer(Dsl dsl) throws Exception {
        Speech.wav(folder.resolve("questions/sample.wav"), 600);
        cook(dsl, "speech", new Routes(), Scenario.create().onSpeech().say("It is noon."));
        see("speech");
        assertThat(folder.resolve("answers/sample-answer.wav")).isNotEmptyFile();
        assertThat(gemini().frames())
                .filteredOn(frame -> frame.at("/realtimeInput/audio").isObject())
                .allSatisfy(frame -> assertThat(
                                frame.at("/realtimeInput/audio/mimeType").asText())
                        .isEqualTo("audio/pcm;rate=16000"));
    }
}
