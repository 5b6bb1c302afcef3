package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.tools.ToolDispatcher;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ExchangePattern;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.TransactedPolicy;
import org.junit.jupiter.api.Test;

/** Routes that stop early, fail, are rolled back, or go on elsewhere. */
class ToolAnswerFailureTest extends ToolAnswerRoutes {

    @Test
    @AnswerRow("to its end, or to stop()")
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
    @AnswerRow("on after a failure: doTry, continued(true), a redelivery that succeeds")
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
    @AnswerRow("on after a failure: doTry, continued(true), a redelivery that succeeds")
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

    @Test
    @AnswerRow("to an exception")
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
    @AnswerRow("to a failure that a dead letter channel took")
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
    @AnswerRow("to a failure that a dead letter channel took")
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
    @AnswerRow("to a failure that handled(true) took")
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
    @AnswerRow("to rollback only: markRollbackOnly(), markRollbackOnlyLast(), rollback()")
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

    @Test
    @AnswerRow("on after a failure: doTry, continued(true), a redelivery that succeeds")
    void aFailureThatARedeliveryMendedIsTheBody() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        routes(rb -> {
            rb.errorHandler(rb.defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
            rb.from(tool("f"))
                    .process(e -> {
                        if (attempts.incrementAndGet() == 1) {
                            throw new IllegalStateException("secret");
                        }
                    })
                    .setBody(rb.constant(BOOKED));
        });
        assertThat(call("f")).isEqualTo(BOOKED);
        assertThat(attempts).hasValue(2);
        assertThat(heard.problems).isEmpty();
    }

    @Test
    @AnswerRow("to an exception")
    void anExceptionAfterAllRedeliveriesIsAnError() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        routes(rb -> {
            rb.errorHandler(rb.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
            rb.from(tool("f")).process(e -> {
                attempts.incrementAndGet();
                throw new IllegalStateException("secret");
            });
        });
        assertError(call("f"), "failed");
        assertThat(attempts).hasValue(3);
        assertThat(heard.problems).hasSize(1);
    }

    @Test
    @AnswerRow("to an exception")
    void anExceptionWithABridgedErrorHandlerIsOneError() throws Exception {
        routes(rb -> rb.from("gemini-live:home?tool=f&description=x&bridgeErrorHandler=true")
                .onException(IllegalStateException.class)
                .to("mock:seen")
                .end()
                .throwException(new IllegalStateException("secret")));
        // as with every consumer of Camel: as the route's failure, and as one of the consumer that nobody handled
        getMockEndpoint("mock:seen").expectedMessageCount(2);
        assertError(call("f"), "failed");
        getMockEndpoint("mock:seen").assertIsSatisfied();
        assertThat(answers).isEmpty();
    }

    @Test
    void aBridgedErrorHandlerHearsOfABodyThatIsNoAnswer() throws Exception {
        routes(rb -> rb.from("gemini-live:home?tool=f&description=x&bridgeErrorHandler=true")
                .onException(Exception.class)
                .handled(true)
                .setBody(rb.constant(BOOKED))
                .to("mock:seen")
                .end()
                .process(e -> e.getMessage().setBody(new byte[] {1, 2, 3})));
        getMockEndpoint("mock:seen").expectedMessageCount(1);
        assertError(call("f"), "failed");
        getMockEndpoint("mock:seen").assertIsSatisfied();
        assertThat(answers).isEmpty();
    }

    @Test
    @AnswerRow("to a failure that handled(true) took")
    void theOriginalMessageIsNoAnswer() throws Exception {
        routes(rb -> {
            rb.onException(IllegalStateException.class)
                    .handled(true)
                    .useOriginalMessage()
                    .setHeader(GeminiLiveConstants.TOOL_OUTCOME, rb.constant("ok"));
            rb.from(tool("f&parameter.room=string"))
                    .setBody(rb.constant("on the way"))
                    .throwException(new IllegalStateException("secret"));
        });
        assertThat(call("f", Map.of("room", "kitchen"))).isEqualTo(DONE);
    }

    /** Writes that count when the route ends well, as a database has them. */
    private static final class Books implements TransactedPolicy {
        final List<Object> rows = new CopyOnWriteArrayList<>();

        @Override
        public void beforeWrap(Route route, NamedNode definition) {}

        @Override
        public Processor wrap(Route route, Processor processor) {
            return exchange -> {
                List<Object> before = List.copyOf(rows);
                processor.process(exchange);
                if (exchange.getException() != null || exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
                    rows.clear();
                    rows.addAll(before);
                }
            };
        }
    }

    @Test
    @AnswerRow("to the end of a transaction that is rolled back")
    void aTransactionThatIsRolledBackIsAnErrorAndLeavesNoRow() throws Exception {
        Books books = new Books();
        context.getRegistry().bind("books", books);
        routes(rb -> {
            rb.from(tool("f")).transacted().process(e -> books.rows.add("f")).setBody(rb.constant(BOOKED));
            rb.from(tool("g"))
                    .transacted()
                    .process(e -> books.rows.add("g"))
                    .throwException(new IllegalStateException("secret"));
            rb.from(tool("h"))
                    .transacted()
                    .process(e -> books.rows.add("h"))
                    .setBody(rb.constant(BOOKED))
                    .markRollbackOnly();
        });
        assertThat(call("f")).isEqualTo(BOOKED);
        assertError(call("g"), "failed");
        assertError(call("h"), "failed");
        assertThat(books.rows).containsExactly("f");
    }

    @Test
    @AnswerRow("to its end, or to stop()")
    void whatRunsBeforeTheConsumerHearsOfTheEndMayChangeTheAnswer() throws Exception {
        routes(rb -> rb.from(tool("f"))
                .onCompletion()
                .modeBeforeConsumer()
                .setBody(rb.constant(BOOKED))
                .end()
                .setBody(rb.constant("not yet")));
        assertThat(call("f")).isEqualTo(BOOKED);
    }

    @Test
    @AnswerRow("past wireTap(), InOnly seda: or onCompletion()")
    void whatRunsBesideTheRouteIsNotWaitedFor() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        Set<Boolean> waited = ConcurrentHashMap.newKeySet();
        CountDownLatch beside = new CountDownLatch(3);
        Processor wait = e -> {
            waited.add(answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
            e.getMessage().setBody("secret");
            beside.countDown();
        };
        routes(rb -> {
            rb.from(tool("f"))
                    .onCompletion()
                    .parallelProcessing()
                    .process(wait)
                    .end()
                    .setBody(rb.constant(BOOKED))
                    .wireTap("direct:tap")
                    .to(ExchangePattern.InOnly, "seda:later");
            rb.from("direct:tap").process(wait);
            rb.from("seda:later").process(wait);
        });
        assertThat(call("f")).isEqualTo(BOOKED);
        answered.countDown();
        assertThat(beside.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(waited).containsExactly(true);
    }

    @Test
    @AnswerRow("over other threads: threads(), delay(), seda: with an answer")
    void whatGoesOnElsewhereIsWaitedFor() throws Exception {
        routes(rb -> {
            rb.from(tool("f")).threads(1).setBody(rb.constant(BOOKED));
            rb.from(tool("g")).delay(5).asyncDelayed().end().setBody(rb.constant(BOOKED));
            rb.from(tool("h")).to("seda:answers").setHeader("x", rb.constant(1));
            rb.from("seda:answers").setBody(rb.constant(BOOKED));
            rb.from(tool("i")).threads(1).throwException(new IllegalStateException("secret"));
        });
        for (String name : List.of("f", "g", "h")) {
            assertThat(call(name)).as(name).isEqualTo(BOOKED);
        }
        assertThat(heard.problems).isEmpty();
        assertError(call("i"), "failed");
    }

    @Test
    @AnswerRow("over other threads: threads(), delay(), seda: with an answer")
    void callsThatWentOverToOtherThreadsHoldNoneOfThePool() throws Exception {
        int calls = 3;
        CyclicBarrier together = new CyclicBarrier(calls);
        routes(rb -> rb.from(tool("f"))
                .threads(calls)
                .process(e -> together.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .setBody(rb.constant(BOOKED)));
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            ToolDispatcher narrow = new ToolDispatcher("home", true, component().tools(), one, clock);
            for (int i = 0; i < calls; i++) {
                narrow.start(session, new FunctionCall("call-" + i, "f", Map.of()), answers::add);
            }
            for (int i = 0; i < calls; i++) {
                assertThat(answer().response()).isEqualTo(BOOKED);
            }
        } finally {
            one.shutdownNow();
        }
    }
}
