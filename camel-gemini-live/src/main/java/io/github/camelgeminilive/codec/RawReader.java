package io.github.camelgeminilive.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.ActivityEnd;
import io.github.camelgeminilive.protocol.ClientMessage.ActivityStart;
import io.github.camelgeminilive.protocol.ClientMessage.AudioStreamEnd;
import io.github.camelgeminilive.protocol.ClientMessage.ClientContent;
import io.github.camelgeminilive.protocol.ClientMessage.ContextUpdate;
import io.github.camelgeminilive.protocol.ClientMessage.Raw;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeText;
import io.github.camelgeminilive.protocol.ClientMessage.ToolResponse;
import io.github.camelgeminilive.protocol.FunctionResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages that people write themselves: checked to be one, and understood as far as turns and calls depend on it.
 * Names are read in both spellings.
 *
 * <p>Thread-safe.
 */
public final class RawReader {

    private static final String WHAT = "Operation raw";

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(JsonCodec.MAX_DEPTH)
                    .build())
            .build();

    private RawReader() {}

    /**
     * Reads a message.
     *
     * @param json goes out as it is, if it is one
     * @throws IllegalArgumentException where it is not one JSON object with one field, or a second setup
     */
    public static Raw raw(String json) {
        if (JsonText.value(WHAT, json) instanceof Map<?, ?> map) {
            return new Raw(json, meaning(map));
        }
        throw new IllegalArgumentException(WHAT + ": expected a JSON object but was another value");
    }

    /** As {@link #raw(String)}, for a message that is not text yet. */
    public static Raw raw(Map<?, ?> message) {
        ClientMessage meaning = meaning(message);
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            ValueWriter.writeContent(out, message);
        } catch (StreamConstraintsException e) {
            throw new IllegalArgumentException(
                    WHAT + ": expected a message nested at most " + JsonCodec.MAX_DEPTH + " levels deep but was deeper",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected memory to take a message but it did not", e);
        }
        return new Raw(text.toString(), meaning);
    }

    private static @Nullable ClientMessage meaning(Map<?, ?> message) {
        if (message.size() != 1) {
            throw new IllegalArgumentException(
                    WHAT + ": expected exactly one field, such as clientContent, realtimeInput,"
                            + " toolResponse or contextUpdate, but there are " + message.size());
        }
        Map.Entry<?, ?> only = message.entrySet().iterator().next();
        String kind = SnakeCase.toCamel(String.valueOf(only.getKey()));
        if (kind.equals("setup")) {
            throw new IllegalArgumentException(WHAT + ": expected a message after the setup but it is a setup: a"
                    + " connection has one, made of the options (setupJson and setup. reach every field)");
        }
        Map<String, Object> body = object(only.getValue());
        return switch (kind) {
            case "clientContent" -> new ClientContent(List.of(), Boolean.TRUE.equals(body.get("turnComplete")));
            case "realtimeInput" -> realtimeInput(body);
            case "toolResponse" -> toolResponse(body);
            case "contextUpdate" -> contextUpdate(body);
            default -> null;
        };
    }

    private static @Nullable ClientMessage realtimeInput(Map<String, Object> body) {
        if (body.get("text") instanceof String text) {
            return new RealtimeText(text);
        }
        if (body.containsKey("activityStart")) {
            return new ActivityStart();
        }
        if (body.containsKey("activityEnd")) {
            return new ActivityEnd();
        }
        return Boolean.TRUE.equals(body.get("audioStreamEnd")) ? new AudioStreamEnd() : null;
    }

    private static ClientMessage toolResponse(Map<String, Object> body) {
        List<FunctionResponse> responses = new ArrayList<>();
        if (body.get("functionResponses") instanceof List<?> list) {
            for (Object one : list) {
                Map<String, Object> response = object(one);
                Object scheduling = response.get("scheduling");
                responses.add(new FunctionResponse(
                        response.get("id") instanceof String id ? id : null,
                        String.valueOf(response.get("name")),
                        Map.of(),
                        scheduling == null ? null : scheduling.toString(),
                        Boolean.TRUE.equals(response.get("willContinue"))));
            }
        }
        return new ToolResponse(responses);
    }

    private static ClientMessage contextUpdate(Map<String, Object> body) {
        Object instruction = body.get("systemInstruction");
        // wrapped: absent keeps the tools, and an object without a list in it has the empty one (protocol section 1.5)
        Object wrapped = body.get("tools");
        Object tools = object(wrapped).get("tools");
        return new ContextUpdate(
                instruction == null ? null : object(instruction),
                tools instanceof List<?> list ? List.copyOf(list) : wrapped instanceof Map<?, ?> ? List.of() : null);
    }

    private static Map<String, Object> object(@Nullable Object value) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, field) -> object.put(SnakeCase.toCamel(String.valueOf(name)), field));
        }
        return object;
    }
}
