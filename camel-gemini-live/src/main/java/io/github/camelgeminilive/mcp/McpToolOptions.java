package io.github.camelgeminilive.mcp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says of the functions of its MCP servers.
 *
 * @param timeout of a call, waiting for a thread included; zero for none
 * @param behavior {@code BLOCKING} or {@code NON_BLOCKING}; null leaves it to the model's family
 * @param scheduling {@code INTERRUPT}, {@code WHEN_IDLE} or {@code SILENT}; null leaves it out
 * @param background whether a turn may be over while a call is open
 * @param maxAnswer characters that an answer may have
 */
public record McpToolOptions(
        Duration timeout,
        @Nullable String behavior,
        @Nullable String scheduling,
        boolean background,
        int maxAnswer) {}
