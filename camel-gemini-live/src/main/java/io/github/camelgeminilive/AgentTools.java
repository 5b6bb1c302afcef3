package io.github.camelgeminilive;

import io.github.camelgeminilive.mcp.McpToolOptions;
import io.github.camelgeminilive.mcp.McpToolSource;
import io.github.camelgeminilive.session.Clock;
import io.github.camelgeminilive.tools.Tool;
import io.github.camelgeminilive.tools.ToolRegistry;
import io.github.camelgeminilive.tools.ToolSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The functions that an agent is offered by MCP servers, as option {@code mcpClients} names them. Lives from the agent's
 * first look at its options to its end.
 *
 * <p>Thread-safe.
 */
final class AgentTools implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AgentTools.class);

    private final String agent;
    private final List<String> names;
    private final List<ToolFeed> feeds;
    private final ToolRegistry registry;
    private final Clock clock;
    private final AtomicLong changes = new AtomicLong();

    /** Guarded by itself. */
    private final Set<String> logged = new HashSet<>();

    AgentTools(
            String agent,
            Map<String, ToolSource> sources,
            ToolRegistry registry,
            Executor pool,
            Clock clock) {
        this.agent = agent;
        this.names = List.copyOf(sources.keySet());
        this.registry = registry;
        this.clock = clock;
        this.feeds = sources.values().stream()
                .map(source -> new ToolFeed(source, pool, clock, this::publish))
                .toList();
    }

    /**
     * The tools of an agent with these settings; nothing is asked yet.
     *
     * @throws IllegalArgumentException where a bean is not there or is something else
     */
    static AgentTools of(String agent, GeminiLiveConfiguration configuration, GeminiLiveComponent component) {
        Map<String, ToolSource> sources = new LinkedHashMap<>();
        Registry beans = component.getCamelContext().getRegistry();
        McpToolOptions options = new McpToolOptions(
                Duration.ofMillis(configuration.getToolTimeout()),
                configuration.getBehavior(),
                configuration.getScheduling(),
                configuration.isBackground(),
                configuration.getMaxToolResponse());
        for (String name : names(configuration)) {
            sources.put(name, source(name, beans, options));
        }
        LiveRuntime runtime = component.runtime();
        return new AgentTools(agent, sources, component.tools(), runtime.tools(), runtime.clock());
    }

    /** The names of beans in option {@code mcpClients}. */
    static List<String> names(GeminiLiveConfiguration configuration) {
        String option = configuration.getMcpClients();
        List<String> names = new ArrayList<>();
        for (String name : option == null ? new String[0] : option.split(",", -1)) {
            String bean = name.strip().replaceFirst("^#(bean:)?", "");
            if (!bean.isEmpty() && !names.contains(bean)) {
                names.add(bean);
            }
        }
        return names;
    }

    private static ToolSource source(String name, Registry beans, McpToolOptions options) {
        // what was looked up for this check is not thrown away: a prototype would be made twice
        Object[] found = {beans.lookupByName(name)};
        Object first = found[0];
        if (first == null) {
            throw new IllegalArgumentException("Option mcpClients: expected a bean of type McpSyncClient or"
                    + " McpClient.SyncSpec with the name " + name + " in the registry but there is none");
        }
        Supplier<@Nullable Object> bean = () -> {
            Object once = found[0];
            found[0] = null;
            return once != null ? once : beans.lookupByName(name);
        };
        try {
            if (McpToolSource.usable(first)) {
                return new McpToolSource(name, bean, options);
            }
        } catch (LinkageError e) {
            throw new IllegalArgumentException(
                    "Option mcpClients: expected the MCP Java SDK (io.modelcontextprotocol.sdk:mcp) on the class path but it"
                            + " is not there",
                    e);
        }
        throw new IllegalArgumentException("Option mcpClients: expected bean " + name
                + " to be a McpSyncClient or a McpClient.SyncSpec but was "
                + first.getClass().getName());
    }

    /** The beans whose functions these are. */
    List<String> names() {
        return names;
    }

    /** Begins to ask the servers. */
    void ask() {
        feeds.forEach(feed -> feed.refresh(false));
    }

    /**
     * Asks who has to be asked before a connection is made.
     *
     * @param limit after which the connection is made with what is known then
     */
    CompletableFuture<?> upToDate(Duration limit) {
        CompletableFuture<?> all = CompletableFuture.allOf(
                feeds.stream().map(ToolFeed::upToDate).toArray(CompletableFuture<?>[]::new));
        if (all.isDone()) {
            return all;
        }
        CompletableFuture<Object> bounded = new CompletableFuture<>();
        Clock.Cancellable alarm = clock.schedule(
                () -> {
                    if (bounded.complete(limit)) {
                        LOG.warn(
                                "Agent {} connects with the functions that are known: its MCP servers ({}) have not said all"
                                        + " of theirs within {} ms",
                                agent,
                                String.join(", ", names),
                                limit.toMillis());
                    }
                },
                limit.toNanos());
        all.whenComplete((done, never) -> {
            alarm.cancel();
            bounded.complete(limit);
        });
        return bounded;
    }

    /** What is missing or hidden, and why, in words for people. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        offer(problems);
        return problems;
    }

    /** What the servers offer now: of two with one name the first is taken, in the order of the option. */
    private List<Tool> offer(List<String> problems) {
        Map<String, Tool> offer = new LinkedHashMap<>();
        for (ToolFeed feed : feeds) {
            problems.addAll(feed.problems());
            for (Tool tool : feed.tools()) {
                String name = tool.declaration().name();
                Tool before = registry.before(agent, name);
                Tool other = offer.putIfAbsent(name, tool);
                Tool taken = other != null ? other : before;
                if (taken != null) {
                    problems.add(tool.origin() + ": its name belongs to " + taken.origin());
                }
            }
        }
        return List.copyOf(offer.values());
    }

    /** Two feeds may come here at once: the last one to leave has seen the changes of both. */
    private void publish() {
        changes.incrementAndGet();
        long seen;
        do {
            seen = changes.get();
            List<String> problems = new ArrayList<>();
            registry.offer(agent, offer(problems));
            log(problems);
        } while (seen != changes.get());
    }

    private void log(List<String> problems) {
        List<String> fresh = new ArrayList<>(problems);
        synchronized (logged) {
            fresh.removeAll(logged);
            logged.clear();
            logged.addAll(problems);
        }
        fresh.forEach(problem -> LOG.warn("Agent {} does not offer all functions of its MCP servers: {}", agent, problem));
    }

    /** Ends it; waits for the ends of server processes that were started. */
    @Override
    public void close() {
        feeds.forEach(ToolFeed::close);
        registry.offer(agent, List.of());
    }
}
