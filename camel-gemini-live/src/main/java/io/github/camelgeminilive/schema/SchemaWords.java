package io.github.camelgeminilive.schema;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an argument in words for a model: which one, what is expected, and what kind of value it was, never
 * the value itself. Bounded in length, whatever the schema and the model wrote.
 *
 * <p>Thread-safe: without state.
 */
final class SchemaWords {

    private static final int MAX_CHOICES = 20;

    /** Characters of what a schema says, such as a pattern. */
    private static final int MAX_RULE = 200;

    private SchemaWords() {}

    /**
     * The words, several where several arguments are missing.
     *
     * @param root the value that was checked
     * @param where what the library points at in the value
     * @param keyword of the schema that does not hold
     * @param rule the schema that has the keyword
     * @param found what stands there
     */
    static List<String> of(Object root, String where, String keyword, Map<?, ?> rule, @Nullable Object found) {
        String name = JsonPlace.said(root, where);
        if (keyword.equals("required")) {
            return missing(name, rule, found);
        }
        String argument = name.isEmpty() ? "the whole of the arguments" : "argument '" + name + "'";
        Object limit = rule.get(keyword);
        if (keyword.equals("type") && found == null) {
            return List.of(
                    name.endsWith("]")
                            ? argument + " is expected to be " + kinds(limit) + " but was null"
                            : argument + " is missing");
        }
        String expected = expected(keyword, limit, rule, found);
        return List.of(expected == null ? other(argument, keyword) : argument + " is expected to " + expected);
    }

    private static List<String> missing(String name, Map<?, ?> rule, @Nullable Object found) {
        List<String> words = new ArrayList<>();
        if (rule.get("required") instanceof Collection<?> required && found instanceof Map<?, ?> object) {
            for (Object one : required) {
                if (!object.containsKey(one)) {
                    words.add("argument '" + (name.isEmpty() ? "" : name + ".") + one + "' is missing");
                }
            }
        }
        return words;
    }

    private static @Nullable String expected(
            String keyword, @Nullable Object limit, Map<?, ?> rule, @Nullable Object found) {
        return switch (keyword) {
            case "type" -> "be " + kinds(limit) + " but was " + found(found);
            case "enum" -> "be " + choices(limit instanceof Collection<?> values ? values : List.of());
            case "const" -> "be " + shortened(String.valueOf(limit));
            case "minimum" -> "be at least " + limit;
            case "maximum" -> "be at most " + limit;
            case "exclusiveMinimum" -> "be more than " + limit;
            case "exclusiveMaximum" -> "be less than " + limit;
            case "multipleOf" -> "be a multiple of " + limit;
            case "minLength" -> "have at least " + limit + " characters";
            case "maxLength" -> "have at most " + limit + " characters";
            case "pattern" -> "match the pattern " + shortened(String.valueOf(limit));
            case "format" -> format(rule, found);
            case "minItems" -> "have at least " + limit + " elements";
            case "maxItems" -> "have at most " + limit + " elements";
            case "uniqueItems" -> "have no element twice";
            case "minProperties" -> "have at least " + limit + " entries";
            case "maxProperties" -> "have at most " + limit + " entries";
            case "anyOf" -> alternatives("be one of these: ", limit);
            case "oneOf" -> alternatives("be exactly one of these: ", limit);
            default -> null;
        };
    }

    private static String other(String argument, String keyword) {
        return switch (keyword) {
            case "additionalProperties", "unevaluatedProperties", "properties" -> argument + " is not declared";
            case "contains", "minContains", "maxContains" -> argument + " does not hold the elements that are expected";
            case "propertyNames" -> argument + " has an entry whose name is not allowed";
            case "dependentRequired", "dependencies" -> argument + " lacks an entry that another one needs";
            default -> argument + " has a value that is not allowed";
        };
    }

    private static String format(Map<?, ?> rule, @Nullable Object found) {
        if (!(found instanceof Number)) {
            return "have the format " + shortened(String.valueOf(rule.get("format")));
        }
        boolean narrow = "int32".equals(rule.get("format"));
        return "be a whole number"
                + (found instanceof Long || found instanceof BigInteger
                        ? (narrow ? " of 32 bits" : " of 64 bits")
                        : narrow
                                ? " of 32 bits but was a number of another kind"
                                : " but was a number of another kind");
    }

    private static String alternatives(String words, @Nullable Object branches) {
        if (!(branches instanceof Collection<?> list)) {
            return "be something else";
        }
        return words
                + list.stream()
                        .map(SchemaWords::kind)
                        .distinct()
                        .limit(MAX_CHOICES)
                        .collect(Collectors.joining("; "));
    }

    private static String kind(@Nullable Object branch) {
        if (!(branch instanceof Map<?, ?> schema)) {
            return "anything";
        } else if (schema.get("title") instanceof String title) {
            return shortened(title);
        } else if (schema.containsKey("const")) {
            return shortened(String.valueOf(schema.get("const")));
        } else if (schema.get("enum") instanceof Collection<?> values) {
            return choices(values);
        } else if (schema.get("properties") instanceof Map<?, ?> properties) {
            return "an object with "
                    + (schema.get("required") instanceof Collection<?> required && !required.isEmpty()
                            ? names(required)
                            : names(properties.keySet()));
        } else if (schema.get("required") instanceof Collection<?> required) {
            return "with " + names(required);
        }
        return schema.containsKey("type") ? kinds(schema.get("type")) : "a value with other rules";
    }

    private static String names(Collection<?> names) {
        return names.stream().limit(MAX_CHOICES).map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String choices(Collection<?> values) {
        List<String> said = values.stream()
                .filter(value -> value != null)
                .limit(MAX_CHOICES)
                .map(value -> shortened(String.valueOf(value)))
                .toList();
        return "one of [" + String.join(", ", said) + (values.size() > MAX_CHOICES ? ", ..." : "") + "]";
    }

    private static String kinds(@Nullable Object types) {
        Collection<?> several = types instanceof Collection<?> list ? list : List.of(String.valueOf(types));
        return several.stream()
                .filter(type -> several.size() == 1 || !"null".equals(type))
                .map(type -> kind(String.valueOf(type)))
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    private static String kind(String type) {
        return switch (type) {
            case "string" -> "text";
            case "number" -> "a number";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "null" -> "null";
            default -> "an object";
        };
    }

    private static String found(@Nullable Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof String) {
            return "text";
        } else if (value instanceof Boolean) {
            return "true or false";
        } else if (value instanceof Number) {
            return "a number of another kind";
        }
        return value instanceof List ? "a list" : "an object";
    }

    private static String shortened(String text) {
        return text.length() <= MAX_RULE ? text : text.substring(0, MAX_RULE) + "...";
    }
}
