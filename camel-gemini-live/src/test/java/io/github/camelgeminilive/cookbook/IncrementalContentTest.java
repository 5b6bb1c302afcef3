package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** Context is set piece by piece, and only the last piece asks. */
class IncrementalContentTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin incremental-content
            from("direct:context")
                    .setBody(constant(List.of(
                            Map.of("role", "user", "text", "What is the capital of France?"),
                            Map.of("role", "model", "text", "Paris"))))
                    .to("gemini-live:home?operation=turns&turnComplete=false");

            from("direct:ask")
                    .setBody(constant(List.of(Map.of("role", "user", "text", "What is the capital of Germany?"))))
                    .to(ExchangePattern.InOut, "gemini-live:home?operation=turns")
                    .log("Gemini: ${body}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void onlyTheLastPieceIsAnswered(Dsl dsl) throws Exception {
        cook(
                dsl,
                "incremental-content",
                new Routes(),
                Scenario.create()
                        .onText("capital of Germany")
                        .whenHistory("Paris")
                        .say("Berlin."));
        send("direct:context", null);
        assertThat(sent("clientContent").at("/clientContent/turns/1/role").asText())
                .isEqualTo("model");
        send("direct:ask", null);
        see("incremental-content");
        assertThat(sent("clientContent").at("/clientContent/turnComplete").asBoolean())
                .isTrue();
    }
}
