package io.github.camelgeminilive.tools;

import java.math.BigInteger;
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
 * The options {@code parameter.<name>}, {@code .description}, {@code .required} and {@code .enum} as a JSON Schema. Flat
 * on purpose: what has parts of its own needs a schema.
 */
public final class ParameterOptions {

    private static final String PREFIX = "parameter.";
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Set<String> TYPES = Set.of("string", "number", "integer", "boolean");

    private final Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();

    private ParameterOptions() {}

    /**
     * The schema.
     *
     * @param options what followed {@code parameter.}: {@code city} gives the type (string, number, integer, boolean),
     *     {@code city.description}, {@code city.required} and {@code city.enum} (values with commas between) say more
     * @return an empty map when nothing is declared
     * @throws IllegalArgumentException where an option is none of these, or a value does not fit
     */
    public static Map<String, Object> schema(Map<String, Object> options) {
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
        if (!DeclaredArguments.isName(name)) {
            throw new IllegalArgumentException("Expected after " + PREFIX + " a name of letters, digits, _ and - that"
                    + " does not begin with a digit and has at most 64 characters, but was '" + name + "'");
        }
        String wire = type.trim().toLowerCase(Locale.ROOT);
        if (!TYPES.contains(wire)) {
            throw new IllegalArgumentException(
                    "Expected string, number, integer or boolean in option " + PREFIX + name + " but was '" + type
                            + "'; lists and objects are declared by option argSchema (a JSON Schema) or inputType (a class)");
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
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private static List<?> choices(String key, String type, String value) {
        if (!type.equals("string") && !type.equals("integer")) {
            throw new IllegalArgumentException(
                    "Expected type string or integer beside option " + PREFIX + key + " but was " + type);
        }
        List<String> choices =
                Arrays.stream(value.split(",", -1)).map(String::trim).toList();
        if (choices.contains("") || new LinkedHashSet<>(choices).size() < choices.size()) {
            throw new IllegalArgumentException("Expected different values with commas between them in option " + PREFIX
                    + key + " but was '" + value + "'");
        }
        if (type.equals("string")) {
            return choices;
        }
        if (!choices.stream().allMatch(choice -> WHOLE.matcher(choice).matches())) {
            throw new IllegalArgumentException(
                    "Expected whole numbers in option " + PREFIX + key + " but was '" + value + "'");
        }
        return choices.stream().map(BigInteger::new).toList();
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
