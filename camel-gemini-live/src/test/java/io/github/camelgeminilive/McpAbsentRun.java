package io.github.camelgeminilive;

import io.github.camelgeminilive.emulator.LiveEmulator;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** What {@link McpAbsentTest} runs with classes of its own. */
public final class McpAbsentRun {

    private McpAbsentRun() {}

    /** An answer of the model, and what an agent says that has MCP clients; fails where the SDK is there. */
    public static String run() throws Exception {
        try {
            Class.forName("io.modelcontextprotocol.client.McpClient");
            throw new IllegalStateException("Expected no MCP SDK on the class path but it is there");
        } catch (ClassNotFoundException e) {
            // as it should be
        }
        try (LiveEmulator emulator = LiveEmulator.start();
                CamelContext context = new DefaultCamelContext()) {
            GeminiLiveComponent component = new GeminiLiveComponent();
            component.getConfiguration().setHost(emulator.uri().toString());
            component.getConfiguration().setApiKey("any");
            context.addComponent("gemini-live", component);
            context.getRegistry().bind("files", "not a client");
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            String answer = template.requestBody("gemini-live:bob", "hello", String.class);
            try {
                template.requestBody("gemini-live:tim?mcpClients=files", "hello", String.class);
                return answer + "; no failure";
            } catch (CamelExecutionException e) {
                return answer + "; " + e.getCause().getMessage();
            }
        }
    }
}
