package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.GeminiLiveConfiguration;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;

/** The tools of an MCP server are functions of the agent. */
class McpWeatherTest extends Recipe {

    static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            // cookbook:begin mcp-weather
            from("direct:ask")
                    .to(ExchangePattern.InOut, "gemini-live:home?mcpClients=weather")
                    .log("Gemini: ${body}");

            from("gemini-live:home?events=toolCall").log("${body.name} ${body.args}");
            // cookbook:end
        }
    }

    @InBothLanguages
    void theModelAsksTheServer(Dsl dsl) throws Exception {
        cook(
                dsl,
                "mcp-weather",
                new Routes(),
                Scenario.create()
                        .onText("weather in London")
                        .callTool("get_weather", Map.of("city", "London"))
                        .say("{{get_weather.output}}, I am told."));
        send("direct:ask", "What is the weather in London today?");
        see("mcp-weather");
        assertThat(setup().at("/tools/0/functionDeclarations/0/name").asText()).isEqualTo("get_weather");
    }

    @Override
    void configure(GeminiLiveConfiguration configuration) {
        super.configure(configuration);
        // a server on a busy machine takes its time to start
        configuration.setConnectTimeout(60_000);
    }

    /** The bean {@code weather}: in the seed the command is {@code npx -y @philschmid/weather-mcp}. */
    @Override
    void properties(CamelContext context) {
        context.getRegistry().bindAsPrototype("weather", McpClient.SyncSpec.class, () -> {
            ServerParameters server = ServerParameters.builder(Path.of(System.getProperty("java.home"), "bin", "java")
                            .toString())
                    .args("-Xshare:auto", "-XX:TieredStopAtLevel=1", WeatherServer.class.getName())
                    .addEnvVar("CLASSPATH", System.getProperty("java.class.path"))
                    .build();
            return McpClient.sync(new StdioClientTransport(server, McpJsonDefaults.getMapper()))
                    .requestTimeout(Duration.ofSeconds(60))
                    .initializationTimeout(Duration.ofSeconds(60));
        });
    }
}
