package io.github.camelgeminilive.mcp;

import io.github.camelgeminilive.tools.DeclaredArguments;
import io.github.camelgeminilive.tools.Tool;
import io.github.camelgeminilive.tools.ToolDeclaration;
import io.github.camelgeminilive.tools.ToolSource;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The functions of one MCP server. A client that somebody else made is used and never closed; from a specification a
 * client of our own is made, which hears of changes at once, is made anew after it broke, and is closed at the end.
 *
 * <p>Thread-safe; {@link #list} and {@link #close} wait for each other nowhere.
 */
public final class McpToolSource implements ToolSource {

    private static final Logger LOG = LoggerFactory.getLogger(McpToolSource.class);

    /** Characters of a name on the wire. */
    private static final int MAX_NAME = 128;

    private final String name;
    private final Supplier<@Nullable Object> bean;
    private final McpToolOptions options;

    /** Of our own, or null. Guarded by this. */
    private @Nullable McpSyncClient own;

    /** The one in use. */
    private volatile @Nullable McpSyncClient client;

    private volatile boolean closed;
    private volatile Runnable changed = () -> {};

    /**
     * A source that has not been asked.
     *
     * @param name of the bean
     * @param bean finds it; asked again for each new client, so that a bean which is made anew each time (a prototype)
     *     gives a new connection after a break
     */
    public McpToolSource(String name, Supplier<@Nullable Object> bean, McpToolOptions options) {
        this.name = name;
        this.bean = bean;
        this.options = options;
    }

    /** Whether a bean is what this can use. */
    public static boolean usable(@Nullable Object bean) {
        return bean instanceof McpSyncClient || bean instanceof McpClient.SyncSpec;
    }

    @Override
    public String origin() {
        return "MCP client " + name;
    }

    @Override
    public boolean tellsChanges() {
        McpSyncClient ours = own();
        McpSchema.ServerCapabilities capabilities = ours == null ? null : ours.getServerCapabilities();
        return capabilities != null
                && capabilities.tools() != null
                && Boolean.TRUE.equals(capabilities.tools().listChanged());
    }

    @Override
    public void onChange(Runnable whom) {
        changed = whom;
    }

    @Override
    public Listing list() {
        McpSyncClient before = own();
        if (before != null) {
            try {
                return listing(before);
            } catch (RuntimeException e) {
                // not what it says: an address in it can hold a key
                LOG.debug(
                        "{} does not answer any more ({}) and is made anew",
                        origin(),
                        e.getClass().getName());
                discard(before);
            }
        }
        McpSyncClient connected = connect();
        try {
            return listing(connected);
        } catch (RuntimeException e) {
            discard(connected);
            throw e;
        }
    }

    /** The client for a listing, made from what the bean is now. */
    private McpSyncClient connect() {
        Object found = bean.get();
        if (found instanceof McpSyncClient theirs) {
            client = theirs;
            return theirs;
        }
        if (!(found instanceof McpClient.SyncSpec spec)) {
            throw new IllegalStateException("Expected bean " + name
                    + " to be a McpSyncClient or a McpClient.SyncSpec but "
                    + (found == null ? "it is gone" : "was " + found.getClass().getName()));
        }
        McpSyncClient ours = spec.toolsChangeConsumer(tools -> changed.run()).build();
        synchronized (this) {
            if (!closed) {
                own = ours;
                client = ours;
                return ours;
            }
        }
        close(ours);
        throw new IllegalStateException(origin() + " was closed");
    }

    private Listing listing(McpSyncClient asked) {
        if (!asked.isInitialized()) {
            asked.initialize();
        }
        List<Tool> tools = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        McpSchema.ServerCapabilities capabilities = asked.getServerCapabilities();
        if (capabilities == null || capabilities.tools() == null) {
            problems.add(origin() + ": the server has no tools");
            return new Listing(tools, problems);
        }
        Map<String, String> taken = new HashMap<>();
        for (McpSchema.Tool tool : asked.listTools().tools()) {
            try {
                ToolDeclaration declaration = declaration(tool);
                String other = taken.putIfAbsent(declaration.name(), tool.name());
                if (other != null) {
                    throw new IllegalArgumentException("Expected a name of its own but " + other + " is declared as "
                            + declaration.name() + " already");
                }
                tools.add(new McpTool(this, tool.name(), repeatable(tool), declaration, options));
            } catch (IllegalArgumentException e) {
                problems.add("tool " + tool.name() + " of " + origin() + ": " + e.getMessage());
            } catch (RuntimeException e) {
                // what a server writes is not ours to trust: it loses one tool and not all
                LOG.debug("Tool {} of {} has a schema that can not be read", tool.name(), origin(), e);
                problems.add(
                        "tool " + tool.name() + " of " + origin() + ": Expected a JSON Schema but it can not be read ("
                                + e.getClass().getSimpleName() + ")");
            }
        }
        return new Listing(tools, problems);
    }

    private ToolDeclaration declaration(McpSchema.Tool tool) {
        Map<String, Object> schema = tool.inputSchema();
        DeclaredArguments arguments = DeclaredArguments.foreign(schema == null ? Map.of() : schema);
        if (!arguments.removed().isEmpty()) {
            LOG.debug("Tool {} of {} is declared without {}", tool.name(), origin(), arguments.removed());
        }
        String text = tool.description();
        if (text == null || text.isBlank()) {
            text = tool.title();
        }
        if (text == null || text.isBlank()) {
            text = tool.name();
        }
        return ToolDeclaration.of(declared(tool.name()), text, arguments, options.behavior());
    }

    /**
     * A name that the Live API takes: what it does not let stand in one becomes {@code _}, and {@code _} goes before what
     * may not be first.
     */
    static String declared(String name) {
        String declared = name.replaceAll("[^A-Za-z0-9_.:-]", "_");
        if (!declared.matches("[A-Za-z_].*")) {
            declared = "_" + declared;
        }
        if (declared.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "Expected a name of at most " + MAX_NAME + " characters but it has " + declared.length());
        }
        return declared;
    }

    private static boolean repeatable(McpSchema.Tool tool) {
        McpSchema.ToolAnnotations hints = tool.annotations();
        return hints != null
                && (Boolean.TRUE.equals(hints.readOnlyHint()) || Boolean.TRUE.equals(hints.idempotentHint()));
    }

    /** Whether there is a client that can be asked. */
    boolean open() {
        return client != null;
    }

    /** Calls a function; null when there is no client. */
    @Nullable
    CallToolResult call(CallToolRequest request) {
        McpSyncClient asked = client;
        return asked == null ? null : asked.callTool(request);
    }

    /** A call failed in a way that makes it doubtful whether the server is still there. */
    void doubt() {
        if (!closed) {
            changed.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        client = null;
        McpSyncClient ours = own();
        if (ours != null) {
            discard(ours);
        }
    }

    private synchronized @Nullable McpSyncClient own() {
        return own;
    }

    /** Forgets a client that does not work or is not needed; closes it where it is ours. */
    private void discard(McpSyncClient which) {
        synchronized (this) {
            if (own != which) {
                return;
            }
            own = null;
            client = null;
        }
        close(which);
    }

    private void close(McpSyncClient which) {
        try {
            // waits for the end of a server process
            if (!which.closeGracefully()) {
                which.close();
            }
        } catch (RuntimeException e) {
            LOG.debug("{} did not close in order ({})", origin(), e.getClass().getName());
            which.close();
        }
    }
}
