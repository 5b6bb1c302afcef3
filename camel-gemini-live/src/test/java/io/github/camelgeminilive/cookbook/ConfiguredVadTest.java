package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.builder.RouteBuilder;

/** Voice activity detection with its settings. */
class ConfiguredVadTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin vad-configured
            from("direct:microphone")
                    .streamCache("false")
                    .to("gemini-live:home?operation=audio"
                            + "&startOfSpeechSensitivity=LOW&endOfSpeechSensitivity=LOW"
                            + "&prefixPaddingMs=20&silenceDurationMs=100");

            from("gemini-live:home?events=turnComplete").log("Gemini: ${body.outputTranscription}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void aShortPauseIsEnough(Dsl dsl) throws Exception {
        cook(dsl, "vad-configured", new Routes(), Scenario.create().onSpeech().say("That was short."));
        microphone("direct:microphone", Speech.pcm(600));
        microphone("direct:microphone", Speech.silence(400));
        see("vad-configured");
        assertThat(setup().at("/realtimeInputConfig/automaticActivityDetection"))
                .hasToString("{\"startOfSpeechSensitivity\":\"START_SENSITIVITY_LOW\","
                        + "\"endOfSpeechSensitivity\":\"END_SENSITIVITY_LOW\","
                        + "\"prefixPaddingMs\":20,\"silenceDurationMs\":100}");
    }
}
