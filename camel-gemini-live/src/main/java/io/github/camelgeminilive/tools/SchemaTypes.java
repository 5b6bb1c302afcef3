package io.github.camelgeminilive.tools;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Types of JSON Schema, which may be several, and of the Live API, which is one.
 *
 * <p>Thread-safe: without state.
 */
final class SchemaTypes {

    private static final Set<String> ALL = Set.of("string", "number", "integer", "boolean", "array", "object", "null");

    private SchemaTypes() {}

    /**
     * The types that a schema names, else those that it shows by its keywords and values; to change.
     *
     * @throws IllegalArgumentException where it names one that there is not
     */
    static List<String> of(Map<String, Object> schema, String path) {
        Object type = schema.get("type");
        Set<String> types = new LinkedHashSet<>();
        if (type instanceof Collection<?> several) {
            several.forEach(one -> types.add(String.valueOf(one)));
        } else if (type != null) {
            types.add(String.valueOf(type));
        } else {
            types.addAll(shown(schema));
        }
        types.forEach(one -> {
            if (!ALL.contains(one)) {
                throw SchemaTranslation.refused(
                        path,
                        "its type is " + one
                                + ": JSON Schema has string, number, integer, boolean, array, object, null");
            }
        });
        if (types.contains("number")) {
            types.remove("integer");
        }
        return new ArrayList<>(types);
    }

    private static Set<String> shown(Map<String, Object> schema) {
        Set<String> types = new LinkedHashSet<>();
        if (schema.get("enum") instanceof Collection<?> values) {
            values.forEach(value -> types.add(value == null ? "null" : of(value)));
        } else if (schema.containsKey("const")) {
            types.add(of(schema.get("const")));
        } else if (schema.containsKey("properties")) {
            types.add("object");
        } else if (schema.containsKey("items") || schema.containsKey("prefixItems")) {
            types.add("array");
        } else if (schema.containsKey("pattern")
                || schema.containsKey("minLength")
                || schema.containsKey("maxLength")) {
            types.add("string");
        } else if (schema.containsKey("minimum") || schema.containsKey("maximum") || schema.containsKey("multipleOf")) {
            types.add("number");
        }
        return types;
    }

    private static String of(Object value) {
        if (value instanceof String) {
            return "string";
        } else if (value instanceof Boolean) {
            return "boolean";
        } else if (value instanceof Number number) {
            return whole(number) ? "integer" : "number";
        }
        return value instanceof Collection ? "array" : "object";
    }

    /** Whether a value is of a type. */
    static boolean fits(String type, Object value) {
        return of(value).equals(type) || type.equals("number") && value instanceof Number;
    }

    /** Whether a schema takes null and nothing else. */
    static boolean onlyNull(Map<?, ?> schema) {
        return "null".equals(schema.get("type"))
                || schema.containsKey("const") && schema.get("const") == null
                || schema.get("enum") instanceof Collection<?> values
                        && !values.isEmpty()
                        && values.stream().allMatch(Objects::isNull);
    }

    static boolean whole(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof BigInteger
                // JSON knows no difference between 3 and 3.0
                || value instanceof Double number && number == Math.rint(number) && Math.abs(number) <= 1L << 53;
    }

    /** Nothing may stand beside anyOf, so what is said of all is said of each; an only kind needs no anyOf. */
    static Map<String, Object> anyOf(Collection<Map<String, Object>> kinds, Map<String, Object> schema) {
        Object description = schema.get("description");
        List<Map<String, Object>> each = new ArrayList<>();
        for (Map<String, Object> kind : kinds) {
            Map<String, Object> said = new LinkedHashMap<>(kind);
            if (description instanceof String && !said.containsKey("anyOf")) {
                said.putIfAbsent("description", description);
            }
            each.add(said);
        }
        return each.size() == 1 ? each.get(0) : new LinkedHashMap<>(Map.of("anyOf", each));
    }

    /** The same, or null. */
    static Map<String, Object> nullable(Map<String, Object> schema) {
        if (schema.get("anyOf") instanceof List<?> kinds) {
            List<Map<String, Object>> each = kinds.stream()
                    .map(kind -> nullable(SchemaReferences.named((Map<?, ?>) kind)))
                    .toList();
            return new LinkedHashMap<>(Map.of("anyOf", each));
        }
        Map<String, Object> result = new LinkedHashMap<>(schema);
        result.put("nullable", true);
        return result;
    }
}
