package io.github.camelgeminilive.observe;

import io.github.camelgeminilive.session.Clock;
import io.github.camelgeminilive.tools.Tool;
import io.github.camelgeminilive.tools.ToolCounters;
import io.github.camelgeminilive.tools.ToolInvocation;
import io.github.camelgeminilive.tools.ToolListener;
import io.github.camelgeminilive.tools.ToolOutcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the open calls of one agent, who asked for each and since when, and measures them. Lives as long as the agent.
 *
 * <p>Thread-safe.
 */
public final class CallWatch implements ToolListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallWatch.class);

    private final Clock clock;
    private final Function<String, @Nullable Asker> askers;
    private final CallMeters meters;
    private final Map<ToolInvocation, OpenCall> open = new ConcurrentHashMap<>();
    private volatile ToolCounters counters = new ToolCounters();
    private final AtomicBoolean complained = new AtomicBoolean();

    /** @param askers tells by the id of a session who asked it last */
    public CallWatch(Clock clock, Function<String, @Nullable Asker> askers, CallMeters meters) {
        this.clock = clock;
        this.askers = askers;
        this.meters = meters;
    }

    /** From now on the counters of the agent's dispatcher are shown. */
    public void show(ToolCounters dispatcher) {
        counters = dispatcher;
        measure(() -> meters.show(this, dispatcher));
    }

    /** What became of the calls so far. */
    public ToolCounters counters() {
        return counters;
    }

    @Override
    public void opened(ToolInvocation call, Tool tool) {
        open.put(call, new OpenCall(call, tool, askers.apply(call.sessionId()), clock.nanoTime()));
    }

    @Override
    public void over(ToolInvocation call, Tool tool, ToolOutcome outcome) {
        OpenCall over = open.remove(call);
        if (over != null) {
            long nanos = clock.nanoTime() - over.startedNanos();
            measure(() -> meters.ended(tool.declaration().name(), outcome, nanos));
        }
    }

    @Override
    public void refused(String tool, ToolOutcome outcome) {
        measure(() -> meters.ended(tool, outcome, 0));
    }

    /** How many calls are open. */
    public int size() {
        return open.size();
    }

    /** The open calls, oldest first. */
    public List<OpenCall> calls() {
        return open.values().stream()
                .sorted(Comparator.comparingLong(OpenCall::startedNanos))
                .toList();
    }

    /** Who asked for a call; null if nobody did or the call is over. */
    public @Nullable Asker asker(ToolInvocation invocation) {
        OpenCall call = open.get(invocation);
        return call == null ? null : call.asker();
    }

    /** How long a call has been open, in ms. */
    public long ageMillis(OpenCall call) {
        return Math.max(0, (clock.nanoTime() - call.startedNanos()) / 1_000_000);
    }

    @Override
    public void close() {
        measure(meters::close);
    }

    /** A registry is the application's: its failures must not become those of a call. */
    private void measure(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | LinkageError e) {
            if (complained.compareAndSet(false, true)) {
                LOG.warn("Calls are not measured as they should be: the meter registry failed", e);
            }
        }
    }
}
