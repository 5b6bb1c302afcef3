package io.github.camelgeminilive.schema;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds values against a JSON Schema (2020-12) and says in words for a model what does not fit. The schema has no
 * references: nothing is looked up, neither here nor on a network.
 *
 * <p>Thread-safe: the library wraps parts of a schema while it reads them and writes that back, so they are wrapped
 * before it sees them, and it finds nothing to write.
 */
public final class SchemaValidator {

    private static final Set<String> MAPS = Set.of("properties", "patternProperties", "dependentSchemas");
    private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> SINGLE = Set.of(
            "additionalProperties",
            "unevaluatedProperties",
            "propertyNames",
            "items",
            "unevaluatedItems",
            "contains",
            "not",
            "if",
            "then",
            "else");

    private static final JsonSchemaOptions OPTIONS = new JsonSchemaOptions()
            .setBaseUri("urn:gemini-live")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);

    private final Map<String, Object> schema;
    private final Validator validator;

    /**
     * A validator, to be made once for a schema.
     *
     * @param schema plain maps, lists and values, without references; taken as it is
     */
    public SchemaValidator(Map<String, Object> schema) {
        this.schema = schema;
        this.validator = SchemaRepository.create(OPTIONS, WholeNumbers::problem)
                .validator(JsonSchema.of(new JsonObject(tree(schema))), OPTIONS, false);
    }

    /**
     * What does not fit, in words that go after one another; empty when everything does.
     *
     * @param max of problems
     * @throws RuntimeException where the schema is one that the library stumbles over
     * @throws StackOverflowError where a pattern of the schema recurses too deeply over a long text
     */
    public Set<String> problems(Map<String, Object> value, int max) {
        OutputUnit output = validator.validate(new JsonObject(value));
        if (output.getValid()) {
            return Set.of();
        }
        List<OutputUnit> errors = output.getErrors();
        Set<String> problems = new LinkedHashSet<>();
        if (errors != null) {
            new SchemaErrors(schema, value, errors).words(max, problems::add);
        }
        return problems.isEmpty() ? Set.of("the arguments are not as declared") : problems;
    }

    /** The schema as the library would have made it while it reads. */
    private static Map<String, Object> tree(Map<?, ?> schema) {
        Map<String, Object> tree = new LinkedHashMap<>();
        schema.forEach((key, value) -> {
            String keyword = String.valueOf(key);
            if (MAPS.contains(keyword) && value instanceof Map<?, ?> parts) {
                Map<String, Object> wrapped = new LinkedHashMap<>();
                parts.forEach((name, part) -> wrapped.put(String.valueOf(name), part(part)));
                tree.put(keyword, new JsonObject(wrapped));
            } else if (LISTS.contains(keyword) && value instanceof Collection<?> parts) {
                tree.put(
                        keyword,
                        new JsonArray(parts.stream().map(SchemaValidator::part).toList()));
            } else if (SINGLE.contains(keyword)) {
                tree.put(keyword, part(value));
            } else {
                tree.put(keyword, plain(value));
            }
        });
        WholeNumbers.ask(tree);
        return tree;
    }

    private static Object part(Object schema) {
        return schema instanceof Map<?, ?> map ? JsonSchema.of(new JsonObject(tree(map))) : schema;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new HashMap<>();
            map.forEach((name, field) -> copy.put(String.valueOf(name), plain(field)));
            return new JsonObject(copy);
        }
        if (value instanceof Collection<?> list) {
            JsonArray copy = new JsonArray();
            list.forEach(one -> copy.add(plain(one)));
            return copy;
        }
        return value;
    }
}
