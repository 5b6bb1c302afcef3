package io.github.camelgeminilive.cookbook;

import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.builder.RouteBuilder;

/** Live sound and pictures side by side. */
class PicturesTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin pictures
            from("direct:camera").to("gemini-live:eyes?operation=video");

            from("direct:microphone").streamCache("false").to("gemini-live:eyes?operation=audio");

            from("gemini-live:eyes?events=turnComplete").log("Gemini: ${body.outputTranscription}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void theModelHearsAndSees(Dsl dsl) throws Exception {
        cook(
                dsl,
                "pictures",
                new Routes(),
                Scenario.create().onVideo("image/jpeg").onSpeech().say("I see a cat."));
        send("direct:camera", Picture.jpeg());
        sent("realtimeInput");
        microphone("direct:microphone", Speech.pcm(600));
        microphone("direct:microphone", Speech.silence(1_000));
        see("pictures");
    }
}
