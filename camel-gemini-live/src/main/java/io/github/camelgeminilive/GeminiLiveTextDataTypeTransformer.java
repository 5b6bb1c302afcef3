package io.github.camelgeminilive;

import io.github.camelgeminilive.codec.JsonText;
import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.TurnSummary;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;
import org.jspecify.annotations.Nullable;

/**
 * Data type {@code gemini-live:text}: the words in a reply or an event.
 *
 * <p>Thread-safe: stateless.
 */
@DataTypeTransformer(
        name = "gemini-live:text",
        description = "The words in a reply or an event of a Gemini Live conversation as a String")
public class GeminiLiveTextDataTypeTransformer extends Transformer {

    @Override
    public void transform(Message message, DataType from, DataType to) {
        message.setBody(text(message.getBody()));
    }

    private static String text(@Nullable Object body) {
        if (body == null) {
            return "";
        } else if (body instanceof CharSequence text) {
            return text.toString();
        } else if (body instanceof LiveReply reply) {
            return GeminiLiveConverter.toString(reply);
        } else if (body instanceof TurnSummary turn) {
            return GeminiLiveConverter.toString(turn);
        } else if (body instanceof FunctionCall call) {
            return GeminiLiveConverter.toString(call);
        } else if (body instanceof Part part) {
            return GeminiLiveConverter.toString(part);
        } else if (body instanceof Failure failure) {
            return failure.message();
        } else if (body instanceof Map<?, ?> map) {
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((name, value) -> named.put(String.valueOf(name), value));
            return JsonText.of(named);
        }
        throw new IllegalArgumentException("Data type gemini-live:text: expected a reply or an event that has words but"
                + " was " + body.getClass().getName());
    }
}
