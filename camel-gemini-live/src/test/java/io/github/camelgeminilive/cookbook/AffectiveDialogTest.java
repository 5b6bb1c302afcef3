package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** The model adapts to the mood it hears. 2.5 native audio, v1alpha. */
class AffectiveDialogTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin affective-dialog
            from("file:questions?include=.*wav")
                    .to(
                            ExchangePattern.InOut,
                            "gemini-live:friend?model=gemini-2.5-flash-native-audio-latest"
                                    + "&apiVersion=v1alpha&enableAffectiveDialog=true")
                    .log("Gemini: ${body}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void theModelIsAskedToHearTheMood(Dsl dsl) throws Exception {
        Speech.wav(folder.resolve("questions/sad.wav"), 600);
        cook(dsl, "affective-dialog", new Routes(), Scenario.create().onSpeech().say("You sound sad. What happened?"));
        see("affective-dialog");
        assertThat(setup().at("/generationConfig/enableAffectiveDialog").asBoolean())
                .isTrue();
        assertThat(gemini().connection(1).path()).contains("v1alpha");
    }
}
