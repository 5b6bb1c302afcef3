package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** A function with a list: declared as JSON, taken by tool=*. */
class MeetingTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin meeting
            from("direct:ask")
                    .to(ExchangePattern.InOut, "gemini-live:office?setupJson=resource:classpath:cookbook/meeting.json")
                    .log("Gemini: ${body}");

            from("gemini-live:office?tool=*")
                    .log("${header.CamelGeminiLiveToolName} with ${body[attendees]} about ${body[topic]}")
                    .setBody(constant(Map.of("status", "scheduled")));
            // cookbook:end
        }
    }

    @InBothLanguages
    void theMeetingIsScheduled(Dsl dsl) throws Exception {
        cook(
                dsl,
                "meeting",
                new Routes(),
                Scenario.create()
                        .onText("schedule a meeting")
                        .callTool(
                                "schedule_meeting",
                                Map.of(
                                        "attendees", List.of("Bob", "Alice"),
                                        "date", "2025-03-14",
                                        "time", "10:00",
                                        "topic", "Q3 planning"))
                        .say("The meeting is {{schedule_meeting.status}}."));
        send("direct:ask", "Schedule a meeting with Bob and Alice for 03/14/2025 at 10:00 AM about the Q3 planning.");
        seeInOrder("meeting");
        assertThat(setup().at("/tools/0/functionDeclarations/0/parameters/properties/attendees/type")
                        .asText())
                .isEqualTo("array");
    }
}
