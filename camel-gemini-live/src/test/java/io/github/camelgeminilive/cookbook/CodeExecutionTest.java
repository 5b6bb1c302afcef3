package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.GeminiLiveConfiguration;
import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** The model writes code and the server runs it: half cascade on Vertex AI. */
class CodeExecutionTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin code-execution
            from("direct:ask")
                    .to(
                            ExchangePattern.InOut,
                            "gemini-live:coder?project=my-project&location=us-central1"
                                    + "&model=gemini-live-2.5-flash&codeExecution=true")
                    .log("Gemini: ${body}");

            from("gemini-live:coder?events=executableCode").log("Code: ${body.code}");

            from("gemini-live:coder?events=codeExecutionResult").log("${body.outcome}: ${body.output}");
            // cookbook:end
        }
    }

    @Override
    void configure(GeminiLiveConfiguration configuration) {
        configuration.setAccessToken("any");
    }

    @InBothLanguages
    void codeAndResultAreShown(Dsl dsl) throws Exception {
        cook(
                dsl,
                "code-execution",
                new Routes(),
                Scenario.create()
                        .onText("largest prime palindrome under 100000")
                        .executableCode("print(max(n for n in range(100000) if prime(n) and palindrome(n)))")
                        .codeExecutionResult("98689")
                        .say("The largest prime palindrome under 100000 is 98689."));
        send("direct:ask", "What is the largest prime palindrome under 100000");
        see("code-execution");
        assertThat(setup().at("/tools")).hasToString("[{\"codeExecution\":{}}]");
    }
}
