package io.github.camelgeminilive.cookbook;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** An MCP server that knows the weather; spoken to by its standard input and output, ends when its input ends. */
final class WeatherServer {

    private static final Map<String, Object> CITY = Map.of(
            "type", "object", "properties", Map.of("city", Map.of("type", "string")), "required", List.of("city"));

    private WeatherServer() {}

    public static void main(String[] args) {
        FilterInputStream untilItEnds = new FilterInputStream(System.in) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int read = super.read(bytes, from, length);
                if (read < 0) {
                    Runtime.getRuntime().halt(0);
                }
                return read;
            }
        };
        McpServer.sync(new StdioServerTransportProvider(McpJsonDefaults.getMapper(), untilItEnds, System.out))
                .serverInfo("weather", "1")
                .capabilities(ServerCapabilities.builder().tools(true).build())
                .tools(SyncToolSpecification.builder()
                        .tool(Tool.builder("get_weather", CITY)
                                .description("The weather of a city")
                                .build())
                        .callHandler((exchange, request) -> CallToolResult.builder()
                                .addTextContent("Rain in " + request.arguments().get("city"))
                                .build())
                        .build())
                .build();
    }
}
