package io.github.camelgeminilive.examples.hello;

import java.util.Map;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;

/** The whole application. The same routes in YAML are in {@code hello.yaml}. */
public class HelloRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // 1. somebody speaks; the answer comes back as sound
        from("file:{{hello.speech}}?noop=true&include=.*wav&sortBy=file:name&initialDelay=0")
                .routeId("speech")
                .log("${file:name} waits to be played to the model, at the speed of speech")
                .to(ExchangePattern.InOut, "gemini-live:home?reply=audio")
                .filter(header("CamelGeminiLiveFinishReason").isNotEqualTo("complete"))
                .throwException(IllegalStateException.class, "The answer is ${header.CamelGeminiLiveFinishReason}")
                .end()
                .to("file:{{hello.answers}}?fileName=${file:name.noext}-answer.wav");

        // 2. a function that the model may call
        from("gemini-live:home?tool=turn_on_the_lights&description=Turns on the lights in a room"
                        + "&parameter.room=string&parameter.room.description=The room&parameter.room.required=true")
                .routeId("lights")
                .log("  tool   turn_on_the_lights ${body}")
                .to("sql:insert into light(room, state) values(:#${body[room]}, 'on')")
                .setBody(constant(Map.of("status", "on")))
                .log("  tool   -> ${body}");

        // 3. what is said, sentence by sentence, as it is said
        from("gemini-live:home?events=inputTranscription,outputTranscription,turnComplete")
                .routeId("dialogue")
                .choice()
                .when(header("CamelGeminiLiveEvent").isEqualTo("turnComplete"))
                .log(
                        "  turn   ${header.CamelGeminiLiveTurn} ${body.ended}: first sound after ${body.timeToFirstSoundMillis} ms,"
                                + " ${body.audioMillis} ms of sound, ${header.CamelGeminiLiveTotalTokens} tokens")
                .otherwise()
                .to("direct:sentence");
        from("direct:sentence")
                .routeId("sentence")
                .aggregate(
                        simple("${header.CamelGeminiLiveEvent} ${header.CamelGeminiLiveTurn}"),
                        AggregationStrategies.string(""))
                .eagerCheckCompletion()
                .completionPredicate(body().regex("(?s).*[.!?]\\s*"))
                .completionTimeout(2_000)
                .choice()
                .when(header("CamelGeminiLiveEvent").isEqualTo("inputTranscription"))
                .log("  you    ${body}")
                .otherwise()
                .log("  model  ${body.trim()}");

        // what the database holds at the end
        from("direct:lights")
                .to("sql:select room, state from light")
                .split(body())
                .log("  ${body[ROOM]} is ${body[STATE]}");
    }
}
