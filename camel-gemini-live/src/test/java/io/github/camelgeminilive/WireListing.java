package io.github.camelgeminilive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A transcript as the protocol document writes it: {@code >} is ours, {@code <} the server's, {@code ...} inside an object
 * is whatever else stands there, text in parentheses is a comment.
 */
final class WireListing {

    /** One message. */
    record Line(boolean ours, JsonNode json) {

        /** The message with something in place of what the listing leaves out. */
        String concrete() {
            return filled(json).toString();
        }

        boolean fits(JsonNode actual) {
            return WireListing.fits(json, actual);
        }
    }

    static final String SOUND = "{\"role\":\"model\",\"parts\":[{\"inlineData\":"
            + "{\"mimeType\":\"audio/pcm;rate=24000\",\"data\":\"AAAAAAAA\"}}]}";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REST = "...";

    private WireListing() {}

    /** The messages of a listing, in order. */
    static List<Line> of(String listing) {
        List<Line> lines = new ArrayList<>();
        for (String line : listing.split("\n", -1)) {
            boolean message = line.startsWith("> {") || line.startsWith("< {");
            if (message) {
                boolean turnEnds = line.endsWith("...  turnComplete");
                String text = turnEnds ? line.substring(0, line.indexOf("  ...")) : line;
                lines.add(new Line(line.startsWith(">"), json(text.substring(2).replaceFirst("\\s{2,}\\(.*\\)$", ""))));
                if (turnEnds) {
                    lines.add(new Line(false, json("{\"serverContent\":{\"turnComplete\":true}}")));
                }
            } else if (!line.isBlank() && !line.startsWith("  (") && !line.startsWith("< ... new turn")) {
                throw new IllegalArgumentException("Expected a message or a comment but was " + line);
            }
        }
        return lines;
    }

    static JsonNode json(String text) {
        String plain = text.replaceAll("\\{\\.\\.\\.[^,}]*}", "{\"...\":0}")
                .replaceAll("\\{\\.\\.\\.[^,{}]*\"[^{}\"]*\"\\.\\.\\.}", "{\"...\":0}")
                .replace("{...user says \"no, stop\"...}", "{\"...\":0}")
                .replace("{...,", "{\"...\":0,")
                .replace(",...}", ",\"...\":0}");
        try {
            return JSON.readTree(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected a message but was " + plain, e);
        }
    }

    static boolean fits(JsonNode wanted, JsonNode actual) {
        if (wanted.isTextual() && wanted.asText().equals(REST)) {
            return actual.isTextual();
        }
        if (wanted instanceof ArrayNode list) {
            boolean fits = actual.isArray() && actual.size() == list.size();
            for (int i = 0; fits && i < list.size(); i++) {
                fits = fits(list.get(i), actual.get(i));
            }
            return fits;
        }
        if (!(wanted instanceof ObjectNode object)) {
            return wanted.equals(actual);
        }
        boolean more = object.has(REST);
        if (!actual.isObject() || !more && actual.size() != object.size()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            boolean there = field.getKey().equals(REST)
                    || actual.has(field.getKey()) && fits(field.getValue(), actual.get(field.getKey()));
            if (!there) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode filled(JsonNode node) {
        if (node instanceof ArrayNode list) {
            ArrayNode copy = JSON.createArrayNode();
            list.forEach(item -> copy.add(filled(item)));
            return copy;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode copy = JSON.createObjectNode();
        object.properties().forEach(field -> {
            boolean leftOut = field.getValue().size() == 1 && field.getValue().has(REST);
            if (field.getKey().equals("modelTurn") && leftOut) {
                copy.set("modelTurn", json(SOUND));
            } else if (!field.getKey().equals(REST)) {
                copy.set(field.getKey(), filled(field.getValue()));
            }
        });
        return copy;
    }
}
