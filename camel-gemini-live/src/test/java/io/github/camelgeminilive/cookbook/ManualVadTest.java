package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.Frame;
import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.builder.RouteBuilder;

/** The application says where speech begins and ends. */
class ManualVadTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin vad-manual
            from("direct:talk-pressed")
                    .to("gemini-live:radio?operation=activityStart&automaticActivityDetection=false");

            from("direct:microphone").streamCache("false").to("gemini-live:radio?operation=audio");

            from("direct:talk-released").to("gemini-live:radio?operation=activityEnd");

            from("gemini-live:radio?events=turnComplete").log("Gemini: ${body.outputTranscription}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void theReleasedButtonAsksForTheAnswer(Dsl dsl) throws Exception {
        cook(dsl, "vad-manual", new Routes(), Scenario.create().onSpeech().say("Roger."));
        send("direct:talk-pressed", null);
        microphone("direct:microphone", Speech.pcm(600));
        send("direct:talk-released", null);
        see("vad-manual");
        assertThat(setup().at("/realtimeInputConfig/automaticActivityDetection/disabled")
                        .asBoolean())
                .isTrue();
        assertThat(gemini().frames())
                .extracting(Frame::summary)
                .contains("realtimeInput.activityStart", "realtimeInput.activityEnd")
                .doesNotContain("realtimeInput.audioStreamEnd");
    }
}
