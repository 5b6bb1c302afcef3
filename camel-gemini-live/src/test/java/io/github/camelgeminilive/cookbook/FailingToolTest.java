package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import java.net.ConnectException;
import java.util.Map;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** A function that fails: the model is told, and can say so. */
class FailingToolTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin failing-tool
            onException(ConnectException.class).log("get_weather_forecast: ${exception.message}");

            from("direct:ask").to(ExchangePattern.InOut, "gemini-live:home").log("Gemini: ${body}");

            from("gemini-live:home?tool=get_weather_forecast&description=Gets the current weather temperature for a location."
                            + "&parameter.location=string&parameter.location.required=true")
                    .throwException(ConnectException.class, "The weather station does not answer");
            // cookbook:end
        }
    }

    @InBothLanguages
    void theModelIsToldThatTheFunctionFailed(Dsl dsl) throws Exception {
        cook(
                dsl,
                "failing-tool",
                new Routes(),
                Scenario.create()
                        .onText("weather")
                        .callTool("get_weather_forecast", Map.of("location", "London"))
                        .say("I can't tell, the answer was {{get_weather_forecast.status}}."));
        send("direct:ask", "What's the weather in London?");
        seeInOrder("failing-tool");
        assertThat(sent("toolResponse").text()).contains("retryable").doesNotContain("weather station");
    }
}
