package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.GeminiLiveConfiguration;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** Search, code and functions in one prompt: half cascade on Vertex AI. */
class ThreeToolsTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin three-tools
            from("direct:ask")
                    .to(
                            ExchangePattern.InOut,
                            "gemini-live:home?project=my-project&location=us-central1"
                                    + "&model=gemini-live-2.5-flash&googleSearch=true&codeExecution=true")
                    .log("Gemini: ${body}");

            from("gemini-live:home?tool=turn_on_the_lights&description=Turns on the lights")
                    .log("The lights go on")
                    .setBody(constant("ok"));

            from("gemini-live:home?tool=turn_off_the_lights&description=Turns off the lights")
                    .log("The lights go off")
                    .setBody(constant("ok"));

            from("gemini-live:home?events=codeExecutionResult").log("Computed: ${body.output}");

            from("gemini-live:home?events=grounding").log("Searched for: ${body[webSearchQueries]}");
            // cookbook:end
        }
    }

    @Override
    void configure(GeminiLiveConfiguration configuration) {
        configuration.setAccessToken("any");
    }

    @InBothLanguages
    void onePromptUsesThreeTools(Dsl dsl) throws Exception {
        cook(
                dsl,
                "three-tools",
                new Routes(),
                Scenario.create()
                        .onText("three things")
                        .callTool("turn_on_the_lights", Map.of())
                        .executableCode("print(max(n for n in range(100000) if prime(n) and palindrome(n)))")
                        .codeExecutionResult("98689")
                        .groundingMetadata(
                                Map.of("webSearchQueries", List.of("largest earthquake California December 2024")))
                        .say("The lights are on, the palindrome is 98689, and the earthquake had a magnitude of 7.0."));
        send("direct:ask", """
                Hey, I need you to do three things for me.

                1. Turn on the lights.
                2. Then compute the largest prime palindrome under 100000.
                3. Then use Google Search to look up information about the largest earthquake in California the week of \
                Dec 5 2024.

                Thanks!
                """);
        see("three-tools");
        assertThat(setup().at("/tools").findValue("googleSearch")).isNotNull();
        assertThat(setup().at("/tools").findValue("codeExecution")).isNotNull();
        assertThat(setup().at("/tools").findValue("functionDeclarations")).hasSize(2);
    }
}
