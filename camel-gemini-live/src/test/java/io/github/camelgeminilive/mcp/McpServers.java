package io.github.camelgeminilive.mcp;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** MCP servers in processes of their own, with the class path of the tests; knows which ones are alive. */
public final class McpServers {

    private final List<ProcessBuilder> builders = new CopyOnWriteArrayList<>();
    private final long before = children();

    /** A specification of a client that starts a server when it connects. */
    public McpClient.SyncSpec spec(Duration requestTimeout) {
        ServerParameters parameters = ServerParameters.builder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .args("-Xshare:auto", "-XX:TieredStopAtLevel=1", McpServerProcess.class.getName())
                .addEnvVar("CLASSPATH", System.getProperty("java.class.path"))
                .build();
        StdioClientTransport transport = new StdioClientTransport(parameters, McpJsonDefaults.getMapper()) {
            @Override
            protected ProcessBuilder getProcessBuilder() {
                ProcessBuilder builder = super.getProcessBuilder();
                builders.add(builder);
                return builder;
            }
        };
        return McpClient.sync(transport).requestTimeout(requestTimeout).initializationTimeout(Duration.ofSeconds(60));
    }

    /** How many servers were started. */
    public int started() {
        return builders.size();
    }

    /** How many live now. */
    public long alive() {
        return children() - before;
    }

    private static long children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
    }
}
