package io.github.camelgeminilive.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.session.LiveSession;
import io.github.camelgeminilive.session.ManualClock;
import io.github.camelgeminilive.tools.ToolCounters.Count;
import io.github.camelgeminilive.transport.FakeTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which calls are remembered when they are over, and for how long. */
class FinishedCallsTest {

    private static final Map<String, Object> KITCHEN = Map.of("room", "kitchen");

    private final ToolRegistry registry = new ToolRegistry();
    private final ManualClock clock = new ManualClock();
    private final ToolDispatcher dispatcher = new ToolDispatcher("home", true, registry, Runnable::run, clock);
    private final LiveSession session = session("s");
    private final List<String> undone = new ArrayList<>();

    private LiveSession session(String id) {
        return ToolSessions.session(id, "gemini-3.8-live", dispatcher, new FakeTransport(), clock);
    }

    private FakeTool tool(boolean undoes) {
        FakeTool tool = FakeTool.named("light").doing(call -> {
            call.whenTakenBack(() -> undone.add(call.id()));
            call.answer(new ToolResult(Map.of("light", "on")));
        });
        tool.undoes = undoes;
        registry.register("home", tool);
        return tool;
    }

    private void start(LiveSession of, String id) {
        dispatcher.start(of, new FunctionCall(id, "light", KITCHEN), answer -> {});
    }

    @Test
    void onlyCallsOfToolsThatUndoAreRemembered() {
        tool(false);
        start(session, "a");
        dispatcher.cancel(session, "a");

        assertThat(dispatcher.finishedCalls()).isZero();
        assertThat(undone).isEmpty();
    }

    @Test
    void aCallIsTakenBackOnce() {
        tool(true);
        start(session, "a");
        assertThat(dispatcher.finishedCalls()).isEqualTo(1);
        dispatcher.cancel(session, "a");
        dispatcher.cancel(session, "a");

        assertThat(undone).containsExactly("a");
        assertThat(dispatcher.finishedCalls()).isZero();
        assertThat(dispatcher.counters().get(Count.TAKEN_BACK)).isEqualTo(1);
    }

    @Test
    void theOldestOfASessionIsForgottenFirst() {
        tool(true);
        for (int i = 0; i <= FinishedCalls.REMEMBERED; i++) {
            start(session, "call-" + i);
        }
        start(session("other"), "call-0");
        dispatcher.cancel(session, "call-0");
        assertThat(undone).isEmpty();
        dispatcher.cancel(session, "call-1");

        assertThat(undone).containsExactly("call-1");
        assertThat(dispatcher.finishedCalls()).isEqualTo(FinishedCalls.REMEMBERED);
    }

    @Test
    void idsBelongToTheirSession() {
        tool(true);
        LiveSession other = session("other");
        start(session, "a");
        dispatcher.cancel(other, "a");

        assertThat(undone).isEmpty();
        assertThat(dispatcher.finishedCalls()).isEqualTo(1);
    }

    @Test
    void aSessionThatIsOverLeavesNothing() {
        FakeTool tool = tool(true);
        start(session, "a");
        tool.doing(call -> {});
        start(session, "b");
        dispatcher.ended(session);
        assertThat(dispatcher.finishedCalls()).as("until nothing more comes").isEqualTo(1);
        dispatcher.forget(session);
        assertThat(dispatcher.finishedCalls()).isZero();
        // what is over after the session is kept by nobody
        tool.accepted.forEach(call -> call.answer(new ToolResult(Map.of())));

        assertThat(dispatcher.finishedCalls()).isZero();
    }

    @Test
    void aCallThatNeverBeganOrWasCancelledIsNotRemembered() {
        List<Runnable> pool = new ArrayList<>();
        ToolDispatcher slow = new ToolDispatcher("home", true, registry, pool::add, clock);
        FakeTool tool = tool(true);
        slow.start(session, new FunctionCall("a", "light", KITCHEN), answer -> {});
        clock.advance(FakeTool.TIMEOUT);
        slow.start(session, new FunctionCall("b", "light", KITCHEN), answer -> {});
        slow.cancel(session, "b");
        pool.forEach(Runnable::run);

        assertThat(tool.called).isEmpty();
        assertThat(slow.finishedCalls()).isZero();
    }
}
