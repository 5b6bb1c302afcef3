package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.session.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.RouteStartedEvent;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.Test;

/** Nothing connects before every route has started, and routes start without a server. */
class StartTest extends LiveRouteTest {

    private final List<Throwable> heard = new CopyOnWriteArrayList<>();

    /** Each test adds its routes before it starts the context; 4.17 has no other way to say so. */
    @SuppressWarnings("deprecation")
    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withAutoStartContext(false);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        created.getRegistry().bind("hearer", new FailedRouteTest.Hearer(heard));
        HealthCheckRegistry health = new DefaultHealthCheckRegistry(created);
        health.register(health.resolveById("context"));
        health.register(health.resolveById("consumers"));
        created.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, health);
        return created;
    }

    @Test
    void inputThatComesBeforeTheLastRouteHasStartedWaitsAndArrives() throws Exception {
        CompletableFuture<Exchange> early = new CompletableFuture<>();
        context.getManagementStrategy().addEventNotifier(new SimpleEventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof RouteStartedEvent started
                        && "say".equals(started.getRoute().getRouteId())) {
                    var unused = template.asyncSend(
                                    "direct:say", e -> e.getMessage().setBody("early bird"))
                            .thenAccept(early::complete);
                }
            }
        });
        context.addComponent("slow", new SlowComponent(() -> {
            // the last route is starting: the input is here, and waits
            await("the early input", () -> context.getInflightRepository().size() == 1);
            assertThat(early).isNotDone();
            assertThat(emulator().connections()).isZero();
        }));
        RouteBuilder.addRoutes(context, rb -> {
            rb.from("direct:say").routeId("say").startupOrder(1).to("gemini-live:bob");
            rb.from("gemini-live:bob?events=opened").startupOrder(2).to("mock:opened");
            rb.from("slow:starter").startupOrder(3).to("mock:never");
        });
        getMockEndpoint("mock:opened").expectedMessageCount(1);
        context.start();
        assertThat(early.get(20, TimeUnit.SECONDS).getException()).isNull();
        emulator().takeFrame("early bird", frame -> frame.text().contains("early bird"), PATIENCE);
        getMockEndpoint("mock:opened").assertIsSatisfied();
        assertThat(emulator().connections()).isEqualTo(1);
    }

    @Test
    void speechThatWaitedForTheStartIsNotCutBySendTimeout() throws Exception {
        CompletableFuture<Exchange> early = new CompletableFuture<>();
        context.addComponent("slow", new SlowComponent(() -> {
            var unused = template.asyncSend(
                            "direct:say", e -> e.getMessage().setBody(new ByteArrayInputStream(new byte[32_000])))
                    .thenAccept(early::complete);
            await("the early input", () -> context.getInflightRepository().size() == 1);
        }));
        RouteBuilder.addRoutes(context, rb -> {
            rb.from("direct:say").startupOrder(1).to("gemini-live:bob?sendTimeout=500");
            rb.from("slow:starter").startupOrder(2).to("mock:never");
        });
        context.start();
        // a second of sound and a second of silence at the speed of speech
        assertThat(early.get(20, TimeUnit.SECONDS).getException()).isNull();
    }

    @Test
    void autoOpenOpensTheDefaultSessionOnceAllHasStarted() throws Exception {
        context.addComponent(
                "slow",
                new SlowComponent(() -> assertThat(emulator().connections()).isZero()));
        RouteBuilder.addRoutes(context, rb -> {
            rb.from("gemini-live:bob?autoOpen=true&events=opened")
                    .startupOrder(1)
                    .to("mock:opened");
            rb.from("slow:starter").startupOrder(2).to("mock:never");
        });
        getMockEndpoint("mock:opened").expectedHeaderReceived(GeminiLiveConstants.SESSION_ID, "default");
        getMockEndpoint("mock:opened").expectedMessageCount(1);
        context.start();
        getMockEndpoint("mock:opened").assertIsSatisfied();
    }

    @Test
    void autoOpenOfARouteThatStartsLaterOpensThen() throws Exception {
        RouteBuilder.addRoutes(
                context,
                rb -> rb.from("gemini-live:bob?autoOpen=true&events=opened")
                        .routeId("late")
                        .autoStartup(false)
                        .to("mock:opened"));
        context.start();
        assertThat(emulator().connections()).isZero();
        getMockEndpoint("mock:opened").expectedMessageCount(1);
        context.getRouteController().startRoute("late");
        getMockEndpoint("mock:opened").assertIsSatisfied();
    }

    @Test
    void routeWithoutAutoStartupIsNoMemberAndHearsFromItsStartOn() throws Exception {
        RouteBuilder.addRoutes(context, rb -> {
            rb.from("gemini-live:bob?events=turnComplete&voice=Puck")
                    .routeId("late")
                    .autoStartup(false)
                    .to("mock:turns");
            rb.from("direct:say").to("gemini-live:bob?voice=Kore");
        });
        context.start();
        send("direct:say", "hello", Map.of());
        assertThat(emulator().connections()).isEqualTo(1);
        getMockEndpoint("mock:turns").expectedMessageCount(0);
        getMockEndpoint("mock:turns").assertIsSatisfied();
    }

    @Test
    void routesStartWithoutAServerAndWorkWhenItIsThere() throws Exception {
        int port = emulator().port();
        closeEmulator();
        RouteBuilder.addRoutes(context, rb -> {
            rb.from("direct:say").to("gemini-live:bob?reconnectTimeout=300");
            rb.from("gemini-live:bob?events=failed,opened&exceptionHandler=#hearer")
                    .routeId("hear")
                    .to("mock:life");
        });
        context.start();
        assertThat(healthOf("hear").getState()).isEqualTo(HealthCheck.State.UP);

        getMockEndpoint("mock:life").expectedHeaderValuesReceivedInAnyOrder(GeminiLiveConstants.EVENT, "failed");
        GeminiLiveException refused = failure(
                GeminiLiveException.class, send("direct:say", "hello", Map.of()).getException());
        assertThat(refused)
                .hasMessageContaining("cannot connect to 127.0.0.1:" + port)
                .hasMessageContaining("gave up after 300 ms (option reconnectTimeout)");
        getMockEndpoint("mock:life").assertIsSatisfied();
        assertThat(getMockEndpoint("mock:life")
                        .getExchanges()
                        .get(0)
                        .getMessage()
                        .getBody())
                .isInstanceOf(Failure.class);
        await("the exception handler", () -> heard.size() == 1);
        assertThat(heard.get(0)).isInstanceOf(GeminiLiveException.class).hasMessage(refused.getMessage());
        HealthCheck.Result down = healthOf("hear");
        assertThat(down.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(down.getMessage()).hasValue(refused.getMessage());
        assertThat(down.getDetails()).containsEntry("agent", "bob").containsEntry("failure", "CONNECTION_LOST");

        try (LiveEmulator there = LiveEmulator.builder().port(port).start()) {
            getMockEndpoint("mock:life").reset();
            getMockEndpoint("mock:life").expectedHeaderReceived(GeminiLiveConstants.EVENT, "opened");
            getMockEndpoint("mock:life").expectedMessageCount(1);
            assertThat(send("direct:say", "hello", Map.of()).getException()).isNull();
            getMockEndpoint("mock:life").assertIsSatisfied();
            await("health", () -> healthOf("hear").getState() == HealthCheck.State.UP);
            assertThat(there.connections()).isEqualTo(1);
        }
    }

    @Test
    void autoOpenWithoutAServerTellsTheExceptionHandler() throws Exception {
        component().getConfiguration().setHost("ws://127.0.0.1:" + closedPort());
        RouteBuilder.addRoutes(
                context,
                rb -> rb.from("gemini-live:bob?autoOpen=true&reconnectTimeout=100&exceptionHandler=#hearer")
                        .to("mock:events"));
        context.start();
        await("the exception handler", () -> heard.size() == 1);
        assertThat(heard.get(0)).hasMessageContaining("cannot connect to");
    }

    @Test
    void contextThatStartsAgainConverses() throws Exception {
        RouteBuilder.addRoutes(context, rb -> rb.from("direct:say").to("gemini-live:bob"));
        context.start();
        assertThat(template.requestBody("direct:say", "one")).isEqualTo("You said: one");
        context.suspend();
        context.resume();
        assertThat(template.requestBody("direct:say", "two")).isEqualTo("You said: two");
    }

    private HealthCheck.Result healthOf(String routeId) {
        return HealthCheckHelper.invoke(context, "full").stream()
                .filter(result -> ("consumer:gemini-live-" + routeId)
                        .equals(result.getDetails().get("check.id")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected a health check of route " + routeId));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Its consumers run something while they start. */
    private static final class SlowComponent extends DefaultComponent {

        private final Runnable meanwhile;

        SlowComponent(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                public org.apache.camel.Producer createProducer() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    return new DefaultConsumer(this, processor) {
                        @Override
                        protected void doStart() throws Exception {
                            super.doStart();
                            meanwhile.run();
                        }
                    };
                }
            };
        }
    }
}
