package io.github.camelgeminilive.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.session.LiveSession;
import io.github.camelgeminilive.session.ManualClock;
import io.github.camelgeminilive.tools.ToolCounters.Count;
import io.github.camelgeminilive.transport.FakeTransport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ToolDispatcherTest {

    private static final Map<String, Object> KITCHEN = Map.of("room", "kitchen");
    private static final ToolResult ON = new ToolResult(Map.of("light", "on"));

    private final ManualClock clock = new ManualClock();
    private final ToolRegistry registry = new ToolRegistry();
    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final List<FunctionResponse> answers = new ArrayList<>();
    private final ToolDispatcher dispatcher = dispatcher(pool::add);
    private final LiveSession session = session("caller-1");
    private final FakeTool light = FakeTool.named("light");

    ToolDispatcherTest() {
        registry.register("home", light);
    }

    @Test
    void aCallIsCarriedOutOnThePoolAndAnsweredOnce() {
        start("1", "light", KITCHEN);
        assertThat(light.accepted).hasSize(1);
        assertThat(light.called).isEmpty();

        runPool();
        ToolInvocation call = light.call();
        assertThat(call.agent()).isEqualTo("home");
        assertThat(call.sessionId()).isEqualTo("caller-1");
        assertThat(call.args()).isEqualTo(KITCHEN);
        assertThat(call.answer(ON)).isTrue();
        assertThat(call.answer(ON)).isFalse();

        assertThat(answers).containsExactly(new FunctionResponse("1", "light", Map.of("light", "on")));
        assertThat(dispatcher.openCalls()).isEmpty();
        assertThat(clock.pending()).isZero();
        assertCounts(Map.of(Count.STARTED, 1, Count.ANSWERED, 1, Count.LATE_RESULT, 1));
    }

    @Test
    void callsOfOneMessageRunSideBySide() {
        start("1", "light", KITCHEN);
        start("2", "light", KITCHEN);
        runPool();

        assertThat(light.called).hasSize(2);
        assertThat(dispatcher.openCalls()).hasSize(2);
        light.called.get(1).answer(ON);
        light.called.get(0).answer(ON);
        assertThat(answers).extracting(FunctionResponse::id).containsExactly("2", "1");
    }

    @Test
    void anUnknownFunctionIsAnsweredAtOnceWithoutInternals() {
        start("1", "lihgt", KITCHEN);

        assertError("unknown_function", false);
        assertThat(reason()).doesNotContain("light", "lihgt");
        assertThat(pool).isEmpty();
        assertThat(dispatcher.openCalls()).isEmpty();
        assertCounts(Map.of(Count.UNKNOWN, 1, Count.ANSWERED, 1));
    }

    @Test
    void theCatchAllGetsWhatNobodyClaimsButNoMadeUpNames() {
        FakeTool rest = FakeTool.catchAll();
        registry.register("*", rest);

        start("1", "anything", Map.of("a", List.of(1)));
        runPool();
        assertThat(rest.call().name()).isEqualTo("anything");
        rest.call().answer(ON);
        answers.clear();

        for (String name : List.of("*", "", "a b", "direct://x?y")) {
            start("2", name, Map.of());
            assertError("unknown_function", false);
            answers.clear();
        }
        assertThat(rest.called).hasSize(1);
    }

    @Test
    void aSuspendedToolSaysThatItIsUnavailable() {
        light.available = false;
        start("1", "light", KITCHEN);

        assertError("unavailable", true);
        assertThat(pool).isEmpty();
        assertCounts(Map.of(Count.UNAVAILABLE, 1, Count.ANSWERED, 1));
    }

    @Test
    void aToolThatWentAwayIsUnavailableAndNotUnknown() {
        registry.unregister("home", light);
        start("1", "light", KITCHEN);

        assertError("unavailable", true);
    }

    @Test
    void argumentsThatDoNotFitNeverReachTheTool() {
        start("1", "light", Map.of("rooom", "kitchen"));
        runPool();

        assertError("invalid_arguments", true);
        assertThat(reason()).contains("'room' is missing", "'rooom' is not declared");
        assertThat(light.called).isEmpty();
        assertCounts(Map.of(Count.INVALID_ARGUMENTS, 1, Count.ANSWERED, 1));
    }

    @Test
    void aFullPoolIsAnsweredWithBusy() {
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        ToolDispatcher busy = dispatcher(full);
        busy.start(session, new FunctionCall("1", "light", KITCHEN), answers::add);

        assertError("busy", true);
        assertThat(busy.openCalls()).isEmpty();
        assertThat(clock.pending()).isZero();
        assertThat(busy.counters().get(Count.BUSY)).isEqualTo(1);
    }

    @Test
    void aTimeOutSaysThatTheWorkMayStillBeCarriedOutAndTheLateResultIsDropped() {
        start("1", "light", KITCHEN);
        runPool();
        clock.advance(FakeTool.TIMEOUT);

        assertError("timeout", false);
        assertThat(reason()).contains("may still be carried out").contains("do not call the function again");
        assertThat(light.call().over()).isTrue();
        assertThat(light.call().cancelled()).isFalse();
        assertThat(light.call().answer(ON)).isFalse();
        assertThat(answers).hasSize(1);
        assertCounts(Map.of(Count.STARTED, 1, Count.ANSWERED, 1, Count.TIMED_OUT, 1, Count.LATE_RESULT, 1));
    }

    @Test
    void aCallThatFoundNoThreadInTimeIsNeverCarriedOut() {
        start("1", "light", KITCHEN);
        clock.advance(FakeTool.TIMEOUT);
        runPool();

        assertError("timeout", true);
        assertThat(reason()).contains("Nothing was carried out");
        assertThat(light.called).isEmpty();
    }

    @Test
    void withoutATimeLimitNothingTimesOut() {
        light.timeout = Duration.ZERO;
        start("1", "light", KITCHEN);

        assertThat(clock.pending()).isZero();
    }

    @Test
    void lateToolResultAfterCancellationIsDropped() {
        start("1", "light", KITCHEN);
        runPool();
        dispatcher.cancel(session, "1");

        assertThat(light.call().cancelled()).isTrue();
        assertThat(light.call().answer(ON)).isFalse();
        clock.advance(FakeTool.TIMEOUT);
        assertThat(answers).isEmpty();
        assertThat(dispatcher.openCalls()).isEmpty();
        assertCounts(Map.of(Count.STARTED, 1, Count.CANCELLED, 1, Count.LATE_RESULT, 1));
    }

    @Test
    void aCallThatIsCancelledBeforeItStartsIsNeverCarriedOut() {
        start("1", "light", KITCHEN);
        dispatcher.cancel(session, "1");
        runPool();

        assertThat(light.called).isEmpty();
        assertThat(answers).isEmpty();
    }

    @Test
    void anUnknownIdIsNotCancelled() {
        start("1", "light", KITCHEN);
        dispatcher.cancel(session, "2");
        dispatcher.cancel(session("caller-1"), "1");

        assertThat(dispatcher.openCalls()).hasSize(1);
    }

    @Test
    void theSameIdTwiceRunsOnceButTwoSessionsMayShareIt() {
        start("1", "light", KITCHEN);
        start("1", "light", KITCHEN);
        dispatcher.start(session("caller-2"), new FunctionCall("1", "light", KITCHEN), answers::add);
        runPool();

        assertThat(light.called).extracting(ToolInvocation::sessionId).containsExactly("caller-1", "caller-2");
        assertThat(dispatcher.counters().get(Count.DUPLICATE)).isEqualTo(1);
        light.called.forEach(call -> call.answer(ON));
        assertThat(answers).hasSize(2);
    }

    @Test
    void theEndOfASessionCancelsItsCallsOnly() {
        LiveSession other = session("caller-2");
        start("1", "light", KITCHEN);
        dispatcher.start(other, new FunctionCall("1", "light", KITCHEN), answers::add);
        dispatcher.ended(session);

        assertThat(dispatcher.openCalls()).extracting(ToolInvocation::sessionId).containsExactly("caller-2");
    }

    @Test
    void whatSomebodyElseAnsweredIsNotAnsweredAgain() {
        start("1", "light", KITCHEN);
        runPool();
        dispatcher.answeredElsewhere(session, "1");
        clock.advance(FakeTool.TIMEOUT);

        assertThat(light.call().answer(ON)).isFalse();
        assertThat(answers).isEmpty();
        assertThat(light.call().cancelled()).isFalse();
    }

    @Test
    void progressLeavesTheCallOpenAndTakesItsTimeLimitAway() {
        start("1", "light", KITCHEN);
        runPool();
        light.call().answer(new ToolResult(Map.of("done", 10), "SILENT", true));
        clock.advance(FakeTool.TIMEOUT.multipliedBy(10));
        light.call().answer(ON);
        light.call().answer(new ToolResult(Map.of("done", 100), null, true));

        assertThat(answers)
                .containsExactly(
                        new FunctionResponse("1", "light", Map.of("done", 10), "SILENT", true),
                        new FunctionResponse("1", "light", Map.of("light", "on")));
        assertThat(dispatcher.counters().get(Count.LATE_RESULT)).isEqualTo(1);
    }

    @Test
    void answersCarryTheSchedulingOfTheToolUnlessTheySayOtherwise() {
        light.scheduling = "WHEN_IDLE";
        start("1", "light", KITCHEN);
        start("2", "light", KITCHEN);
        runPool();
        light.called.get(0).answer(ON);
        light.called.get(1).answer(new ToolResult(Map.of(), "INTERRUPT", false));

        assertThat(answers).extracting(FunctionResponse::scheduling).containsExactly("WHEN_IDLE", "INTERRUPT");
    }

    @Test
    void aToolThatThrowsIsAnsweredWithoutItsWordsAndTheBugIsTold() {
        light.doing(call -> {
            throw new IllegalStateException("secret");
        });
        start("1", "light", KITCHEN);

        assertThatThrownBy(this::runPool).hasMessage("secret");
        assertError("failed", false);
        assertThat(answers.toString()).doesNotContain("secret", "IllegalState");
    }

    @Test
    void stoppingAToolAnswersItsOpenCallsWithWhatIsKnownOfTheWork() {
        start("1", "light", KITCHEN);
        runPool();
        start("2", "light", KITCHEN);
        light.accepted.forEach(ToolInvocation::stop);
        runPool();

        assertThat(answers)
                .extracting(answer -> answer.response().get("status"))
                .containsExactly("stopped", "unavailable");
        assertThat(light.called).hasSize(1);
    }

    @Test
    void waitersWakeWhenTheCallIsOver() throws InterruptedException {
        start("1", "light", KITCHEN);
        runPool();
        assertThat(light.call().awaitOver(Duration.ZERO)).isFalse();
        dispatcher.cancel(session, "1");
        assertThat(light.call().awaitOver(Duration.ZERO)).isTrue();
    }

    @Test
    void listenersHearOfTheEndOnceEvenWhenTheyComeLate() {
        start("1", "light", KITCHEN);
        ToolInvocation call = light.accepted.get(0);
        List<String> heard = new ArrayList<>();
        call.whenOver(() -> heard.add("early"));
        dispatcher.cancel(session, "1");
        dispatcher.cancel(session, "1");
        call.whenOver(() -> heard.add("late"));

        assertThat(heard).containsExactly("early", "late");
    }

    @Test
    void theDeclarationSaysWhetherTheModelWaitsElseItsFamily() {
        registry.register("home", new FakeTool(ToolDeclaration.of("later", "Does it later", Map.of(), "NON_BLOCKING")));
        FakeTool background = FakeTool.named("slow");
        background.background = true;
        registry.register("home", background);
        ToolDispatcher nonBlocking = new ToolDispatcher("home", false, registry, pool::add, clock);

        assertThat(dispatcher.blocking("light")).isTrue();
        assertThat(dispatcher.blocking("later")).isFalse();
        assertThat(dispatcher.blocking("nobody")).isTrue();
        assertThat(nonBlocking.blocking("light")).isFalse();
        assertThat(dispatcher.background("light")).isFalse();
        assertThat(dispatcher.background("slow")).isTrue();
        assertThat(dispatcher.background("nobody")).isFalse();
    }

    private ToolDispatcher dispatcher(Executor executor) {
        return new ToolDispatcher("home", true, registry, executor, clock);
    }

    private LiveSession session(String id) {
        return ToolSessions.session(id, "gemini-2.5-flash", dispatcher, new FakeTransport(), clock);
    }

    private void start(String id, String name, Map<String, Object> args) {
        dispatcher.start(session, new FunctionCall(id, name, args), answers::add);
    }

    private void runPool() {
        for (Runnable task = pool.poll(); task != null; task = pool.poll()) {
            task.run();
        }
    }

    private void assertError(String status, boolean retryable) {
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).id()).isNotNull();
        assertThat(answers.get(0).willContinue()).isFalse();
        assertThat(answers.get(0).response())
                .containsOnlyKeys("status", "reason", "retryable")
                .containsEntry("status", status)
                .containsEntry("retryable", retryable);
    }

    private String reason() {
        return String.valueOf(answers.get(0).response().get("reason"));
    }

    private void assertCounts(Map<Count, Integer> expected) {
        for (Count count : Count.values()) {
            assertThat(dispatcher.counters().get(count))
                    .as(count.name())
                    .isEqualTo(expected.getOrDefault(count, 0).longValue());
        }
    }
}
