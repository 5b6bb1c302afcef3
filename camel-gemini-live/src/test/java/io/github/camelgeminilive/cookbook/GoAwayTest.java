package io.github.camelgeminilive.cookbook;

import io.github.camelgeminilive.emulator.script.Scenario;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;

/** The server announces the end of a connection. */
class GoAwayTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin go-away
            from("gemini-live:home?events=goAway").log("The connection will end in ${body.seconds} s");
            // cookbook:end
        }
    }

    @InBothLanguages
    void theTimeThatIsLeftIsTold(Dsl dsl) throws Exception {
        cook(dsl, "go-away", new Routes(), Scenario.create().onStart().goAway(Duration.ofSeconds(50)));
        send("gemini-live:home?operation=open", null);
        see("go-away");
    }
}
