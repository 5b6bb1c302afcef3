package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.LiveEmulator;
import java.nio.file.Path;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Speech in a file is a question like any other. */
class SpeechFileTest extends LiveRouteTest {

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder();
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:speak")
                        .to(
                                ExchangePattern.InOut,
                                "gemini-live:parrot?reply=full&pace=unpaced&inputAudioTranscription=true");
            }
        };
    }

    @Test
    void aParrotRepeatsTheSpeechOfAFile() {
        Path wav = Path.of("../examples/hello/speech/1-kitchen.wav");
        LiveReply reply = template.requestBody("direct:speak", wav, LiveReply.class);
        assertThat(reply.inputTranscription()).isNotEmpty();
        assertThat(reply.text()).contains("heard");
        assertThat(reply.sound().length / 48).isBetween(2_000, 3_500);
    }
}
