package io.github.camelgeminilive.tools;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.session.Clock;
import io.github.camelgeminilive.session.LiveSession;
import io.github.camelgeminilive.session.ToolRunner;
import io.github.camelgeminilive.tools.ToolCounters.Count;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Runs the functions of one agent: finds the tool, checks the arguments, hands the call to the pool, and sees to it that
 * every call gets one answer in time. Lives as long as the agent.
 *
 * <p>Thread-safe.
 */
public final class ToolDispatcher implements ToolRunner {

    private final String agent;
    private final boolean blockingByDefault;
    private final ToolRegistry registry;
    private final Executor pool;
    private final Clock clock;
    private final ToolListener listener;
    private final ToolCounters counters = new ToolCounters();
    private final Map<Key, ToolInvocation> open = new ConcurrentHashMap<>();
    private final FinishedCalls finished = new FinishedCalls();

    /** Ids are the server's and may repeat among sessions. */
    private record Key(LiveSession session, String callId) {}

    /**
     * A dispatcher without calls.
     *
     * @param blockingByDefault whether the model's family waits for answers unless the declaration says otherwise
     * @param pool bounded; throws {@link RejectedExecutionException} when it is full, and must not run a call on the
     *     thread that brings it
     */
    public ToolDispatcher(String agent, boolean blockingByDefault, ToolRegistry registry, Executor pool, Clock clock) {
        this(agent, blockingByDefault, registry, pool, clock, ToolListener.NONE);
    }

    /** A dispatcher without calls, and who hears of them. */
    public ToolDispatcher(
            String agent,
            boolean blockingByDefault,
            ToolRegistry registry,
            Executor pool,
            Clock clock,
            ToolListener listener) {
        this.agent = agent;
        this.blockingByDefault = blockingByDefault;
        this.registry = registry;
        this.pool = pool;
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public boolean blocking(String name) {
        Tool tool = registry.find(agent, name);
        String behavior = tool == null ? null : tool.declaration().behavior();
        return behavior == null ? blockingByDefault : behavior.equals("BLOCKING");
    }

    @Override
    public boolean background(String name) {
        Tool tool = registry.find(agent, name);
        return tool != null && tool.background();
    }

    @Override
    public void start(LiveSession session, FunctionCall call, Consumer<FunctionResponse> answers) {
        String id = Objects.requireNonNull(call.id(), "the id of a call that is started");
        Key key = new Key(session, id);
        if (open.containsKey(key)) {
            counters.add(Count.DUPLICATE);
            return;
        }
        boolean has = session.hasTool(call.name());
        Tool tool = has ? registry.find(agent, call.name()) : null;
        // a name that could not be declared was made up, and is nothing that a route should have to handle
        if (tool == null || !ToolDeclaration.isName(call.name())) {
            if (has && registry.wasHere(agent, call.name())) {
                refuse(call, call.name(), answers, Count.UNAVAILABLE, ToolError.UNAVAILABLE.result());
            } else {
                refuse(call, ToolListener.UNKNOWN_TOOL, answers, Count.UNKNOWN, ToolError.UNKNOWN.result());
            }
        } else if (!tool.available()) {
            refuse(call, tool.declaration().name(), answers, Count.UNAVAILABLE, ToolError.UNAVAILABLE.result());
        } else {
            submit(
                    key,
                    tool,
                    new ToolInvocation(
                            agent,
                            session.id(),
                            id,
                            call,
                            tool,
                            answers,
                            counters,
                            session.settings().profile().responseParts()));
        }
    }

    @Override
    public void refused(LiveSession session, FunctionCall call, String status) {
        Tool tool = session.hasTool(call.name()) ? registry.find(agent, call.name()) : null;
        ToolOutcome outcome = ToolOutcome.of(status);
        counters.add(Count.ANSWERED);
        counters.add(outcome);
        listener.refused(
                tool == null ? ToolListener.UNKNOWN_TOOL : tool.declaration().name(), outcome);
    }

    @Override
    public void cancel(LiveSession session, String callId) {
        ToolInvocation running = open.get(new Key(session, callId));
        ToolInvocation invocation = running != null ? running : finished.take(session, callId);
        if (invocation != null) {
            invocation.takeBack();
        }
    }

    @Override
    public void forget(LiveSession session) {
        finished.forget(session);
    }

    /** Somebody else has sent the final answer of a call: what its tool still gives is dropped. */
    public void answeredElsewhere(LiveSession session, String callId) {
        ToolInvocation invocation = open.get(new Key(session, callId));
        if (invocation != null) {
            invocation.answeredElsewhere();
        }
    }

    /** Somebody else has sent an answer, the last one or not. */
    public void answeredElsewhere(LiveSession session, FunctionResponse answer) {
        String callId = answer.id();
        if (callId != null && answer.willContinue()) {
            continuedElsewhere(session, callId);
        } else if (callId != null) {
            answeredElsewhere(session, callId);
        }
    }

    /** Somebody else has sent an answer after which more follow: whoever promises more decides when. */
    public void continuedElsewhere(LiveSession session, String callId) {
        ToolInvocation invocation = open.get(new Key(session, callId));
        if (invocation != null) {
            invocation.continuedElsewhere();
        }
    }

    /** A session is over: all that is still open for it is cancelled. */
    public void ended(LiveSession session) {
        open.forEach((key, invocation) -> {
            if (key.session() == session) {
                invocation.cancel();
            }
        });
    }

    /** What became of calls so far. */
    public ToolCounters counters() {
        return counters;
    }

    /** The calls that are open now, in no order. */
    public List<ToolInvocation> openCalls() {
        return List.copyOf(open.values());
    }

    /** Calls that are over and could be undone. */
    int finishedCalls() {
        return finished.size();
    }

    private void submit(Key key, Tool tool, ToolInvocation invocation) {
        if (open.putIfAbsent(key, invocation) != null) {
            counters.add(Count.DUPLICATE);
            return;
        }
        listener.opened(invocation, tool);
        if (tool.undoes()) {
            finished.follow(key.session());
        }
        invocation.whenOver(() -> over(key, tool, invocation));
        tool.accepted(invocation);
        try {
            invocation.limit(clock, tool.timeout());
            pool.execute(() -> run(tool, invocation));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // out of memory stands for threads, too: the system gives no more
            counters.add(Count.BUSY);
            invocation.answer(ToolError.BUSY.result());
        }
    }

    /** A cancellation finds a call in one place or the other: there is no moment in between. */
    private void over(Key key, Tool tool, ToolInvocation invocation) {
        if (tool.undoes() && invocation.begun() && !invocation.takenBack()) {
            finished.add(key.session(), invocation);
        }
        open.remove(key, invocation);
        ToolOutcome outcome = Objects.requireNonNull(invocation.outcome(), "the outcome of a call that is over");
        counters.add(outcome);
        listener.over(invocation, tool, outcome);
    }

    /** On a thread of the pool: huge arguments take their time, and the session must not wait for their check. */
    private void run(Tool tool, ToolInvocation invocation) {
        if (invocation.over()) {
            return;
        }
        try {
            ArgumentCheck.Finding finding = tool.declaration().arguments().check(invocation.args());
            if (finding.problem() != null) {
                invocation.answer(ToolError.INVALID_ARGUMENTS.result(finding.problem()));
            } else if (invocation.begin(finding.args())) {
                tool.call(invocation);
            }
        } catch (RuntimeException | Error e) {
            // a tool answers for its own failures: this is a bug, told by the pool's thread after the model
            invocation.answer(ToolError.FAILED.result());
            throw e;
        }
    }

    /** Answers a call that never opens; {@code tool} is for people, and never a name that the model made up. */
    private void refuse(
            FunctionCall call, String tool, Consumer<FunctionResponse> answers, Count why, ToolResult result) {
        ToolOutcome outcome = ToolOutcome.of(result);
        counters.add(why);
        counters.add(Count.ANSWERED);
        counters.add(outcome);
        listener.refused(tool, outcome);
        answers.accept(new FunctionResponse(call.id(), call.name(), result.response()));
    }
}
