package io.github.camelgeminilive.emulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a setup a token fixes (protocol section 7.2): paths such as {@code generationConfig.temperature}. A
 * path leads through single messages only; lists and maps are fixed as a whole. Immutable, thread-safe.
 */
public record SetupMask(List<List<String>> paths) {
    public SetupMask {
        paths = List.copyOf(paths);
    }

    /** @param text the paths with commas between them; blank for none */
    static SetupMask parse(String text, Entrance entrance) throws ClientMessage.Refused {
        List<List<String>> paths = new ArrayList<>();
        for (String path : text.isBlank() ? new String[0] : text.split(",", -1)) {
            paths.add(path(path.trim(), entrance));
        }
        return new SetupMask(paths);
    }

    private static List<String> path(String text, Entrance entrance) throws ClientMessage.Refused {
        List<String> names = new ArrayList<>();
        Map<String, FieldTree.Field> fields = FieldTree.CLIENT.message("Setup");
        for (String part : text.split("\\.", -1)) {
            String name = ClientMessage.camel(part);
            FieldTree.Field field = fields == null ? null : fields.get(name);
            if (field == null || !field.existsAt(entrance)) {
                throw new ClientMessage.Refused(Refusal.FIELD_MASK);
            }
            names.add(field.name());
            fields = field.shape() == FieldTree.Shape.ONE ? FieldTree.CLIENT.message(field.type()) : null;
        }
        return names;
    }

    boolean isEmpty() {
        return paths.isEmpty();
    }

    /** Whether every field of the setup is named, by itself or by what it stands in. */
    boolean covers(JsonNode setup) {
        return covers(setup, List.of());
    }

    private boolean covers(JsonNode node, List<String> at) {
        for (List<String> path : paths) {
            boolean below = node.isEmpty()
                    && path.size() > at.size()
                    && path.subList(0, at.size()).equals(at);
            boolean above =
                    path.size() <= at.size() && at.subList(0, path.size()).equals(path);
            if (above || below) {
                return true;
            }
        }
        if (!node.isObject() || node.isEmpty()) {
            return at.isEmpty();
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            List<String> inner = new ArrayList<>(at);
            inner.add(field.getKey());
            if (!covers(field.getValue(), inner)) {
                return false;
            }
        }
        return true;
    }

    /** The client's setup with the named fields as they are in {@code fixed}: absent there, absent here. */
    ObjectNode lock(JsonNode client, JsonNode fixed) {
        ObjectNode locked = client.deepCopy();
        for (List<String> path : paths) {
            set(locked, path, fixed);
        }
        return locked;
    }

    private static void set(ObjectNode into, List<String> path, JsonNode fixed) {
        String name = path.get(0);
        JsonNode value = fixed.path(name);
        if (path.size() == 1) {
            if (value.isMissingNode()) {
                into.remove(name);
            } else {
                into.set(name, value.deepCopy());
            }
            return;
        }
        @Nullable JsonNode there = into.get(name);
        if (there == null && value.isMissingNode()) {
            return;
        }
        set(there instanceof ObjectNode object ? object : into.putObject(name), path.subList(1, path.size()), value);
    }
}
