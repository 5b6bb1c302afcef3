package io.github.camelgeminilive;

import io.github.camelgeminilive.observe.Asker;
import io.github.camelgeminilive.observe.CallWatch;
import io.github.camelgeminilive.tools.ToolDispatcher;
import io.github.camelgeminilive.transport.LiveTransport;
import io.github.camelgeminilive.transport.WebSocketTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an agent's members say, until the first session freezes it into a plan, and what is made from the plan once for all
 * sessions. Lives as long as the agent.
 *
 * <p>Guarded by the agent's lock; {@link #members}, {@link #frozen}, {@link #tools}, {@link #functions}, {@link #running} and
 * {@link #calls} may be asked without.
 */
final class AgentSettings {

    private static final Logger LOG = LoggerFactory.getLogger(AgentSettings.class);

    private final String agent;
    private final GeminiLiveComponent component;
    private final AgentMembers members;
    private final AgentTools tools;
    private final Function<String, @Nullable Asker> askers;
    private final FunctionCount functions;
    private final Set<String> warned = new HashSet<>();

    /** Set once. */
    private volatile @Nullable Frozen frozen;

    private record Frozen(AgentPlan plan, WebSocketTransport transport, ToolDispatcher dispatcher, CallWatch calls) {}

    /** @param askers tells by the id of a session who asked it last */
    AgentSettings(String agent, GeminiLiveComponent component, Function<String, @Nullable Asker> askers) {
        this.agent = agent;
        this.askers = askers;
        this.component = component;
        this.members = new AgentMembers(agent, component);
        this.tools = new AgentTools(agent, component);
        this.functions = new FunctionCount(agent);
    }

    /** Takes a member in, unless it says something else than those before it or the frozen plan. */
    void join(Member member) {
        Frozen fixed = frozen;
        if (fixed == null) {
            members.join(member, null);
            return;
        }
        fixed.plan().setup().checkTool(member.endpoint().getConfiguration());
        members.join(member, fixed.plan().configuration());
        warn(fixed.plan().setup());
    }

    /** Whether the last member has left. */
    boolean leave(Member member) {
        return members.leave(member);
    }

    List<Member> members() {
        return members.all();
    }

    /** The functions of MCP servers. */
    AgentTools tools() {
        return tools;
    }

    /** How many functions sessions are told of. */
    FunctionCount functions() {
        return functions;
    }

    /** What component and members say together now, texts loaded. */
    GeminiLiveConfiguration effective() {
        return members.effective();
    }

    boolean frozen() {
        return frozen != null;
    }

    /**
     * The plan; the first call freezes the settings.
     *
     * @throws IllegalArgumentException that names every option that can't work: nothing is frozen then
     */
    AgentPlan plan() {
        return fixed().plan();
    }

    WebSocketTransport transport() {
        return fixed().transport();
    }

    ToolDispatcher dispatcher() {
        return fixed().dispatcher();
    }

    /** The dispatcher; null before the first session. */
    @Nullable
    ToolDispatcher running() {
        Frozen fixed = frozen;
        return fixed == null ? null : fixed.dispatcher();
    }

    /** What is seen of the calls; null before the first session. */
    @Nullable
    CallWatch calls() {
        Frozen fixed = frozen;
        return fixed == null ? null : fixed.calls();
    }

    /** The agent ends. Waits for the ends of server processes; not under the agent's lock. */
    void close() {
        tools.close();
        CallWatch calls = calls();
        if (calls != null) {
            calls.close();
        }
    }

    /** Where sessions connect; a connection waits for the functions of MCP servers, but no longer than this. */
    LiveTransport connections(Duration toolsLimit) {
        return tools.before(transport(), toolsLimit);
    }

    private Frozen fixed() {
        Frozen fixed = frozen;
        if (fixed == null) {
            GeminiLiveConfiguration effective = members.effective();
            tools.use(effective);
            LiveRuntime runtime = component.runtime();
            BackEnd backEnd = BackEnd.of(effective);
            Admission admission = Admission.of(
                    backEnd, effective, component.getCamelContext(), runtime.credentials(), runtime.clock()::nanoTime);
            AgentPlan plan = new AgentPlan(
                    effective, backEnd, admission, () -> component.declarations(agent), tools::listed, functions);
            warn(plan.setup());
            WebSocketTransport transport = runtime.transport(effective, component.tls(effective));
            CallWatch calls =
                    new CallWatch(runtime.clock(), askers, MeterLookup.of(component.getCamelContext(), agent));
            ToolDispatcher dispatcher = component.dispatcher(agent, plan.profile(), calls);
            calls.show(dispatcher.counters());
            fixed = new Frozen(plan, transport, dispatcher, calls);
            frozen = fixed;
        }
        return fixed;
    }

    /**
     * Looks whether the settings can work, without freezing them.
     *
     * @throws IllegalArgumentException that names every option that can't work
     */
    void check() {
        if (frozen != null) {
            return;
        }
        try {
            GeminiLiveConfiguration effective = members.effective();
            CheckedSetup setup = CheckedSetup.of(effective, BackEnd.of(effective), component.declarations(agent));
            Openings.of(effective, setup.composer(), SessionOverrides.NONE);
            warn(setup);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Agent " + agent + " can't work: " + e.getMessage(), e);
        }
    }

    /** Says once what may not work. */
    private void warn(CheckedSetup setup) {
        List<String> warnings = new ArrayList<>(setup.warnings());
        members.all().forEach(member -> {
            String warning = setup.toolWarning(member.endpoint().getConfiguration());
            if (warning != null) {
                warnings.add(warning);
            }
        });
        warnings.stream().filter(warned::add).forEach(warning -> LOG.warn("Agent {}: {}", agent, warning));
    }
}
