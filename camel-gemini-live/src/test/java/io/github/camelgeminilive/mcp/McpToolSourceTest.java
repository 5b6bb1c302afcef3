package io.github.camelgeminilive.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.session.LiveSession;
import io.github.camelgeminilive.session.ManualClock;
import io.github.camelgeminilive.tools.ToolCounters.Count;
import io.github.camelgeminilive.tools.ToolDispatcher;
import io.github.camelgeminilive.tools.ToolRegistry;
import io.github.camelgeminilive.tools.ToolSessions;
import io.github.camelgeminilive.transport.FakeTransport;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of a server's tools as the dispatcher makes them, time in the hand of the test. */
class McpToolSourceTest {

    private static final long PATIENCE_SECONDS = 30;

    private final McpServers servers = new McpServers();
    private final ManualClock clock = new ManualClock();
    private final ToolRegistry registry = new ToolRegistry();
    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private final BlockingQueue<FunctionResponse> answers = new LinkedBlockingQueue<>();
    private final ToolDispatcher dispatcher = new ToolDispatcher("home", true, registry, pool, clock);
    private final LiveSession session =
            ToolSessions.session("caller-1", "gemini-3.8-live", dispatcher, new FakeTransport(), clock);
    private final McpToolSource source = new McpToolSource(
            "tests",
            () -> servers.spec(Duration.ofSeconds(60)),
            new McpToolOptions(Duration.ofSeconds(30), null, "SILENT", false, 10_000));

    @BeforeEach
    void offer() {
        registry.offer("home", source.list().tools());
    }

    @AfterEach
    void nothingStays() throws InterruptedException {
        source.close();
        pool.shutdownNow();
        assertThat(pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> servers.alive() == 0);
        assertThat(clock.pending()).isZero();
    }

    private void start(String id, String name) {
        dispatcher.start(session, new FunctionCall(id, name, Map.of()), answers::add);
    }

    private FunctionResponse answer() throws InterruptedException {
        FunctionResponse answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(answer).as("answer; open: %s", dispatcher.openCalls()).isNotNull();
        return answer;
    }

    private void awaitCount(Count count, long expected) {
        Awaitility.await(count.name())
                .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(() -> dispatcher.counters().get(count) == expected);
    }

    @Test
    void aResultAfterTheTimeLimitIsDroppedAndCounted() throws Exception {
        start("1", "slow");
        awaitCount(Count.STARTED, 1);
        clock.advance(Duration.ofSeconds(30));
        assertThat(answer().response()).containsEntry("status", "timeout");

        start("2", "release");
        assertThat(answer().response()).isEqualTo(Map.of("output", "released"));
        awaitCount(Count.LATE_RESULT, 1);
        assertThat(answers).isEmpty();
    }

    @Test
    void theResultOfACancelledCallIsDroppedAndCounted() throws Exception {
        start("1", "slow");
        awaitCount(Count.STARTED, 1);
        dispatcher.cancel(session, "1");
        start("2", "release");
        assertThat(answer().id()).isEqualTo("2");
        awaitCount(Count.LATE_RESULT, 1);
        assertThat(answers).isEmpty();
        assertThat(dispatcher.counters().get(Count.CANCELLED)).isEqualTo(1);
    }

    @Test
    void callsRunSideBySideAndTheAnswerHasTheSchedulingOfTheAgent() throws Exception {
        start("1", "slow");
        start("2", "release");
        FunctionResponse first = answer();
        FunctionResponse second = answer();
        assertThat(java.util.Set.of(first.id(), second.id())).containsExactlyInAnyOrder("1", "2");
        assertThat(first.scheduling()).isEqualTo("SILENT");
    }

    @Test
    void aClosedServerIsOutOfService() throws Exception {
        source.close();
        start("1", "picture");
        assertThat(answer().response()).containsEntry("status", "unavailable");
        Awaitility.await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> servers.alive() == 0);
    }

    @Test
    void namesThatTheApiDoesNotTakeAreChangedInOneWay() {
        assertThat(McpToolSource.declared("get_weather")).isEqualTo("get_weather");
        assertThat(McpToolSource.declared("files/read file")).isEqualTo("files_read_file");
        assertThat(McpToolSource.declared("2fa")).isEqualTo("_2fa");
        assertThat(McpToolSource.declared("-x")).isEqualTo("_-x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> McpToolSource.declared("a".repeat(129)))
                .withMessage("Expected a name of at most 128 characters but it has 129");
    }
}
