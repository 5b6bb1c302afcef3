package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

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

    @Test
    void anAgentOfAnotherFamilyDoesNotStart() {
        RouteBuilder other = new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to("gemini-live:friend?model=gemini-3.8-live&enableAffectiveDialog=true");
            }
        };
        assertThatThrownBy(() -> cook(Dsl.JAVA, "another-family", other, Scenario.create()))
                .hasStackTraceContaining("enableAffectiveDialog")
                .hasStackTraceContaining("only 2.5 native audio models have it");
    }
}
