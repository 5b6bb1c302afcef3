package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.tools.ToolCounters.Count;
import io.github.camelgeminilive.tools.ToolDispatcher;
import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.junit.jupiter.api.Test;

/** Calls whose route does not run, does not end in time, or goes away. */
class ToolAnswerLifeTest extends ToolAnswerRoutes {

    @Test
    @AnswerRow("no end within toolTimeout")
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
    @AnswerRow("arguments that don't fit")
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
    @AnswerRow("nobody has the name")
    void anUnknownFunctionIsAnError() {
        assertError(call("g"), "unknown_function");
    }

    @Test
    @AnswerRow("suspended, or stopped before the call")
    void aSuspendedAndAStoppedFunctionAreErrors() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(tool("f")).routeId("f").setBody(constant(BOOKED));
            }
        });
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

    @Test
    @AnswerRow("no end within toolTimeout")
    void aCallThatFoundNoThreadInTimeMayBeTriedAgain() throws Exception {
        route(BOOKED);
        List<Runnable> waiting = new ArrayList<>();
        ToolDispatcher slow = new ToolDispatcher("home", true, component().tools(), waiting::add, clock);
        slow.start(session, new FunctionCall("1", "f", Map.of()), answers::add);
        clock.advance(Duration.ofSeconds(30));
        Map<String, Object> response = answer().response();
        assertError(response, "timeout");
        assertThat(response).containsEntry("retryable", true);
        waiting.forEach(Runnable::run);
        assertThat(answers).isEmpty();
    }

    @Test
    @AnswerRow("the pool is full")
    void aCallThatThePoolRefusesIsAnError() throws Exception {
        route(BOOKED);
        ToolDispatcher full = new ToolDispatcher(
                "home",
                true,
                component().tools(),
                task -> {
                    throw new RejectedExecutionException();
                },
                clock);
        full.start(session, new FunctionCall("1", "f", Map.of()), answers::add);
        assertError(answer().response(), "busy");
    }

    /** A route that is in the middle until it is let. */
    private final class Slow {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch go = new CountDownLatch(1);

        Slow() throws Exception {
            routes(rb -> rb.from(tool("f")).routeId("f").process(e -> {
                begun.countDown();
                if (!go.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("Expected to be let but was not");
                }
                e.getMessage().setBody(BOOKED);
            }));
            start("f", Map.of());
            assertThat(begun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @AnswerRow("suspended or stopped while it runs, or the context stops")
    void aCallThatRunsWhenItsRouteIsSuspendedIsAnswered() throws Exception {
        Slow slow = new Slow();
        Future<?> suspended = pool.submit(() -> {
            context.getRouteController().suspendRoute("f");
            return null;
        });
        assertThat(answers).isEmpty();
        slow.go.countDown();
        assertThat(answer().response()).isEqualTo(BOOKED);
        suspended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertError(call("f"), "unavailable");
    }

    @Test
    @AnswerRow("suspended or stopped while it runs, or the context stops")
    void aCallThatRunsWhenItsRouteStopsIsAnswered() throws Exception {
        Slow slow = new Slow();
        Future<?> stopped = pool.submit(() -> {
            context.getRouteController().stopRoute("f");
            return null;
        });
        assertThat(answers).isEmpty();
        slow.go.countDown();
        assertThat(answer().response()).isEqualTo(BOOKED);
        stopped.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    @AnswerRow("suspended or stopped while it runs, or the context stops")
    void aStopWaitsForAnAnswerThatIsStillBeingRead() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Reader slow = new Reader() {
            private boolean read;

            @Override
            public int read(char[] characters, int offset, int length) throws IOException {
                reading.countDown();
                try {
                    if (read || !go.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                        return -1;
                    }
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                read = true;
                characters[offset] = '7';
                return 1;
            }

            @Override
            public void close() {}
        };
        routes(rb -> rb.from(tool("f"))
                .routeId("f")
                .streamCache("false")
                .process(e -> e.getMessage().setBody(slow)));
        start("f", Map.of());
        assertThat(reading.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        GeminiLiveToolConsumer consumer =
                (GeminiLiveToolConsumer) context.getRoutes().get(0).getConsumer();
        assertThat(context.getInflightRepository().size("f")).isZero();
        assertThat(consumer.getPendingExchangesSize()).isEqualTo(1);
        Future<?> stopped = pool.submit(() -> {
            context.getRouteController().stopRoute("f");
            return null;
        });
        go.countDown();
        assertThat(answer().response()).isEqualTo(Map.of("output", "7"));
        stopped.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(consumer.getPendingExchangesSize()).isZero();
    }

    @Test
    @AnswerRow("suspended or stopped while it runs, or the context stops")
    void aStopWaitsForAnAnswerThatIsStillOnItsWayToTheSession() throws Exception {
        routes(rb -> rb.from(tool("f")).routeId("f").setBody(rb.constant(BOOKED)));
        CountDownLatch onItsWay = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        dispatcher.start(session, new FunctionCall("late", "f", Map.of()), answer -> {
            onItsWay.countDown();
            try {
                go.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            answers.add(answer);
        });
        assertThat(onItsWay.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        GeminiLiveToolConsumer consumer =
                (GeminiLiveToolConsumer) context.getRoutes().get(0).getConsumer();
        assertThat(consumer.getPendingExchangesSize()).isEqualTo(1);
        go.countDown();
        assertThat(answer().response()).isEqualTo(BOOKED);
        await("the end", () -> consumer.getPendingExchangesSize() == 0);
    }

    @Test
    @AnswerRow("suspended or stopped while it runs, or the context stops")
    void aCallThatOutlastsTheStopOfItsRouteIsAnError() throws Exception {
        Slow slow = new Slow();
        context.getRouteController().stopRoute("f", 1, TimeUnit.MILLISECONDS);
        Map<String, Object> response = answer().response();
        assertError(response, "stopped");
        assertThat(response).containsEntry("retryable", false);
        assertThat(response.get("reason").toString()).contains("may have been carried out");
        slow.go.countDown();
        await("the late result", () -> dispatcher.counters().get(Count.LATE_RESULT) == 1);
        assertThat(answers).isEmpty();
    }

    @Test
    @AnswerRow("the call was cancelled")
    void aCancelledCallHasNoAnswer() throws Exception {
        Slow slow = new Slow();
        dispatcher.cancel(session, "call-1");
        slow.go.countDown();
        await("the late result", () -> dispatcher.counters().get(Count.LATE_RESULT) == 1);
        assertThat(answers).isEmpty();
        assertThat(heard.problems).isEmpty();
    }

    @Test
    void aRouteOfATemplateIsAFunctionAsOthersAre() throws Exception {
        routes(rb -> rb.routeTemplate("light")
                .templateParameter("room")
                .from("gemini-live:home?tool={{room}}_light&description=Switches+the+light+in+the+{{room}}")
                .setBody(rb.constant("{{room}}")));
        for (String room : List.of("kitchen", "garden")) {
            TemplatedRouteBuilder.builder(context, "light")
                    .parameter("room", room)
                    .add();
        }
        assertThat(call("kitchen_light")).isEqualTo(Map.of("output", "kitchen"));
        assertThat(call("garden_light")).isEqualTo(Map.of("output", "garden"));
    }
}
