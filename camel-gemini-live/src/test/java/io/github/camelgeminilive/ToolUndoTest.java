package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.session.LiveSession;
import io.github.camelgeminilive.tools.ToolCounters.Count;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Option onCancel: who is told of which cancelled call, when, and what. */
class ToolUndoTest extends ToolRouteTest {

    private static final Map<String, Object> TWO = Map.of("guests", 2);

    private final BlockingQueue<Exchange> undone = new LinkedBlockingQueue<>();
    private final BlockingQueue<Exchange> inRoute = new LinkedBlockingQueue<>();
    private final CountDownLatch free = new CountDownLatch(1);

    private static String book(String options) {
        return tool("book&parameter.guests=integer&onCancel=direct:undo" + options);
    }

    /** Routes that undo, and a tool whose route waits until it is let go. */
    private void routes(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(book(options)).process(e -> {
                    inRoute.add(e);
                    assertThat(free.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                    e.getMessage().setBody("booked");
                });
                from("direct:undo").process(e -> {
                    e.setProperty("thread", Thread.currentThread().getName());
                    undone.add(e);
                });
            }
        });
    }

    private boolean finished(Exchange exchange) {
        return exchange.getMessage().getHeader(GeminiLiveConstants.TOOL_FINISHED, Boolean.class);
    }

    /** Nothing is on its way to be undone, and no more was undone than was taken from the queue. */
    private void assertNothingMore(int expected) {
        await(
                "quiet",
                () -> theConsumer().getPendingExchangesSize() == 0
                        && dispatcher.openCalls().isEmpty());
        assertThat(dispatcher.counters().get(Count.UNDONE)).isEqualTo(expected);
        assertThat(dispatcher.counters().get(Count.UNDO_FAILED)).isZero();
        assertThat(undone).isEmpty();
    }

    private GeminiLiveToolConsumer theConsumer() {
        return (GeminiLiveToolConsumer) context.getRoutes().get(0).getConsumer();
    }

    private long counted(Count count) {
        return dispatcher.counters().get(count);
    }

    @Test
    void aCallThatIsCancelledWhileItsRouteRunsIsUndoneWhenTheRouteHasEnded() throws Exception {
        routes("");
        String id = start("book", TWO);
        Exchange work = take(inRoute);
        String workId = work.getExchangeId();
        ToolCall call = ToolCall.of(work);
        dispatcher.cancel(session, id);
        assertThat(work.isRollbackOnly()).isTrue();
        assertThat(undone).as("while the route runs").isEmpty();
        assertThat(theConsumer().getPendingExchangesSize()).isEqualTo(1);
        free.countDown();

        Exchange undo = take(undone);
        assertThat(undo.getMessage().getBody()).isEqualTo(TWO);
        assertThat(undo.getMessage().getHeaders())
                .isEqualTo(Map.of(
                        "CamelGeminiLiveAgent", "home",
                        "CamelGeminiLiveSessionId", "caller-1",
                        "CamelGeminiLiveToolName", "book",
                        "CamelGeminiLiveToolCallId", id,
                        "CamelGeminiLiveToolFinished", false));
        assertThat(ToolCall.of(undo)).isSameAs(call);
        assertThat(undo.getPattern()).isEqualTo(ExchangePattern.InOnly);
        assertThat(undo.getExchangeId()).isNotEqualTo(workId);
        assertThat(undo.isRollbackOnly()).isFalse();
        assertThat(undo.getProperty("thread", String.class)).contains("GeminiLiveTools");
        assertNothingMore(1);
        assertThat(counted(Count.LATE_RESULT)).isEqualTo(1);
        assertThat(answers).isEmpty();
        assertThat(heard.problems).isEmpty();
    }

    @Test
    void aCallThatWasAnsweredIsUndoneWithItsArgumentsWhateverTheRouteDidToThem() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            @SuppressWarnings("unchecked")
            public void configure() {
                from(book("")).process(e -> e.getMessage().getBody(Map.class).put("guests", 99));
                from("direct:undo").process(undone::add);
            }
        });
        String id = start("book", TWO);
        assertThat(answer().response()).isEqualTo(Map.of("guests", 99));
        dispatcher.cancel(session, id);

        Exchange undo = take(undone);
        assertThat(undo.getMessage().getBody()).isEqualTo(TWO);
        assertThat(finished(undo)).isTrue();
        assertThat(ToolCall.of(undo).isCancelled()).isTrue();
        assertNothingMore(1);
        assertThat(counted(Count.CANCELLED)).isZero();
        assertThat(counted(Count.TAKEN_BACK)).isEqualTo(1);
    }

    @Test
    void aRepeatedCancellationUndoesNothingTwice() throws Exception {
        routes("");
        free.countDown();
        String answered = start("book", TWO);
        answer();
        dispatcher.cancel(session, answered);
        dispatcher.cancel(session, answered);
        take(undone);
        assertNothingMore(1);

        String running = start("book", TWO);
        dispatcher.cancel(session, running);
        dispatcher.cancel(session, running);
        dispatcher.ended(session);
        dispatcher.cancel(session, running);
        dispatcher.forget(session);
        await(
                "the end",
                () -> dispatcher.openCalls().isEmpty()
                        && context.getInflightRepository().size() == 0
                        && theConsumer().getPendingExchangesSize() == 0);
        assertThat(counted(Count.UNDONE)).isLessThanOrEqualTo(2);
    }

    @Test
    void aCallThatNeverBeganHasNothingToUndo() throws Exception {
        routes("");
        String refused = start("book", Map.of("guests", "many"));
        assertError(answer().response(), "invalid_arguments");
        dispatcher.cancel(session, refused);
        for (int i = 0; i < 8; i++) {
            start("book", TWO);
            take(inRoute);
        }
        // all threads of the pool are in the route
        String waiting = start("book", TWO);
        dispatcher.cancel(session, waiting);
        String late = start("book", TWO);
        clock.advance(Duration.ofSeconds(30));
        dispatcher.cancel(session, late);
        free.countDown();

        assertNothingMore(0);
        assertThat(inRoute).isEmpty();
        assertThat(counted(Count.CANCELLED)).isEqualTo(1);
    }

    @Test
    void aCallWhoseTimeWasUpIsUndoneWhenItsRouteHasEnded() throws Exception {
        routes("");
        String id = start("book", TWO);
        Exchange work = take(inRoute);
        clock.advance(Duration.ofSeconds(30));
        assertError(answer().response(), "timeout");
        dispatcher.cancel(session, id);
        assertThat(work.isRollbackOnly()).isTrue();
        assertThat(ToolCall.of(work).isCancelled()).isTrue();
        assertThat(undone).as("while the route runs").isEmpty();
        free.countDown();

        assertThat(finished(take(undone))).as("it was cut short").isFalse();
        assertNothingMore(1);
    }

    @Test
    void aRouteThatFailedHasEndedAndMayHaveDoneSomething() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(book("")).throwException(new IllegalStateException("secret"));
                from("direct:undo").process(undone::add);
            }
        });
        String id = start("book", TWO);
        assertError(answer().response(), "failed");
        dispatcher.cancel(session, id);

        assertThat(finished(take(undone))).isTrue();
        assertNothingMore(1);
    }

    @Test
    void aCallThatWaitsForMoreAnswersOrWasAnsweredByHandHasARouteThatEnded() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(book("")).setHeader(GeminiLiveConstants.TOOL_WILL_CONTINUE, constant(true));
                from("direct:undo").process(undone::add);
            }
        });
        String open = start("book", TWO);
        assertThat(answer().willContinue()).isTrue();
        String byHand = start("book", TWO);
        assertThat(answer().willContinue()).isTrue();
        dispatcher.answeredElsewhere(session, byHand);
        dispatcher.cancel(session, open);
        assertThat(finished(take(undone))).isTrue();
        dispatcher.cancel(session, byHand);

        assertThat(finished(take(undone))).isTrue();
        assertNothingMore(2);
        assertThat(counted(Count.CANCELLED)).isEqualTo(1);
        assertThat(counted(Count.TAKEN_BACK)).isEqualTo(1);
    }

    @Test
    void theEndOfTheSessionUndoesWhatIsOpenAndForgetsWhatWasAnswered() throws Exception {
        routes("");
        LiveSession other = session("caller-2");
        start("book", TWO);
        take(inRoute);
        free.countDown();
        String answered = String.valueOf(answer().id());
        dispatcher.ended(other);
        dispatcher.ended(session);
        dispatcher.forget(session);
        dispatcher.cancel(session, answered);

        assertNothingMore(0);
        assertThat(counted(Count.CANCELLED)).isZero();
    }

    @Test
    void aFailureOfTheEndpointIsToldAndCounted() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(book("")).setBody(constant("booked"));
                from("direct:undo").throwException(new IllegalStateException("the database is gone"));
            }
        });
        String id = start("book", TWO);
        answer();
        dispatcher.cancel(session, id);
        await("the failure", () -> counted(Count.UNDO_FAILED) == 1 && heard.problems.size() == 1);

        assertThat(heard.problems.get(0)).hasMessage("the database is gone");
        assertThat(counted(Count.UNDONE)).isZero();
        assertThat(theConsumer().getPendingExchangesSize()).isZero();
    }

    @Test
    void namesThatTheModelChoseReachNoHeaderOfTheOneWhoUndoes() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("gemini-live:*?tool=*&onCancel=direct:undo").setBody(constant("done"));
                from("direct:undo").process(undone::add);
            }
        });
        Map<String, Object> hostile = Map.of(
                "CamelHttpUri", "http://example.org",
                "CamelFileName", "../../passwd",
                "CamelGeminiLiveToolFinished", "false",
                "Long-Running-Action", "another",
                "onCancel", "direct:other");
        String id = start("anything", hostile);
        answer();
        dispatcher.cancel(session, id);

        Exchange undo = take(undone);
        assertThat(undo.getMessage().getBody()).isEqualTo(hostile);
        assertThat(finished(undo)).isTrue();
        assertThat(undo.getMessage().getHeaders().keySet())
                .doesNotContain("CamelHttpUri", "CamelFileName", "Long-Running-Action", "onCancel");
    }

    @Test
    void withoutTheOptionACancellationAfterTheAnswerMeansNothing() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f")).process(inRoute::add);
            }
        });
        String id = start("f", Map.of());
        answer();
        ToolCall call = ToolCall.of(take(inRoute));
        dispatcher.cancel(session, id);

        assertThat(call.isCancelled()).isFalse();
        assertThat(counted(Count.TAKEN_BACK)).isZero();
    }

    private static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what).atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(condition::getAsBoolean);
    }
}
