package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.builder.RouteBuilder;

/** The model may stay silent when nobody speaks to it. 2.5 native audio, v1alpha. */
class ProactiveAudioTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin proactive-audio
            from("direct:room")
                    .to("gemini-live:butler?model=gemini-2.5-flash-native-audio-latest"
                            + "&apiVersion=v1alpha&proactiveAudio=true");

            from("gemini-live:butler?events=turnComplete").log("${body.ended}: ${body.outputTranscription}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void theModelKeepsSilentWhenItIsNotMeant(Dsl dsl) throws Exception {
        cook(
                dsl,
                "proactive-audio",
                new Routes(),
                Scenario.create()
                        .onText("pass me the salt")
                        .waitingForInput()
                        .onText("Gemini")
                        .say("Seventeen guests are coming."));
        send("direct:room", "Could you pass me the salt, please?");
        await(1);
        send("direct:room", "Gemini, how many guests are coming?");
        seeInOrder("proactive-audio");
        assertThat(setup().at("/proactivity/proactiveAudio").asBoolean()).isTrue();
    }
}
