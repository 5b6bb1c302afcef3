package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.builder.RouteBuilder;

/** Live sound; the server hears where speech begins and ends. */
class AutomaticVadTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin vad-automatic
            from("direct:microphone")
                    .streamCache("false") // live sound never ends
                    .to("gemini-live:home?operation=audio");

            from("direct:microphone-off").to("gemini-live:home?operation=audioStreamEnd");

            from("gemini-live:home?events=turnComplete").log("Gemini: ${body.outputTranscription}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void thePauseAfterSpeechAsksForTheAnswer(Dsl dsl) throws Exception {
        cook(
                dsl,
                "vad-automatic",
                new Routes(),
                Scenario.create().onSpeech().say("I heard you.").onSpeech().say("Good bye."));
        send("gemini-live:home?operation=open", null);
        microphone("direct:microphone", Speech.pcm(600));
        microphone("direct:microphone", Speech.silence(1_000));
        await(1);
        microphone("direct:microphone", Speech.pcm(600));
        send("direct:microphone-off", null);
        seeInOrder("vad-automatic");
        assertThat(setup().has("realtimeInputConfig")).isFalse();
    }
}
