package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.tools.ToolCounters.Count;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.spi.StreamCachingStrategy;
import org.apache.camel.support.SynchronizationAdapter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls on exchanges that are used again and again. */
class ToolPooledExchangeTest extends ToolRouteTest {

    private static final long SEED = 20_261_121;

    @TempDir
    Path folder;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        PooledExchangeFactory factory = new PooledExchangeFactory();
        factory.setCapacity(4);
        factory.setStatisticsEnabled(true);
        context.getCamelContextExtension().setExchangeFactory(factory);
        StreamCachingStrategy caching = context.getStreamCachingStrategy();
        caching.setSpoolEnabled(true);
        caching.setSpoolThreshold(10);
        caching.setSpoolDirectory(folder.toString());
        return context;
    }

    @Test
    void everyCallGetsItsOwnAnswerAndEveryFailureIsTold() throws Exception {
        Set<Integer> exchanges = ConcurrentHashMap.newKeySet();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f&parameter.n=integer")).process(e -> {
                    exchanges.add(System.identityHashCode(e));
                    int n = (Integer) e.getMessage().getBody(Map.class).get("n");
                    if (n % 10 == 0) {
                        throw new IllegalStateException("secret " + n);
                    }
                    e.getMessage()
                            .setBody(Map.of("n", n, "clean", e.getMessage().getHeader("left") == null));
                    e.getMessage().setHeader("left", n);
                });
            }
        });
        int calls = 2_000;
        Map<String, Integer> numbers = new HashMap<>();
        for (int n = 1; n <= calls; n++) {
            numbers.put(start("f", Map.of("n", n)), n);
        }

        for (int i = 0; i < calls; i++) {
            FunctionResponse answer = answer();
            int n = numbers.remove(String.valueOf(answer.id()));
            if (n % 10 == 0) {
                assertError(answer.response(), "failed");
            } else {
                assertThat(answer.response()).isEqualTo(Map.of("n", n, "clean", true));
            }
        }
        assertThat(numbers).isEmpty();
        assertThat(heard.problems)
                .hasSize(calls / 10)
                .allMatch(e -> String.valueOf(e.getMessage()).startsWith("secret"));
        assertThat(exchanges.size()).as("exchanges are used again").isLessThan(calls / 10);
    }

    @Test
    void aCancellationNeverHitsTheNextCallOnTheSameExchange() throws Exception {
        AtomicInteger hit = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f")).process(e -> {
                    ToolCall call = ToolCall.of(e);
                    Thread.onSpinWait();
                    if (e.isRollbackOnly() && !call.isCancelled()) {
                        hit.incrementAndGet();
                    }
                    e.getMessage().setBody("fine");
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
            if (dice.nextInt(4) != 0) {
                dispatcher.cancel(session, id);
            }
            if (dispatcher.openCalls().size() > 100) {
                await();
            }
        }
        await();

        assertThat(hit).hasValue(0);
        long cancelled = dispatcher.counters().get(Count.CANCELLED);
        long answered = dispatcher.counters().get(Count.ANSWERED);
        assertThat(cancelled + answered).isEqualTo(calls);
        assertThat(answers)
                .hasSize((int) answered)
                .allSatisfy(answer -> assertThat(answer.response()).isEqualTo(Map.of("output", "fine")));
        assertThat(cancelled).as("calls that were cancelled in time").isGreaterThan(100);
        assertThat(heard.problems).isEmpty();
    }

    @Test
    void aCancellationAfterTheRouteLeavesTheExchangeAlone() throws Exception {
        BlockingQueue<Boolean> rollback = new LinkedBlockingQueue<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f")).process(e -> {
                    String id = ToolCall.of(e).getId();
                    // runs when the route is done and the exchange has not gone back yet
                    e.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                        @Override
                        public void onDone(Exchange exchange) {
                            dispatcher.cancel(session, id);
                            rollback.add(exchange.isRollbackOnly());
                        }
                    });
                });
            }
        });
        start("f", Map.of());

        assertThat(rollback.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isFalse();
        await();
        assertThat(dispatcher.counters().get(Count.CANCELLED)).isEqualTo(1);
        assertThat(answers).isEmpty();
    }

    @Test
    void anAnswerInATemporaryFileIsReadBeforeTheExchangeGoesBack() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f&parameter.n=integer"))
                        .process(e -> e.getMessage()
                                .setBody(new BufferedInputStream(new ByteArrayInputStream(("long enough for a file: "
                                                + e.getMessage()
                                                        .getBody(Map.class)
                                                        .get("n"))
                                        .getBytes(StandardCharsets.UTF_8)))))
                        .to("direct:spooled");
                from("direct:spooled").streamCache("true").log("${body}");
            }
        });

        for (int n = 0; n < 50; n++) {
            assertThat(call("f", Map.of("n", n))).isEqualTo(Map.of("output", "long enough for a file: " + n));
        }
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void howOneCallEndedDoesNotShowOnTheNext() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true);
                from(tool("f&parameter.end=string"))
                        .choice()
                        .when(simple("${body[end]} == 'stop'"))
                        .stop()
                        .when(simple("${body[end]} == 'rollback'"))
                        .markRollbackOnly()
                        .when(simple("${body[end]} == 'last'"))
                        .markRollbackOnlyLast()
                        .when(simple("${body[end]} == 'handled'"))
                        .throwException(new IllegalStateException("secret"))
                        .when(simple("${body[end]} == 'thrown'"))
                        .throwException(new IllegalArgumentException("secret"))
                        .end()
                        .setBody(constant("fine"));
            }
        });

        for (String end : List.of("stop", "rollback", "last", "handled", "thrown")) {
            Map<String, Object> response = call("f", Map.of("end", end));
            if (end.equals("stop")) {
                assertThat(response).isEqualTo(Map.of("output", "done"));
            } else {
                assertError(response, "failed");
            }
            assertThat(call("f")).as("after " + end).isEqualTo(Map.of("output", "fine"));
        }
    }

    @Test
    void aLateResultLeavesTheExchangeClean() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f&parameter.n=integer")).process(e -> {
                    int n = (Integer) e.getMessage().getBody(Map.class).get("n");
                    if (n == 0) {
                        clock.advance(Duration.ofSeconds(30));
                    }
                    e.getMessage().setBody(n);
                });
            }
        });

        assertError(call("f", Map.of("n", 0)), "timeout");
        for (int n = 1; n < 50; n++) {
            assertThat(call("f", Map.of("n", n))).isEqualTo(Map.of("output", n));
        }
        assertThat(dispatcher.counters().get(Count.LATE_RESULT)).isEqualTo(1);
    }

    /** Until nothing is open and every cancelled route has ended. */
    private void await() {
        Awaitility.await("no open call")
                .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(() -> dispatcher.openCalls().isEmpty()
                        && context.getInflightRepository().size() == 0);
    }
}
