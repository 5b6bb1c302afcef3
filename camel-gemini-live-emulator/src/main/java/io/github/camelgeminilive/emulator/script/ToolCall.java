package io.github.camelgeminilive.emulator.script;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A function call that a script makes.
 *
 * @param id the id on the wire; null makes one up, empty sends none (which only Vertex does, protocol section 3.4)
 * @param streamed true to send the arguments piece by piece in partialArgs, as Vertex can
 */
public record ToolCall(String name, JsonNode args, @Nullable String id, boolean streamed) {
    public ToolCall {
        if (name.isBlank()) {
            throw new IllegalArgumentException("Expected the name of a function to call but it was blank");
        }
        if (!args.isObject()) {
            throw new IllegalArgumentException("Expected an object of arguments for " + name + " but was " + args);
        }
    }

    public ToolCall(String name, JsonNode args, @Nullable String id) {
        this(name, args, id, false);
    }
}
