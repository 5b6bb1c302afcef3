package io.github.camelgeminilive.schema;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a document is a JSON Schema at all: held against the schema of schemas (2020-12), which the library brings.
 *
 * <p>Thread-safe: without state. Takes some milliseconds; for the start.
 */
public final class MetaSchema {

    private static final String ID = "https://json-schema.org/draft/2020-12/";
    private static final List<String> DOCUMENTS = List.of(
            "schema",
            "meta/core",
            "meta/applicator",
            "meta/validation",
            "meta/meta-data",
            "meta/format-annotation",
            "meta/content",
            "meta/unevaluated");

    private MetaSchema() {}

    /** Where a document is no JSON Schema, as {@code /properties/x/type}; null where it is one. */
    public static @Nullable String problem(Map<String, Object> schema) {
        JsonSchemaOptions options = new JsonSchemaOptions()
                .setBaseUri(ID)
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic);
        SchemaRepository repository = SchemaRepository.create(options);
        DOCUMENTS.forEach(name -> repository.dereference(ID + name, JsonSchema.of(read(name))));
        OutputUnit output = repository.validator(ID + "schema").validate(new JsonObject(schema));
        if (output.getValid() || output.getErrors() == null) {
            return output.getValid() ? null : "/";
        }
        // the deepest place is the one that is wrong in itself
        String deepest = "#/";
        for (OutputUnit error : output.getErrors()) {
            if (error.getInstanceLocation().length() > deepest.length()) {
                deepest = error.getInstanceLocation();
            }
        }
        return deepest.substring(1);
    }

    private static JsonObject read(String name) {
        String resource = "/json-schema.org/draft/2020-12/" + name;
        try (InputStream in = SchemaRepository.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "Expected resource " + resource + " in vertx-json-schema but it is not");
            }
            return new JsonObject(Buffer.buffer(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
