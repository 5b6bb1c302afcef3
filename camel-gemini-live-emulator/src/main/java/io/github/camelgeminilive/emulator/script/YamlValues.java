package io.github.camelgeminilive.emulator.script;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of a script; what is wrong is told with its place, what was expected and what was found. */
final class YamlValues {
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|min)");

    private YamlValues() {}

    static Duration duration(JsonNode value, String at) {
        Matcher matcher = DURATION.matcher(value.asText());
        if (!matcher.matches()) {
            throw wrong(at, "a duration such as 200ms or 1.5s", shown(value));
        }
        double unit = switch (matcher.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            default -> 60_000;
        };
        return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit));
    }

    static int whole(JsonNode value, String at) {
        if (!value.isInt()) {
            throw wrong(at, "a whole number", shown(value));
        }
        return value.asInt();
    }

    static String text(JsonNode value, String at) {
        if (!value.isValueNode() || value.isNull()) {
            throw wrong(at, "a text", shown(value));
        }
        return value.asText();
    }

    static JsonNode need(JsonNode object, String name, String at) {
        if (!object.has(name)) {
            throw wrong(at, "the key " + name, shown(object));
        }
        return object.path(name);
    }

    static Iterable<JsonNode> list(JsonNode value, String at) {
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong(at, "a list", shown(value));
        }
        return value;
    }

    static void only(JsonNode object, String at, Set<String> names) {
        if (!object.isObject()) {
            throw wrong(at, "an object with " + new TreeSet<>(names), shown(object));
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw wrong(at, "only " + new TreeSet<>(names), name);
            }
        });
    }

    static String shown(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }

    static IllegalArgumentException wrong(String at, String expected, String found) {
        return new IllegalArgumentException("Expected " + expected + " at " + at + " but was " + found);
    }
}
