package io.github.camelgeminilive.tools;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The options {@code parameter.<name>}, {@code .description}, {@code .required} and {@code .enum} as a schema. Flat on
 * purpose: what has parts of its own needs a schema.
 */
final class ParameterOptions {

    private static final String PREFIX = "parameter.";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Set<String> TYPES = Set.of("STRING", "NUMBER", "INTEGER", "BOOLEAN");

    private final Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();

    private ParameterOptions() {}

    /** The schema, or an empty map when nothing is declared. */
    static Map<String, Object> schema(Map<String, Object> options) {
        if (options.isEmpty()) {
            return Map.of();
        }
        ParameterOptions found = new ParameterOptions();
        // types first: the suffixes may stand before the name that they belong to
        options.forEach((key, value) -> {
            if (key.indexOf('.') < 0) {
                found.declare(key, text(key, value));
            }
        });
        options.forEach((key, value) -> {
            int dot = key.indexOf('.');
            if (dot >= 0) {
                found.refine(key, key.substring(0, dot), key.substring(dot + 1), text(key, value));
            }
        });
        return found.schema();
    }

    private void declare(String name, String type) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Expected after " + PREFIX + " a name of letters, digits, _ and - that"
                    + " does not begin with a digit and has at most 64 characters, but was '" + name + "'");
        }
        String wire = type.trim().toUpperCase(Locale.ROOT);
        if (!TYPES.contains(wire)) {
            throw new IllegalArgumentException("Expected string, number, integer or boolean in option " + PREFIX + name
                    + " but was '" + type + "'; lists and objects can't be declared by single options");
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", wire);
        properties.put(name, schema);
    }

    private void refine(String key, String name, String suffix, String value) {
        if (!suffix.equals("description") && !suffix.equals("required") && !suffix.equals("enum")) {
            throw new IllegalArgumentException("Expected .description, .required or .enum after the name of a parameter"
                    + " but was option " + PREFIX + key + "; the name of a parameter can't hold a dot");
        }
        Map<String, Object> schema = properties.get(name);
        if (schema == null) {
            throw new IllegalArgumentException(
                    "Expected option " + PREFIX + name + " with a type beside " + PREFIX + key + " but there is none");
        }
        switch (suffix) {
            case "description" -> schema.put("description", value);
            case "enum" -> schema.put("enum", choices(key, String.valueOf(schema.get("type")), value));
            default -> {
                if (bool(key, value)) {
                    required.add(name);
                }
            }
        }
    }

    private Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "OBJECT");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    /** The wire has choices as text, for numbers too. */
    private static List<String> choices(String key, String type, String value) {
        if (!type.equals("STRING") && !type.equals("INTEGER")) {
            throw new IllegalArgumentException("Expected type string or integer beside option " + PREFIX + key
                    + " but was " + type.toLowerCase(Locale.ROOT));
        }
        List<String> choices =
                Arrays.stream(value.split(",", -1)).map(String::trim).toList();
        if (choices.contains("") || new LinkedHashSet<>(choices).size() < choices.size()) {
            throw new IllegalArgumentException("Expected different values with commas between them in option " + PREFIX
                    + key + " but was '" + value + "'");
        }
        if (type.equals("INTEGER")
                && !choices.stream().allMatch(choice -> WHOLE.matcher(choice).matches())) {
            throw new IllegalArgumentException(
                    "Expected whole numbers in option " + PREFIX + key + " but was '" + value + "'");
        }
        return choices;
    }

    private static boolean bool(String key, String value) {
        return switch (value.trim()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        "Expected true or false in option " + PREFIX + key + " but was '" + value + "'");
        };
    }

    private static String text(String key, Object value) {
        if (value instanceof CharSequence || value instanceof Boolean || value instanceof Number) {
            return value.toString();
        }
        throw new IllegalArgumentException("Expected one value in option " + PREFIX + key + " but was "
                + (value instanceof Iterable<?> ? "several: the option is given more than once" : "none that is text"));
    }
}
