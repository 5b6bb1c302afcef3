package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.LiveConnection;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A context that stops while a function runs: its session drains, and the model hears of the call before it ends. */
class ToolStopTest extends LiveRouteTest {

    private static final String ROW = "suspended or stopped while it runs, or the context stops";

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .scenario(Scenario.create()
                        .onText("book")
                        .callTool("call-1", "book", Map.of())
                        .say("It is {{book.status}}."))
                .apiKeys(KEY);
    }

    private void call() throws Exception {
        routes(rb -> {
            rb.from("gemini-live:bob?tool=book&description=Books")
                    .routeId("book")
                    .process(e -> {
                        begun.countDown();
                        e.getMessage()
                                .setBody(Map.of("status", go.await(20, TimeUnit.SECONDS) ? "booked" : "forgotten"));
                    });
            rb.from("direct:in").to("gemini-live:bob");
        });
        template.sendBody("direct:in", "book");
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private LiveConnection connection() {
        return emulator().connection(1, PATIENCE);
    }

    private JsonNode answer() throws Exception {
        return connection()
                .takeFrame("the answer", frame -> frame.json().has("toolResponse"), PATIENCE)
                .json()
                .at("/toolResponse/functionResponses/0");
    }

    @Test
    @AnswerRow(ROW)
    void theAnswerOfACallThatEndsInTimeGoesOutBeforeTheSocketCloses() throws Exception {
        call();
        Thread stopping = new Thread(() -> context.stop());
        stopping.start();
        await("the context to stop", () -> context.isStopping());
        go.countDown();

        JsonNode answer = answer();
        assertThat(answer.path("id").asText()).isEqualTo("call-1");
        assertThat(answer.at("/response/status").asText()).isEqualTo("booked");
        assertThat(connection().awaitClosed(PATIENCE).code()).isEqualTo(1000);
        stopping.join(PATIENCE.toMillis());
        assertThat(context.isStopped()).isTrue();
    }

    @Test
    @AnswerRow(ROW)
    void theModelIsToldOfACallThatDoesNotEndInTime() throws Exception {
        context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        context.getShutdownStrategy().setTimeout(200);
        call();
        Thread stopping = new Thread(() -> context.stop());
        stopping.start();

        JsonNode answer = answer();
        assertThat(answer.path("id").asText()).isEqualTo("call-1");
        assertThat(answer.at("/response/status").asText()).isEqualTo("stopped");
        assertThat(answer.at("/response/retryable").asBoolean(true)).isFalse();
        go.countDown();
        connection().awaitClosed(PATIENCE);
        stopping.join(PATIENCE.toMillis());
        assertThat(connection().frames().stream().filter(frame -> frame.json().has("toolResponse")))
                .as("answers")
                .hasSize(1);
    }
}
