package io.github.camelgeminilive.tools;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema as the arguments of a function are held against it. Means what the document means, and three things more:
 * an object whose properties are named has no others unless the schema allows them; null is as good as absent where a
 * property need not be there; and nothing in it leads anywhere else, references are replaced by what they name.
 *
 * <p>Not thread-safe.
 */
final class ArgumentSchema {

    /** Schemas in a schema, each reference counted where it is used. */
    private static final int MAX_SCHEMAS = 2_000;

    /** The library compares each element with each other, on the thread that reads the socket. */
    private static final int MAX_UNIQUE = 200;

    private static final Set<String> COPIED = Set.of(
            "type",
            "enum",
            "const",
            "title",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minContains",
            "maxContains",
            "minProperties",
            "maxProperties",
            "required",
            "dependentRequired");

    /**
     * Formats that are looked at. The library stumbles over an empty email, takes no ordinary host for an idn-hostname, and
     * its patterns for addresses go back and forth over long texts; JSON Schema leaves it to us.
     */
    private static final Set<String> FORMATS =
            Set.of("date", "time", "date-time", "duration", "uuid", "ipv4", "ipv6", "int32", "int64");

    /** Take time that grows faster than what they look at: not where somebody else wrote the schema. */
    private static final Set<String> COSTLY = Set.of("pattern", "propertyNames", "uniqueItems", "contains");

    /** With one of these a schema lets null in only as a whole. */
    private static final Set<String> CHOICES = Set.of("allOf", "anyOf", "oneOf", "not", "if", "const");

    /** Can name properties of the same value. */
    private static final Set<String> BESIDE =
            Set.of("allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas");

    /** What may stand around a schema; see the two methods that care. */
    private enum Place {
        /** A value of its own. */
        VALUE,
        /** Says more of a value that is a VALUE elsewhere. */
        BESIDE,
        /** Asks something of a value; stricter would be another question. */
        QUESTION
    }

    private final SchemaReferences references;
    private final boolean foreign;
    private final Deque<String> open = new ArrayDeque<>();
    private int schemas;

    private ArgumentSchema(Map<String, Object> document, boolean foreign) {
        this.references = new SchemaReferences(document);
        this.foreign = foreign;
    }

    /**
     * The schema of all arguments.
     *
     * @param foreign whether somebody else wrote the document, who checks again: what can take long is not looked at
     * @throws IllegalArgumentException where it leads back to itself or out of the document; says where
     */
    static Map<String, Object> of(Map<String, Object> document, boolean foreign) {
        Map<String, Object> schema = new ArgumentSchema(document, foreign).map(document, "", Place.BESIDE);
        schema.put("type", "object");
        return strict(schema);
    }

    private Object schema(@Nullable Object value, String path, Place place) {
        if (value instanceof Boolean) {
            return value;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw SchemaTranslation.refused(path, "it is " + value);
        }
        return map(map, path, place);
    }

    private Map<String, Object> map(Map<?, ?> given, String path, Place place) {
        if (++schemas > MAX_SCHEMAS) {
            throw SchemaTranslation.refused(path, "it has more than " + MAX_SCHEMAS + " parts");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        given.forEach((key, value) -> keyword(result, given, String.valueOf(key), value, path, place));
        if (given.get("$ref") != null) {
            refer(result, String.valueOf(given.get("$ref")), path, place);
        }
        if (Boolean.TRUE.equals(result.get("uniqueItems"))) {
            result.merge("maxItems", MAX_UNIQUE, ArgumentSchema::smaller);
        }
        if (place == Place.VALUE && names(result)) {
            strict(result);
        }
        return Boolean.TRUE.equals(given.get("nullable")) ? orNull(result) : result;
    }

    private void keyword(
            Map<String, Object> result,
            Map<?, ?> given,
            String keyword,
            @Nullable Object value,
            String path,
            Place place) {
        if (value == null && !keyword.equals("const") || foreign && COSTLY.contains(keyword)) {
            return;
        }
        Place part = place == Place.QUESTION ? Place.QUESTION : Place.VALUE;
        Place beside = place == Place.QUESTION ? Place.QUESTION : Place.BESIDE;
        switch (keyword) {
            case "properties" -> result.put(keyword, properties(value, given.get("required"), path, part));
            case "patternProperties" -> {
                if (foreign) {
                    result.put("additionalProperties", true);
                } else {
                    if (value instanceof Map<?, ?> patterns) {
                        patterns.keySet().forEach(pattern -> readable(pattern, path));
                    }
                    result.put(keyword, all(value, path, part));
                }
            }
            case "additionalProperties", "unevaluatedProperties" -> {
                if (!result.containsKey(keyword)) {
                    result.put(keyword, schema(value, path + "/*", part));
                }
            }
            case "items" ->
                result.put(
                        keyword,
                        value instanceof Collection<?> list
                                ? list(list, path + "/items", part)
                                : schema(value, path + "/items", part));
            case "unevaluatedItems" -> result.put(keyword, schema(value, path + "/items", part));
            case "prefixItems" -> result.put(keyword, list(value, path + "/items", part));
            case "allOf", "anyOf", "oneOf" -> result.put(keyword, list(value, path, beside));
            case "then", "else" -> result.put(keyword, schema(value, path, beside));
            case "dependentSchemas" -> result.put(keyword, all(value, path, beside));
            case "not", "if", "contains", "propertyNames" -> result.put(keyword, schema(value, path, Place.QUESTION));
            case "format" -> {
                if (value instanceof String format && FORMATS.contains(format)) {
                    result.put(keyword, format);
                }
            }
            case "$dynamicRef", "$recursiveRef" ->
                throw SchemaTranslation.refused(path, "it has " + keyword + ": use $ref");
            case "pattern" -> {
                readable(value, path);
                result.put(keyword, value);
            }
            default -> {
                if (COPIED.contains(keyword)) {
                    result.put(keyword, value);
                }
            }
        }
    }

    /** The library reads a pattern when it holds the first value against it, which is too late to say so. */
    private static void readable(@Nullable Object pattern, String path) {
        try {
            Pattern.compile(String.valueOf(pattern));
        } catch (PatternSyntaxException e) {
            throw SchemaTranslation.refused(
                    path, "its pattern " + e.getPattern() + " is no regular expression of Java: " + e.getDescription());
        }
    }

    private void refer(Map<String, Object> result, String reference, String path, Place place) {
        if (open.contains(reference)) {
            throw SchemaTranslation.selfReference(path, reference);
        }
        open.push(reference);
        Map<String, Object> target =
                map(references.target(reference, path), path, place == Place.QUESTION ? Place.QUESTION : Place.BESIDE);
        open.pop();
        if (result.isEmpty()) {
            result.putAll(target);
        } else {
            List<Object> all = new ArrayList<>();
            if (result.get("allOf") instanceof Collection<?> others) {
                all.addAll(others);
            }
            all.add(target);
            result.put("allOf", all);
        }
    }

    private Map<String, Object> properties(
            @Nullable Object value, @Nullable Object required, String path, Place place) {
        Map<String, Object> all = all(value, path, place);
        Collection<?> needed = required instanceof Collection<?> names ? names : List.of();
        if (place == Place.VALUE) {
            all.replaceAll((name, schema) -> needed.contains(name) ? schema : orNull(schema));
        }
        return all;
    }

    private Map<String, Object> all(@Nullable Object value, String path, Place place) {
        if (!(value instanceof Map<?, ?> map)) {
            throw SchemaTranslation.refused(path, "it has " + value + " in place of schemas with names");
        }
        Map<String, Object> all = new LinkedHashMap<>();
        map.forEach((name, schema) -> all.put(String.valueOf(name), schema(schema, path + "/" + name, place)));
        return all;
    }

    private List<Object> list(@Nullable Object value, String path, Place place) {
        if (!(value instanceof Collection<?> list)) {
            throw SchemaTranslation.refused(path, "it has " + value + " in place of a list of schemas");
        }
        List<Object> all = new ArrayList<>();
        list.forEach(one -> all.add(schema(one, path, place)));
        return all;
    }

    /** Whether a schema names properties, by itself or by what stands beside it. */
    private static boolean names(Object value) {
        return value instanceof Map<?, ?> schema
                && (schema.containsKey("properties")
                        || schema.containsKey("patternProperties")
                        || beside(schema).stream().anyMatch(ArgumentSchema::names));
    }

    private static List<Object> beside(Map<?, ?> schema) {
        List<Object> beside = new ArrayList<>();
        for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
            if (schema.get(keyword) instanceof Collection<?> parts) {
                beside.addAll(parts);
            }
        }
        for (String keyword : List.of("then", "else")) {
            if (schema.get(keyword) instanceof Map<?, ?> part) {
                beside.add(part);
            }
        }
        return beside;
    }

    /** Only what it names, by itself or by what stands beside it, unless it says something else. */
    private static Map<String, Object> strict(Map<String, Object> schema) {
        if (!schema.containsKey("additionalProperties") && !schema.containsKey("unevaluatedProperties")) {
            boolean alone = schema.keySet().stream().noneMatch(BESIDE::contains);
            schema.put(alone ? "additionalProperties" : "unevaluatedProperties", false);
        }
        return schema;
    }

    @SuppressWarnings("unchecked") // maps of schemas are ours
    private static Object orNull(Object value) {
        return value instanceof Map<?, ?> schema ? orNull((Map<String, Object>) schema) : value;
    }

    /** The same, or null. */
    private static Map<String, Object> orNull(Map<String, Object> schema) {
        if (schema.keySet().stream().anyMatch(CHOICES::contains)) {
            return new LinkedHashMap<>(Map.of("anyOf", List.of(Map.of("type", "null"), schema)));
        }
        Map<String, Object> result = new LinkedHashMap<>(schema);
        result.computeIfPresent("type", (keyword, type) -> withNull(type, "null"));
        result.computeIfPresent("enum", (keyword, values) -> withNull(values, null));
        return result;
    }

    private static List<@Nullable Object> withNull(Object values, @Nullable Object none) {
        List<@Nullable Object> all = new ArrayList<>();
        if (values instanceof Collection<?> several) {
            all.addAll(several);
        } else {
            all.add(values);
        }
        if (!all.contains(none)) {
            all.add(none);
        }
        return all;
    }

    private static Object smaller(Object one, Object other) {
        return one instanceof Number a && other instanceof Number b && a.longValue() <= b.longValue() ? one : other;
    }
}
