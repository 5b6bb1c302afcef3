package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.GeminiLiveConfiguration;
import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** Pages that the user names: half cascade on Vertex AI. */
class UrlContextTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin url-context
            from("direct:ask")
                    .to(
                            ExchangePattern.InOut,
                            "gemini-live:reader?project=my-project&location=us-central1"
                                    + "&model=gemini-live-2.5-flash&urlContext=true")
                    .log("Gemini: ${body}");

            from("gemini-live:reader?events=urlContext")
                    .split(simple("${body[urlMetadata]}"))
                    .log("Read: ${body[retrievedUrl]} ${body[urlRetrievalStatus]}");
            // cookbook:end
        }
    }

    @Override
    void configure(GeminiLiveConfiguration configuration) {
        configuration.setAccessToken("any");
    }

    @InBothLanguages
    void thePagesThatWereReadAreTold(Dsl dsl) throws Exception {
        cook(
                dsl,
                "url-context",
                new Routes(),
                Scenario.create()
                        .onText("example.com")
                        .urlContextMetadata("https://example.com/menu", "URL_RETRIEVAL_STATUS_SUCCESS")
                        .say("Today there is soup."));
        send("direct:ask", "What is for lunch? See https://example.com/menu");
        see("url-context");
        assertThat(setup().at("/tools")).hasToString("[{\"urlContext\":{}}]");
    }
}
