package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.session.Disconnection;
import io.github.camelgeminilive.session.Failure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.Test;

/** A lost connection is told to everybody whom it concerns, and the next text works. */
class LostConnectionTest extends LiveRouteTest {

    private final List<Throwable> heard = new CopyOnWriteArrayList<>();
    private final List<String> life = new CopyOnWriteArrayList<>();

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .scenario(Scenario.create()
                        .onText("be silent")
                        .anytime()
                        .stall()
                        .otherwise()
                        .say("What?"));
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        created.getRegistry().bind("hearer", new FailedRouteTest.Hearer(heard));
        return created;
    }

    private void hearLife(String option) throws Exception {
        routes(rb -> {
            rb.from("direct:ask").to("gemini-live:bob" + option);
            rb.from("gemini-live:bob?events=opened,disconnected,restarted,failed&exceptionHandler=#hearer")
                    .process(e -> life.add(e.getMessage().getHeader(GeminiLiveConstants.EVENT) + " "
                            + e.getMessage().getHeader(GeminiLiveConstants.CONNECTION) + " "
                            + (e.getMessage().getBody() instanceof Disconnection lost ? lost.reconnecting() : "")));
        });
    }

    @Test
    void waitingCallerFailsAndTheNextOneIsAnswered() throws Exception {
        hearLife("");
        CompletableFuture<Exchange> waiting = template.asyncSend("direct:ask", e -> {
            e.setPattern(ExchangePattern.InOut);
            e.getMessage().setBody("be silent");
        });
        emulator().connection(1).takeFrame("the question", f -> f.text().contains("be silent"), PATIENCE);
        emulator().connection(1).reset();

        GeminiLiveException lost = failure(
                GeminiLiveException.class, waiting.get(20, TimeUnit.SECONDS).getException());
        assertThat(lost.getCode()).isEqualTo(Failure.Code.CONNECTION_LOST);
        assertThat(lost.isRetryable()).isTrue();
        await("a new connection", () -> life.contains("restarted 2 "));
        assertThat(life).containsExactly("opened 1 ", "disconnected 1 true", "restarted 2 ");
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0))
                .isInstanceOf(GeminiLiveException.class)
                .hasMessageContaining("Session default of agent bob lost connection 1");
        assertThat(template.requestBody("direct:ask", "hello")).isEqualTo("What?");
        assertThat(agent("bob").health().up()).isTrue();
    }

    @Test
    void textWrittenMeanwhileWaitsForTheNextConnection() throws Exception {
        hearLife("");
        open("bob", GeminiLiveConstants.DEFAULT_SESSION);
        emulator().connection(1).reset();
        await("the loss", () -> life.contains("disconnected 1 true"));
        assertThat(send("direct:ask", "meanwhile", Map.of()).getException()).isNull();
        emulator().connection(2).takeFrame("the text", f -> f.text().contains("meanwhile"), PATIENCE);
    }

    @Test
    void sessionFailsAfterReconnectTimeoutAndATextStartsAnother() throws Exception {
        hearLife("?reconnectTimeout=600");
        send("direct:ask", null, Map.of(GeminiLiveConstants.OPERATION, "open"));
        emulator().refuseUpgrades(100, 503);
        emulator().connection(1).reset();
        await("the failure", () -> life.size() == 3);
        assertThat(life).containsExactly("opened 1 ", "disconnected 1 true", "failed " + failedOn() + " ");
        await("the exception handler", () -> heard.size() == 2);
        assertThat(heard.get(1))
                .hasMessageContaining("HTTP status 503")
                .hasMessageContaining("gave up after 600 ms (option reconnectTimeout)");
        assertThat(agent("bob").health().up()).isFalse();
        assertThat(agent("bob").openSession("default")).isNull();
        emulator().refuseUpgrades(0, 0);
        assertThat(template.requestBody("direct:ask", "hello")).isEqualTo("What?");
        await("health", () -> agent("bob").health().up());
    }

    private String failedOn() {
        return life.get(2).split(" ", -1)[1];
    }

    @Test
    void closeByTheServerIsToldWithItsCode() throws Exception {
        routes(rb -> rb.from("gemini-live:bob?events=disconnected").to("mock:lost"));
        getMockEndpoint("mock:lost").expectedHeaderReceived(GeminiLiveConstants.CLOSE_CODE, 1011);
        getMockEndpoint("mock:lost").expectedMessageCount(1);
        open("bob", "s");
        emulator().connection(1).close(1011, "Internal error encountered.");
        getMockEndpoint("mock:lost").assertIsSatisfied();
        Disconnection lost =
                getMockEndpoint("mock:lost").getExchanges().get(0).getMessage().getBody(Disconnection.class);
        assertThat(lost.reason()).isEqualTo("Internal error encountered.");
        assertThat(lost.planned()).isFalse();
    }
}
