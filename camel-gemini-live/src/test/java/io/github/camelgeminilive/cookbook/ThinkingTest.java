package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** A budget for thoughts and their summaries (2.5 native audio), a level (extended thinking). */
class ThinkingTest extends Recipe {

    static final class Budget extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin thinking-budget
            from("direct:ask")
                    .to(
                            ExchangePattern.InOut,
                            "gemini-live:thinker?model=gemini-2.5-flash-native-audio-latest"
                                    + "&thinkingBudget=1024&includeThoughts=true")
                    .log("Gemini: ${body}");

            from("gemini-live:thinker?events=thought").log("Thought: ${body}");
            // cookbook:end
        }
    }

    static final class Level extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin thinking-level
            from("direct:ask")
                    .to(
                            ExchangePattern.InOut,
                            "gemini-live:thinker?model=gemini-3.8-live-extended-thinking&thinkingLevel=LOW")
                    .log("Gemini: ${body}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void thoughtsAreSummedUp(Dsl dsl) throws Exception {
        cook(
                dsl,
                "thinking-budget",
                new Budget(),
                Scenario.create()
                        .onText("17 times 23")
                        .thought("17 times 20 is 340, and 17 times 3 is 51.")
                        .say("391."));
        send("direct:ask", "What is 17 times 23?");
        see("thinking-budget");
        assertThat(setup().at("/generationConfig/thinkingConfig"))
                .hasToString("{\"thinkingBudget\":1024,\"includeThoughts\":true}");
    }

    @InBothLanguages
    void extendedThinkingTakesALevel(Dsl dsl) throws Exception {
        cook(
                dsl,
                "thinking-level",
                new Level(),
                Scenario.create().onText("17 times 23").say("391."));
        send("direct:ask", "What is 17 times 23?");
        see("thinking-level");
        assertThat(setup().at("/generationConfig/thinkingConfig/thinkingLevel").asText())
                .isEqualTo("LOW");
    }
}
