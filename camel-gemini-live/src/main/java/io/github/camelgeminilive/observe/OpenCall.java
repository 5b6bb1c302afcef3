package io.github.camelgeminilive.observe;

import io.github.camelgeminilive.tools.Tool;
import io.github.camelgeminilive.tools.ToolInvocation;
import org.jspecify.annotations.Nullable;

/**
 * A call that has no final answer yet.
 *
 * @param asker the exchange that the session's model answers, if there is one
 * @param startedNanos when it arrived, on the agent's clock
 */
public record OpenCall(
        ToolInvocation invocation, Tool tool, @Nullable Asker asker, long startedNanos) {}
