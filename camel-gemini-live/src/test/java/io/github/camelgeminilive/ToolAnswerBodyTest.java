package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Objects, text and values at the end of a route. */
class ToolAnswerBodyTest extends ToolAnswerRoutes {

    record Booking(
            String name, int guests, LocalDate day, List<LocalTime> times, Duration stay, Optional<String> note) {}

    @Test
    @AnswerRow("Map, record, bean or JsonNode")
    void aMapIsTheAnswer() throws Exception {
        assertAnswer(
                Map.of("status", "booked", "tables", List.of(1, 2)),
                Map.of("status", "booked", "tables", List.of(1, 2)));
    }

    @Test
    @AnswerRow("Map, record, bean or JsonNode")
    void aMapMayHoldNullAndRecords() throws Exception {
        Map<String, Object> body = new HashMap<>();
        body.put("note", null);
        body.put("price", new BigDecimal("12.50"));
        body.put(
                "booking",
                new Booking("Kim", 2, LocalDate.of(2026, 11, 21), List.of(), Duration.ofMinutes(90), Optional.empty()));

        route(body);
        Map<String, Object> response = call("f");
        assertThat(response).containsEntry("note", null).containsEntry("price", 12.5);
        assertThat(response.get("booking"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("guests", 2);
    }

    @Test
    @AnswerRow("Map, record, bean or JsonNode")
    void aRecordIsTheAnswerWithTimesAsPeopleWriteThem() throws Exception {
        assertAnswer(
                new Booking(
                        "Kim",
                        2,
                        LocalDate.of(2026, 11, 21),
                        List.of(LocalTime.of(19, 30)),
                        Duration.ofMinutes(90),
                        Optional.of("window")),
                Map.of(
                        "name", "Kim",
                        "guests", 2,
                        "day", "2026-11-21",
                        "times", List.of("19:30"),
                        "stay", "PT1H30M",
                        "note", "window"));
    }

    @Test
    @AnswerRow("Map, record, bean or JsonNode")
    void aJsonNodeIsTheAnswer() throws Exception {
        assertAnswer(new ObjectMapper().readTree("{\"status\":\"booked\"}"), BOOKED);
    }

    @Test
    @AnswerRow("text or bytes with a JSON content type")
    void jsonTextWithItsContentTypeIsTheAnswer() throws Exception {
        for (String type : List.of("application/json", "Application/JSON; charset=utf-8", "application/problem+json")) {
            route("{\"status\":\"booked\"}", type);
            assertThat(call("f")).as(type).isEqualTo(BOOKED);
            removeRoute();
        }
    }

    @Test
    @AnswerRow("text or bytes with a JSON content type")
    void jsonBytesAreTheAnswerAndAListIsOutput() throws Exception {
        route("[1, 2]".getBytes(StandardCharsets.UTF_8), "application/json");
        assertThat(call("f")).isEqualTo(Map.of("output", List.of(1, 2)));
    }

    @Test
    @AnswerRow("text or bytes with a JSON content type")
    void whatIsAnnouncedAsJsonAndIsNoneIsText() throws Exception {
        route("Booked.", "application/json");
        assertThat(call("f")).isEqualTo(Map.of("output", "Booked."));
    }

    @Test
    @AnswerRow("other text, number, boolean, enum, list, array")
    void textIsOutputEvenIfItLooksLikeJson() throws Exception {
        assertAnswer("{\"status\":\"booked\"}", Map.of("output", "{\"status\":\"booked\"}"));
    }

    @Test
    @AnswerRow("other text, number, boolean, enum, list, array")
    void aNumberIsOutput() throws Exception {
        assertAnswer(42, Map.of("output", 42));
    }

    @Test
    @AnswerRow("other text, number, boolean, enum, list, array")
    void truthIsOutput() throws Exception {
        assertAnswer(false, Map.of("output", false));
    }

    @Test
    @AnswerRow("other text, number, boolean, enum, list, array")
    void aListIsOutputEvenIfItIsEmpty() throws Exception {
        assertAnswer(List.of(Map.of("room", "kitchen")), Map.of("output", List.of(Map.of("room", "kitchen"))));
        removeRoute();
        assertAnswer(List.of(), Map.of("output", List.of()));
    }

    @Test
    @AnswerRow("other text, number, boolean, enum, list, array")
    void anArrayAndADateAreOutput() throws Exception {
        assertAnswer(
                Arrays.asList(new int[] {1, 2}, LocalDate.of(2026, 11, 21)),
                Map.of("output", List.of(List.of(1, 2), "2026-11-21")));
    }

    @Test
    @AnswerRow("still the arguments, or null, or empty")
    void theArgumentsAreNoAnswer() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f&parameter.room=string")).to("direct:next");
                from("direct:next").setHeader("x", constant(1));
            }
        });
        assertThat(call("f", Map.of("room", "kitchen"))).isEqualTo(DONE);
        assertThat(call("f", Map.of())).isEqualTo(DONE);
    }

    @Test
    @AnswerRow("still the arguments, or null, or empty")
    void anAnswerThatSaysTheSameAsTheArgumentsIsAnAnswer() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f&parameter.brightness=number"))
                        .process(e -> e.getMessage().setBody(Map.of("brightness", 50)));
            }
        });
        assertThat(call("f", Map.of("brightness", 50))).isEqualTo(Map.of("brightness", 50));
    }

    @Test
    @AnswerRow("still the arguments, or null, or empty")
    void argumentsThatTheRouteChangedAreAnAnswer() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f&parameter.room=string"))
                        .process(e -> e.getMessage().getBody(Map.class).remove("room"))
                        .process(e -> e.getMessage().setBody(Map.of("light", "on")));
            }
        });
        assertThat(call("f", Map.of("room", "kitchen"))).isEqualTo(Map.of("light", "on"));
    }

    @Test
    @AnswerRow("still the arguments, or null, or empty")
    void nothingIsDone() throws Exception {
        assertAnswer(null, DONE);
    }

    @Test
    @AnswerRow("still the arguments, or null, or empty")
    void emptyTextAndAnEmptyMapAreDone() throws Exception {
        assertAnswer("  ", DONE);
        removeRoute();
        assertAnswer(Map.of(), DONE);
    }

    /** A bean as older code has them. */
    public static final class Bean {
        public String getStatus() {
            return "booked";
        }
    }

    private enum Light {
        ON
    }

    @Test
    @AnswerRow("Map, record, bean or JsonNode")
    void aBeanIsTheAnswer() throws Exception {
        assertAnswer(new Bean(), BOOKED);
    }

    @Test
    @AnswerRow("other text, number, boolean, enum, list, array")
    void anEnumIsOutput() throws Exception {
        assertAnswer(Light.ON, Map.of("output", "ON"));
    }

    @Test
    @AnswerRow("other text, number, boolean, enum, list, array")
    void whatAMulticastGatheredIsOutput() throws Exception {
        routes(rb -> {
            rb.from(tool("f")).multicast(new GroupedBodyAggregationStrategy()).to("direct:kitchen", "direct:garden");
            rb.from("direct:kitchen").setBody(rb.constant("on"));
            rb.from("direct:garden").setBody(rb.constant("off"));
        });
        assertThat(call("f")).isEqualTo(Map.of("output", List.of("on", "off")));
    }

    @Test
    @AnswerRow("date, time or duration")
    void timesAreOutputAsPeopleWriteThem() throws Exception {
        Map<Object, String> written = Map.of(
                LocalDate.of(2026, 11, 21),
                "2026-11-21",
                LocalTime.of(19, 30),
                "19:30",
                Instant.EPOCH,
                "1970-01-01T00:00:00Z",
                ZonedDateTime.of(2026, 11, 21, 19, 30, 0, 0, ZoneId.of("Europe/Oslo")),
                "2026-11-21T19:30+01:00[Europe/Oslo]",
                Duration.ofMinutes(90),
                "PT1H30M",
                // as rows of databases hold them
                Timestamp.from(Instant.EPOCH),
                "1970-01-01T00:00:00.000+00:00",
                java.sql.Date.valueOf("2026-11-21"),
                "2026-11-21");
        for (Map.Entry<Object, String> entry : written.entrySet()) {
            assertAnswer(entry.getKey(), Map.of("output", entry.getValue()));
            removeRoute();
        }
    }

    @Test
    @AnswerRow("Optional")
    void anOptionalIsWhatIsInIt() throws Exception {
        assertAnswer(Optional.of(BOOKED), BOOKED);
        removeRoute();
        assertAnswer(Optional.of("booked"), Map.of("output", "booked"));
        removeRoute();
        assertAnswer(Optional.empty(), DONE);
    }

    @Test
    @AnswerRow("XML document")
    void anXmlDocumentIsItsText() throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
        document.appendChild(document.createElement("status")).setTextContent("booked & paid");
        route(document);
        assertThat(call("f")).isEqualTo(Map.of("output", "<status>booked &amp; paid</status>"));
    }
}
