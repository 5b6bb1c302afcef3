package io.github.camelgeminilive.examples.booking;

import io.github.camelgeminilive.emulator.Knobs;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.main.Main;
import org.awaitility.Awaitility;

/** The application against an emulator with a script, and what was said and done. The caller types. */
final class Theatre implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The server's messages as they came. */
    final List<String> wire = new CopyOnWriteArrayList<>();

    /** Exchanges that arrived at direct:undo. */
    final List<Exchange> undone = new CopyOnWriteArrayList<>();

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final LiveEmulator emulator;
    private final Till till;
    private final Main camel;
    private final ProducerTemplate template;

    Theatre(Scenario scenario, Path approvals, Till till) throws Exception {
        this.till = till;
        camel = Booking.theatre(till);
        emulator = LiveEmulator.builder()
                .scenario(scenario)
                .knobs(Knobs.fast())
                .apiKeys("any")
                .start();
        camel.addOverrideProperty("camel.component.gemini-live.api-key", "any");
        camel.addOverrideProperty(
                "camel.component.gemini-live.host", emulator.uri().toString());
        camel.addOverrideProperty("booking.database", "theatre-" + UUID.randomUUID());
        camel.addOverrideProperty("booking.bankMillis", "0");
        camel.addOverrideProperty("booking.approvals", approvals.toString());
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:caller").to("gemini-live:theatre");
                from("gemini-live:theatre?events=raw")
                        .process(e -> wire.add(e.getMessage().getBody(String.class)));
                from("gemini-live:theatre?events=outputTranscription")
                        .process(e -> said.add(e.getMessage().getBody(String.class)));
            }
        });
        camel.configure().addRoutesBuilder(new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                routeConfiguration().interceptFrom("direct:undo").process(e -> undone.add(e.copy()));
            }
        });
        camel.start();
        template = camel.getCamelTemplate();
    }

    void type(String text) {
        template.sendBody("direct:caller", text);
    }

    void send(String uri, Object body, Map<String, Object> headers) {
        template.sendBodyAndHeaders(uri, body, headers);
    }

    LiveEmulator emulator() {
        return emulator;
    }

    /** What the till did, for people. */
    List<String> till() {
        return till.getEntries().stream().map(Till.Entry::text).toList();
    }

    /** What is committed. */
    List<?> rows() {
        return template.requestBody("sql:select play, seats from booking order by play", null, List.class);
    }

    /** How many requests are at the desk. */
    int tickets() {
        return template.requestBody("sql:select ticket from refund", null, List.class)
                .size();
    }

    /** What the model said so far. */
    String said() {
        return String.join("", said);
    }

    void awaitSaid(String words) {
        await("the model to say " + words, () -> said().contains(words));
    }

    /** The exchanges that are in routes now. */
    int inflight(String route) {
        return camel.getCamelContext().getInflightRepository().size(route);
    }

    static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what).atMost(PATIENCE).until(condition::getAsBoolean);
    }

    @Override
    public void close() {
        camel.stop();
        emulator.close();
    }
}
