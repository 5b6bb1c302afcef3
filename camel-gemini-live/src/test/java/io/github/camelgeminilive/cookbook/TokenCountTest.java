package io.github.camelgeminilive.cookbook;

import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.builder.RouteBuilder;

/** Tokens of each turn. */
class TokenCountTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin token-count
            from("gemini-live:home?events=usage")
                    .log("Used ${body.totalTokenCount} tokens in total. Response token breakdown:")
                    .split(simple("${body.responseTokensDetails}"))
                    .log("${body.modality}: ${body.tokenCount}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void tokensAreToldPerModality(Dsl dsl) throws Exception {
        cook(dsl, "token-count", new Routes(), Scenario.create().onText("hello").say("Hello there."));
        send("gemini-live:home", "Hello?");
        seeInOrder("token-count");
    }
}
