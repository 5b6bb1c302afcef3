package io.github.camelgeminilive.emulator;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One recorded WebSocket message. Its text may hold anything that a client sends, so it is not in {@link #toString()}.
 * Immutable, thread-safe.
 *
 * @param connection the number of the connection, from 1
 * @param index the number of the message on its connection, both directions counted together, from 0
 * @param at when, since the emulator started
 * @param binary true for a binary message
 */
public record Frame(int connection, int index, Direction direction, Duration at, boolean binary, String text) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public enum Direction {
        CLIENT,
        SERVER
    }

    /** The message as JSON, names as they were on the wire; a missing node when it is no JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** The value at a JSON pointer such as {@code /setup/model}; a missing node when there is none. */
    public JsonNode at(String pointer) {
        return json().at(pointer);
    }

    /** Whether the message has this top level key. */
    public boolean has(String key) {
        return json().has(key);
    }

    /** What the message is, without what it says: {@code realtimeInput.audio}. */
    public String summary() {
        JsonNode json = json();
        if (!json.isObject()) {
            return "no JSON object";
        }
        List<String> keys = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            List<String> inner = new ArrayList<>();
            entry.getValue().fieldNames().forEachRemaining(inner::add);
            boolean content =
                    entry.getKey().equals("serverContent") || entry.getKey().startsWith("realtime");
            keys.add(content ? entry.getKey() + "." + String.join("+", inner) : entry.getKey());
        }
        return keys.isEmpty() ? "{}" : String.join(" and ", keys);
    }

    @Override
    public String toString() {
        String arrow = direction == Direction.CLIENT ? " > " : " < ";
        return "connection " + connection + " #" + index + arrow + summary();
    }
}
