package io.github.camelgeminilive.tools;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The tools of all agents of one component: who can be called now. Lives as long as the component.
 *
 * <p>Thread-safe.
 */
public final class ToolRegistry {

    /** The agent of tools that serve every agent. */
    public static final String EVERY_AGENT = "*";

    /** Names of tools that went away, kept so that a call of one is not told that there never was one. */
    private static final int REMEMBERED = 1_000;

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Set<Slot> gone = new LinkedHashSet<>();

    /** Replaced on every change, never changed. */
    private volatile Map<Slot, Tool> tools = Map.of();

    /** What agents are offered beside: a registered tool goes before one of these. Replaced, as {@link #tools}. */
    private volatile Map<Slot, Tool> offered = Map.of();

    private record Slot(String agent, String name) {}

    /** Hears of changes, after they were made and outside of any lock. */
    @FunctionalInterface
    public interface Listener {

        /** The tools of an agent, or of {@value ToolRegistry#EVERY_AGENT}, have changed. */
        void toolsChanged(String agent);
    }

    /**
     * Adds a tool.
     *
     * @param agent the agent it serves, or {@value #EVERY_AGENT}
     * @throws IllegalStateException where another tool has the name already for one of the agents; both are named
     */
    public void register(String agent, Tool tool) {
        synchronized (this) {
            Slot slot = new Slot(agent, tool.declaration().name());
            tools.forEach((taken, other) -> {
                if (taken.name().equals(slot.name()) && shared(taken.agent(), agent)) {
                    throw new IllegalStateException("Expected one tool '" + slot.name() + "' for agent '" + agent
                            + "' but there are two: " + other.origin() + " and " + tool.origin()
                            + "; give one of them another name, or stop it first");
                }
            });
            Map<Slot, Tool> changed = new LinkedHashMap<>(tools);
            changed.put(slot, tool);
            gone.remove(slot);
            tools = changed;
        }
        listeners.forEach(listener -> listener.toolsChanged(agent));
    }

    /** Takes a tool away; nothing happens when it is not there. */
    public void unregister(String agent, Tool tool) {
        synchronized (this) {
            Slot slot = new Slot(agent, tool.declaration().name());
            if (tools.get(slot) != tool) {
                return;
            }
            Map<Slot, Tool> changed = new LinkedHashMap<>(tools);
            changed.remove(slot);
            remember(slot);
            tools = changed;
        }
        listeners.forEach(listener -> listener.toolsChanged(agent));
    }

    /**
     * Replaces what an agent is offered from elsewhere than its own routes. An offered tool gives way to a registered one
     * of its name, for as long as that is there.
     *
     * @param offer tools with different names, none of them {@value ToolDeclaration#CATCH_ALL}
     */
    public void offer(String agent, List<Tool> offer) {
        List<ToolDeclaration> before = declarations(agent);
        synchronized (this) {
            Map<Slot, Tool> changed = new LinkedHashMap<>(offered);
            changed.keySet().removeIf(slot -> slot.agent().equals(agent));
            offer.forEach(tool -> changed.put(new Slot(agent, tool.declaration().name()), tool));
            offered.keySet().stream().filter(slot -> !changed.containsKey(slot)).forEach(this::remember);
            gone.removeAll(changed.keySet());
            offered = changed;
        }
        if (!before.equals(declarations(agent))) {
            listeners.forEach(listener -> listener.toolsChanged(agent));
        }
    }

    /** The tool that goes before one that an agent is offered under this name, or null. */
    public @Nullable Tool before(String agent, String name) {
        return find(tools, name, agent, EVERY_AGENT);
    }

    /**
     * Who takes a call of this name: a tool of the name, else one that takes all; the agent's own go first, offered ones
     * last.
     */
    public @Nullable Tool find(String agent, String name) {
        if (name.equals(ToolDeclaration.CATCH_ALL)) {
            return null;
        }
        Tool tool = find(tools, name, agent, EVERY_AGENT);
        if (tool == null) {
            tool = find(offered, name, agent);
        }
        return tool != null ? tool : find(tools, ToolDeclaration.CATCH_ALL, agent, EVERY_AGENT);
    }

    private static @Nullable Tool find(Map<Slot, Tool> among, String name, String... agents) {
        for (String owner : agents) {
            Tool tool = among.get(new Slot(owner, name));
            if (tool != null) {
                return tool;
            }
        }
        return null;
    }

    /** The tools that an agent has, those that serve every agent among them, by name; those with the name * at the front. */
    public List<Tool> tools(String agent) {
        List<Tool> own = new ArrayList<>();
        tools.forEach((slot, tool) -> {
            if (slot.agent().equals(agent) || slot.agent().equals(EVERY_AGENT)) {
                own.add(tool);
            }
        });
        offered.forEach((slot, tool) -> {
            if (slot.agent().equals(agent) && before(agent, slot.name()) == null) {
                own.add(tool);
            }
        });
        own.sort(Comparator.comparing(tool -> tool.declaration().name()));
        return own;
    }

    /** What is declared to the model for an agent, by name: the same tools give the same list. */
    public List<ToolDeclaration> declarations(String agent) {
        return tools(agent).stream()
                .map(Tool::declaration)
                .filter(declaration -> !declaration.catchAll())
                .toList();
    }

    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    /** Whether a tool of this name was here and went away: the model may still believe in it. */
    synchronized boolean wasHere(String agent, String name) {
        return gone.contains(new Slot(agent, name)) || gone.contains(new Slot(EVERY_AGENT, name));
    }

    private void remember(Slot slot) {
        gone.add(slot);
        if (gone.size() > REMEMBERED) {
            gone.remove(gone.iterator().next());
        }
    }

    private static boolean shared(String one, String other) {
        return one.equals(other) || one.equals(EVERY_AGENT) || other.equals(EVERY_AGENT);
    }
}
