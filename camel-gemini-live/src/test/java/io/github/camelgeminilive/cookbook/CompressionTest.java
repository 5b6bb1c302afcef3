package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** Old parts of a long conversation are cut. */
class CompressionTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin compression
            from("direct:ask")
                    .to(
                            ExchangePattern.InOut,
                            "gemini-live:home?contextWindowCompression=true&triggerTokens=25000&targetTokens=8000")
                    .log("Gemini: ${body}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void theWindowSlides(Dsl dsl) throws Exception {
        cook(dsl, "compression", new Routes(), Scenario.create().onText("hello").say("Hello."));
        send("direct:ask", "Hello?");
        see("compression");
        assertThat(setup().at("/contextWindowCompression/triggerTokens").asLong())
                .isEqualTo(25_000);
        assertThat(setup().at("/contextWindowCompression/slidingWindow/targetTokens")
                        .asLong())
                .isEqualTo(8_000);
    }
}
