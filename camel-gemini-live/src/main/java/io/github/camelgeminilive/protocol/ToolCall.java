package io.github.camelgeminilive.protocol;

import java.util.List;

/** The model asks for function calls, one or several at once (protocol section 3.4). */
public record ToolCall(List<FunctionCall> functionCalls) implements ServerMessage {

    public ToolCall {
        functionCalls = List.copyOf(functionCalls);
    }
}
