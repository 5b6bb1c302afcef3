package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.tools.ToolCounters.Count;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint of option onCancel from its start to its stop. */
class ToolUndoLifeTest extends ToolRouteTest {

    private final BlockingQueue<Exchange> undone = new LinkedBlockingQueue<>();
    private final CountDownLatch undoing = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        free.countDown();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getShutdownStrategy().setTimeout(3);
        return context;
    }

    private void routes() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("book&onCancel=direct:undo")).routeId("book").setBody(constant("booked"));
                from("direct:undo").routeId("undo").process(e -> {
                    undoing.countDown();
                    assertThat(free.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                    undone.add(e);
                });
            }
        });
    }

    private long counted(Count count) {
        return dispatcher.counters().get(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch:thing", "gemini-live:home?tool=other", "direct:"})
    void anEndpointThatCanNotBeSentToFailsTheStart(String uri) {
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(tool("book&onCancel=RAW(" + uri + ")")).to("mock:book");
                    }
                }))
                .hasStackTraceContaining("Option onCancel");
        assertThat(component().tools().declarations("home")).isEmpty();
    }

    @Test
    void aSecretInTheUriIsNotTold() {
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(tool("book&onCancel=RAW(nosuch:thing?password=canary-5d1)"))
                                .to("mock:book");
                    }
                }))
                .satisfies(thrown -> {
                    for (Throwable at = thrown; at != null; at = at.getCause()) {
                        assertThat(at.getMessage()).doesNotContain("canary-5d1");
                    }
                });
    }

    @Test
    void aRouteThatIsStoppedAndStartedAgainUndoesAgain() throws Exception {
        routes();
        free.countDown();
        for (int i = 0; i < 3; i++) {
            String id = start("book", Map.of());
            answer();
            dispatcher.cancel(session, id);
            assertThat(take(undone).getMessage().getHeader(GeminiLiveConstants.TOOL_CALL_ID))
                    .isEqualTo(id);
            context.getRouteController().stopRoute("book");
            context.getRouteController().startRoute("book");
        }
    }

    @Test
    void aFullPoolIsAskedAgainUntilItTakesTheCall() throws Exception {
        routes();
        String id = start("book", Map.of());
        answer();
        fillThePool();
        dispatcher.cancel(session, id);
        assertThat(theConsumer().getPendingExchangesSize()).isEqualTo(1);
        free.countDown();

        assertThat(take(undone).getMessage().getHeader(GeminiLiveConstants.TOOL_CALL_ID))
                .isEqualTo(id);
        await("the count", () -> counted(Count.UNDONE) == 1 && theConsumer().getPendingExchangesSize() == 0);
        assertThat(heard.problems).isEmpty();
    }

    @Test
    void aStopWaitsForWhatIsBeingUndone() throws Exception {
        routes();
        String id = start("book", Map.of());
        answer();
        dispatcher.cancel(session, id);
        assertThat(undoing.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(() -> {
            context.stop();
            return undone.isEmpty();
        });
        await("the stop", () -> context.isStopping() || stopped.isDone());
        free.countDown();

        assertThat(stopped.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("stopped before it was undone")
                .isFalse();
        assertThat(counted(Count.UNDONE)).isEqualTo(1);
        assertThat(heard.problems).isEmpty();
    }

    @Test
    void whatCouldNotBeUndoneBeforeTheRouteWasStoppedByForceIsTold() throws Exception {
        routes();
        String waiting = start("book", Map.of());
        String later = start("book", Map.of());
        answer();
        answer();
        fillThePool();
        dispatcher.cancel(session, waiting);
        context.getRouteController().stopRoute("book", 1, TimeUnit.SECONDS);
        dispatcher.cancel(session, later);

        await("the exception handler", () -> heard.problems.size() == 2);
        assertThat(counted(Count.UNDO_FAILED)).isEqualTo(2);
        assertThat(heard.problems)
                .hasSize(2)
                .allSatisfy(problem ->
                        assertThat(problem).hasMessageContaining("direct:undo").hasMessageContaining("stopped"));
        free.countDown();
        await("the pool", () -> component().runtime().tools().isTerminated() || idle());
        assertThat(undone).isEmpty();
        assertThat(counted(Count.UNDONE)).isZero();
    }

    private boolean idle() {
        return CompletableFuture.supplyAsync(() -> true, component().runtime().tools())
                .join();
    }

    private GeminiLiveToolConsumer theConsumer() {
        return (GeminiLiveToolConsumer) context.getRoute("book").getConsumer();
    }

    /** Until nothing more goes in. */
    private void fillThePool() {
        try {
            for (int i = 0; i < 10_000; i++) {
                component().runtime().tools().execute(() -> {
                    try {
                        free.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        } catch (RejectedExecutionException full) {
            return;
        }
        throw new AssertionError("Expected the pool to be bounded");
    }

    private static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what).atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(condition::getAsBoolean);
    }
}
