package io.github.camelgeminilive.tools;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.session.Clock;
import io.github.camelgeminilive.tools.ToolCounters.Count;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function, from its arrival to its one final answer or its cancellation.
 *
 * <pre>
 *   WAITING --begin--> RUNNING        either --answer, stop, time--> ANSWERED, TIMED_OUT
 *                                     either --cancel--> CANCELLED      nothing leaves these three
 * </pre>
 *
 * A call that is over can still be taken back: its state stays, and who listens undoes what was done.
 *
 * <p>Thread-safe.
 */
public final class ToolInvocation {

    private enum State {
        WAITING,
        RUNNING,
        ANSWERED,
        TIMED_OUT,
        CANCELLED;

        boolean over() {
            return this != WAITING && this != RUNNING;
        }
    }

    private final String agent;
    private final String sessionId;
    private final String id;
    private final String name;
    private volatile Map<String, Object> args;
    private final @Nullable String scheduling;
    private final Consumer<FunctionResponse> answers;
    private final ToolCounters counters;
    private final boolean takesPictures;

    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CountDownLatch over = new CountDownLatch(1);

    private final Occurrence end = new Occurrence();
    private final Occurrence takenBack = new Occurrence();

    private volatile boolean begun;
    private volatile boolean unlimited;
    private volatile @Nullable ToolOutcome outcome;
    private volatile Clock.@Nullable Cancellable timer;

    ToolInvocation(
            String agent,
            String sessionId,
            String id,
            FunctionCall call,
            Tool tool,
            Consumer<FunctionResponse> answers,
            ToolCounters counters,
            boolean takesPictures) {
        this.agent = agent;
        this.sessionId = sessionId;
        this.id = id;
        this.name = call.name();
        this.args = call.args();
        this.scheduling = tool.scheduling();
        this.answers = answers;
        this.counters = counters;
        this.takesPictures = takesPictures;
    }

    /** The agent that was asked; never {@code *}. */
    public String agent() {
        return agent;
    }

    /** The id of the session, as the application chose it. */
    public String sessionId() {
        return sessionId;
    }

    /** The id under which the call is answered. */
    public String id() {
        return id;
    }

    /** The function, as the model named it. */
    public String name() {
        return name;
    }

    /** The arguments: as the model wrote them, and from the beginning on as they fit the declaration; unmodifiable. */
    public Map<String, Object> args() {
        return args;
    }

    /** Whether the model takes pictures in an answer. */
    public boolean takesPictures() {
        return takesPictures;
    }

    /** Whether the call waits for a thread. */
    public boolean waiting() {
        return now() == State.WAITING;
    }

    /** Whether nothing more can be answered. */
    public boolean over() {
        return now().over();
    }

    /** How the call ended, from when its listeners hear of it; null before. */
    public @Nullable ToolOutcome outcome() {
        return outcome;
    }

    /** Whether a cancellation was its end: no final answer was given. */
    public boolean cancelled() {
        return now() == State.CANCELLED;
    }

    /** Whether what it does or did is not wanted any more: it was cancelled, before its end or after. */
    public boolean takenBack() {
        return cancelled() || takenBack.happened();
    }

    /**
     * Blocks until the call is over, whatever ended it.
     *
     * @return whether it is over; false when the time was up before
     */
    public boolean awaitOver(Duration limit) throws InterruptedException {
        return over.await(TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS);
    }

    /**
     * Gives an answer. One that {@code willContinue} leaves the call open, and takes its time limit away: whoever promises
     * more decides when. The first other one is final.
     *
     * @return whether it was passed on; false when the call was over, then it is dropped and counted
     */
    public boolean answer(ToolResult result) {
        if (result.willContinue() && !over()) {
            unlimited = true;
            stopTimer();
            answers.accept(response(result));
            return true;
        }
        if (!result.willContinue() && end(State.WAITING, State.RUNNING, State.ANSWERED, result)) {
            return true;
        }
        counters.add(Count.LATE_RESULT);
        return false;
    }

    /** Runs something once when the call is over, at once if it is; it must be short and must not call user code. */
    public void whenOver(Runnable listener) {
        end.listen(listener);
    }

    /**
     * Runs something once when the call is cancelled, be it open or over, at once if it was; before the listeners of its
     * end. It must be short and must not call user code.
     */
    public void whenTakenBack(Runnable listener) {
        takenBack.listen(listener);
    }

    /** Counts what became of undoing the call. */
    public void undone(boolean successfully) {
        counters.add(successfully ? Count.UNDONE : Count.UNDO_FAILED);
    }

    /** Ends the call because its tool goes away: the answer says what is known of the work. */
    public void stop() {
        if (!end(State.WAITING, State.WAITING, State.ANSWERED, ToolError.UNAVAILABLE.result())) {
            end(State.RUNNING, State.RUNNING, State.ANSWERED, ToolError.STOPPED.result());
        }
    }

    /**
     * From waiting to running; false when the call was over before.
     *
     * @param fitting the arguments as they fit the declaration
     */
    boolean begin(Map<String, Object> fitting) {
        args = fitting;
        // first: who hears of the end asks for it
        begun = true;
        if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
            return false;
        }
        counters.add(Count.STARTED);
        return true;
    }

    /** Whether a tool may have begun with it. */
    boolean begun() {
        return begun;
    }

    /** Cancels the call, or takes back what was done when it is over; nothing happens the second time. */
    void takeBack() {
        if (!cancel() && !cancelled() && takenBack.happen()) {
            counters.add(Count.TAKEN_BACK);
        }
    }

    /** Ends the call without an answer. */
    public boolean cancel() {
        return end(State.WAITING, State.RUNNING, State.CANCELLED, null);
    }

    /** Notes that somebody else has sent the final answer. */
    void answeredElsewhere() {
        end(State.WAITING, State.RUNNING, State.ANSWERED, null);
    }

    /** Notes that somebody else has sent an answer, and that more follow: the time limit is off. */
    void continuedElsewhere() {
        unlimited = true;
        stopTimer();
    }

    /** Starts the time limit. */
    void limit(Clock clock, Duration limit) {
        if (!limit.isZero()) {
            timer = clock.schedule(this::timeUp, TimeUnit.NANOSECONDS.convert(limit));
            if (unlimited || over()) {
                stopTimer();
            }
        }
    }

    private void timeUp() {
        if (!unlimited && !end(State.WAITING, State.WAITING, State.TIMED_OUT, ToolError.NOT_STARTED.result())) {
            end(State.RUNNING, State.RUNNING, State.TIMED_OUT, ToolError.TIMED_OUT.result());
        }
    }

    /** The one way to an end: from one of two states, with an answer or without. */
    private boolean end(State from, State orFrom, State to, @Nullable ToolResult result) {
        if (!state.compareAndSet(from, to) && !state.compareAndSet(orFrom, to)) {
            return false;
        }
        outcome = to == State.CANCELLED ? ToolOutcome.CANCELLED : ToolOutcome.of(result);
        stopTimer();
        if (result != null) {
            counters.add(Count.ANSWERED);
        }
        if (outcome == ToolOutcome.INVALID_ARGUMENTS) {
            counters.add(Count.INVALID_ARGUMENTS);
        }
        if (to == State.TIMED_OUT) {
            counters.add(Count.TIMED_OUT);
        } else if (to == State.CANCELLED) {
            counters.add(Count.CANCELLED);
            takenBack.happen();
        }
        end.happen();
        // last: whoever waited for the end finds the exchange marked
        over.countDown();
        if (result != null) {
            answers.accept(response(result));
        }
        return true;
    }

    private State now() {
        return Objects.requireNonNull(state.get());
    }

    private void stopTimer() {
        Clock.Cancellable running = timer;
        if (running != null) {
            running.cancel();
        }
    }

    private FunctionResponse response(ToolResult result) {
        String when = result.scheduling() != null ? result.scheduling() : scheduling;
        return new FunctionResponse(id, name, result.response(), when, result.willContinue(), result.parts());
    }

    @Override
    public String toString() {
        return "call " + id + " of " + name + " (" + now() + ")";
    }
}
