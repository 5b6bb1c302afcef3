package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.Knobs;
import io.github.camelgeminilive.emulator.script.Scenario;
import org.apache.camel.builder.RouteBuilder;

/** What is told when a connection breaks. */
class ResumptionTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin resumption
            from("direct:ask").to("gemini-live:home?setup.sessionResumption=RAW({})");

            from("gemini-live:home?events=resumptionUpdate,disconnected,restarted")
                    .log("${header.CamelGeminiLiveEvent} on connection ${header.CamelGeminiLiveConnection}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void aNewConnectionTakesOver(Dsl dsl) throws Exception {
        gemini().knobs(Knobs.fast().handles(false));
        cook(
                dsl,
                "resumption",
                new Routes(),
                Scenario.create()
                        .onText("hello")
                        .frame("{\"sessionResumptionUpdate\":{\"newHandle\":\"h-1\",\"resumable\":true}}")
                        .close(1011, "Deadline expired before operation could complete."));
        send("direct:ask", "Hello?");
        seeInOrder("resumption");
        assertThat(setup().has("sessionResumption")).isTrue();
    }
}
