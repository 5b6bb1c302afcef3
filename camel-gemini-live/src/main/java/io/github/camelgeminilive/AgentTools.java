package io.github.camelgeminilive;

import io.github.camelgeminilive.mcp.McpToolOptions;
import io.github.camelgeminilive.mcp.McpToolSource;
import io.github.camelgeminilive.session.Clock;
import io.github.camelgeminilive.tools.Tool;
import io.github.camelgeminilive.tools.ToolSource;
import io.github.camelgeminilive.transport.LiveTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The functions that an agent is offered by MCP servers, as option {@code mcpClients} names them. Lives as long as the
 * agent.
 *
 * <p>Thread-safe.
 */
final class AgentTools implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AgentTools.class);

    private final String agent;
    private final GeminiLiveComponent component;

    /** Held while functions are offered, so that what was known later is offered later; nothing waits under it. */
    private final Object publishing = new Object();

    /** Problems that stand in the log. Guarded by publishing, as is {@link #closed}. */
    private final Set<String> logged = new HashSet<>();

    private boolean closed;

    /** What is asked now. Replaced, never changed. */
    private volatile Asked asked = new Asked(List.of(), List.of());

    private record Asked(List<String> names, List<ToolFeed> feeds) {}

    AgentTools(String agent, GeminiLiveComponent component) {
        this.agent = agent;
        this.component = component;
    }

    /**
     * Begins to ask the servers that the settings name; nothing happens when they are asked already. Called by one thread
     * at a time.
     *
     * @throws IllegalArgumentException where a bean is not there or is something else
     */
    void use(GeminiLiveConfiguration configuration) {
        List<String> names = names(configuration);
        Asked before = asked;
        if (names.equals(before.names())) {
            return;
        }
        McpToolOptions options = new McpToolOptions(
                Duration.ofMillis(configuration.getToolTimeout()),
                configuration.getBehavior(),
                configuration.getScheduling(),
                configuration.isBackground(),
                configuration.getMaxToolResponse());
        Registry beans = component.getCamelContext().getRegistry();
        List<ToolSource> sources =
                names.stream().map(name -> source(name, beans, options)).toList();
        LiveRuntime runtime = component.runtime();
        List<ToolFeed> feeds = sources.stream()
                .map(source -> new ToolFeed(source, runtime.tools(), runtime.clock(), this::publish))
                .toList();
        asked = new Asked(names, feeds);
        before.feeds().forEach(ToolFeed::close);
        feeds.forEach(feed -> feed.ask(false));
    }

    /** Does so early, since a server process takes its time to start; what can't work is told at the first session. */
    void prepare(GeminiLiveConfiguration configuration) {
        try {
            use(configuration);
        } catch (IllegalArgumentException e) {
            LOG.debug("Agent {} can not ask its MCP servers", agent, e);
        }
    }

    /** A transport that makes no connection before it is known, or time, what there is to declare. */
    LiveTransport before(LiveTransport transport, Duration limit) {
        return new ToolsFirst(transport, () -> upToDate(limit));
    }

    /** The names of beans in option {@code mcpClients}. */
    static List<String> names(GeminiLiveConfiguration configuration) {
        String option = configuration.getMcpClients();
        List<String> names = new ArrayList<>();
        for (String name : option == null ? new String[0] : option.split(",", -1)) {
            String bean = name.strip().replaceFirst("^#", "");
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
                    + " McpClient.SyncSpec with the name " + name
                    + " in the registry but there is none; the option takes"
                    + " names, with # before them or without, and not #bean:");
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

    /**
     * Asks who has to be asked before a connection is made.
     *
     * @param limit after which the connection is made with what is known then
     */
    private CompletableFuture<?> upToDate(Duration limit) {
        CompletableFuture<?> all = CompletableFuture.allOf(
                asked.feeds().stream().map(ToolFeed::upToDate).toArray(CompletableFuture<?>[]::new));
        if (all.isDone()) {
            return all;
        }
        CompletableFuture<Duration> timeUp = new CompletableFuture<>();
        Clock.Cancellable alarm = component
                .runtime()
                .clock()
                .schedule(
                        () -> {
                            LOG.warn(
                                    "Agent {} connects with the functions that are known: its MCP servers ({}) have not told all of"
                                            + " theirs within {} ms",
                                    agent,
                                    String.join(", ", asked.names()),
                                    limit.toMillis());
                            timeUp.complete(limit);
                        },
                        limit.toNanos());
        return CompletableFuture.anyOf(timeUp, all.whenComplete((done, never) -> alarm.cancel()));
    }

    /** Whether every server has said what it has: before, nobody can say that a function is not there. */
    boolean listed() {
        return asked.feeds().stream().allMatch(ToolFeed::listed);
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
        for (ToolFeed feed : asked.feeds()) {
            problems.addAll(feed.problems());
            for (Tool tool : feed.tools()) {
                String name = tool.declaration().name();
                Tool before = component.tools().before(agent, name);
                Tool other = offer.putIfAbsent(name, tool);
                Tool taken = other != null ? other : before;
                if (taken != null) {
                    problems.add(tool.origin() + ": its name belongs to " + taken.origin());
                }
            }
        }
        return List.copyOf(offer.values());
    }

    /** Runs after each listing. */
    private void publish() {
        List<String> problems = new ArrayList<>();
        synchronized (publishing) {
            if (closed) {
                return;
            }
            component.tools().offer(agent, offer(problems));
            List<String> told = List.copyOf(logged);
            logged.clear();
            logged.addAll(problems);
            problems.removeAll(told);
        }
        problems.forEach(problem -> LOG.warn("Agent {} lacks functions of its MCP servers: {}", agent, problem));
    }

    /** Ends it; waits for the ends of server processes that were started. */
    @Override
    public void close() {
        List<ToolFeed> last = asked.feeds();
        synchronized (publishing) {
            closed = true;
            component.tools().offer(agent, List.of());
        }
        last.forEach(ToolFeed::close);
    }
}
