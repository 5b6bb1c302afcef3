package io.github.camelgeminilive.emulator.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A client message that passed the wire's grammar, all its names in camelCase: camelCase and snake_case come in mixed,
 * a name that this back end and version does not know ends the connection (protocol section 1.5).
 *
 * @param kind the envelope's key: setup, clientContent, realtimeInput, toolResponse or contextUpdate
 * @param body what stands under it
 */
public record ClientMessage(String kind, JsonNode body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern DURATION = Pattern.compile("-?\\d+(\\.\\d{1,9})?s");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]*={0,2}");

    /** Thrown when a message breaks the grammar. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Refusal refusal;

        Refused(Refusal refusal) {
            super(refusal.reason());
            this.refusal = refusal;
        }

        public Refusal refusal() {
            return refusal;
        }
    }

    /**
     * Reads one frame.
     *
     * @throws Refused with the close code and text of the service
     */
    public static ClientMessage parse(String frame, Entrance entrance) throws Refused {
        JsonNode tree;
        try {
            tree = JSON.readTree(frame);
        } catch (JacksonException e) {
            throw new Refused(Refusal.unparsable());
        }
        if (tree == null || !tree.isObject()) {
            throw new Refused(Refusal.unparsable());
        }
        ObjectNode clean = (ObjectNode) message("Client", tree, "", entrance);
        if (clean.size() != 1) {
            throw new Refused(
                    clean.isEmpty()
                            ? Refusal.INVALID_ARGUMENT
                            : Refusal.invalidValue("message", "oneof", "oneof field 'message' is already set."));
        }
        String kind = clean.fieldNames().next();
        return new ClientMessage(kind, clean.get(kind));
    }

    static JsonNode message(String type, JsonNode in, String path, Entrance entrance) throws Refused {
        Map<String, FieldTree.Field> fields = FieldTree.CLIENT.message(type);
        if (fields == null || !in.isObject()) {
            throw new Refused(Refusal.invalidValue(path, type, shown(in)));
        }
        ObjectNode out = NODES.objectNode();
        for (Map.Entry<String, JsonNode> entry : in.properties()) {
            FieldTree.Field field = fields.get(camel(entry.getKey()));
            if (field == null || !field.existsAt(entrance)) {
                throw new Refused(Refusal.unknownName(entry.getKey(), path));
            }
            if (!entry.getValue().isNull()) {
                String below = path.isEmpty() ? snake(field.name()) : path + "." + snake(field.name());
                out.set(field.name(), shaped(field, entry.getValue(), below, entrance));
            }
        }
        return out;
    }

    private static JsonNode shaped(FieldTree.Field field, JsonNode in, String path, Entrance entrance) throws Refused {
        switch (field.shape()) {
            case LIST -> {
                if (!in.isArray()) {
                    throw new Refused(Refusal.invalidValue(path, field.type(), shown(in)));
                }
                ArrayNode out = NODES.arrayNode();
                for (int i = 0; i < in.size(); i++) {
                    out.add(value(field.type(), in.get(i), path + "[" + i + "]", entrance));
                }
                return out;
            }
            case MAP -> {
                if (!in.isObject()) {
                    throw new Refused(Refusal.invalidValue(path, field.type(), shown(in)));
                }
                ObjectNode out = NODES.objectNode();
                for (Map.Entry<String, JsonNode> entry : in.properties()) {
                    String below = path + "[\"" + entry.getKey() + "\"]";
                    out.set(entry.getKey(), value(field.type(), entry.getValue(), below, entrance));
                }
                return out;
            }
            default -> {
                return value(field.type(), in, path, entrance);
            }
        }
    }

    private static JsonNode value(String type, JsonNode in, String path, Entrance entrance) throws Refused {
        Set<String> values = FieldTree.CLIENT.values(type);
        if (values != null) {
            if (in.isTextual() && values.contains(in.asText())) {
                return in;
            }
            throw new Refused(Refusal.invalidValue(path, type, shown(in)));
        }
        if (FieldTree.CLIENT.message(type) != null) {
            return message(type, in, path, entrance);
        }
        if (!fits(type, in)) {
            throw new Refused(Refusal.invalidValue(path, "TYPE_" + type.toUpperCase(Locale.ROOT), shown(in)));
        }
        return in;
    }

    private static boolean fits(String type, JsonNode in) {
        return switch (type) {
            case "any" -> true;
            case "bool" -> in.isBoolean();
            case "string" -> in.isTextual();
            case "bytes" -> in.isTextual() && BASE64.matcher(in.asText()).matches();
            case "duration" -> in.isTextual() && DURATION.matcher(in.asText()).matches();
            case "int", "int64" ->
                in.isIntegralNumber()
                        || in.isNumber() && in.asDouble() == Math.rint(in.asDouble())
                        || in.isTextual() && in.asText().matches("-?\\d{1,19}");
            case "float" -> in.isNumber() || in.isTextual() && number(in.asText());
            case "struct" -> in.isObject();
            case "strings" -> in.isObject() && in.valueStream().allMatch(JsonNode::isTextual);
            default -> throw new IllegalStateException("Expected a known type in fields.txt but was " + type);
        };
    }

    private static boolean number(String text) {
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    static String camel(String name) {
        if (name.indexOf('_') < 0) {
            return name;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_' && i + 1 < name.length()) {
                out.append(Character.toUpperCase(name.charAt(++i)));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String snake(String name) {
        StringBuilder out = new StringBuilder();
        for (char c : name.toCharArray()) {
            if (Character.isUpperCase(c)) {
                out.append('_').append(Character.toLowerCase(c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String shown(JsonNode node) {
        return node.isValueNode() ? node.toString() : node.isArray() ? "a list" : "an object";
    }
}
