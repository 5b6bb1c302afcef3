package io.github.camelgeminilive;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanContextPropagationExtractor;
import org.apache.camel.telemetry.SpanContextPropagationInjector;
import org.apache.camel.telemetry.SpanLifecycleManager;
import org.apache.camel.telemetrydev.DevSpanAdapter;
import org.apache.camel.telemetrydev.TelemetryDevTracer;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** Camel's tracer for development, which keeps every span for the test. Thread-safe. */
final class Spans extends TelemetryDevTracer {

    /** Guarded by itself. */
    private final List<Seen> seen = new ArrayList<>();

    /** A span with its name, which the tracer itself forgets. */
    record Seen(String name, DevSpanAdapter span) {

        String tag(String name) {
            return span.getTag(name);
        }

        String trace() {
            return tag("traceid");
        }

        boolean done() {
            return "true".equals(tag("isDone"));
        }
    }

    /** Switches tracing on in a context that has not started. */
    static Spans of(CamelContext context) {
        Spans spans = new Spans();
        spans.setCamelContext(context);
        spans.init(context);
        return spans;
    }

    @Override
    protected void initTracer() {
        super.initTracer();
        SpanLifecycleManager kept = getSpanLifecycleManager();
        setSpanLifecycleManager(new SpanLifecycleManager() {
            @Override
            public Span create(String name, @Nullable Span parent, SpanContextPropagationExtractor extractor) {
                Span span = kept.create(name, parent, extractor);
                synchronized (seen) {
                    seen.add(new Seen(name, (DevSpanAdapter) span));
                }
                return span;
            }

            @Override
            public void activate(Span span) {
                kept.activate(span);
            }

            @Override
            public void deactivate(Span span) {
                kept.deactivate(span);
            }

            @Override
            public void close(Span span) {
                kept.close(span);
            }

            @Override
            public void inject(Span span, SpanContextPropagationInjector injector, boolean includeTracing) {
                kept.inject(span, injector, includeTracing);
            }
        });
    }

    List<Seen> all() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    List<Seen> named(String name) {
        return all().stream().filter(span -> span.name().equals(name)).toList();
    }

    /** The only span of this name, when it has ended. */
    Seen one(String name) {
        LiveRouteTest.await(
                "the end of a span " + name, () -> named(name).stream().anyMatch(Seen::done));
        Assertions.assertThat(named(name)).hasSize(1);
        return named(name).get(0);
    }

    /** The span above another one; null for one that begins a trace. */
    @Nullable
    Seen parent(Seen of) {
        String parent = of.span().getParentSpanId();
        return all().stream()
                .filter(span -> span.span().getSpanId().equals(parent))
                .findFirst()
                .orElse(null);
    }

    /** The names from a span to the root of its trace. */
    List<String> path(Seen from) {
        List<String> names = new ArrayList<>();
        for (Seen at = from; at != null; at = parent(at)) {
            names.add(at.name());
            Assertions.assertThat(at.trace()).isEqualTo(from.trace());
        }
        return names;
    }
}
