package io.github.camelgeminilive.emulator.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function call that a script makes.
 *
 * @param id the id on the wire; null makes one up, empty sends none (which only Vertex does, protocol section 3.4)
 * @param streamed true to send the arguments piece by piece in partialArgs, as Vertex can
 * @param again what becomes of it when another connection has made it before; null as the conversation's
 *     {@link Continuity} says
 * @param otherWords the arguments when it is made again in other words
 */
public record ToolCall(
        String name,
        JsonNode args,
        @Nullable String id,
        boolean streamed,
        Continuity.@Nullable Again again,
        @Nullable JsonNode otherWords) {
    private static final ObjectMapper JSON = new ObjectMapper();

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

    public ToolCall(String name, JsonNode args, @Nullable String id, boolean streamed) {
        this(name, args, id, streamed, null, null);
    }

    /** The same call, with what becomes of it when it was made before. */
    public ToolCall again(Continuity.Again how) {
        return new ToolCall(name, args, id, streamed, how, otherWords);
    }

    /** The same call, with the arguments for {@link Continuity.Again#OTHER_WORDS}. */
    public ToolCall otherWords(Map<String, ?> words) {
        return new ToolCall(name, args, id, streamed, again, JSON.valueToTree(words));
    }
}
