package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.session.ManualClock;
import io.github.camelgeminilive.sound.OutputFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What waits for its input and its answer, without a session. */
class PendingExchangeTest {

    private final ManualClock clock = new ManualClock();
    private final List<String> log = new ArrayList<>();

    @Test
    void aRequestWhoseTimeRunsOutWhileItIsBeingSentIsTakenBack() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            PendingExchange pending = new PendingExchange(
                    exchange, sync -> log.add("done"), "s", GeminiLiveReplyMode.text, OutputFormat.wav);
            pending.timeOut(1_000, "requestTimeout", clock, Runnable::run);
            clock.advance(Duration.ofSeconds(1));
            assertThat(log).containsExactly("done");
            assertThat(exchange.getException()).isInstanceOf(ExchangeTimedOutException.class);
            pending.onTimeout(() -> log.add("taken back"));
            assertThat(log).containsExactly("done", "taken back");
        }
    }

    @Test
    void aRequestIsTakenBackOnceAndBeforeItsCallerGoesOn() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PendingExchange pending = new PendingExchange(
                    new DefaultExchange(context),
                    sync -> log.add("done"),
                    "s",
                    GeminiLiveReplyMode.text,
                    OutputFormat.wav);
            pending.timeOut(1_000, "requestTimeout", clock, Runnable::run);
            pending.onTimeout(() -> log.add("taken back"));
            clock.advance(Duration.ofSeconds(2));
            assertThat(log).containsExactly("taken back", "done");
        }
    }
}
