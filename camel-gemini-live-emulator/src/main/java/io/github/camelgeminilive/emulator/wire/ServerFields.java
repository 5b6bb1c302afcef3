package io.github.camelgeminilive.emulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeSet;

/**
 * Holds what a script sends to the list of the server's fields, so that a slip of the pen does not pass for something
 * that the service says. Values of enums are free: the service has new ones every few weeks. Stateless, thread-safe.
 */
public final class ServerFields {
    private ServerFields() {}

    /**
     * @param type a message of {@code server-fields.txt}, {@code Server} for a whole frame
     * @param what how to call the value when it is wrong
     * @throws IllegalArgumentException that names the field, what was expected and what was found
     */
    public static void check(String type, JsonNode value, String what) {
        Map<String, FieldTree.Field> fields = FieldTree.SERVER.message(type);
        if (fields == null || !value.isObject()) {
            throw new IllegalArgumentException("Expected an object for " + what + " but was " + value);
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            FieldTree.Field field = fields.get(entry.getKey());
            String at = what + "." + entry.getKey();
            if (field == null) {
                throw new IllegalArgumentException(
                        "Expected a field of " + new TreeSet<>(fields.keySet()) + " but was " + at);
            }
            if (field.shape() == FieldTree.Shape.LIST) {
                if (!entry.getValue().isArray()) {
                    throw new IllegalArgumentException("Expected a list for " + at + " but was " + entry.getValue());
                }
                entry.getValue().forEach(element -> inner(field, element, at));
            } else {
                inner(field, entry.getValue(), at);
            }
        }
    }

    private static void inner(FieldTree.Field field, JsonNode value, String at) {
        if (FieldTree.SERVER.message(field.type()) != null) {
            check(field.type(), value, at);
        }
    }
}
