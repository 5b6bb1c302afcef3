package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.tools.ToolCounters.Count;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.AsyncProcessorSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What comes out of a route, of what undoes it or of an exception handler in a way that it should not. */
class ToolRouteFailuresTest extends ToolRouteTest {

    private final BlockingQueue<Exchange> undone = new LinkedBlockingQueue<>();
    private final CountDownLatch free = new CountDownLatch(1);
    private final CountDownLatch handling = new CountDownLatch(1);
    private @Nullable Consumer started;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        return context;
    }

    @AfterEach
    void letGo() {
        free.countDown();
        if (started != null) {
            started.stop();
        }
    }

    /** A function whose route is nothing but this. */
    private void route(AsyncProcessorSupport route) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:undo").process(undone::add);
            }
        });
        Consumer consumer =
                context.getEndpoint(tool("book&onCancel=direct:undo")).createConsumer(route);
        started = consumer;
        consumer.start();
    }

    @Test
    void anErrorOutOfARouteIsToldAndItsCallCanBeUndone() throws Exception {
        route(new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                throw new StackOverflowError("secret");
            }
        });
        String id = start("book", Map.of());

        assertError(answer().response(), "failed");
        Awaitility.await().until(() -> heard.problems.size() == 1);
        assertThat(heard.problems.get(0)).hasRootCauseInstanceOf(StackOverflowError.class);
        dispatcher.cancel(session, id);
        assertThat(take(undone).getMessage().getHeader(GeminiLiveConstants.TOOL_FINISHED))
                .isEqualTo(true);
    }

    @Test
    void aRouteThatEndsAndThenFailsEndsOnce() throws Exception {
        route(new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                exchange.getMessage().setBody("booked");
                callback.done(true);
                throw new IllegalStateException("secret");
            }
        });

        assertThat(call("book")).isEqualTo(Map.of("output", "booked"));
        Awaitility.await().until(() -> heard.problems.size() == 1);
        assertThat(heard.problems.get(0)).hasMessage("secret");
        assertThat(dispatcher.counters().get(Count.LATE_RESULT)).isZero();
    }

    @Test
    void anExceptionHandlerThatTakesItsTimeDoesNotHoldUpTheSession() throws Exception {
        context.getRegistry().bind("slow", new ExceptionHandler() {
            @Override
            public void handleException(Throwable exception) {
                handleException("", null, exception);
            }

            @Override
            public void handleException(String message, Throwable exception) {
                handleException(message, null, exception);
            }

            @Override
            public void handleException(String message, @Nullable Exchange exchange, Throwable exception) {
                handling.countDown();
                try {
                    free.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                heard.handleException(message, exchange, exception);
            }
        });
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("gemini-live:home?tool=book&description=Books&onCancel=direct:undo&exceptionHandler=#slow")
                        .routeId("book")
                        .setHeader(GeminiLiveConstants.TOOL_WILL_CONTINUE, constant(true));
                from("direct:undo").process(undone::add);
            }
        });
        String id = start("book", Map.of());
        assertThat(answer().willContinue()).isTrue();
        context.getRouteController().stopRoute("book");

        CompletableFuture<Void> cancelled = CompletableFuture.runAsync(() -> dispatcher.cancel(session, id));
        assertThat(handling.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(cancelled).succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS / 2));
        assertThat(heard.problems).isEmpty();
        free.countDown();
        Awaitility.await().until(() -> heard.problems.size() == 1);
        assertThat(undone).isEmpty();
    }
}
