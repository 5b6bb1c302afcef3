package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.GeminiLiveConfiguration;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** Code of the model calls functions of ours: half cascade on Vertex AI. */
class CompositionalCallsTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin lights-for-10-seconds
            from("direct:ask")
                    .to(
                            ExchangePattern.InOut,
                            "gemini-live:home?project=my-project&location=us-central1"
                                    + "&model=gemini-live-2.5-flash&codeExecution=true")
                    .log("Gemini: ${body}");

            from("gemini-live:home?tool=turn_on_the_lights&description=Turns on the lights")
                    .log("The lights go on")
                    .setBody(constant("ok"));

            from("gemini-live:home?tool=turn_off_the_lights&description=Turns off the lights")
                    .log("The lights go off")
                    .setBody(constant("ok"));

            from("gemini-live:home?events=executableCode").log("Code: ${body.code}");
            // cookbook:end
        }
    }

    /** Ten seconds on the server's clock, which is the script's here. */
    private static final Duration TEN_SECONDS = Duration.ofMillis(200);

    @Override
    void configure(GeminiLiveConfiguration configuration) {
        configuration.setAccessToken("any");
    }

    @InBothLanguages
    void theLightsGoOnAndTenSecondsLaterOff(Dsl dsl) throws Exception {
        cook(
                dsl,
                "lights-for-10-seconds",
                new Routes(),
                Scenario.create()
                        .onText("turn on the lights wait 10s and then turn off the lights")
                        .executableCode("turn_on_the_lights(); time.sleep(10); turn_off_the_lights()")
                        .callTool("turn_on_the_lights", Map.of())
                        .pause(TEN_SECONDS)
                        .callTool("turn_off_the_lights", Map.of())
                        .codeExecutionResult("")
                        .say("The lights were on for ten seconds."));
        send(
                "direct:ask",
                "Hey, can you write run some python code to turn on the lights, wait 10s and then turn off the lights?");
        see("lights-for-10-seconds");
        assertThat(logged).containsSubsequence("The lights go on", "The lights go off");
        assertThat(gemini().frames().stream()
                        .filter(frame -> frame.has("toolCall") || frame.has("toolResponse"))
                        .map(frame -> frame.json().findValue("name").asText()))
                .containsExactly(
                        "turn_on_the_lights", "turn_on_the_lights", "turn_off_the_lights", "turn_off_the_lights");
        assertThat(setup().at("/tools").findValuesAsText("name"))
                .containsExactlyInAnyOrder("turn_on_the_lights", "turn_off_the_lights");
        assertThat(setup().at("/tools").findValue("codeExecution")).isNotNull();
    }
}
