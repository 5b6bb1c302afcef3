package io.github.camelgeminilive.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.camelgeminilive.observe.CallMeters;
import io.github.camelgeminilive.observe.CallWatch;
import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.session.Clock;
import io.github.camelgeminilive.session.LiveSession;
import io.github.camelgeminilive.session.ManualClock;
import io.github.camelgeminilive.transport.FakeTransport;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Something around a call fails: the model gets its answer all the same. */
class ToolDispatcherFailuresTest {

    private static final ToolResult ON = new ToolResult(Map.of("light", "on"));

    private final ManualClock clock = new ManualClock();
    private final ToolRegistry registry = new ToolRegistry();
    private final List<FunctionResponse> answers = new ArrayList<>();
    private final FakeTool light = FakeTool.named("light");

    ToolDispatcherFailuresTest() {
        registry.register("home", light);
    }

    @Test
    void aListenerThatFailsKeepsNeitherTheOthersNorTheAnswerBack() {
        List<String> told = new ArrayList<>();
        light.doing(call -> {
            call.whenOver(() -> {
                throw new AssertionError("a bug");
            });
            call.whenOver(() -> told.add("next"));
            call.answer(ON);
        });
        ToolDispatcher dispatcher = dispatcher(Runnable::run, clock, ToolListener.NONE);
        start(dispatcher, "light");

        assertThat(told).containsExactly("next");
        assertThat(answers).containsExactly(new FunctionResponse("1", "light", Map.of("light", "on")));
        assertThat(dispatcher.openCalls()).isEmpty();
    }

    @Test
    void aMeterRegistryOfAnotherVersionKeepsNoAnswerBack() {
        CallMeters other = new CallMeters() {
            @Override
            public void ended(String tool, ToolOutcome outcome, long nanos) {
                throw new NoSuchMethodError("record");
            }
        };
        light.doing(call -> call.answer(ON));
        ToolDispatcher dispatcher = dispatcher(Runnable::run, clock, new CallWatch(clock, id -> null, other));
        start(dispatcher, "light");
        start(dispatcher, "nobody");

        assertThat(answers).hasSize(2);
    }

    @Test
    void aSystemThatHasNoMoreThreadsIsAnsweredWithBusy() {
        assertBusy(
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                clock);
    }

    @Test
    void aClockThatHasStoppedIsAnsweredWithBusy() {
        assertBusy(Runnable::run, new Clock() {
            @Override
            public long nanoTime() {
                return clock.nanoTime();
            }

            @Override
            public Cancellable schedule(Runnable task, long delayNanos) {
                throw new RejectedExecutionException("stopped");
            }
        });
    }

    private void assertBusy(Executor pool, Clock time) {
        ToolDispatcher dispatcher = dispatcher(pool, time, ToolListener.NONE);
        assertThatCode(() -> start(dispatcher, "light")).doesNotThrowAnyException();

        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).response()).containsEntry("status", "busy");
        assertThat(dispatcher.openCalls()).isEmpty();
        assertThat(light.called).isEmpty();
    }

    @Test
    void aTimeLimitThatNobodyLivesToSeeIsOne() throws InterruptedException {
        light.timeout = Duration.ofMillis(Long.MAX_VALUE);
        ToolDispatcher dispatcher = dispatcher(Runnable::run, clock, ToolListener.NONE);
        start(dispatcher, "light");
        clock.advance(Duration.ofDays(365));
        assertThat(light.call().over()).isFalse();

        light.call().answer(ON);
        assertThat(light.call().awaitOver(ChronoUnit.FOREVER.getDuration())).isTrue();
        assertThat(answers).hasSize(1);
    }

    private ToolDispatcher dispatcher(Executor pool, Clock time, ToolListener listener) {
        return new ToolDispatcher("home", true, registry, pool, time, listener);
    }

    private void start(ToolDispatcher dispatcher, String name) {
        LiveSession session =
                ToolSessions.session("caller-1", "gemini-2.5-flash", dispatcher, new FakeTransport(), clock);
        dispatcher.start(session, new FunctionCall("1", name, Map.of("room", "kitchen")), answers::add);
    }
}
