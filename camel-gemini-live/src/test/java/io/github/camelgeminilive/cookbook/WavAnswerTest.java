package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import java.io.File;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** Text in, the voice as a WAV file. */
class WavAnswerTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin wav-answer
            from("direct:ask")
                    .to(ExchangePattern.InOut, "gemini-live:home?reply=audio")
                    .to("file:answers?fileName=answer.wav")
                    .log("The answer is in answers/answer.wav");
            // cookbook:end
        }
    }

    @InBothLanguages
    void theAnswerIsAWavFile(Dsl dsl) throws Exception {
        cook(
                dsl,
                "wav-answer",
                new Routes(),
                Scenario.create().onText("how are you").say("Very well, thank you."));
        send("direct:ask", "Hello, how are you?");
        see("wav-answer");
        File wav = folder.resolve("answers/answer.wav").toFile();
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(wav)) {
            assertThat(sound.getFormat().getSampleRate()).isEqualTo(24_000);
            // 60 ms for each of 21 letters, in chunks of 40 ms
            assertThat(sound.getFrameLength()).isEqualTo(24 * 1_280);
        }
    }
}
