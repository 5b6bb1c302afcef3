package io.github.camelgeminilive;

import io.github.camelgeminilive.emulator.LiveEmulator;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

/** Routes against an emulator of their own: started before the context, closed after it. */
abstract class LiveRouteTest extends CamelTestSupport {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final String KEY = "canary-key-5f2c";

    private LiveEmulator emulator;

    /** The emulator as this test needs it. */
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder();
    }

    /** Options of the component as this test needs them. */
    void configure(GeminiLiveConfiguration configuration) {}

    final LiveEmulator emulator() {
        return emulator;
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        emulator = emulatorSettings().start();
        CamelContext context = super.createCamelContext();
        GeminiLiveConfiguration configuration = new GeminiLiveConfiguration();
        configuration.setHost(emulator.uri().toString());
        configuration.setApiKey(KEY);
        configure(configuration);
        GeminiLiveComponent component = new GeminiLiveComponent();
        component.setConfiguration(configuration);
        context.addComponent("gemini-live", component);
        context.getShutdownStrategy().setTimeout(10);
        return context;
    }

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    final GeminiLiveComponent component() {
        return context.getComponent("gemini-live", GeminiLiveComponent.class);
    }

    /** Adds routes to the started context. */
    final void routes(LambdaRouteBuilder routes) throws Exception {
        RouteBuilder.addRoutes(context, routes);
    }

    /** Sends to an endpoint of ours, InOnly; the exchange says what became of it. */
    final Exchange send(String uri, Object body, Map<String, ?> headers) {
        return template.send(uri, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    /** Opens a session and waits until it is live. */
    final AgentSession open(String agent, String session) {
        Exchange opened =
                send("gemini-live:" + agent + "?operation=open", null, Map.of(GeminiLiveConstants.SESSION_ID, session));
        Assertions.assertThat(opened.getException()).isNull();
        return session(agent, session);
    }

    /** A session that is open. */
    final AgentSession session(String agent, String session) {
        AgentSession open = agent(agent).openSession(session);
        Assertions.assertThat(open).as("session %s of agent %s", session, agent).isNotNull();
        return open;
    }

    /** An agent that has members. */
    final Agent agent(String name) {
        return component().directory().agents().stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected agent " + name + " to have members"));
    }

    static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what).atMost(PATIENCE).until(condition::getAsBoolean);
    }

    static <T extends Throwable> T failure(Class<T> type, Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return Assertions.fail("Expected " + type.getSimpleName() + " but was " + thrown, thrown);
    }
}
