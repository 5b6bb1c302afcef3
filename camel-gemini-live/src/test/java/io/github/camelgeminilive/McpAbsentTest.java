package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The MCP SDK is optional: the component works where it is not on the class path. */
class McpAbsentTest {

    @Test
    void aConversationWorksWithoutTheSdkAndTheOptionNamesWhatIsMissing() throws Exception {
        try (ClassPathWithout there = new ClassPathWithout("modelcontextprotocol|reactor-core|reactive-streams")) {
            assertThat(there.run(McpAbsentRun.class))
                    .asString()
                    .isEqualTo("You said: hello; Option mcpClients: expected the MCP Java SDK"
                            + " (io.modelcontextprotocol.sdk:mcp) on the class path but it is not there");
        }
    }
}
