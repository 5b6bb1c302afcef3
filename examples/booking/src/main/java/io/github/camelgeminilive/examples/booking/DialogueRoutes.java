package io.github.camelgeminilive.examples.booking;

import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;

/** Prints the conversation: each sentence when it is whole. */
public class DialogueRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("gemini-live:theatre?events=inputTranscription,outputTranscription,interrupted,toolCallCancellation")
                .routeId("dialogue")
                .choice()
                .when(header("CamelGeminiLiveEvent").isEqualTo("toolCallCancellation"))
                .log("model      takes the call of the function back")
                .when(header("CamelGeminiLiveEvent").isEqualTo("interrupted"))
                .log("caller     talks over the model")
                .otherwise()
                .to("direct:sentence");

        from("direct:sentence")
                .routeId("sentence")
                .aggregate(
                        simple("${header.CamelGeminiLiveEvent} ${header.CamelGeminiLiveTurn}"),
                        AggregationStrategies.string(""))
                .eagerCheckCompletion()
                .completionPredicate(body().regex("(?s).*[.!?]\\s*"))
                .completionTimeout(1_000)
                .choice()
                .when(header("CamelGeminiLiveEvent").isEqualTo("inputTranscription"))
                .log("caller     ${body.trim()}")
                .otherwise()
                .log("model      ${body.trim()}");

        // what is left at the end
        from("direct:books")
                .to("sql:select play, seats from booking order by play")
                .split(body())
                .log("  ${body[SEATS]} seats for ${body[PLAY]}");
    }
}
