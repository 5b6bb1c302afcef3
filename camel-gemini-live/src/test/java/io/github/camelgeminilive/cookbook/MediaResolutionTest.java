package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** Pictures that cost fewer tokens. */
class MediaResolutionTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin media-resolution
            from("direct:camera").to("gemini-live:eyes?operation=video&mediaResolution=LOW");

            from("file:questions?include=.*wav")
                    .to(ExchangePattern.InOut, "gemini-live:eyes")
                    .log("Gemini: ${body}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void aPictureIsSeenInLowResolution(Dsl dsl) throws Exception {
        cook(
                dsl,
                "media-resolution",
                new Routes(),
                Scenario.create().onVideo("image/jpeg").onSpeech().say("A cat."));
        send("direct:camera", Picture.jpeg());
        sent("realtimeInput");
        Speech.wav(folder.resolve("questions/what-do-you-see.wav"), 600);
        see("media-resolution");
        assertThat(setup().at("/generationConfig/mediaResolution").asText()).isEqualTo("MEDIA_RESOLUTION_LOW");
    }
}
