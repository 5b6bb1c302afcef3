package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** A function with parameters: types, an enumeration, required ones. */
class LightValuesTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin light-values
            from("direct:ask").to(ExchangePattern.InOut, "gemini-live:home").log("Gemini: ${body}");

            from("gemini-live:home?tool=set_light_values"
                            + "&description=Sets the brightness and color temperature of a light."
                            + "&parameter.brightness=integer&parameter.brightness.required=true"
                            + "&parameter.brightness.description=From 0 (off) to 100 (full brightness)"
                            + "&parameter.color_temp=string&parameter.color_temp.required=true"
                            + "&parameter.color_temp.enum=daylight,cool,warm")
                    .log("set_light_values ${body}")
                    .setHeader("Content-Type", constant("application/json"))
                    .setBody(simple(
                            "{\"brightness\": ${body[brightness]}, \"colorTemperature\": \"${body[color_temp]}\"}"));
            // cookbook:end
        }
    }

    @InBothLanguages
    void theValuesOfTheModelAreSet(Dsl dsl) throws Exception {
        cook(
                dsl,
                "light-values",
                new Routes(),
                Scenario.create()
                        .onText("romantic")
                        .callTool("set_light_values", Map.of("brightness", 25, "color_temp", "romantic"))
                        .callTool("set_light_values", new TreeMap<>(Map.of("brightness", 25, "color_temp", "warm")))
                        .say("The light is {{set_light_values.colorTemperature}} now."));
        send("direct:ask", "Turn the lights down to a romantic level");
        seeInOrder("light-values");
        // there is no romantic light: the model is told, the route is not asked
        assertThat(sent("toolResponse")
                        .at("/toolResponse/functionResponses/0/response/status")
                        .asText())
                .isEqualTo("invalid_arguments");
        assertThat(sent("toolResponse").at("/toolResponse/functionResponses/0/response"))
                .hasToString("{\"brightness\":25,\"colorTemperature\":\"warm\"}");
        assertThat(setup().at("/tools/0/functionDeclarations/0/parameters/properties/color_temp/enum"))
                .hasToString("[\"daylight\",\"cool\",\"warm\"]");
    }
}
