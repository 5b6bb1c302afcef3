package io.github.camelgeminilive.examples.booking;

import java.util.Map;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** A function whose answer a person gives, long after its route has ended. */
public class RefundRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // answers at once, and says that more follows; the conversation goes on meanwhile
        from("gemini-live:theatre?tool=refund&description=Asks a colleague whether the caller gets the money back;"
                        + " the answer comes later"
                        + "&parameter.play=string&parameter.play.required=true"
                        + "&behavior=NON_BLOCKING&background=true")
                .routeId("refund")
                .log("tool       refund ${body}")
                .to(ExchangePattern.InOnly, "seda:refunds")
                .setHeader("CamelGeminiLiveToolWillContinue", constant(true))
                .setBody(constant(Map.of("status", "a colleague was asked")));

        // the desk keeps who waits for the answer: a number for the colleague, session and call for us
        from("seda:refunds")
                .routeId("desk")
                .to("sql:insert into refund(session_id, call_id, play) values(:#CamelGeminiLiveSessionId,"
                        + " :#CamelGeminiLiveToolCallId, :#${body[play]})")
                .to("sql:select max(ticket) as ticket from refund where call_id = :#CamelGeminiLiveToolCallId"
                        + "?outputType=SelectOne&outputHeader=ticket")
                .log("desk       refund ${header.ticket} for ${body[play]}? Put a file ${header.ticket}.yes or"
                        + " ${header.ticket}.no into {{booking.approvals}}");

        // a colleague decides by a file; its name is the number and the decision
        from("file:{{booking.approvals}}?antInclude=*.yes,*.no"
                        + "&delete=true&moveFailed=.failed&initialDelay=0&delay=200")
                .routeId("approval")
                .log("colleague  ${file:name}")
                .to("sql:select session_id, call_id from refund where ticket = :#${file:name.noext}")
                .filter(simple("${body.size} == 0"))
                .throwException(IllegalArgumentException.class, "Expected the number of a request but was ${file:name}")
                .end()
                .setHeader("CamelGeminiLiveSessionId", simple("${body[0][SESSION_ID]}"))
                .setHeader("CamelGeminiLiveToolCallId", simple("${body[0][CALL_ID]}"))
                .choice()
                .when(simple("${file:ext} == 'yes'"))
                .setBody(constant(Map.of("status", "approved")))
                .otherwise()
                .setBody(constant(Map.of("status", "declined")))
                .end()
                .to("gemini-live:theatre?operation=toolResponse");
    }
}
