package io.github.camelgeminilive.observe;

import io.github.camelgeminilive.tools.ToolCounters;
import io.github.camelgeminilive.tools.ToolOutcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of calls in the application's registry. Tags are of low cardinality: no session, no call, and no name that a
 * model made up. Loaded only where Micrometer may be.
 *
 * <p>Thread-safe.
 */
public final class MicrometerCallMeters implements CallMeters {

    /** How long calls took, by outcome. */
    static final String CALLS = "camel.gemini.live.tool.calls";

    /** How many are open. */
    static final String OPEN = "camel.gemini.live.tool.calls.open";

    /** Results that came when the call was over. */
    static final String LATE = "camel.gemini.live.tool.results.late";

    /** The name that camel-micrometer looks for, too. */
    private static final String REGISTRY = "metricsRegistry";

    private final MeterRegistry registry;
    private final Tags tags;

    /** Meters that read this agent. Guarded by itself. */
    private final List<Meter> showing = new ArrayList<>();

    /** The beans of an application. */
    public interface Beans {
        <T> @Nullable T named(String name, Class<T> type);

        <T> Set<T> all(Class<T> type);
    }

    private MicrometerCallMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    /**
     * Meters in the registry that camel-micrometer would take.
     *
     * @return {@link CallMeters#NONE} where the application has no registry, or several without a name
     * @throws LinkageError where Micrometer is not on the class path
     */
    public static CallMeters of(Beans beans, String context, String agent) {
        MeterRegistry registry = find(beans, CompositeMeterRegistry.class);
        if (registry == null) {
            registry = find(beans, MeterRegistry.class);
        }
        return registry == null
                ? CallMeters.NONE
                : new MicrometerCallMeters(registry, Tags.of("camelContext", context, "agent", agent));
    }

    private static <T extends MeterRegistry> @Nullable T find(Beans beans, Class<T> type) {
        T named = beans.named(REGISTRY, type);
        if (named != null) {
            return named;
        }
        Set<T> all = beans.all(type);
        return all.size() == 1 ? all.iterator().next() : null;
    }

    @Override
    public void show(CallWatch calls, ToolCounters counters) {
        synchronized (showing) {
            // one of an agent that had this name before would go on reading that one
            forget(registry.find(OPEN).tags(tags).meter());
            forget(registry.find(LATE).tags(tags).meter());
            // both hold what they read by weak references
            showing.add(Gauge.builder(OPEN, calls, CallWatch::size)
                    .description("Function calls without a final answer")
                    .tags(tags)
                    .register(registry));
            showing.add(FunctionCounter.builder(LATE, counters, c -> c.get(ToolCounters.Count.LATE_RESULT))
                    .description("Results of functions that came when the call was over and were dropped")
                    .tags(tags)
                    .register(registry));
        }
    }

    @Override
    public void ended(String tool, ToolOutcome outcome, long nanos) {
        Timer.builder(CALLS)
                .description("Function calls, from their arrival to their final answer or their end without one")
                .tags(tags.and("tool", tool, "outcome", outcome.label()))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        synchronized (showing) {
            for (Meter mine : showing) {
                // the next agent of this name may have put its own there
                if (registry.find(mine.getId().getName()).tags(tags).meter() == mine) {
                    registry.remove(mine);
                }
            }
            showing.clear();
        }
    }

    private void forget(@Nullable Meter other) {
        if (other != null) {
            registry.remove(other);
        }
    }
}
