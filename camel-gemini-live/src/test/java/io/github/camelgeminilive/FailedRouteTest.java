package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.session.Failure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.Test;

/** What goes wrong in a route, or behind it, reaches the handler that the user chose. */
class FailedRouteTest extends LiveRouteTest {

    private static final int EVENTS = 10;

    private final List<Throwable> heard = new CopyOnWriteArrayList<>();

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder().scenario(Scenario.mute()).apiKeys(KEY);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        created.getRegistry().bind("hearer", new Hearer(heard));
        if (contextManagerExtension.getCurrentTestName().contains("Pooled")) {
            created.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        }
        return created;
    }

    @Test
    void exceptionHandlerHearsOfEveryExchangeThatFailed() throws Exception {
        everyFailureIsHeard();
    }

    @Test
    void exceptionHandlerHearsOfEveryPooledExchangeThatFailed() throws Exception {
        everyFailureIsHeard();
    }

    @Test
    void exceptionHandlerHearsOfEveryPooledExchangeThatFailedOnAnotherThread() throws Exception {
        routes(rb -> rb.from("gemini-live:bob?events=audio&exceptionHandler=#hearer")
                .threads(2)
                .process(this::fail));
        tenAreHeard();
    }

    private void everyFailureIsHeard() throws Exception {
        routes(rb ->
                rb.from("gemini-live:bob?events=audio&exceptionHandler=#hearer").process(this::fail));
        tenAreHeard();
    }

    private void tenAreHeard() {
        open("bob", "s");
        for (int i = 0; i < EVENTS; i++) {
            emulator().connection(1).serverSays(Says.numbered(i));
        }
        await("ten failures", () -> heard.size() == EVENTS);
        for (int i = 0; i < EVENTS; i++) {
            assertThat(heard.get(i)).hasMessage("chunk " + i);
        }
    }

    private void fail(Exchange exchange) {
        throw new IllegalStateException(
                "chunk " + Says.number(exchange.getMessage().getBody(byte[].class)));
    }

    @Test
    void bridgedErrorHandlerSeesAFailedSession() throws Exception {
        routes(rb -> {
            rb.onException(GeminiLiveException.class).handled(true).to("mock:broken");
            rb.from("gemini-live:bob?events=audio&bridgeErrorHandler=true&apiKey=wrong")
                    .to("mock:never");
        });
        getMockEndpoint("mock:broken").expectedMessageCount(1);
        getMockEndpoint("mock:never").expectedMessageCount(0);
        Exchange sent = send("gemini-live:bob", "hello", Map.of());
        assertThat(failure(GeminiLiveException.class, sent.getException()).getCode())
                .isEqualTo(Failure.Code.FIX_CREDENTIALS);
        getMockEndpoint("mock:broken").assertIsSatisfied();
        getMockEndpoint("mock:never").assertIsSatisfied();
        Exchange broken = getMockEndpoint("mock:broken").getExchanges().get(0);
        assertThat(broken.getProperty(Exchange.EXCEPTION_CAUGHT, GeminiLiveException.class)
                        .getCode())
                .isEqualTo(Failure.Code.FIX_CREDENTIALS);
        assertThat(broken.getMessage().getHeader(GeminiLiveConstants.SESSION_ID))
                .isEqualTo(GeminiLiveConstants.DEFAULT_SESSION);
    }

    /** Keeps what it is told. */
    record Hearer(List<Throwable> heard) implements ExceptionHandler {
        @Override
        public void handleException(Throwable exception) {
            heard.add(exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            heard.add(exception);
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            heard.add(exception);
        }
    }
}
