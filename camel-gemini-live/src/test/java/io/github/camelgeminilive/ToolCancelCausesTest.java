package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.LiveConnection;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.tools.ToolCounters;
import io.github.camelgeminilive.tools.ToolCounters.Count;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cancels a call and what does not, over the wire: each cause once. */
class ToolCancelCausesTest extends LiveRouteTest {

    private final BlockingQueue<ToolCall> inRoute = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final List<Throwable> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch free = new CountDownLatch(1);
    private ToolCounters counters;

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .scenario(Scenario.create()
                        .onText("book")
                        .anytime()
                        .callTool("fc-1", "book", Map.of())
                        .say("It is {{book.output}}."));
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        HealthCheckRegistry health = new DefaultHealthCheckRegistry(created);
        health.register(health.resolveById("consumers"));
        created.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, health);
        created.getRegistry().bind("hearer", new FailedRouteTest.Hearer(heard));
        return created;
    }

    @AfterEach
    void letGo() {
        free.countDown();
    }

    /** The model has called and its route is at work until it is cancelled or let go. */
    private LiveConnection called(String options, String tool) throws Exception {
        routes(rb -> {
            rb.from("direct:say").routeId("say").to("gemini-live:bob" + options);
            rb.from("direct:undo")
                    .process(e -> told.add(
                            "undo " + e.getMessage().getHeader(GeminiLiveConstants.TOOL_FINISHED, Boolean.class)));
            rb.from("gemini-live:" + tool + "?tool=book&description=Books&onCancel=direct:undo")
                    .routeId("book")
                    .process(this::work)
                    .setBody(rb.constant("booked"))
                    .process(e -> told.add("booked"));
        });
        send("direct:say", "book", Map.of());
        assertThat(inRoute.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
        counters = agent("bob").dispatcher().counters();
        return emulator().connection(1);
    }

    private void work(Exchange exchange) throws Exception {
        ToolCall call = ToolCall.of(exchange);
        CompletableFuture<?> unused = call.whenCancelled().thenAccept(yes -> {
            if (yes) {
                free.countDown();
            }
        });
        inRoute.add(call);
        assertThat(free.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private void assertUndone(String how) throws Exception {
        assertThat(told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(how);
        await("the end", () -> counters.get(Count.UNDONE) == 1);
        assertThat(told).isEmpty();
    }

    private void assertCutShort() throws Exception {
        assertUndone("undo false");
        await("the late result", () -> counters.get(Count.LATE_RESULT) == 1);
        assertThat(counters.get(Count.CANCELLED)).isEqualTo(1);
        assertThat(counters.get(Count.ANSWERED)).isZero();
    }

    @Test
    void theServersCancellation() throws Exception {
        LiveConnection line = called("", "bob");
        line.serverSays("{\"serverContent\":{\"interrupted\":true}}");
        line.serverSays("{\"toolCallCancellation\":{\"ids\":[\"fc-1\"]}}");
        assertCutShort();

        Object late = HealthCheckHelper.invoke(context, "full").stream()
                .map(result -> result.getDetails().get("dropped lateToolResult"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        assertThat(late).as("health tells it").isEqualTo(1L);
    }

    @Test
    void anInterruptionAloneCancelsNothing() throws Exception {
        LiveConnection line = called("", "bob");
        line.serverSays("{\"serverContent\":{\"interrupted\":true}}");
        line.serverSays("{\"serverContent\":{\"turnComplete\":true}}");
        free.countDown();
        line.takeFrame("toolResponse", PATIENCE);

        assertThat(told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("booked");
        assertThat(counters.get(Count.CANCELLED)).isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void theServersCancellationOfACallThatWasAnswered() throws Exception {
        LiveConnection line = called("", "bob");
        free.countDown();
        line.takeFrame("toolResponse", PATIENCE);
        assertThat(told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("booked");
        line.serverSays("{\"toolCallCancellation\":{\"ids\":[\"fc-1\"]}}");
        line.serverSays("{\"toolCallCancellation\":{\"ids\":[\"fc-1\"]}}");

        assertUndone("undo true");
        assertThat(counters.get(Count.TAKEN_BACK)).isEqualTo(1);
        assertThat(counters.get(Count.CANCELLED)).isZero();
    }

    @Test
    void operationClose() throws Exception {
        called("", "bob");
        send("gemini-live:bob?operation=close", null, Map.of());
        assertCutShort();
    }

    @Test
    void aLostConnection() throws Exception {
        LiveConnection line = called("", "bob");
        line.reset();
        assertCutShort();
    }

    @Test
    void theLongestDurationOfTheSession() throws Exception {
        called("?maxSessionDuration=2s", "bob");
        assertCutShort();
    }

    @Test
    void aSessionWithACallAtWorkIsNotIdle() throws Exception {
        LiveConnection line = called("?idleTimeout=200", "bob");
        // three times as long as a session without a call would live
        assertThat(free.await(600, TimeUnit.MILLISECONDS)).as("cancelled").isFalse();
        free.countDown();
        line.awaitClosed(PATIENCE);

        assertThat(told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("booked");
        assertThat(counters.get(Count.CANCELLED)).isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void theEndOfTheAgentWhoseFunctionServesOthersToo() throws Exception {
        called("", "*");
        context.getRouteController().stopRoute("say");
        assertCutShort();
    }

    @Test
    void aStopWaitsForTheRouteAndCancelsNothing() throws Exception {
        called("", "bob");
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(context::stop);
        await("the stop", () -> context.isStopping());
        free.countDown();
        stopped.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(told).containsExactly("booked");
        assertThat(counters.get(Count.CANCELLED)).isZero();
        assertThat(counters.get(Count.ANSWERED)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:undo", "seda:undo"})
    void aCallThatWaitsForAPersonWhenTheContextStopsIsUndoneBeforeItsRoutesEnd(String undo) throws Exception {
        routes(rb -> {
            rb.from("direct:say").to("gemini-live:bob");
            rb.from("gemini-live:bob?tool=book&description=Books&exceptionHandler=#hearer&onCancel=" + undo)
                    .process(e -> inRoute.add(ToolCall.of(e)))
                    .setHeader(GeminiLiveConstants.TOOL_WILL_CONTINUE, rb.constant(true));
            // stops before the function's: the last to start goes first
            rb.from(undo)
                    .process(e -> told.add(
                            "undo " + e.getMessage().getHeader(GeminiLiveConstants.TOOL_FINISHED, Boolean.class)));
        });
        send("direct:say", "book", Map.of());
        emulator().connection(1).takeFrame("toolResponse", PATIENCE);
        counters = agent("bob").dispatcher().counters();
        context.stop();

        assertThat(told).containsExactly("undo true");
        assertThat(heard).isEmpty();
        assertThat(counters.get(Count.UNDONE)).isEqualTo(1);
        assertThat(counters.get(Count.UNDO_FAILED)).isZero();
        assertThat(inRoute.remove().isCancelled()).isTrue();
    }
}
