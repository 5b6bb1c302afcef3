package io.github.camelgeminilive.cookbook;

import io.github.camelgeminilive.emulator.Knobs;
import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaEndpoint;
import org.awaitility.Awaitility;

/** The user talks over the model. */
class InterruptionTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin interruption
            from("direct:microphone").streamCache("false").to("gemini-live:home?operation=audio");

            from("gemini-live:home?events=audio,interrupted")
                    .choice()
                    .when(header("CamelGeminiLiveEvent").isEqualTo("interrupted"))
                    .log("Drop what is queued up to turn ${header.CamelGeminiLiveTurn}")
                    .to("seda:player-drop")
                    .otherwise()
                    .to("seda:player");

            from("gemini-live:home?events=turnComplete")
                    .log("Turn ${header.CamelGeminiLiveTurn}: ${header.CamelGeminiLiveFinishReason}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void speechStopsTheModel(Dsl dsl) throws Exception {
        // the story comes at the speed of speech, so that there is something to interrupt
        gemini().knobs(Knobs.fast().generationSpeed(1));
        cook(
                dsl,
                "interruption",
                new Routes(),
                Scenario.create()
                        .onText("tell me a story")
                        .say("Once upon a time, in a country far from here, there was a king who had three daughters.")
                        .onSpeech()
                        .say("As you wish."));
        SedaEndpoint player = camel().getEndpoint("seda:player", SedaEndpoint.class);
        send("gemini-live:home", "Tell me a story");
        Awaitility.await().atMost(PATIENCE).until(() -> player.getCurrentQueueSize() > 0);
        microphone("direct:microphone", Speech.pcm(600));
        microphone("direct:microphone", Speech.silence(1_000));
        see("interruption");
    }
}
