package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** Hello: text in, and what the model said as text. */
class HelloTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin hello
            from("direct:ask")
                    .to(ExchangePattern.InOut, "gemini-live:home?systemInstruction=Answer in a friendly tone.")
                    .log("Gemini: ${body}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void helloIsAnswered(Dsl dsl) throws Exception {
        cook(dsl, "hello", new Routes(), Scenario.create().onText("Hello?").say("Hello! How can I help you today?"));
        send("direct:ask", "Hello?");
        see("hello");
        assertThat(setup().at("/model").asText()).isEqualTo("models/gemini-3.8-live");
        assertThat(setup().at("/systemInstruction/parts/0/text").asText()).isEqualTo("Answer in a friendly tone.");
    }
}
