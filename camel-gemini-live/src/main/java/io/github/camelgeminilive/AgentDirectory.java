package io.github.camelgeminilive;

import io.github.camelgeminilive.observe.Asker;
import io.github.camelgeminilive.observe.CallWatch;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.tools.ToolInvocation;
import io.github.camelgeminilive.tools.ToolRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The agents of a component by name, each alive as long as it has members, and the gate that holds every session back
 * until the context has fully started.
 *
 * <p>Thread-safe.
 */
final class AgentDirectory {

    /** Inputs that may wait for the context to start; they have no session yet whose sendQueueSize could bound them. */
    private static final int WAITING = 1_000;

    /** Routes of one builder, or of a reload, start and stop one after the other. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);

    private record Waiting(Runnable task, Consumer<Failure> refused) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Agent> agents = new LinkedHashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Set<String> changed = new HashSet<>();
    private boolean started;

    /**
     * Makes somebody a member of the agent that its endpoint names.
     *
     * @throws IllegalArgumentException when its options differ from those of another member
     */
    Agent join(Member member) {
        lock.lock();
        try {
            String name = member.endpoint().getAgent();
            Agent agent = agents.get(name);
            if (agent == null) {
                agent = new Agent(name, member.endpoint().getComponent());
            }
            agent.join(member);
            agents.put(name, agent);
            return agent;
        } finally {
            lock.unlock();
        }
    }

    /** A member is ready: if the context started before it, nobody else opens the session that it may want. */
    void ready(Agent agent, Member member) {
        if (member.endpoint().getConfiguration().isAutoOpen() && isStarted()) {
            agent.autoOpenSoon();
        }
    }

    /** The tools of an agent, or of all, have changed: open sessions hear of it, once for what changes within a moment. */
    void toolsChanged(String agent, LiveRuntime runtime) {
        boolean first;
        lock.lock();
        try {
            first = started && changed.isEmpty();
            if (started) {
                changed.add(agent);
            }
        } finally {
            lock.unlock();
        }
        if (first) {
            runtime.clock().schedule(() -> runtime.lanes().execute(this::tellToolsChanged), TOGETHER.toNanos());
        }
    }

    private void tellToolsChanged() {
        Set<String> which;
        lock.lock();
        try {
            which = Set.copyOf(changed);
            changed.clear();
        } finally {
            lock.unlock();
        }
        for (Agent agent : agents()) {
            if (which.contains(agent.name()) || which.contains(ToolRegistry.EVERY_AGENT)) {
                agent.sessions().forEach(session -> session.live().toolsChanged());
            }
        }
    }

    /** Ends a membership; the last one ends the agent and its sessions. */
    void leave(Agent agent, Member member) {
        boolean last;
        lock.lock();
        try {
            // an agent that ended with the component is here no more: producers of templates stop after it
            last = agent.leave(member) && agents.remove(agent.name(), agent);
        } finally {
            lock.unlock();
        }
        if (last) {
            agent.close();
        }
    }

    /** Who asked for a call; null if nobody did or the call is over. */
    @Nullable
    Asker asker(ToolInvocation call) {
        Agent agent;
        lock.lock();
        try {
            agent = agents.get(call.agent());
        } finally {
            lock.unlock();
        }
        CallWatch calls = agent == null ? null : agent.calls();
        return calls == null ? null : calls.asker(call);
    }

    Collection<Agent> agents() {
        lock.lock();
        try {
            return List.copyOf(agents.values());
        } finally {
            lock.unlock();
        }
    }

    /** Runs a task once every route has started: at once, or when the context says so, in order. */
    void whenStarted(Runnable task, Consumer<Failure> refused) {
        lock.lock();
        try {
            if (!started) {
                if (waiting.size() < WAITING) {
                    waiting.add(new Waiting(task, refused));
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
        if (isStarted()) {
            task.run();
        } else {
            refused.accept(new Failure(
                    Failure.Code.QUEUE_FULL,
                    "Expected the Camel context to start but " + WAITING + " inputs wait for it already"));
        }
    }

    /** Whether every route has started. */
    boolean isStarted() {
        lock.lock();
        try {
            return started;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Looks whether every agent's settings can work, before the gate opens.
     *
     * @throws IllegalArgumentException that names an agent and its options that can't
     */
    void checkSetups() {
        agents().forEach(Agent::checkSetup);
    }

    /** Opens the gate: what waited goes first, and nothing overtakes it. */
    void contextStarted() {
        List<Waiting> released;
        do {
            lock.lock();
            try {
                released = List.copyOf(waiting);
                waiting.clear();
                started = released.isEmpty();
            } finally {
                lock.unlock();
            }
            released.forEach(w -> w.task().run());
        } while (!released.isEmpty());
        agents().forEach(Agent::autoOpen);
    }

    /** The component stops. */
    void close() {
        List<Waiting> refused;
        List<Agent> ended;
        lock.lock();
        try {
            started = false;
            ended = List.copyOf(agents.values());
            agents.clear();
            changed.clear();
            refused = List.copyOf(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        Failure stopped = new Failure(Failure.Code.SESSION_CLOSED, "Component gemini-live was stopped");
        refused.forEach(w -> w.refused().accept(stopped));
        ended.forEach(Agent::close);
    }
}
