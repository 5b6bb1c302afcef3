package io.github.camelgeminilive.tools;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One document of JSON Schema with its references: gives schemas in which {@code $ref} and {@code allOf} have been
 * replaced by what they mean. Follows a reference only where it leads out of itself.
 *
 * <p>Not thread-safe.
 */
final class SchemaReferences {

    /** Say something of a schema that may differ from what a referenced one says of itself: the nearer one counts. */
    private static final Set<String> REMARKS = Set.of(
            "title",
            "description",
            "default",
            "example",
            "examples",
            "$comment",
            "$id",
            "$schema",
            "$defs",
            "definitions");

    private final Map<String, Object> document;
    private final Deque<String> open = new ArrayDeque<>();

    SchemaReferences(Map<String, Object> document) {
        this.document = document;
    }

    /**
     * A schema without references of its own; those of its parts are left. The references that were followed stay open,
     * so that a part that leads back is recognised, until {@link #close}.
     *
     * @throws IllegalArgumentException where one leads back, or nowhere, or two schemas contradict each other
     */
    Map<String, Object> open(Map<?, ?> schema, String path) {
        Map<String, Object> result = named(schema);
        for (Object target = result.remove("$ref"); target != null; target = result.remove("$ref")) {
            String reference = String.valueOf(target);
            if (open.contains(reference)) {
                throw SchemaTranslation.selfReference(path, reference);
            }
            open.push(reference);
            result = merge(named(target(reference, path)), result, path);
        }
        if (result.remove("allOf") instanceof List<?> parts) {
            Map<String, Object> together = Map.of();
            for (Object part : parts) {
                if (!(part instanceof Map<?, ?> map)) {
                    throw SchemaTranslation.refused(path, "its allOf holds " + part);
                }
                together = merge(together, open(map, path), path);
            }
            result = merge(together, result, path);
        }
        return result;
    }

    /** How many references are open. */
    int depth() {
        return open.size();
    }

    /** Closes what was opened since there were so many. */
    void close(int depth) {
        while (open.size() > depth) {
            open.pop();
        }
    }

    /** A schema that says what both say; beside remarks they may not say different things. */
    static Map<String, Object> merge(Map<String, Object> one, Map<String, Object> nearer, String path) {
        Map<String, Object> result = new LinkedHashMap<>(one);
        nearer.forEach((keyword, value) -> {
            Object other = result.get(keyword);
            if (other == null || REMARKS.contains(keyword)) {
                result.put(keyword, value);
            } else if (keyword.equals("properties") && other instanceof Map<?, ?> a && value instanceof Map<?, ?> b) {
                result.put(keyword, properties(a, b, path));
            } else if (keyword.equals("required") && other instanceof List<?> a && value instanceof List<?> b) {
                Set<Object> both = new LinkedHashSet<>(a);
                both.addAll(b);
                result.put(keyword, List.copyOf(both));
            } else if (!Objects.equals(other, value)) {
                throw SchemaTranslation.refused(
                        path, "two schemas that hold at once differ in " + keyword + ": say it in one of them");
            }
        });
        return result;
    }

    private static Map<String, Object> properties(Map<?, ?> one, Map<?, ?> nearer, String path) {
        Map<String, Object> result = named(one);
        named(nearer).forEach((name, schema) -> {
            Object other = result.get(name);
            if (other instanceof Map<?, ?> before && schema instanceof Map<?, ?> after) {
                result.put(name, merge(named(before), named(after), path + "/" + name));
            } else {
                result.put(name, schema);
            }
        });
        return result;
    }

    /**
     * What a reference names.
     *
     * @throws IllegalArgumentException where that is nothing in the document: nothing is ever loaded
     */
    Map<?, ?> target(String reference, String path) {
        Object at = reference.startsWith("#") ? document : null;
        if (reference.startsWith("#/")) {
            for (String step : reference.substring(2).split("/", -1)) {
                at = at instanceof Map<?, ?> map ? map.get(key(step)) : null;
            }
        } else if (!reference.equals("#")) {
            at = null;
        }
        if (!(at instanceof Map<?, ?> schema)) {
            throw SchemaTranslation.refused(
                    path,
                    "it refers to " + reference
                            + ", which is not in the document: nothing is loaded from elsewhere, put it under $defs");
        }
        return schema;
    }

    /** A step of a JSON pointer in a URI fragment. */
    private static String key(String step) {
        return URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8)
                .replace("~1", "/")
                .replace("~0", "~");
    }

    /** A map that came as JSON, to change. */
    static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> put(result, String.valueOf(key), value));
        return result;
    }

    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        // a keyword that is null says nothing, except for a constant, which nobody needs to hear
        if (value != null) {
            map.put(key, value);
        }
    }
}
