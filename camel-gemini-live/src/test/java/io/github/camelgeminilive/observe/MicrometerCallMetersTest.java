package io.github.camelgeminilive.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.session.LiveSession;
import io.github.camelgeminilive.session.ManualClock;
import io.github.camelgeminilive.tools.Tool;
import io.github.camelgeminilive.tools.ToolDeclaration;
import io.github.camelgeminilive.tools.ToolDispatcher;
import io.github.camelgeminilive.tools.ToolInvocation;
import io.github.camelgeminilive.tools.ToolRegistry;
import io.github.camelgeminilive.tools.ToolResult;
import io.github.camelgeminilive.tools.ToolSessions;
import io.github.camelgeminilive.transport.FakeTransport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a registry shows of an agent's calls. */
class MicrometerCallMetersTest {

    private final ManualClock clock = new ManualClock();
    private final ToolRegistry tools = new ToolRegistry();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Beans beans = new Beans();
    private final List<ToolInvocation> called = new ArrayList<>();

    /** A registry of beans. */
    private static final class Beans implements MicrometerCallMeters.Beans {
        final Map<String, Object> all = new LinkedHashMap<>();

        @Override
        public <T> @Nullable T named(String name, Class<T> type) {
            return type.isInstance(all.get(name)) ? type.cast(all.get(name)) : null;
        }

        @Override
        public <T> Set<T> all(Class<T> type) {
            return all.values().stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .collect(Collectors.toSet());
        }
    }

    /** An agent as far as its calls go. */
    private final class Running {
        final CallWatch watch = new CallWatch(clock, id -> null, MicrometerCallMeters.of(beans, "camel-1", "home"));
        final ToolDispatcher dispatcher = new ToolDispatcher("home", true, tools, Runnable::run, clock, watch);
        final LiveSession session =
                ToolSessions.session("caller-1", "gemini-2.5-flash", dispatcher, new FakeTransport(), clock);

        Running() {
            watch.show(dispatcher.counters());
        }

        void call(String id, String name) {
            dispatcher.start(session, new FunctionCall(id, name, Map.of()), answer -> {});
        }
    }

    MicrometerCallMetersTest() {
        beans.all.put("metricsRegistry", registry);
        tools.register("home", new Answering("light"));
        tools.register("home", new Answering("*"));
    }

    /** Keeps its calls, so that the test can answer them. */
    private final class Answering implements Tool {
        private final ToolDeclaration declaration;

        Answering(String name) {
            declaration = ToolDeclaration.of(name, "Does it", Map.of(), null);
        }

        @Override
        public ToolDeclaration declaration() {
            return declaration;
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(30);
        }

        @Override
        public boolean background() {
            return false;
        }

        @Override
        public @Nullable String scheduling() {
            return null;
        }

        @Override
        public boolean available() {
            return true;
        }

        @Override
        public String origin() {
            return "here";
        }

        @Override
        public void call(ToolInvocation invocation) {
            called.add(invocation);
        }
    }

    @Test
    void aTimerTellsToolOutcomeAndHowLongTheCallWasOpen() {
        Running home = new Running();
        home.call("1", "light");
        clock.advance(Duration.ofMillis(250));
        called.get(0).answer(new ToolResult(Map.of()));
        home.call("2", "light");
        clock.advance(Duration.ofSeconds(30));

        Timer ok = timer("light", "ok");
        assertThat(ok.count()).isEqualTo(1);
        assertThat(ok.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(250);
        assertThat(timer("light", "timeout").totalTime(TimeUnit.SECONDS)).isEqualTo(30);
        assertThat(ok.getId().getTags())
                .extracting(Tag::getKey)
                .containsExactlyInAnyOrder("camelContext", "agent", "tool", "outcome");
    }

    @Test
    void namesThatTheModelMadeUpMakeNoMeters() {
        Running home = new Running();
        for (int i = 0; i < 100; i++) {
            home.call("good-" + i, "made_up_" + i);
            home.call("bad-" + i, "made up " + i);
        }
        called.forEach(call -> call.answer(new ToolResult(Map.of())));

        assertThat(timer("*", "ok").count()).isEqualTo(100);
        assertThat(timer("unknown", "unknown_function").count()).isEqualTo(100);
        assertThat(registry.getMeters()).hasSize(4);
        assertThat(registry.getMeters().toString()).doesNotContain("made", "good-1", "caller-1");
    }

    @Test
    void aGaugeShowsWhatIsOpenAndACounterWhatCameLate() {
        Running home = new Running();
        home.call("1", "light");
        home.call("2", "light");
        assertThat(open()).isEqualTo(2);

        home.dispatcher.cancel(home.session, "1");
        assertThat(open()).isEqualTo(1);
        called.get(0).answer(new ToolResult(Map.of()));
        assertThat(registry.get(MicrometerCallMeters.LATE).functionCounter().count())
                .isEqualTo(1);
        assertThat(timer("light", "cancelled").count()).isEqualTo(1);
    }

    @Test
    void theGaugeGoesWithTheAgentAndComesWithTheNextOfItsName() {
        Running first = new Running();
        first.call("1", "light");
        first.watch.close();
        assertThat(registry.getMeters()).isEmpty();

        // this one is made before the other has been closed
        Running second = new Running();
        second.call("1", "light");
        Running third = new Running();
        second.watch.close();
        assertThat(open()).isZero();
        third.call("1", "light");
        assertThat(open()).isEqualTo(1);
    }

    @Test
    void theRegistryKeepsNoAgentAlive() {
        WeakReference<CallWatch> watch = new WeakReference<>(new Running().watch);

        Awaitility.await("the agent's end").atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return watch.get() == null;
        });
        assertThat(open()).isNaN();
    }

    @Test
    void theRegistryIsTheNamedOneElseTheOnlyOneElseNone() {
        beans.all.put("other", new SimpleMeterRegistry());
        assertThat(new Running().watch.size()).isZero();
        assertThat(registry.getMeters()).as("the named one").hasSize(2);

        beans.all.clear();
        beans.all.put("mine", new SimpleMeterRegistry());
        new Running();
        assertThat(((MeterRegistry) beans.all.get("mine")).getMeters())
                .as("the only one")
                .hasSize(2);

        beans.all.put("another", new SimpleMeterRegistry());
        assertThat(MicrometerCallMeters.of(beans, "camel-1", "home"))
                .as("two without the name")
                .isSameAs(CallMeters.NONE);

        // as in Spring Boot, where the composite is what everybody writes to
        beans.all.put("composite", new CompositeMeterRegistry());
        assertThat(MicrometerCallMeters.of(beans, "camel-1", "home")).isNotSameAs(CallMeters.NONE);
        beans.all.clear();
        assertThat(MicrometerCallMeters.of(beans, "camel-1", "home")).isSameAs(CallMeters.NONE);
    }

    @Test
    void aRegistryThatFailsHarmsNoCall() {
        // the name is taken by a meter of another type: the timer is refused
        Counter.builder(MicrometerCallMeters.CALLS)
                .tags("camelContext", "camel-1", "agent", "home", "tool", "light", "outcome", "ok")
                .register(registry);
        Running home = new Running();
        home.call("1", "light");

        assertThat(called.get(0).answer(new ToolResult(Map.of()))).isTrue();
        assertThat(home.dispatcher.openCalls()).isEmpty();
        assertThat(open()).isZero();
    }

    private Timer timer(String tool, String outcome) {
        return registry.get(MicrometerCallMeters.CALLS)
                .tags("camelContext", "camel-1", "agent", "home", "tool", tool, "outcome", outcome)
                .timer();
    }

    private double open() {
        Meter gauge = registry.get(MicrometerCallMeters.OPEN).meter();
        return gauge.measure().iterator().next().getValue();
    }
}
