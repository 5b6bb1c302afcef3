package io.github.camelgeminilive.examples.booking;

import java.util.Map;
import org.apache.camel.builder.RouteBuilder;

/** A booking that may be talked over: what is in the transaction is rolled back, what is not is undone. */
public class BookingRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // a function that the model may call; BLOCKING: a caller who talks over it takes the call back
        from("gemini-live:theatre?tool=book&description=Books seats for a play and takes the money"
                        + "&parameter.play=string&parameter.play.required=true"
                        + "&parameter.seats=integer&parameter.seats.required=true"
                        + "&behavior=BLOCKING&onCancel=direct:undo")
                .routeId("book")
                .transacted()
                .log("tool       book ${body}")
                .to("sql:insert into booking(session_id, call_id, play, seats) values(:#CamelGeminiLiveSessionId,"
                        + " :#CamelGeminiLiveToolCallId, :#${body[play]}, :#${body[seats]})")
                .to("direct:pay")
                .setBody(constant(Map.of("status", "booked")))
                .log("tool       book -> ${body}");

        // takes its time, and no transaction takes it back
        from("direct:pay").routeId("pay").bean("till", "charge").delay(simple("{{booking.bankMillis}}"));

        // the call was taken back: the row is there only if its route had ended before
        from("direct:undo")
                .routeId("undo")
                .log("undo       ${body}, which was booked already: ${header.CamelGeminiLiveToolFinished}")
                .to("sql:delete from booking where session_id = :#CamelGeminiLiveSessionId"
                        + " and call_id = :#CamelGeminiLiveToolCallId")
                .bean("till", "giveBack");
    }
}
