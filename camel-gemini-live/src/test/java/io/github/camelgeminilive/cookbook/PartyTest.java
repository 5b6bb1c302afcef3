package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** Several functions called in one message. */
class PartyTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin party
            from("direct:ask").to(ExchangePattern.InOut, "gemini-live:home").log("Gemini: ${body}");

            from("gemini-live:home?tool=power_disco_ball&description=Powers the spinning disco ball."
                            + "&parameter.power=boolean&parameter.power.required=true")
                    .log("power_disco_ball ${body}")
                    .setBody(constant(Map.of("status", "Disco ball powered on")));

            from("gemini-live:home?tool=start_music&description=Play some music matching the specified parameters."
                            + "&parameter.energetic=boolean&parameter.energetic.required=true"
                            + "&parameter.loud=boolean&parameter.loud.required=true")
                    .log("start_music ${body}")
                    .setBody(constant(Map.of("music_type", "energetic", "volume", "loud")));

            from("gemini-live:home?tool=dim_lights&description=Dim the lights."
                            + "&parameter.brightness=number&parameter.brightness.required=true")
                    .log("dim_lights ${body}")
                    .setBody(constant(Map.of("lights", "dimmed")));
            // cookbook:end
        }
    }

    @InBothLanguages
    void threeFunctionsAreCalledInOneMessage(Dsl dsl) throws Exception {
        cook(
                dsl,
                "party",
                new Routes(),
                Scenario.create()
                        .onText("party")
                        .callTools(
                                Scenario.call("power_disco_ball", Map.of("power", true), null),
                                Scenario.call(
                                        "start_music", new TreeMap<>(Map.of("energetic", true, "loud", true)), null),
                                Scenario.call("dim_lights", Map.of("brightness", 0.5), null))
                        .say("{{power_disco_ball.status}}, {{start_music.volume}} music,"
                                + " lights {{dim_lights.lights}}. Let's get this party started!"));
        send("direct:ask", "Turn this place into a party!");
        see("party");
        assertThat(setup().at("/tools/0/functionDeclarations")).hasSize(3);
    }
}
