package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.tools.ToolCounters.Count;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.FileInputStreamCache;
import org.apache.camel.spi.StreamCachingStrategy;
import org.apache.camel.support.ExpressionAdapter;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of answers, a test for each row. */
class ToolAnswerTest extends ToolRouteTest {

    private static final Map<String, Object> BOOKED = Map.of("status", "booked");
    private static final Map<String, Object> DONE = Map.of("output", "done");
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

    @TempDir
    Path folder;

    record Booking(
            String name, int guests, LocalDate day, List<LocalTime> times, Duration stay, Optional<String> note) {}

    /** A route that ends with a body; the only one that the test needs. */
    private void route(Object body) throws Exception {
        route(body, null);
    }

    private void route(Object body, String contentType) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f&maxToolResponse=1000"))
                        .setHeader(Exchange.CONTENT_TYPE, constant(contentType))
                        .setBody(new Given(body));
            }
        });
    }

    /** A body as it is: constant() would call a Supplier and convert others. */
    private static final class Given extends ExpressionAdapter implements Expression {
        private final Object body;

        Given(Object body) {
            this.body = body;
        }

        @Override
        public Object evaluate(Exchange exchange) {
            return body;
        }
    }

    private void removeRoute() throws Exception {
        context.getRouteController().stopAllRoutes();
        context.removeRoute(context.getRoutes().get(0).getId());
    }

    private void route(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
    }

    private void assertAnswer(Object body, Map<String, Object> expected) throws Exception {
        route(body);
        assertThat(call("f")).isEqualTo(expected);
        assertThat(heard.problems).isEmpty();
    }

    private void assertUnusable(Object body, String contentType, String problem) throws Exception {
        route(body, contentType);
        Map<String, Object> response = call("f");
        assertError(response, "failed");
        assertThat(response).containsEntry("retryable", false);
        assertThat(heard.problems).hasSize(1);
        assertThat(heard.problems.get(0)).hasMessageContaining(problem);
    }

    // Map or record; JSON content type or JsonNode: that object

    @Test
    void aMapIsTheAnswer() throws Exception {
        assertAnswer(
                Map.of("status", "booked", "tables", List.of(1, 2)),
                Map.of("status", "booked", "tables", List.of(1, 2)));
    }

    @Test
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
    void aJsonNodeIsTheAnswer() throws Exception {
        assertAnswer(new ObjectMapper().readTree("{\"status\":\"booked\"}"), BOOKED);
    }

    @Test
    void jsonTextWithItsContentTypeIsTheAnswer() throws Exception {
        for (String type : List.of("application/json", "Application/JSON; charset=utf-8", "application/problem+json")) {
            route("{\"status\":\"booked\"}", type);
            assertThat(call("f")).as(type).isEqualTo(BOOKED);
            removeRoute();
        }
    }

    @Test
    void jsonBytesAreTheAnswerAndAListIsOutput() throws Exception {
        route("[1, 2]".getBytes(StandardCharsets.UTF_8), "application/json");
        assertThat(call("f")).isEqualTo(Map.of("output", List.of(1, 2)));
    }

    @Test
    void whatIsAnnouncedAsJsonAndIsNoneIsText() throws Exception {
        route("Booked.", "application/json");
        assertThat(call("f")).isEqualTo(Map.of("output", "Booked."));
    }

    // other text, number, list: output

    @Test
    void textIsOutputEvenIfItLooksLikeJson() throws Exception {
        assertAnswer("{\"status\":\"booked\"}", Map.of("output", "{\"status\":\"booked\"}"));
    }

    @Test
    void aNumberIsOutput() throws Exception {
        assertAnswer(42, Map.of("output", 42));
    }

    @Test
    void truthIsOutput() throws Exception {
        assertAnswer(false, Map.of("output", false));
    }

    @Test
    void aListIsOutputEvenIfItIsEmpty() throws Exception {
        assertAnswer(List.of(Map.of("room", "kitchen")), Map.of("output", List.of(Map.of("room", "kitchen"))));
        removeRoute();
        assertAnswer(List.of(), Map.of("output", List.of()));
    }

    @Test
    void anArrayAndADateAreOutput() throws Exception {
        assertAnswer(
                Arrays.asList(new int[] {1, 2}, LocalDate.of(2026, 11, 21)),
                Map.of("output", List.of(List.of(1, 2), "2026-11-21")));
    }

    // body still the arguments, or null: done, never an echo

    @Test
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
    void nothingIsDone() throws Exception {
        assertAnswer(null, DONE);
    }

    @Test
    void emptyTextAndAnEmptyMapAreDone() throws Exception {
        assertAnswer("  ", DONE);
        removeRoute();
        assertAnswer(Map.of(), DONE);
    }

    // stream: read up to maxToolResponse; bytes that are no text: a clear error

    @Test
    void aStreamIsReadAsText() throws Exception {
        route(new ByteArrayInputStream("Grüße".getBytes(StandardCharsets.UTF_8)), "text/plain");
        assertThat(call("f")).isEqualTo(Map.of("output", "Grüße"));
    }

    @Test
    void theCharsetOfTheContentTypeCounts() throws Exception {
        route("Grüße".getBytes(StandardCharsets.ISO_8859_1), "text/plain; charset=\"iso-8859-1\"");
        assertThat(call("f")).isEqualTo(Map.of("output", "Grüße"));
    }

    @Test
    void aReaderABufferAndAFileAreRead() throws Exception {
        Path file = Files.writeString(folder.resolve("a.txt"), "from a file");
        for (Object body : List.of(
                new StringReader("from a file"),
                ByteBuffer.wrap("from a file".getBytes(StandardCharsets.UTF_8)),
                file,
                file.toFile())) {
            assertAnswer(body, Map.of("output", "from a file"));
            removeRoute();
        }
    }

    @Test
    void aFileOfTheFileComponentIsRead() throws Exception {
        Files.writeString(folder.resolve("a.json"), "{\"status\":\"booked\"}");
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f"))
                        .pollEnrich("file:" + folder + "?fileName=a.json&noop=true", 10_000)
                        .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));
            }
        });
        assertThat(call("f")).isEqualTo(BOOKED);
    }

    @Test
    void aStreamThatTheRouteHasReadIsReadAgain() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f"))
                        .process(e -> e.getMessage()
                                .setBody(new ByteArrayInputStream("once more".getBytes(StandardCharsets.UTF_8))))
                        .to("direct:read");
                from("direct:read").streamCache("true").log("${body}");
            }
        });
        assertThat(call("f")).isEqualTo(Map.of("output", "once more"));
    }

    @Test
    void aStreamThatWasCachedInATemporaryFileIsReadAndTheFileIsGone() throws Exception {
        List<Object> bodies = new CopyOnWriteArrayList<>();
        StreamCachingStrategy caching = context.getStreamCachingStrategy();
        caching.stop();
        caching.setSpoolEnabled(true);
        caching.setSpoolThreshold(10);
        caching.setSpoolDirectory(folder.toString());
        caching.start();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f"))
                        .streamCache("true")
                        // a plain ByteArrayInputStream would be kept in memory
                        .process(e -> e.getMessage()
                                .setBody(new BufferedInputStream(
                                        new ByteArrayInputStream("x".repeat(500).getBytes(StandardCharsets.UTF_8)))))
                        .to("direct:spooled");
                from("direct:spooled")
                        .streamCache("true")
                        .process(e -> bodies.add(e.getMessage().getBody()));
            }
        });
        assertThat(call("f")).isEqualTo(Map.of("output", "x".repeat(500)));
        assertThat(bodies).hasExactlyElementsOfTypes(FileInputStreamCache.class);
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aStreamOverTheBoundIsAnError() throws Exception {
        assertUnusable(new ByteArrayInputStream(new byte[1001]), "text/plain", "maxToolResponse");
    }

    @Test
    void anObjectOverTheBoundIsAnErrorThatSaysSo() throws Exception {
        route(Map.of("text", "x".repeat(1000)));
        assertThat(call("f").get("reason").toString()).contains("too long").contains("Do not call the function again");
        assertThat(heard.problems).hasSize(1);
    }

    @Test
    void bytesThatAreTextAreText() throws Exception {
        assertAnswer("booked\n".getBytes(StandardCharsets.UTF_8), Map.of("output", "booked\n"));
    }

    @Test
    void otherBytesAreAnError() throws Exception {
        assertUnusable(new byte[] {1, 2, 3}, null, "3 bytes that are no text");
    }

    @Test
    void bytesOfAnotherTypeAreAnError() throws Exception {
        assertUnusable("RIFF".getBytes(StandardCharsets.UTF_8), "audio/wav", "4 bytes of type audio/wav");
    }

    @Test
    void picturesAreAPartOfTheAnswer() throws Exception {
        route(PNG, "image/png");
        start("f", Map.of());
        FunctionResponse answer = answer();
        assertThat(answer.response()).containsOnlyKeys("output");
        assertThat(answer.parts()).singleElement().satisfies(part -> {
            assertThat(part.mimeType()).isEqualTo("image/png");
            assertThat(part.data()).isEqualTo(PNG);
        });
        assertThat(heard.problems).isEmpty();
    }

    @Test
    void picturesAreAnErrorWhereTheFamilyTakesNone() throws Exception {
        session = session("caller-2", "gemini-2.5-flash-native-audio-preview-12-2025");
        assertUnusable(PNG, "image/png", "the model's family takes none");
    }

    @Test
    void picturesOfOtherTypesAreAnError() throws Exception {
        assertUnusable("GIF89a".getBytes(StandardCharsets.UTF_8), "image/gif", "6 bytes of type image/gif");
    }

    @Test
    void documentsAreAnError() throws Exception {
        assertUnusable("%PDF-1.7".getBytes(StandardCharsets.UTF_8), "application/pdf", "of type application/pdf");
    }

    @Test
    void picturesOverTheBoundAreAnError() throws Exception {
        assertUnusable(new ByteArrayInputStream(new byte[1001]), "image/png", "maxToolResponse");
    }

    // what can't be JSON

    @Test
    void anExceptionAsBodyIsAnErrorWithoutItsText() throws Exception {
        assertUnusable(new IllegalStateException("secret"), null, "IllegalStateException");
    }

    @Test
    void anExceptionWithinAMapIsAnErrorWithoutItsText() throws Exception {
        assertUnusable(Map.of("problem", new IllegalStateException("secret")), null, "can be written as JSON");
    }

    @Test
    void anExchangeWithinAListIsAnError() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f")).process(e -> e.getMessage().setBody(List.of(e.copy())));
            }
        });
        assertError(call("f"), "failed");
    }

    @Test
    void aMapThatHoldsItselfAndOneThatIsTooDeepAreErrors() throws Exception {
        Map<String, Object> circle = new HashMap<>();
        circle.put("self", circle);
        assertUnusable(circle, null, "can be written as JSON");
    }

    @Test
    void aMapThatIsNestedTooDeeplyIsAnError() throws Exception {
        Object deep = "end";
        for (int i = 0; i < 95; i++) {
            deep = Collections.singletonMap("d", deep);
        }
        assertUnusable(deep, null, "can be written as JSON");
    }

    // stop(), doTry, continued(true): the body

    @Test
    void stopEndsTheRouteWithTheBody() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f")).setBody(constant(BOOKED)).stop().setBody(constant("never"));
            }
        });
        assertThat(call("f")).isEqualTo(BOOKED);
    }

    @Test
    void aFailureThatDoTryCaughtIsTheBody() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f"))
                        .doTry()
                        .throwException(new IllegalStateException("secret"))
                        .doCatch(IllegalStateException.class)
                        .setBody(constant(Map.of("status", "full")))
                        .end();
            }
        });
        assertThat(call("f")).isEqualTo(Map.of("status", "full"));
        assertThat(heard.problems).isEmpty();
    }

    @Test
    void aFailureAfterWhichTheRouteContinuedIsTheBody() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).continued(true);
                from(tool("f"))
                        .throwException(new IllegalStateException("secret"))
                        .setBody(constant(BOOKED));
            }
        });
        assertThat(call("f")).isEqualTo(BOOKED);
        assertThat(heard.problems).isEmpty();
    }

    // exception, handled failure, rollback only: error, unless ToolOutcome=ok

    @Test
    void anExceptionIsAnErrorAndTheHandlerHearsIt() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f"))
                        .setHeader(GeminiLiveConstants.TOOL_OUTCOME, constant("ok"))
                        .throwException(new IllegalStateException("secret"));
            }
        });
        Map<String, Object> response = call("f");
        assertError(response, "failed");
        assertThat(response).containsEntry("retryable", false);
        assertThat(heard.problems).hasSize(1);
        assertThat(heard.problems.get(0)).hasMessage("secret");
    }

    @Test
    void aDeadLetterChannelIsAnErrorAndNotTheArguments() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("mock:dead"));
                from(tool("f&parameter.room=string")).throwException(new IllegalStateException("secret"));
            }
        });
        getMockEndpoint("mock:dead").expectedMessageCount(1);
        assertError(call("f", Map.of("room", "kitchen")), "failed");
        getMockEndpoint("mock:dead").assertIsSatisfied();
        assertThat(heard.problems).isEmpty();
    }

    @Test
    void aDeadLetterChannelMaySayThatItsAnswerIsGood() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("direct:dead"));
                from(tool("f")).throwException(new IllegalStateException("secret"));
                from("direct:dead")
                        .setBody(constant(Map.of("status", "queued for a person")))
                        .setHeader(GeminiLiveConstants.TOOL_OUTCOME, constant("ok"));
            }
        });
        assertThat(call("f")).isEqualTo(Map.of("status", "queued for a person"));
    }

    @Test
    void aHandledFailureIsAnErrorUnlessTheRouteSaysOk() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true).setBody(constant("secret words"));
                onException(IllegalArgumentException.class)
                        .handled(true)
                        .setBody(constant(Map.of("status", "full")))
                        .setHeader(GeminiLiveConstants.TOOL_OUTCOME, constant("OK"));
                from(tool("f")).throwException(new IllegalStateException("secret"));
                from(tool("g")).throwException(new IllegalArgumentException("secret"));
            }
        });
        assertError(call("f"), "failed");
        assertThat(call("g")).isEqualTo(Map.of("status", "full"));
    }

    @Test
    void rollbackOnlyIsAnErrorUnlessTheRouteSaysOk() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f")).setBody(constant(BOOKED)).markRollbackOnly();
                from(tool("g")).setBody(constant(BOOKED)).markRollbackOnlyLast();
                from(tool("h")).setBody(constant(BOOKED)).rollback("secret");
                from(tool("i"))
                        .setBody(constant(BOOKED))
                        .setHeader(GeminiLiveConstants.TOOL_OUTCOME, constant("ok"))
                        .markRollbackOnly();
            }
        });
        assertError(call("f"), "failed");
        assertError(call("g"), "failed");
        assertError(call("h"), "failed");
        assertThat(call("i")).isEqualTo(BOOKED);
    }

    // time-out, arguments don't fit, unknown, suspended, stopped: error; cancelled: nothing

    @Test
    void aCallThatTakesTooLongIsAnErrorAndItsLateResultIsDropped() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f&toolTimeout=5s")).process(e -> {
                    clock.advance(Duration.ofSeconds(5));
                    e.getMessage().setBody(BOOKED);
                });
            }
        });
        Map<String, Object> response = call("f");
        assertError(response, "timeout");
        assertThat(response).containsEntry("retryable", false);
        await("the route to end", () -> dispatcher.counters().get(Count.LATE_RESULT) == 1);
        assertThat(answers).isEmpty();
    }

    @Test
    void argumentsThatDoNotFitNeverReachTheRoute() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f&parameter.guests=integer&parameter.guests.required=true"))
                        .to("mock:route");
            }
        });
        getMockEndpoint("mock:route").expectedMessageCount(0);
        assertError(call("f", Map.of("guests", "many")), "invalid_arguments");
        getMockEndpoint("mock:route").assertIsSatisfied();
    }

    @Test
    void anUnknownASuspendedAndAStoppedFunctionAreErrors() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f")).routeId("f").setBody(constant(BOOKED));
            }
        });
        assertError(call("g"), "unknown_function");
        context.getRouteController().suspendRoute("f");
        assertError(call("f"), "unavailable");
        assertThat(component().tools().declarations("home")).hasSize(1);
        context.getRouteController().resumeRoute("f");
        assertThat(call("f")).isEqualTo(BOOKED);
        context.getRouteController().stopRoute("f");
        assertError(call("f"), "unavailable");
        assertThat(component().tools().declarations("home")).isEmpty();
        context.getRouteController().startRoute("f");
        assertThat(call("f")).isEqualTo(BOOKED);
    }

    // headers of the answer

    @Test
    void schedulingOfTheRouteGoesBeforeThatOfTheOption() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f&scheduling=SILENT")).setBody(constant(BOOKED));
                from(tool("g&scheduling=SILENT"))
                        .setHeader(GeminiLiveConstants.TOOL_SCHEDULING, constant("interrupt"))
                        .setBody(constant(BOOKED));
                from(tool("h"))
                        .setHeader(GeminiLiveConstants.TOOL_SCHEDULING, constant("SOON"))
                        .setBody(constant(BOOKED));
            }
        });
        start("f", Map.of());
        assertThat(answer().scheduling()).isEqualTo("SILENT");
        start("g", Map.of());
        assertThat(answer().scheduling()).isEqualTo("INTERRUPT");
        assertThat(heard.problems).isEmpty();
        start("h", Map.of());
        assertThat(answer().scheduling()).isNull();
        assertThat(heard.problems.toString())
                .contains("INTERRUPT, WHEN_IDLE or SILENT")
                .contains("SOON");
    }

    @Test
    void aRouteMayPromiseMore() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f"))
                        .setHeader(GeminiLiveConstants.TOOL_WILL_CONTINUE, constant(true))
                        .setBody(constant(Map.of("status", "waiting for a person")));
            }
        });
        start("f", Map.of());
        assertThat(answer().willContinue()).isTrue();
        clock.advance(Duration.ofDays(1));
        assertThat(answers).isEmpty();
        assertThat(dispatcher.openCalls()).hasSize(1);
        context.getRouteController().stopAllRoutes();
        assertThat(answers)
                .as("who promised more decides, whatever becomes of the route")
                .isEmpty();
    }

    private static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what).atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(condition::getAsBoolean);
    }
}
