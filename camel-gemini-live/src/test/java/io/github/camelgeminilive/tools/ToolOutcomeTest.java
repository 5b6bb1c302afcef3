package io.github.camelgeminilive.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.session.LiveSession;
import io.github.camelgeminilive.session.ManualClock;
import io.github.camelgeminilive.transport.FakeTransport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every call has one outcome, which the counters and whoever listens hear once. */
class ToolOutcomeTest {

    private static final ToolResult ON = new ToolResult(Map.of("light", "on"));

    private final ManualClock clock = new ManualClock();
    private final ToolRegistry registry = new ToolRegistry();
    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private final ToolListener listener = new ToolListener() {
        @Override
        public void opened(ToolInvocation call, Tool tool) {
            heard.add("opened " + tool.declaration().name());
        }

        @Override
        public void over(ToolInvocation call, Tool tool, ToolOutcome outcome) {
            assertThat(call.over()).isTrue();
            heard.add("over " + tool.declaration().name() + " " + outcome.label());
        }

        @Override
        public void refused(String tool, ToolOutcome outcome) {
            heard.add("refused " + tool + " " + outcome.label());
        }
    };
    private final ToolDispatcher dispatcher = dispatcher(pool::add);
    private final LiveSession session =
            ToolSessions.session("caller-1", "gemini-2.5-flash", dispatcher, new FakeTransport(), clock);
    private final FakeTool light = FakeTool.named("light");

    ToolOutcomeTest() {
        registry.register("home", light);
    }

    @Test
    void aResultIsOkWhateverItSays() {
        light.doing(call -> call.answer(new ToolResult(Map.of("status", "failed", "retryable", false))));
        start("light");

        assertOver(ToolOutcome.OK);
    }

    @Test
    void anErrorAnswerIsAFailureAlsoWithOtherWords() {
        light.doing(call -> call.answer(ToolError.FAILED.result("The door is closed.")));
        start("light");

        assertOver(ToolOutcome.FAILED);
    }

    @Test
    void severalAnswersAreOneOutcome() {
        light.doing(call -> {
            call.answer(new ToolResult(Map.of("done", 10), null, true));
            call.answer(ON);
            call.answer(ON);
        });
        start("light");

        assertOver(ToolOutcome.OK);
        assertThat(dispatcher.counters().get(ToolCounters.Count.LATE_RESULT)).isEqualTo(1);
    }

    @Test
    void timeUpIsATimeoutWhetherTheCallRanOrWaited() {
        start("light");
        clock.advance(FakeTool.TIMEOUT);
        assertOver(ToolOutcome.TIMEOUT);

        dispatcher.start(session, new FunctionCall("2", "light", Map.of("room", "hall")), answer -> {});
        clock.advance(FakeTool.TIMEOUT);
        assertThat(dispatcher.counters().get(ToolOutcome.TIMEOUT)).isEqualTo(2);
    }

    @Test
    void aCancelledCallIsCancelledAndOneThatSomebodyElseAnsweredIsAnsweredByHand() {
        start("light");
        dispatcher.cancel(session, "1");
        assertOver(ToolOutcome.CANCELLED);

        start("light");
        dispatcher.answeredElsewhere(session, "1");
        assertThat(dispatcher.counters().get(ToolOutcome.ANSWERED_BY_HAND)).isEqualTo(1);
    }

    @Test
    void aToolThatGoesAwayHasStoppedItsCallsAndWasUnavailableForThoseThatWaited() {
        start("light");
        light.call().stop();
        assertOver(ToolOutcome.STOPPED);

        dispatcher.start(session, new FunctionCall("2", "light", Map.of("room", "hall")), answer -> {});
        light.accepted.get(1).stop();
        assertThat(dispatcher.counters().get(ToolOutcome.UNAVAILABLE)).isEqualTo(1);
    }

    @Test
    void aFullPoolIsBusy() {
        ToolDispatcher full = dispatcher(task -> {
            throw new RejectedExecutionException("full");
        });
        full.start(session, new FunctionCall("1", "light", Map.of("room", "hall")), answer -> {});

        assertThat(heard).containsExactly("opened light", "over light busy");
        assertThat(full.counters().get(ToolOutcome.BUSY)).isEqualTo(1);
    }

    @Test
    void whatNeverOpensIsRefusedUnderNoNameThatTheModelMadeUp() {
        start("lihgt");
        start("DROP TABLE");
        light.available = false;
        start("light");
        light.available = true;
        registry.unregister("home", light);
        start("light");

        assertThat(heard)
                .containsExactly(
                        "refused unknown unknown_function",
                        "refused unknown unknown_function",
                        "refused light unavailable",
                        "refused light unavailable");
        assertThat(dispatcher.counters().get(ToolOutcome.UNKNOWN_FUNCTION)).isEqualTo(2);
    }

    @Test
    void argumentsAreCheckedOnThePoolAndNotWhereCallsArrive() {
        dispatcher.start(session, new FunctionCall("1", "light", Map.of("rooom", 1)), answer -> {});
        assertThat(heard).containsExactly("opened light");

        runPool();

        assertThat(heard).containsExactly("opened light", "over light invalid_arguments");
        assertThat(dispatcher.counters().get(ToolOutcome.INVALID_ARGUMENTS)).isEqualTo(1);
    }

    @Test
    void aCallThatTheSessionRefusedIsSeenUnderItsDeclaredName() {
        dispatcher.refused(session, new FunctionCall("1", "light", Map.of()), "too_many_calls");
        dispatcher.refused(session, new FunctionCall("2", "DROP TABLE", Map.of()), "too_many_calls");

        assertThat(heard).containsExactly("refused light too_many_calls", "refused unknown too_many_calls");
        assertThat(dispatcher.counters().get(ToolOutcome.TOO_MANY_CALLS)).isEqualTo(2);
    }

    @Test
    void theCatchAllIsOneToolWhateverTheModelCallsIt() {
        registry.register("*", FakeTool.catchAll().doing(call -> call.answer(ON)));
        start("made_up_1");
        start("made_up_2");

        assertThat(heard).containsExactly("opened *", "over * ok", "opened *", "over * ok");
    }

    @Test
    void anIdThatIsOpenAlreadyIsNoCallOfItsOwn() {
        start("light");
        start("light");

        assertThat(heard).containsExactly("opened light");
        assertThat(sum()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ToolError.class)
    void everyErrorAnswerHasTheOutcomeThatItsStatusNames(ToolError error) {
        assertThat(ToolOutcome.of(error.result()).label()).isEqualTo(error.status());
        assertThat(ToolOutcome.of(error.result("other words")).label()).isEqualTo(error.status());
    }

    private ToolDispatcher dispatcher(Executor executor) {
        return new ToolDispatcher("home", true, registry, executor, clock, listener);
    }

    private void start(String name) {
        dispatcher.start(session, new FunctionCall("1", name, Map.of("room", "hall")), answer -> {});
        runPool();
    }

    private void runPool() {
        for (Runnable task = pool.poll(); task != null; task = pool.poll()) {
            task.run();
        }
    }

    private void assertOver(ToolOutcome outcome) {
        assertThat(heard).containsExactly("opened light", "over light " + outcome.label());
        assertThat(dispatcher.counters().get(outcome)).isEqualTo(1);
        assertThat(sum()).isEqualTo(1);
    }

    private long sum() {
        return Arrays.stream(ToolOutcome.values())
                .mapToLong(dispatcher.counters()::get)
                .sum();
    }
}
