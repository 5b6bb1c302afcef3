package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.tools.ToolCounters.Count;
import io.github.camelgeminilive.tools.ToolDispatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.DefaultInflightRepository;
import org.apache.camel.support.AsyncProcessorSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a route notices of the cancellation of its call: the future, the interrupt, the mark on its exchange. */
class ToolCancelTest extends ToolRouteTest {

    private static final long SEED = 20_261_121;

    private final BlockingQueue<ToolCall> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);

    private volatile Runnable whenAnExchangeIsMade = () -> {};

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.setInflightRepository(new DefaultInflightRepository() {
            @Override
            public void add(Exchange exchange) {
                whenAnExchangeIsMade.run();
                super.add(exchange);
            }
        });
        return context;
    }

    // the future

    @Test
    void aRouteCanWaitForItsCancellation() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f")).process(e -> {
                    CompletableFuture<Boolean> cancelled = ToolCall.of(e).whenCancelled();
                    calls.add(ToolCall.of(e));
                    told.add(cancelled.get(PATIENCE_SECONDS, TimeUnit.SECONDS) + " " + e.isRollbackOnly());
                });
            }
        });
        String id = start("f", Map.of());
        ToolCall call = take(calls);
        assertThat(call.whenCancelled()).isNotDone();
        dispatcher.cancel(session, id);

        assertThat(take(told)).isEqualTo("true true");
        assertThat(call.isCancelled()).isTrue();
        assertThat(call.whenCancelled().get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theFutureCompletesWithFalseWhenTheCallIsOverForAnotherReason() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("answered")).process(e -> calls.add(ToolCall.of(e)));
                from(tool("late")).process(e -> {
                    calls.add(ToolCall.of(e));
                    clock.advance(Duration.ofSeconds(30));
                    told.add(String.valueOf(ToolCall.of(e).whenCancelled().get(PATIENCE_SECONDS, TimeUnit.SECONDS)));
                });
            }
        });
        call("answered");
        ToolCall answered = take(calls);
        assertThat(answered.whenCancelled().get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isFalse();
        assertThat(answered.isCancelled()).isFalse();

        assertError(call("late"), "timeout");
        assertThat(take(told)).isEqualTo("false");
    }

    @Test
    void whatDependsOnTheFutureNeverRunsOnTheThreadThatCancels() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f")).process(e -> {
                    CompletableFuture<?> unused = ToolCall.of(e)
                            .whenCancelled()
                            .thenAccept(yes ->
                                    told.add(yes + " " + Thread.currentThread().getName()));
                    calls.add(ToolCall.of(e));
                    ToolCall.of(e).awaitCancelled(Duration.ofSeconds(PATIENCE_SECONDS));
                });
            }
        });
        for (int i = 0; i < 20; i++) {
            String id = start("f", Map.of());
            take(calls);
            dispatcher.cancel(session, id);
            assertThat(take(told)).startsWith("true ").contains("GeminiLiveLanes");
        }
    }

    @Test
    void aPoolFullOfRoutesThatWaitForTheirCancellationIsReleased() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f")).process(e -> {
                    calls.add(ToolCall.of(e));
                    told.add(String.valueOf(ToolCall.of(e).whenCancelled().get(PATIENCE_SECONDS, TimeUnit.SECONDS)));
                });
            }
        });
        ToolDispatcher real = new ToolDispatcher(
                "home", true, component().tools(), component().runtime().tools(), clock);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add("call-" + i);
            real.start(session, new FunctionCall("call-" + i, "f", Map.of()), answers::add);
            take(calls);
        }
        ids.forEach(id -> real.cancel(session, id));

        for (int i = 0; i < ids.size(); i++) {
            assertThat(take(told)).isEqualTo("true");
        }
    }

    @Test
    void nobodyCompletesTheFutureOfAnother() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f")).process(e -> {
                    ToolCall.of(e).whenCancelled().complete(true);
                    told.add(String.valueOf(ToolCall.of(e).whenCancelled().isDone()));
                });
            }
        });
        call("f");

        assertThat(take(told)).isEqualTo("false");
    }

    @Test
    void theFutureCompletesAfterTheComponentHasStopped() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f"))
                        .process(e -> calls.add(ToolCall.of(e)))
                        .setHeader(GeminiLiveConstants.TOOL_WILL_CONTINUE, constant(true));
            }
        });
        String id = start("f", Map.of());
        CompletableFuture<Boolean> cancelled = take(calls).whenCancelled();
        answer();
        context.stop();
        assertThat(cancelled).isNotDone();
        dispatcher.cancel(session, id);

        assertThat(cancelled.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    // the interrupt

    @Test
    void theThreadInTheRouteIsInterruptedIfAskedForAndGoesOnWithoutTheMark() throws Exception {
        AtomicReference<Thread> worker = new AtomicReference<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f&interruptOnCancel=true"))
                        .process(e -> {
                            worker.set(Thread.currentThread());
                            calls.add(ToolCall.of(e));
                            try {
                                never.await();
                            } catch (InterruptedException interrupted) {
                                told.add("interrupted " + ToolCall.of(e).isCancelled());
                                // as code does that can't throw it
                                Thread.currentThread().interrupt();
                            }
                        })
                        .to("mock:next");
            }
        });
        getMockEndpoint("mock:next").expectedMessageCount(0);
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            // seen on the thread itself: a Java pool takes the mark away, other executors may not
            Executor looking = task -> one.execute(() -> {
                task.run();
                told.add("marked " + (Thread.currentThread() == worker.get() && Thread.interrupted()));
            });
            ToolDispatcher narrow = new ToolDispatcher("home", true, component().tools(), looking, clock);
            narrow.start(session, new FunctionCall("1", "f", Map.of()), answers::add);
            take(calls);
            narrow.cancel(session, "1");
            assertThat(take(told)).isEqualTo("interrupted true");
            assertThat(take(told)).isEqualTo("marked false");
        } finally {
            one.shutdownNow();
        }
        getMockEndpoint("mock:next").assertIsSatisfied();
    }

    @Test
    void withoutTheOptionNobodyIsInterrupted() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f")).process(e -> {
                    calls.add(ToolCall.of(e));
                    ToolCall.of(e).awaitCancelled(Duration.ofSeconds(PATIENCE_SECONDS));
                    told.add(String.valueOf(Thread.currentThread().isInterrupted()));
                });
            }
        });
        String id = start("f", Map.of());
        take(calls);
        dispatcher.cancel(session, id);

        assertThat(take(told)).isEqualTo("false");
    }

    @Test
    void anInterruptedRouteIsNotTriedAgain() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(5).redeliveryDelay(0));
                from(tool("f&interruptOnCancel=true")).process(e -> {
                    tries.incrementAndGet();
                    calls.add(ToolCall.of(e));
                    never.await();
                });
            }
        });
        String id = start("f", Map.of());
        take(calls);
        dispatcher.cancel(session, id);
        await("the late result", () -> dispatcher.counters().get(Count.LATE_RESULT) == 1);

        assertThat(tries).hasValue(1);
        assertThat(answers).isEmpty();
    }

    /** Hands an exchange to a thread of its own. */
    private static final class Elsewhere extends AsyncProcessorSupport {
        final ExecutorService other = Executors.newSingleThreadExecutor();
        final CountDownLatch free = new CountDownLatch(1);
        final BlockingQueue<String> interrupted = new LinkedBlockingQueue<>();

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            other.execute(() -> {
                try {
                    interrupted.add(String.valueOf(!free.await(PATIENCE_SECONDS, TimeUnit.SECONDS)));
                } catch (InterruptedException e) {
                    interrupted.add("true");
                }
                callback.done(false);
            });
            return false;
        }
    }

    @Test
    void aThreadThatHasLeftAnAsynchronousRouteIsNotInterrupted() throws Exception {
        Elsewhere elsewhere = new Elsewhere();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f&interruptOnCancel=true")).process(elsewhere);
            }
        });
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            ToolDispatcher narrow = new ToolDispatcher("home", true, component().tools(), one, clock);
            narrow.start(session, new FunctionCall("1", "f", Map.of()), answers::add);
            // behind the call on the same thread: the call has left it
            boolean before = one.submit(() -> {
                        narrow.cancel(session, "1");
                        return Thread.interrupted();
                    })
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            elsewhere.free.countDown();

            assertThat(before).isFalse();
            assertThat(take(elsewhere.interrupted)).isEqualTo("false");
            await("the late result", () -> narrow.counters().get(Count.LATE_RESULT) == 1);
        } finally {
            one.shutdownNow();
            elsewhere.other.shutdownNow();
        }
    }

    @Test
    void anInterruptNeverHitsTheNextCallOnTheThread() throws Exception {
        AtomicInteger hit = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f&interruptOnCancel=true")).process(e -> {
                    ToolCall call = ToolCall.of(e);
                    Thread.onSpinWait();
                    if (Thread.currentThread().isInterrupted() && !call.isCancelled()) {
                        hit.incrementAndGet();
                    }
                });
            }
        });
        Random dice = new Random(SEED);
        int calls = 5_000;
        for (int i = 0; i < calls; i++) {
            String id = start("f", Map.of());
            for (int spin = dice.nextInt(2_000); spin > 0; spin--) {
                Thread.onSpinWait();
            }
            dispatcher.cancel(session, id);
            if (dispatcher.openCalls().size() > 100) {
                await("room", () -> dispatcher.openCalls().isEmpty());
            }
        }
        await(
                "the end",
                () -> dispatcher.openCalls().isEmpty()
                        && context.getInflightRepository().size() == 0);

        assertThat(hit).hasValue(0);
        assertThat(dispatcher.counters().get(Count.CANCELLED)).isGreaterThan(100);
    }

    // the mark

    @Test
    void aCancellationInTheMomentBeforeTheRouteBeginsMarksItsExchange() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f"))
                        .process(e -> told.add(
                                e.isRollbackOnly() + " " + ToolCall.of(e).isCancelled()))
                        .to("mock:next");
            }
        });
        getMockEndpoint("mock:next").expectedMessageCount(0);
        whenAnExchangeIsMade = () -> dispatcher.cancel(session, "call-1");
        start("f", Map.of());

        assertThat(take(told)).isEqualTo("true true");
        await("the late result", () -> dispatcher.counters().get(Count.LATE_RESULT) == 1);
        getMockEndpoint("mock:next").assertIsSatisfied();
    }

    private static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what).atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(condition::getAsBoolean);
    }
}
