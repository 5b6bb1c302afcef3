package io.github.camelgeminilive.cookbook;

import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.Map;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** One function after the other: the second with what the first gave. */
class ThermostatTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin thermostat
            from("direct:ask").to(ExchangePattern.InOut, "gemini-live:home").log("Gemini: ${body}");

            from("gemini-live:home?tool=get_weather_forecast&description=Gets the current weather temperature for a location."
                            + "&parameter.location=string&parameter.location.required=true")
                    .log("get_weather_forecast ${body}")
                    .setBody(constant(Map.of("temperature", 25, "unit", "celsius")));

            from("gemini-live:home?tool=set_thermostat_temperature&description=Sets the thermostat to a temperature."
                            + "&parameter.temperature=integer&parameter.temperature.required=true")
                    .log("set_thermostat_temperature ${body}")
                    .setBody(constant(Map.of("status", "success")));
            // cookbook:end
        }
    }

    @InBothLanguages
    void theThermostatIsSetByTheWeather(Dsl dsl) throws Exception {
        cook(
                dsl,
                "thermostat",
                new Routes(),
                Scenario.create()
                        .onText("warmer than 20")
                        .callTool("get_weather_forecast", Map.of("location", "London"))
                        .callTool("set_thermostat_temperature", Map.of("temperature", 20))
                        .say("It is {{get_weather_forecast.temperature}} degrees: I've set the thermostat to 20."));
        send(
                "direct:ask",
                "If it's warmer than 20\u00b0C in London, set the thermostat to 20\u00b0C, otherwise set it to 18\u00b0C.");
        seeInOrder("thermostat");
    }
}
