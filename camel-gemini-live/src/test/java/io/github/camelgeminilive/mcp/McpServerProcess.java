package io.github.camelgeminilive.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An MCP server with tools for tests, spoken to by its standard input and output; ends when its input ends. */
public final class McpServerProcess {

    private static final Map<String, Object> NOTHING = Map.of("type", "object", "properties", Map.of());

    private static final String BOOKING = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema",
             "type": "object",
             "additionalProperties": false,
             "properties": {
               "guest": {"$ref": "#/$defs/guest"},
               "note": {"type": ["string", "null"], "description": "Wishes"},
               "room": {"oneOf": [{"const": "garden"}, {"const": "street"}]}},
             "required": ["guest"],
             "$defs": {"guest": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}}}
            """;

    private static final String TREE = """
            {"type": "object",
             "properties": {"root": {"$ref": "#/$defs/node"}},
             "$defs": {"node": {"type": "object", "properties": {
               "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}}}}}
            """;

    private final CountDownLatch released = new CountDownLatch(1);
    private final McpSyncServer server;

    private McpServerProcess(InputStream in) {
        StdioServerTransportProvider transport =
                new StdioServerTransportProvider(McpJsonDefaults.getMapper(), in, System.out);
        server = McpServer.sync(transport)
                .serverInfo("test", "1")
                .capabilities(ServerCapabilities.builder().tools(true).build())
                .tools(
                        tool("add", numbers(), false, args -> sum(args)),
                        tool("slow", NOTHING, false, args -> waitForRelease()),
                        tool("release", NOTHING, false, args -> release()),
                        tool("failing", NOTHING, true, args -> failed()),
                        tool("book", schema(BOOKING), false, args -> text("Booked for " + args.get("guest"))),
                        tool("walk_tree", schema(TREE), false, args -> text("never")),
                        tool("picture", NOTHING, false, args -> picture()),
                        tool("learn", NOTHING, false, args -> learn()),
                        tool("die", NOTHING, false, args -> die()))
                .build();
    }

    /** Serves until its input ends. */
    public static void main(String[] args) {
        new McpServerProcess(new FilterInputStream(System.in) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int read = super.read(bytes, from, length);
                if (read < 0) {
                    Runtime.getRuntime().halt(0);
                }
                return read;
            }
        });
    }

    private static SyncToolSpecification tool(
            String name,
            Map<String, Object> schema,
            boolean idempotent,
            Function<Map<String, Object>, CallToolResult> does) {
        return SyncToolSpecification.builder()
                .tool(Tool.builder(name, schema)
                        .description("Does " + name)
                        .annotations(new ToolAnnotations(null, null, null, idempotent, null, null))
                        .build())
                .callHandler((exchange, request) -> does.apply(request.arguments()))
                .build();
    }

    private static Map<String, Object> numbers() {
        Map<String, Object> number = Map.of("type", "integer");
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of("a", number, "b", number),
                "required",
                java.util.List.of("a", "b"));
    }

    private static Map<String, Object> schema(String json) {
        return Tool.builder("any", McpJsonDefaults.getMapper(), json).build().inputSchema();
    }

    private static CallToolResult sum(Map<String, Object> args) {
        int sum = ((Number) args.get("a")).intValue() + ((Number) args.get("b")).intValue();
        return CallToolResult.builder()
                .addTextContent("The sum is " + sum)
                .structuredContent(Map.of("sum", sum))
                .build();
    }

    private CallToolResult waitForRelease() {
        try {
            return text(released.await(60, TimeUnit.SECONDS) ? "slowly done" : "nobody released it");
        } catch (InterruptedException e) {
            return text("interrupted");
        }
    }

    private CallToolResult release() {
        released.countDown();
        return text("released");
    }

    private static CallToolResult failed() {
        return CallToolResult.builder()
                .isError(true)
                .addTextContent("The date is in the past.")
                .build();
    }

    private static CallToolResult picture() {
        return CallToolResult.builder()
                .addTextContent("A dot.")
                .addContent(ImageContent.builder("AAECAwQ=", "image/png").build())
                .build();
    }

    private CallToolResult learn() {
        // tells its clients
        server.addTool(tool("multiply", numbers(), false, args -> text("a product")));
        return text("learned");
    }

    private static CallToolResult die() {
        Runtime.getRuntime().halt(3);
        throw new IllegalStateException("Expected to be dead");
    }

    private static CallToolResult text(String text) {
        return CallToolResult.builder().addTextContent(text).build();
    }
}
