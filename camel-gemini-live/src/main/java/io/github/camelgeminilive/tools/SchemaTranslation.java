package io.github.camelgeminilive.tools;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a function's arguments, from JSON Schema into the subset that the Live API reads (protocol section 2.5).
 * What the subset can't say is left out and listed, since whoever carries out the call still checks it; what would
 * change the meaning of an argument is refused.
 *
 * <p>Immutable.
 *
 * @param parameters for a declaration; empty where the function takes none
 * @param removed what the model is not told, as {@code /path: keyword}, sorted
 */
public record SchemaTranslation(Map<String, Object> parameters, Set<String> removed) {

    /** Schemas in a schema, each reference counted where it is used: a small document can unfold into a huge one. */
    private static final int MAX_SCHEMAS = 1_000;

    /** Say nothing about values. */
    private static final Set<String> SILENT =
            Set.of("$schema", "$id", "$comment", "$defs", "definitions", "$anchor", "$vocabulary", "id");

    public SchemaTranslation {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        removed = Collections.unmodifiableSet(new TreeSet<>(removed));
    }

    /**
     * Translates the schema of the object that holds the arguments.
     *
     * @throws IllegalArgumentException where that can't be done; says where and why
     */
    public static SchemaTranslation of(Map<String, Object> schema) {
        Run run = new Run(schema);
        Map<String, Object> translated = run.arguments(schema);
        boolean none = !(translated.get("properties") instanceof Map<?, ?> properties) || properties.isEmpty();
        return new SchemaTranslation(none ? Map.of() : translated, run.removed);
    }

    static IllegalArgumentException selfReference(String path, String reference) {
        return refused(
                path,
                "it refers to itself by " + reference
                        + ": the model needs it written out, to the depth that calls need");
    }

    static IllegalArgumentException refused(String path, String why) {
        return new IllegalArgumentException(
                "Expected a schema that can be told to the model but at " + at(path) + " " + why);
    }

    private static String at(String path) {
        return path.isEmpty() ? "/" : path;
    }

    /** One translation. Not thread-safe. */
    private static final class Run {
        private final SchemaReferences references;
        private final Set<String> removed = new TreeSet<>();
        private int schemas;

        Run(Map<String, Object> document) {
            this.references = new SchemaReferences(document);
        }

        /** The outermost schema: a declaration has no place for alternatives of whole lists of arguments. */
        Map<String, Object> arguments(Map<String, Object> schema) {
            Map<String, Object> flat = references.open(schema, "");
            for (String choice : List.of("anyOf", "oneOf")) {
                if (flat.remove(choice) instanceof List<?> branches) {
                    // such as: one of these two is required
                    removed.add("/: " + choice);
                    for (Object branch : branches) {
                        if (branch instanceof Map<?, ?> map
                                && (map.containsKey("properties") || map.containsKey("$ref"))) {
                            throw refused(
                                    "",
                                    "it gives several lists of arguments by " + choice
                                            + ": let one argument hold the choice");
                        }
                    }
                }
            }
            if (!flat.getOrDefault("type", "object").equals("object")) {
                throw refused(
                        "",
                        "it describes no object but type " + flat.get("type")
                                + ": arguments have names, which are its properties");
            }
            flat.put("type", "object");
            flat.putIfAbsent("properties", Map.of());
            return translated(flat, "", 0);
        }

        private Map<String, Object> schema(@Nullable Object value, String path, int depth) {
            if (++schemas > MAX_SCHEMAS) {
                throw refused(path, "it has more than " + MAX_SCHEMAS + " parts");
            }
            if (depth > ArgumentCheck.MAX_DEPTH) {
                throw refused(path, "it is more than " + ArgumentCheck.MAX_DEPTH + " levels deep");
            }
            if (Boolean.TRUE.equals(value)) {
                return anything(Map.of(), path);
            }
            if (!(value instanceof Map<?, ?> given)) {
                throw refused(path, "it is " + value);
            }
            int before = references.depth();
            Map<String, Object> result = translated(references.open(given, path), path, depth);
            references.close(before);
            return result;
        }

        private Map<String, Object> translated(Map<String, Object> schema, String path, int depth) {
            List<Object> alternatives = alternatives(schema, path);
            if (!alternatives.isEmpty()) {
                return choice(schema, alternatives, path, depth);
            }
            List<String> types = SchemaTypes.of(schema, path);
            boolean nullable = types.size() != 1 && types.remove("null") || Boolean.TRUE.equals(schema.get("nullable"));
            Map<String, Object> result;
            if (types.isEmpty()) {
                result = anything(schema, path);
            } else {
                result = SchemaTypes.anyOf(
                        types.stream()
                                .map(type -> single(type, schema, path, depth))
                                .toList(),
                        schema);
            }
            return nullable ? SchemaTypes.nullable(result) : result;
        }

        private List<Object> alternatives(Map<String, Object> schema, String path) {
            List<Object> alternatives = new ArrayList<>();
            if (schema.get("anyOf") instanceof List<?> any) {
                alternatives.addAll(any);
            }
            if (schema.get("oneOf") instanceof List<?> one) {
                if (!alternatives.isEmpty()) {
                    throw refused(path, "it has both anyOf and oneOf: put one into the other, or use one");
                }
                alternatives.addAll(one);
                // that no other may fit is for the server to see
                removed.add(at(path) + ": oneOf, told as anyOf");
            }
            return alternatives;
        }

        /** Each alternative together with what stands beside them; null is an attribute, not an alternative. */
        private Map<String, Object> choice(
                Map<String, Object> schema, List<Object> alternatives, String path, int depth) {
            Map<String, Object> beside = new LinkedHashMap<>(schema);
            beside.keySet().removeAll(Set.of("anyOf", "oneOf", "description", "title", "default"));
            Set<Map<String, Object>> told = new LinkedHashSet<>();
            boolean nullable = false;
            for (Object alternative : alternatives) {
                if (alternative instanceof Map<?, ?> map && SchemaTypes.onlyNull(map)) {
                    nullable = true;
                } else if (alternative instanceof Map<?, ?> map) {
                    Map<String, Object> own = SchemaReferences.named(map);
                    told.add(schema(SchemaReferences.merge(beside, own, path), path, depth + 1));
                } else if (!Boolean.FALSE.equals(alternative)) {
                    told.add(schema(alternative, path, depth + 1));
                }
            }
            if (told.isEmpty()) {
                throw refused(path, "it has no alternative that can be told: give it a type");
            }
            Map<String, Object> result = SchemaTypes.anyOf(told, schema);
            return nullable ? SchemaTypes.nullable(result) : result;
        }

        private Map<String, Object> single(String type, Map<String, Object> schema, String path, int depth) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("type", type.toUpperCase(Locale.ROOT));
            List<String> said = new ArrayList<>();
            schema.forEach((keyword, value) -> {
                switch (keyword) {
                    case "type", "required", "nullable" -> {}
                    case "properties" -> properties(result, type, schema, path, depth);
                    case "items" -> items(result, type, schema, path, depth);
                    case "prefixItems" -> places(result, type, schema, path, depth);
                    case "enum", "const" -> values(result, type, keyword, value, said, path);
                    case "format" -> format(result, type, String.valueOf(value), said);
                    case "examples" -> example(result, value);
                    case "exclusiveMinimum", "exclusiveMaximum" -> bound(result, type, keyword, value, path);
                    default -> other(result, type, keyword, value, path);
                }
            });
            if (type.equals("array") && !result.containsKey("items")) {
                result.put("items", anything(Map.of(), path + "/items"));
            }
            if (!said.isEmpty()) {
                String words = String.join(" ", said);
                result.merge("description", words, (description, more) -> description + " " + more);
            }
            return result;
        }

        private void other(Map<String, Object> result, String type, String keyword, Object value, String path) {
            if (keyword.equals("$dynamicRef") || keyword.equals("$recursiveRef")) {
                throw refused(path, "it has " + keyword + ": use $ref");
            }
            if (WireFields.has(keyword) && WireFields.takes(keyword, value)) {
                if (WireFields.concerns(keyword, type)) {
                    result.put(keyword, value);
                }
            } else if (!SILENT.contains(keyword) && !closes(keyword, value)) {
                removed.add(at(path) + ": " + keyword);
            }
        }

        /** No more than what is declared: so calls are checked in any case. */
        private boolean closes(String keyword, Object value) {
            return Boolean.FALSE.equals(value)
                    && (keyword.equals("additionalProperties") || keyword.equals("unevaluatedProperties"));
        }

        private void properties(
                Map<String, Object> result, String type, Map<String, Object> schema, String path, int depth) {
            if (!type.equals("object") || !(schema.get("properties") instanceof Map<?, ?> properties)) {
                return;
            }
            Map<String, Object> told = new LinkedHashMap<>();
            properties.forEach((name, property) -> {
                // false: an argument that nobody may give
                if (!Boolean.FALSE.equals(property)) {
                    told.put(String.valueOf(name), schema(property, path + "/" + name, depth + 1));
                }
            });
            result.put("properties", told);
            if (schema.get("required") instanceof Collection<?> required) {
                List<String> known = required.stream()
                        .map(String::valueOf)
                        .filter(told::containsKey)
                        .distinct()
                        .toList();
                if (!known.isEmpty()) {
                    result.put("required", known);
                }
            }
        }

        private void items(
                Map<String, Object> result, String type, Map<String, Object> schema, String path, int depth) {
            Object items = schema.get("items");
            if (!type.equals("array") || schema.containsKey("prefixItems") || Boolean.FALSE.equals(items)) {
                return;
            }
            if (items instanceof List) {
                throw refused(path, "its items are a list; prefixItems can be told");
            }
            result.put("items", schema(items, path + "/items", depth + 1));
        }

        /** Elements of different kinds, each in its place, become elements of any of these kinds. */
        private void places(
                Map<String, Object> result, String type, Map<String, Object> schema, String path, int depth) {
            if (type.equals("array") && schema.get("prefixItems") instanceof List<?> places && !places.isEmpty()) {
                removed.add(at(path) + ": prefixItems, told as items");
                Set<Map<String, Object>> kinds = new LinkedHashSet<>();
                places.forEach(place -> kinds.add(schema(place, path + "/items", depth + 1)));
                if (schema.get("items") instanceof Map<?, ?> rest) {
                    kinds.add(schema(rest, path + "/items", depth + 1));
                }
                result.put("items", SchemaTypes.anyOf(kinds, Map.of()));
            }
        }

        /** Text can be enumerated, unless it is empty: that ends the request. Of others the description tells. */
        private void values(
                Map<String, Object> result, String type, String keyword, Object value, List<String> said, String path) {
            List<String> values = new ArrayList<>();
            for (Object one : value instanceof Collection<?> several ? several : List.of(value)) {
                // null is among the types, and values of other types are for these
                if (one != null && SchemaTypes.fits(type, one)) {
                    values.add(String.valueOf(one));
                }
            }
            if (values.isEmpty()) {
                return;
            }
            if (type.equals("string")) {
                if (values.removeIf(String::isEmpty)) {
                    removed.add(at(path) + ": empty text in " + keyword + ", told in the description");
                    said.add(values.isEmpty() ? "Always empty." : "May be empty.");
                }
                if (!values.isEmpty()) {
                    result.put("enum", List.copyOf(values));
                }
            } else {
                removed.add(at(path) + ": " + keyword + ", told in the description");
                said.add((values.size() == 1 ? "Always " : "One of ") + String.join(", ", values) + ".");
            }
        }

        private static void format(Map<String, Object> result, String type, String format, List<String> said) {
            if (WireFields.takesFormat(type, format)) {
                result.put("format", format);
            } else {
                said.add("Format: " + format + ".");
            }
        }

        private static void example(Map<String, Object> result, Object examples) {
            if (examples instanceof List<?> list && !list.isEmpty() && list.get(0) != null) {
                result.putIfAbsent("example", list.get(0));
            }
        }

        /** A whole number has a next one. */
        private void bound(Map<String, Object> result, String type, String keyword, Object value, String path) {
            if (!type.equals("integer") || !(value instanceof Integer bound)) {
                removed.add(at(path) + ": " + keyword);
            } else if (keyword.equals("exclusiveMinimum") && bound < Integer.MAX_VALUE) {
                result.put("minimum", bound + 1);
            } else if (keyword.equals("exclusiveMaximum") && bound > Integer.MIN_VALUE) {
                result.put("maximum", bound - 1);
            }
        }

        /** A value of any kind: the wire wants a type, and lists and objects would want more in turn. */
        private Map<String, Object> anything(Map<String, Object> schema, String path) {
            removed.add(at(path) + ": any type, told as text, number or boolean");
            List<Map<String, Object>> kinds = new ArrayList<>();
            for (String type : List.of("string", "number", "boolean")) {
                kinds.add(single(type, schema, path, 0));
            }
            return SchemaTypes.anyOf(kinds, schema);
        }
    }
}
