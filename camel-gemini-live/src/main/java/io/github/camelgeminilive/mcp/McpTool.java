package io.github.camelgeminilive.mcp;

import io.github.camelgeminilive.tools.Tool;
import io.github.camelgeminilive.tools.ToolDeclaration;
import io.github.camelgeminilive.tools.ToolError;
import io.github.camelgeminilive.tools.ToolInvocation;
import io.github.camelgeminilive.tools.ToolResult;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One function of an MCP server. A call waits for its server on a thread of the tool pool; when it is over before, that
 * thread stays with it until the client's own time limit.
 *
 * <p>Thread-safe.
 */
final class McpTool implements Tool {

    private static final Logger LOG = LoggerFactory.getLogger(McpTool.class);

    private final McpToolSource source;
    private final String nameThere;
    private final boolean repeatable;
    private final ToolDeclaration declaration;
    private final McpToolOptions options;

    /**
     * A function.
     *
     * @param nameThere what the server calls it; the declaration may have another name
     * @param repeatable whether the server says that calling it again does no harm
     */
    McpTool(
            McpToolSource source,
            String nameThere,
            boolean repeatable,
            ToolDeclaration declaration,
            McpToolOptions options) {
        this.source = source;
        this.nameThere = nameThere;
        this.repeatable = repeatable;
        this.declaration = declaration;
        this.options = options;
    }

    @Override
    public ToolDeclaration declaration() {
        return declaration;
    }

    @Override
    public Duration timeout() {
        return options.timeout();
    }

    @Override
    public boolean background() {
        return options.background();
    }

    @Override
    public @Nullable String scheduling() {
        return options.scheduling();
    }

    @Override
    public boolean available() {
        return source.open();
    }

    @Override
    public String origin() {
        return "tool " + nameThere + " of " + source.origin();
    }

    @Override
    public void call(ToolInvocation invocation) {
        CallToolRequest request =
                CallToolRequest.builder(nameThere).arguments(invocation.args()).build();
        ToolResult answer;
        try {
            CallToolResult result = source.call(request);
            answer = result == null
                    ? ToolError.UNAVAILABLE.result()
                    : McpAnswer.of(result, repeatable, options.maxAnswer());
        } catch (RuntimeException e) {
            // a call that is over may have been ended by us, with its client
            answer = invocation.over() ? ToolError.FAILED.result() : answer(e);
        }
        invocation.answer(answer);
    }

    /** What the model is told of a call that has no result; people find the cause in the log. */
    private ToolResult answer(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof McpError refused && refused.getJsonRpcError() != null) {
                int code = refused.getJsonRpcError().code();
                LOG.warn("{} was refused by the server with JSON-RPC error {}", origin(), code);
                return code == ErrorCodes.INVALID_PARAMS
                        ? ToolError.INVALID_ARGUMENTS.result()
                        : ToolError.FAILED.result();
            }
            if (cause instanceof TimeoutException) {
                LOG.warn("{} gave no result within the time limit of its client", origin());
                source.doubt();
                return ToolError.TIMED_OUT.result();
            }
        }
        // what the SDK says can hold the arguments
        LOG.warn("{} could not be called: {}", origin(), e.getClass().getName());
        source.doubt();
        return ToolError.FAILED.result();
    }
}
