package io.github.camelgeminilive.codec;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of the request that makes an ephemeral token, and of its answers (protocol section 7.1).
 *
 * <p>Thread-safe.
 */
public final class AuthTokenJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonFactory JSON = new JsonFactory();

    private AuthTokenJson() {}

    /**
     * The request.
     *
     * @throws IllegalArgumentException where it holds a value that JSON has no place for
     */
    public static String request(Map<String, Object> fields) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            ValueWriter.write(out, fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The name in an answer, which is the credential; null when there is none. */
    public static @Nullable String name(String answer) {
        JsonNode tree = tree(answer);
        return tree == null || !tree.path("name").isTextual()
                ? null
                : tree.path("name").asText();
    }

    /** What Google says in an error body, {@code {"error":{code,message,status}}}; null for any other body. */
    public static @Nullable String errorMessage(String answer) {
        JsonNode tree = tree(answer);
        JsonNode error = tree == null ? null : tree.path("error");
        if (error == null || !error.path("message").isTextual()) {
            return null;
        }
        String status = error.path("status").asText("");
        return (status.isEmpty() ? "" : status + ": ") + error.path("message").asText();
    }

    private static @Nullable JsonNode tree(String answer) {
        try {
            return MAPPER.readTree(answer);
        } catch (JacksonException e) {
            return null;
        }
    }
}
