package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.session.LiveSession;
import io.github.camelgeminilive.tools.ToolDispatcher;
import io.github.camelgeminilive.tools.ToolInvocation;
import io.github.camelgeminilive.tools.ToolSessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cancellation, end of the route, end of the time, end of the session and stop, all at once, on pooled exchanges. */
class ToolUndoRaceTest extends ToolRouteTest {

    private static final long SEED = 20_261_121;
    private static final int RUNS = 1_000;
    private static final int RACERS = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(RACERS);
    private final Map<String, Story> stories = new ConcurrentHashMap<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger strayInterrupts = new AtomicInteger();

    /** What one call went through. */
    private static final class Story {
        final CountDownLatch end = new CountDownLatch(1);
        final AtomicInteger undone = new AtomicInteger();
        volatile boolean begun;
        volatile boolean inside;
        volatile boolean overlapped;
        volatile boolean undoneAsFinished;
        volatile boolean rolledBack;
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        PooledExchangeFactory factory = new PooledExchangeFactory();
        factory.setCapacity(4);
        context.getCamelContextExtension().setExchangeFactory(factory);
        return context;
    }

    @AfterEach
    void noRacerStays() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** Threads are given back without an interrupt of ours. */
    private void execute(Runnable task) {
        busy.incrementAndGet();
        pool.execute(() -> {
            try {
                countStray();
                task.run();
                countStray();
            } finally {
                busy.decrementAndGet();
            }
        });
    }

    private void countStray() {
        if (Thread.currentThread().isInterrupted()) {
            strayInterrupts.incrementAndGet();
        }
    }

    private void routes() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("book&interruptOnCancel=true&onCancel=direct:undo")).process(e -> {
                    Story story = stories.get(ToolCall.of(e).getId());
                    story.begun = true;
                    story.inside = true;
                    try {
                        story.end.await();
                    } catch (InterruptedException cancelled) {
                        // ends as it would have ended
                    } finally {
                        story.rolledBack = e.isRollbackOnly();
                        story.inside = false;
                    }
                });
                from("direct:undo").process(e -> {
                    Story story = stories.get(e.getMessage().getHeader(GeminiLiveConstants.TOOL_CALL_ID, String.class));
                    story.overlapped |= story.inside;
                    story.undoneAsFinished = e.getMessage().getHeader(GeminiLiveConstants.TOOL_FINISHED, Boolean.class);
                    story.undone.incrementAndGet();
                });
            }
        });
    }

    @Test
    void aCallIsUndoneExactlyOnceIfItHadBegunAndWasCancelled() throws Exception {
        routes();
        dispatcher = new ToolDispatcher("home", true, component().tools(), this::execute, clock);
        Random dice = new Random(SEED);
        CyclicBarrier barrier = new CyclicBarrier(RACERS);
        int finished = 0;
        int cutShort = 0;
        int neverBegun = 0;
        int notCancelled = 0;
        for (int run = 0; run < RUNS; run++) {
            LiveSession caller = session("caller-" + run);
            String id = "call-" + run;
            Story story = new Story();
            stories.put(id, story);
            boolean early = dice.nextInt(4) == 0;
            if (!early) {
                start(caller, id);
                Awaitility.await("the route")
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                        .until(() -> story.inside);
            }
            List<Runnable> racers = new ArrayList<>(List.of(
                    story.end::countDown,
                    early ? () -> start(caller, id) : () -> dispatcher.cancel(caller, id),
                    dice.nextBoolean() ? () -> dispatcher.cancel(caller, id) : () -> dispatcher.ended(caller),
                    dice.nextBoolean()
                            ? () -> clock.advance(Duration.ofSeconds(30))
                            : () -> dispatcher.openCalls().forEach(ToolInvocation::stop)));
            if (dice.nextInt(4) == 0) {
                racers.set(1, early ? () -> start(caller, id) : () -> {});
                racers.set(2, () -> dispatcher.ended(caller));
            }
            race(racers, dice, barrier);
            Awaitility.await("the end of call " + id)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(this::quiet);

            boolean takenBack = story.undone.get() > 0;
            assertThat(story.undone.get()).as("call %s", id).isLessThanOrEqualTo(1);
            assertThat(story.overlapped).as("undone while it ran").isFalse();
            if (takenBack) {
                assertThat(story.begun).isTrue();
                finished += story.undoneAsFinished ? 1 : 0;
                cutShort += story.undoneAsFinished ? 0 : 1;
            } else {
                assertThat(story.rolledBack)
                        .as("cancelled in the route, not undone")
                        .isFalse();
                neverBegun += story.begun ? 0 : 1;
                notCancelled += story.begun ? 1 : 0;
                // it is over, and whoever takes it back now is the first
                dispatcher.cancel(caller, id);
                Awaitility.await("the undoing of call " + id)
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                        .until(() -> quiet() && story.undone.get() == (story.begun ? 1 : 0));
            }
            dispatcher.cancel(caller, id);
            dispatcher.forget(caller);
            assertThat(ToolSessions.finishedCalls(dispatcher)).as("remembered").isZero();
        }
        assertThat(stories.values()).allMatch(story -> story.undone.get() == (story.begun ? 1 : 0));
        assertThat(strayInterrupts).hasValue(0);
        assertThat(heard.problems).isEmpty();
        assertThat(List.of(finished, cutShort, neverBegun, notCancelled))
                .as("what the races contained: undone after the end, cut short, never begun, not cancelled")
                .allMatch(count -> count > 10);
    }

    private void start(LiveSession caller, String id) {
        dispatcher.start(caller, new FunctionCall(id, "book", Map.of()), answer -> {});
    }

    private void race(List<Runnable> racers, Random dice, CyclicBarrier barrier) throws Exception {
        Collections.shuffle(racers, dice);
        List<Future<?>> done = new ArrayList<>();
        for (Runnable racer : racers) {
            done.add(threads.submit(() -> {
                barrier.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                racer.run();
                return null;
            }));
        }
        for (Future<?> future : done) {
            future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private boolean quiet() {
        return busy.get() == 0
                && dispatcher.openCalls().isEmpty()
                && context.getInflightRepository().size() == 0
                && ((GeminiLiveToolConsumer) context.getRoutes().get(0).getConsumer()).getPendingExchangesSize() == 0;
    }
}
