package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.tools.ToolCounters.Count;
import io.github.camelgeminilive.tools.ToolDeclaration;
import io.github.camelgeminilive.tools.ToolDispatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GeminiLiveToolConsumerTest extends ToolRouteTest {

    private static final String LIGHT = tool("light&parameter.room=string&parameter.room.required=true");
    private static final Map<String, Object> KITCHEN = Map.of("room", "kitchen");

    private final List<Exchange> seen = new CopyOnWriteArrayList<>();

    private void route(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
    }

    // what a route gets

    @Test
    void theArgumentsAreTheBodyAndTheRouteMayChangeThem() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(LIGHT).process(e -> {
                    @SuppressWarnings("unchecked")
                    Map<String, Object> body = e.getMessage().getBody(Map.class);
                    body.put("pattern", e.getPattern());
                    body.put("kept", ToolCall.of(e).getArguments());
                });
            }
        });

        assertThat(call("light", KITCHEN))
                .isEqualTo(Map.of("room", "kitchen", "pattern", ExchangePattern.InOut.name(), "kept", KITCHEN));
    }

    @Test
    void onlyHeadersOfOursAreSet() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(LIGHT).setBody(simple("${headers}"));
            }
        });
        String id = start("light", KITCHEN);

        assertThat(answer().response())
                .isEqualTo(Map.of(
                        "CamelGeminiLiveAgent",
                        "home",
                        "CamelGeminiLiveSessionId",
                        "caller-1",
                        "CamelGeminiLiveToolCallId",
                        id,
                        "CamelGeminiLiveToolName",
                        "light"));
    }

    @Test
    void namesThatTheModelChoseReachNoHeader() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("gemini-live:*?tool=*").process(e -> {
                    List<String> names =
                            new ArrayList<>(e.getMessage().getHeaders().keySet());
                    names.addAll(e.getProperties().keySet());
                    e.getMessage()
                            .setBody(Map.of(
                                    "names", names, "args", ToolCall.of(e).getArguments()));
                });
            }
        });
        Map<String, Object> hostile = Map.of(
                "CamelHttpUri", "http://example.org",
                "CamelFileName", "../../passwd",
                "camelsqlquery", "drop table booking",
                "org.apache.camel.x", "y",
                "CamelGeminiLiveOperation", "close",
                "CamelGeminiLiveToolOutcome", "ok");

        Map<String, Object> response = call("anything", hostile);

        assertThat(response.get("args")).isEqualTo(hostile);
        assertThat(String.valueOf(response.get("names")))
                .contains("CamelGeminiLiveToolName")
                .doesNotContain(
                        "CamelHttpUri",
                        "CamelFileName",
                        "camelsqlquery",
                        "org.apache.camel",
                        "CamelGeminiLiveOperation",
                        "CamelGeminiLiveToolOutcome");
    }

    @Test
    void namesThatAreNotDeclaredDoNotReachARouteThatDeclaresItsOwn() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(LIGHT).to("mock:light");
            }
        });
        getMockEndpoint("mock:light").expectedMessageCount(0);

        assertError(call("light", Map.of("room", "kitchen", "CamelHttpUri", "x")), "invalid_arguments");
        getMockEndpoint("mock:light").assertIsSatisfied();
    }

    @Test
    void theCallIsAPropertyForExpressionsToo() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(LIGHT)
                        .setBody(simple("${exchangeProperty.CamelGeminiLiveToolCall.name}"
                                + " ${exchangeProperty.CamelGeminiLiveToolCall.sessionId}"
                                + " ${exchangeProperty.CamelGeminiLiveToolCall.cancelled}"));
            }
        });

        assertThat(call("light", KITCHEN)).isEqualTo(Map.of("output", "light caller-1 false"));
        assertThatThrownBy(() -> ToolCall.of(context.getEndpoint("direct:x").createExchange()))
                .hasMessageContaining(ToolCall.PROPERTY);
    }

    @Test
    void aRouteThatAsksItsOwnSessionIsRecognisedWhileItsCallIsOpen() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(LIGHT).process(e -> {
                    boolean own = ToolCall.runsFor(e, "home", "caller-1");
                    boolean other = ToolCall.runsFor(e, "home", "caller-2") || ToolCall.runsFor(e, "x", "caller-1");
                    dispatcher.cancel(session, ToolCall.of(e).getId());
                    seen.add(e.copy());
                    e.getMessage().setBody(null);
                    assertThat(own && !other && !ToolCall.runsFor(e, "home", "caller-1"))
                            .isTrue();
                });
            }
        });
        start("light", KITCHEN);
        await("the route to end", () -> counted(Count.LATE_RESULT) == 1);

        assertThat(heard.problems).isEmpty();
    }

    // declaring

    @Test
    void toolsAreDeclaredWhileTheirRoutesAreStarted() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(LIGHT).routeId("light").to("mock:light");
                from("gemini-live:*?tool=clock&description=Tells+the+time").to("mock:clock");
            }
        });

        assertThat(declared("home")).containsExactly("clock", "light");
        assertThat(declared("office")).containsExactly("clock");
        context.getRouteController().stopRoute("light");
        assertThat(declared("home")).containsExactly("clock");
        context.getRouteController().startRoute("light");
        assertThat(declared("home")).containsExactly("clock", "light");
    }

    @Test
    void descriptionsMayBeResources() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("gemini-live:home?tool=light&description=resource:classpath:tool-light.txt")
                        .to("mock:light");
            }
        });

        assertThat(component().tools().declarations("home").get(0).description())
                .contains("Switches the light");
    }

    @Test
    void aSecondRouteForTheSameNameDoesNotStartAndLeavesNothingBehind() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(LIGHT).routeId("first").setBody(constant("first"));
            }
        });

        assertThatThrownBy(() -> route(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("gemini-live:*?tool=light&description=x")
                                .routeId("second")
                                .to("mock:x");
                    }
                }))
                .hasStackTraceContaining("Expected one tool 'light' for agent '*' but there are two")
                .hasStackTraceContaining("(route first)")
                .hasStackTraceContaining("(route second)");
        assertThat(call("light", KITCHEN)).isEqualTo(Map.of("output", "first"));
    }

    @Test
    void aReloadedRouteLeavesNoConflict() throws Exception {
        for (String words : List.of("before", "after")) {
            route(new RouteBuilder() {
                @Override
                public void configure() {
                    from(LIGHT).routeId("light").setBody(constant(words));
                }
            });
            assertThat(call("light", KITCHEN)).isEqualTo(Map.of("output", words));
        }
    }

    @Test
    void optionsThatMakeNoDeclarationAreRefused() {
        for (String options : List.of(
                "tool=a+b&description=x",
                "tool=f",
                "tool=f&description=x&parameter.a=thing",
                "tool=f&description=x&parameter.a=string&parameter.a=string",
                "tool=f&description=x&toolTimeout=-1",
                "tool=f&description=x&scheduling=SOON")) {
            assertThatThrownBy(() -> route(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("gemini-live:home?" + options).to("mock:f");
                        }
                    }))
                    .as(options)
                    .rootCause()
                    .hasMessageContaining("Expected");
        }
    }

    // threads

    @Test
    void callsOfOneMessageRunSideBySide() throws Exception {
        CountDownLatch together = new CountDownLatch(5);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(LIGHT).process(e -> {
                    together.countDown();
                    e.getMessage().setBody(together.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
                });
            }
        });
        for (int i = 0; i < 5; i++) {
            start("light", KITCHEN);
        }

        for (int i = 0; i < 5; i++) {
            assertThat(answer().response()).isEqualTo(Map.of("output", true));
        }
    }

    /** A step that ends when the test says so, and holds no thread until then. */
    private static final class Later extends AsyncProcessorSupport {
        final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            waiting.add(() -> {
                exchange.getMessage().setBody(ToolCall.of(exchange).getId());
                callback.done(false);
            });
            return false;
        }
    }

    @Test
    void anAsynchronousRouteHoldsNoThread() throws Exception {
        Later later = new Later();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(LIGHT).process(later);
            }
        });
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            ToolDispatcher narrow = new ToolDispatcher("home", true, component().tools(), one, clock);
            for (int i = 0; i < 5; i++) {
                narrow.start(session, new FunctionCall("call-" + i, "light", KITCHEN), answers::add);
            }
            await("five calls in the route", () -> later.waiting.size() == 5);
            assertThat(narrow.openCalls()).hasSize(5);
            later.waiting.forEach(Runnable::run);
        } finally {
            one.shutdownNow();
        }

        for (int i = 0; i < 5; i++) {
            FunctionResponse answer = answer();
            assertThat(answer.response()).isEqualTo(Map.of("output", String.valueOf(answer.id())));
        }
    }

    @Test
    void aFullPoolIsAnErrorAndTheRouteIsNotCalled() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(LIGHT).to("mock:light");
            }
        });
        getMockEndpoint("mock:light").expectedMessageCount(0);
        ToolDispatcher full = new ToolDispatcher(
                "home",
                true,
                component().tools(),
                task -> {
                    throw new RejectedExecutionException();
                },
                clock);
        full.start(session, new FunctionCall("1", "light", KITCHEN), answers::add);

        assertError(answer().response(), "busy");
        assertThat(theConsumer().getPendingExchangesSize()).isZero();
        getMockEndpoint("mock:light").assertIsSatisfied();
    }

    // cancelling

    @Test
    void aCancelledCallRollsBackAndItsNextStepDoesNotBegin() throws Exception {
        CountDownLatch inRoute = new CountDownLatch(1);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(LIGHT)
                        .process(e -> {
                            inRoute.countDown();
                            boolean cancelled = ToolCall.of(e).awaitCancelled(Duration.ofSeconds(PATIENCE_SECONDS));
                            e.setProperty("found", cancelled && ToolCall.of(e).isCancelled() && e.isRollbackOnly());
                            seen.add(e.copy());
                        })
                        .to("mock:next");
            }
        });
        getMockEndpoint("mock:next").expectedMessageCount(0);
        String id = start("light", KITCHEN);
        assertThat(inRoute.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        dispatcher.cancel(session, id);
        await("the late result", () -> counted(Count.LATE_RESULT) == 1);

        assertThat(seen.get(0).getProperty("found")).isEqualTo(true);
        getMockEndpoint("mock:next").assertIsSatisfied();
        assertThat(answers).isEmpty();
        assertThat(heard.problems).isEmpty();
    }

    @Test
    void whoWaitsForACancellationWakesWhenTheCallIsOverForAnotherReason() throws Exception {
        BlockingQueue<Boolean> found = new LinkedBlockingQueue<>();
        CountDownLatch inRoute = new CountDownLatch(1);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(LIGHT).process(e -> {
                    inRoute.countDown();
                    found.add(ToolCall.of(e).awaitCancelled(Duration.ofSeconds(PATIENCE_SECONDS)));
                });
            }
        });
        start("light", KITCHEN);
        assertThat(inRoute.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        clock.advance(Duration.ofSeconds(30));

        assertThat(found.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isFalse();
        assertError(answer().response(), "timeout");
    }

    // life

    @Test
    void aRouteThatStopsGracefullyAnswersItsOpenCalls() throws Exception {
        CountDownLatch inRoute = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(LIGHT).routeId("light").process(e -> {
                    inRoute.countDown();
                    assertThat(go.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                    e.getMessage().setBody("on");
                });
            }
        });
        start("light", KITCHEN);
        assertThat(inRoute.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        GeminiLiveToolConsumer consumer = theConsumer();
        Thread stopper = new Thread(() -> {
            try {
                context.getRouteController().stopRoute("light");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        stopper.start();
        try {
            assertThat(answers).isEmpty();
        } finally {
            go.countDown();
        }

        assertThat(answer().response()).isEqualTo(Map.of("output", "on"));
        stopper.join(Duration.ofSeconds(PATIENCE_SECONDS).toMillis());
        assertThat(consumer.isStopped()).isTrue();
    }

    @Test
    void aStopThatDoesNotWaitTellsTheModelWhatIsKnown() throws Exception {
        CountDownLatch inRoute = new CountDownLatch(1);
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(LIGHT).routeId("light").process(e -> {
                    inRoute.countDown();
                    ToolCall.of(e).awaitCancelled(Duration.ofSeconds(PATIENCE_SECONDS));
                });
            }
        });
        start("light", KITCHEN);
        assertThat(inRoute.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        context.getShutdownStrategy().setShutdownNowOnTimeout(true);
        context.getRouteController().stopRoute("light", 1, TimeUnit.MILLISECONDS);

        Map<String, Object> response = answer().response();
        assertError(response, "stopped");
        assertThat(response.get("reason").toString()).contains("may have been carried out");
        await("the late result", () -> counted(Count.LATE_RESULT) == 1);
    }

    @Test
    void aWaitingCallCountsAsPending() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(LIGHT).setBody(constant("on"));
            }
        });
        List<Runnable> slow = new ArrayList<>();
        ToolDispatcher waiting = new ToolDispatcher("home", true, component().tools(), slow::add, clock);
        waiting.start(session, new FunctionCall("1", "light", KITCHEN), answers::add);

        assertThat(theConsumer().getPendingExchangesSize()).isEqualTo(1);
        slow.get(0).run();
        assertThat(answer().response()).isEqualTo(Map.of("output", "on"));
        assertThat(theConsumer().getPendingExchangesSize()).isZero();
    }

    @Test
    void aToolOfEveryAgentSeesWhoAsked() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("gemini-live:*?tool=who&description=x").setBody(header(GeminiLiveConstants.AGENT));
            }
        });
        dispatcher("office").start(session, new FunctionCall("1", "who", Map.of()), answers::add);

        assertThat(answer().response()).isEqualTo(Map.of("output", "office"));
    }

    @Test
    void optionsReachTheDispatcher() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(LIGHT + "&background=true&behavior=NON_BLOCKING&toolTimeout=1m")
                        .to("mock:light");
            }
        });

        assertThat(dispatcher.background("light")).isTrue();
        assertThat(dispatcher.blocking("light")).isFalse();
        assertThat(theConsumer().timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(theConsumer().origin()).contains("tool=light").contains("route");
    }

    private GeminiLiveToolConsumer theConsumer() {
        return (GeminiLiveToolConsumer) context.getRoutes().get(0).getConsumer();
    }

    private List<String> declared(String agent) {
        return component().tools().declarations(agent).stream()
                .map(ToolDeclaration::name)
                .toList();
    }

    private long counted(Count count) {
        return dispatcher.counters().get(count);
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(condition);
    }
}
