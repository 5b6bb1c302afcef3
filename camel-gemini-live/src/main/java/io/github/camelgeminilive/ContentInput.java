package io.github.camelgeminilive;

import io.github.camelgeminilive.codec.ContentReader;
import io.github.camelgeminilive.codec.RawReader;
import io.github.camelgeminilive.protocol.ClientMessage.ContextUpdate;
import io.github.camelgeminilive.protocol.ClientMessage.Raw;
import io.github.camelgeminilive.protocol.Content;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Bodies that hold contents of a conversation, or a message in wire form. */
final class ContentInput {

    private static final String UPDATE = "Operation contextUpdate";

    private ContentInput() {}

    /**
     * The contents of operation turns.
     *
     * @throws IllegalArgumentException where the body is something else
     */
    static List<Content> turns(Message message) {
        Object body = message.getBody();
        return ContentReader.contents(
                "Operation turns",
                body instanceof Collection<?> || body instanceof Content || body instanceof Map<?, ?>
                        ? body
                        : text("Operation turns", "a list of contents, or the same as JSON text", message));
    }

    /**
     * The message of operation raw.
     *
     * @throws IllegalArgumentException where the body is none
     */
    static Raw raw(Message message) {
        return message.getBody() instanceof Map<?, ?> map
                ? RawReader.raw(map)
                : RawReader.raw(text("Operation raw", "a message as JSON text or Map", message));
    }

    /**
     * What operation contextUpdate is to change: a text is the new instruction.
     *
     * @param toolSet whether a header says which functions there are: then the body need not say anything
     * @throws IllegalArgumentException where the body says nothing, or something else
     */
    static ContextUpdate contextUpdate(Message message, boolean toolSet) {
        if (!(message.getBody() instanceof Map<?, ?> body)) {
            String given = toolSet ? message.getBody(String.class) : null;
            if (toolSet && (given == null || given.isBlank())) {
                return new ContextUpdate(null, null);
            }
            String text = text(UPDATE, "the new instruction, or a Map with systemInstruction and tools", message);
            return new ContextUpdate(instruction(text), null);
        }
        for (Object name : body.keySet()) {
            if (!"systemInstruction".equals(name) && !"tools".equals(name)) {
                throw new IllegalArgumentException(
                        UPDATE + ": expected only systemInstruction and tools but there is another field");
            }
        }
        ContextUpdate update = new ContextUpdate(instruction(body.get("systemInstruction")), tools(body.get("tools")));
        if (toolSet && update.tools() != null) {
            throw new IllegalArgumentException(UPDATE
                    + ": expected tools in the body or names in header CamelGeminiLiveToolSet but there are both");
        }
        if (!toolSet && update.systemInstruction() == null && update.tools() == null) {
            throw new IllegalArgumentException(UPDATE + ": expected systemInstruction or tools but there is neither");
        }
        return update;
    }

    private static @Nullable Map<String, Object> instruction(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof CharSequence text) {
            return Map.of("parts", List.of(Map.of("text", text.toString())));
        }
        if (value instanceof Map<?, ?> map && map.get("parts") instanceof Collection<?>) {
            Map<String, Object> content = new LinkedHashMap<>();
            map.forEach((name, field) -> content.put(String.valueOf(name), field));
            return content;
        }
        throw new IllegalArgumentException(
                UPDATE + ": expected text or an object with parts as systemInstruction but was "
                        + value.getClass().getName());
    }

    private static @Nullable List<Object> tools(@Nullable Object value) {
        Object tools = value instanceof Map<?, ?> wrapped && wrapped.keySet().equals(Set.of("tools"))
                ? wrapped.get("tools")
                : value;
        if (tools == null) {
            return null;
        }
        if (!(tools instanceof Collection<?> list) || !list.stream().allMatch(tool -> tool instanceof Map<?, ?>)) {
            throw new IllegalArgumentException(UPDATE + ": expected a list of tools in wire names, such as"
                    + " {functionDeclarations=[...]}, but was something else; an empty list takes all away");
        }
        return new ArrayList<>(list);
    }

    private static String text(String operation, String expected, Message message) {
        String text = message.getBody(String.class);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(operation + ": expected " + expected + " in the body but it is empty");
        }
        return text;
    }
}
