package io.github.camelgeminilive;

import io.github.camelgeminilive.codec.JsonValues;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The body of a route that has ended, as the JSON object that an answer has to be (protocol section 2.15).
 *
 * <p>Thread-safe: without state of its own.
 */
final class ToolAnswerBody {

    /** Models repeat a call whose answer is empty (protocol section 2.15). */
    private static final Map<String, Object> DONE = Map.of("output", "done");

    /** Not what leads from a message to the whole application. */
    static final JsonValues VALUES = new JsonValues(type -> CamelContext.class.isAssignableFrom(type)
            || Exchange.class.isAssignableFrom(type)
            || Message.class.isAssignableFrom(type));

    private ToolAnswerBody() {}

    /**
     * The object.
     *
     * @param args what the body was when the route began: it is no answer
     * @throws ToolAnswerException where the body can't be one
     * @throws IOException where it can't be read
     */
    static Map<String, Object> response(Exchange exchange, Map<String, Object> args, int maxBytes)
            throws ToolAnswerException, IOException {
        Object body = exchange.getMessage().getBody();
        if (body == null || ToolArguments.untouched(exchange, body, args, VALUES)) {
            return DONE;
        }
        try {
            return object(value(exchange, body, maxBytes));
        } catch (JsonValues.TooLongException e) {
            throw ToolAnswerException.tooLong(maxBytes);
        }
    }

    private static @Nullable Object value(Exchange exchange, Object body, int maxBytes)
            throws ToolAnswerException, IOException {
        ToolAnswerType type = ToolAnswerType.of(exchange);
        Object content = ToolAnswerStream.holds(body) ? ToolAnswerStream.text(exchange, body, type, maxBytes) : body;
        return content instanceof CharSequence text && type.json()
                ? parsed(text.toString(), maxBytes)
                : VALUES.plain(content, maxBytes);
    }

    private static @Nullable Object parsed(String text, int maxBytes) throws IOException {
        Object parsed;
        try {
            parsed = VALUES.parse(text);
        } catch (IOException e) {
            // announced as JSON and none: still something that the route wants to say
            parsed = text;
        }
        return VALUES.plain(parsed, maxBytes);
    }

    private static Map<String, Object> object(@Nullable Object value) {
        if (value == null || value instanceof String text && text.isBlank()) {
            return DONE;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return Map.of("output", value);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((name, field) -> object.put(String.valueOf(name), field));
        return object.isEmpty() ? DONE : object;
    }
}
