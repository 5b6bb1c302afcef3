package io.github.camelgeminilive.tools;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the arguments that a model wrote fit what was declared. Flat, as the declarations by options are.
 *
 * <p>Thread-safe: without state.
 */
final class ArgumentCheck {

    /** Levels of lists and objects; people don't nest deeper, and whoever reads the body may recurse. */
    static final int MAX_DEPTH = 32;

    /** Values in all, names not counted. */
    static final int MAX_VALUES = 10_000;

    /** Characters of all text, names included. */
    static final int MAX_CHARACTERS = 256 * 1024;

    /** Problems that are told at once, so that the model can mend them at once. */
    private static final int MAX_PROBLEMS = 5;

    /** Characters of a name that the model chose when we repeat it. */
    private static final int MAX_NAME = 64;

    private ArgumentCheck() {}

    /**
     * What the check found.
     *
     * @param problem words for the model, or null when everything fits
     * @param args the arguments; a whole number that came as 3.0 is 3 where an integer is declared; unmodifiable
     */
    record Finding(@Nullable String problem, Map<String, Object> args) {}

    /** Compares arguments with a declaration; what was not declared does not fit. Never throws. */
    static Finding check(ToolDeclaration declaration, Map<String, Object> args) {
        String excess = new Measure().measure(args, 0);
        if (excess != null) {
            return new Finding(excess, Map.of());
        }
        if (declaration.catchAll()) {
            return new Finding(null, args);
        }
        List<String> problems = new ArrayList<>();
        Map<?, ?> properties = map(declaration.parameters().get("properties"));
        if (declaration.parameters().get("required") instanceof Collection<?> required) {
            required.stream()
                    .filter(name -> args.get(name) == null)
                    .forEach(name -> problems.add("argument '" + name + "' is missing"));
        }
        Map<String, Object> fitting = new LinkedHashMap<>();
        args.forEach((name, value) -> {
            if (!properties.containsKey(name)) {
                problems.add("argument '" + shortened(name) + "' is not declared");
            } else if (value == null) {
                fitting.put(name, null);
            } else {
                fitting.put(name, fit(name, value, map(properties.get(name)), problems));
            }
        });
        if (problems.isEmpty()) {
            return new Finding(null, Collections.unmodifiableMap(fitting));
        }
        String told = String.join("; ", problems.subList(0, Math.min(MAX_PROBLEMS, problems.size())));
        return new Finding("The arguments do not fit: " + told + ". Nothing was carried out.", Map.of());
    }

    private static Object fit(String name, Object value, Map<?, ?> schema, List<String> problems) {
        String type = String.valueOf(schema.get("type"));
        Object fitting = switch (type) {
            case "STRING" -> value instanceof String ? value : null;
            case "NUMBER" -> value instanceof Number ? value : null;
            case "INTEGER" -> value instanceof Number number ? whole(number) : null;
            case "BOOLEAN" -> value instanceof Boolean ? value : null;
            case "ARRAY" -> value instanceof List ? value : null;
            case "OBJECT" -> value instanceof Map ? value : null;
            default -> value;
        };
        if (fitting == null) {
            problems.add("argument '" + name + "' is expected to be " + said(type) + " but was " + found(value));
            return value;
        }
        if (schema.get("enum") instanceof Collection<?> choices && !choices.contains(String.valueOf(fitting))) {
            problems.add("argument '" + name + "' is expected to be one of " + choices);
        }
        return fitting;
    }

    /** The whole number that this is, or null; JSON knows no difference between 3 and 3.0. */
    private static @Nullable Number whole(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof BigInteger) {
            return number;
        }
        double real = number.doubleValue();
        // beyond 2^53 a double no longer says which whole number was meant
        if (real != Math.rint(real) || Math.abs(real) > 1L << 53) {
            return null;
        }
        long whole = new BigDecimal(real).longValueExact();
        if (whole == (int) whole) {
            return (int) whole;
        }
        return whole;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String said(String type) {
        return switch (type) {
            case "STRING" -> "text";
            case "NUMBER" -> "a number";
            case "INTEGER" -> "a whole number";
            case "BOOLEAN" -> "true or false";
            case "ARRAY" -> "a list";
            default -> "an object";
        };
    }

    private static String found(Object value) {
        if (value instanceof String) {
            return "text";
        } else if (value instanceof Boolean) {
            return "true or false";
        } else if (value instanceof Number) {
            return "a number of another kind";
        }
        return value instanceof List ? "a list" : "an object";
    }

    private static String shortened(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "...";
    }

    /** Adds up what is there and stops at the first bound. */
    private static final class Measure {
        private int values;
        private long characters;

        @Nullable
        String measure(@Nullable Object value, int depth) {
            if (depth > MAX_DEPTH) {
                return "The arguments are nested too deeply. Nothing was carried out.";
            }
            values++;
            if (value instanceof CharSequence text) {
                characters += text.length();
            } else if (value instanceof Map<?, ?> map) {
                map.keySet().forEach(name -> characters += String.valueOf(name).length());
                return measure(map.values(), depth);
            } else if (value instanceof Collection<?> elements) {
                for (Object element : elements) {
                    String excess = measure(element, depth + 1);
                    if (excess != null) {
                        return excess;
                    }
                }
            }
            return values > MAX_VALUES || characters > MAX_CHARACTERS
                    ? "The arguments are too long. Nothing was carried out."
                    : null;
        }
    }
}
