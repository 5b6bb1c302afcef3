package io.github.camelgeminilive.codec;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON that people write into options, and writes objects that people are to read.
 *
 * <p>Thread-safe.
 */
public final class JsonText {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private JsonText() {}

    /**
     * Reads an object.
     *
     * @param option the option to name when it is not one
     * @throws IllegalArgumentException when the text is not a JSON object
     */
    public static Map<String, Object> object(String option, String json) {
        try {
            Map<String, Object> object = MAPPER.readValue(json, new TypeReference<>() {});
            if (object != null) {
                return object;
            }
        } catch (JacksonException e) {
            // the location helps to mend it; the text itself may be confidential and stays out
            throw new IllegalArgumentException(
                    "Option " + option + ": expected a JSON object but it can't be read at line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr());
        }
        throw new IllegalArgumentException("Option " + option + ": expected a JSON object but was null");
    }

    /** An object as compact JSON. */
    public static String of(Map<String, ?> object) {
        try {
            return MAPPER.writeValueAsString(object);
        } catch (JacksonException e) {
            // its message may quote the value
            throw new IllegalArgumentException("Expected values that JSON can hold but there was another");
        }
    }

    /**
     * Reads any value that is not null.
     *
     * @param what to name when it can't be read
     * @throws IllegalArgumentException when the text is not one JSON value
     */
    public static Object value(String what, String json) {
        try {
            Object value = MAPPER.readValue(json, Object.class);
            if (value != null) {
                return value;
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(what + ": expected JSON but it can't be read at line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        }
        throw new IllegalArgumentException(what + ": expected JSON with a value but it was null");
    }

    /** A JSON literal as what it means (number, boolean, null, list, object, quoted string); other text as it is. */
    public static @Nullable Object literal(String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JacksonException e) {
            return text;
        }
    }
}
