package io.github.camelgeminilive;

import io.github.camelgeminilive.protocol.ResponsePart;
import java.io.IOException;
import java.io.Reader;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** A picture as the answer of a function: bytes whose content type is one that models take (protocol section 2.15). */
final class ToolAnswerPicture {

    /** Beside the picture; models repeat a call whose answer is empty. */
    static final Map<String, Object> RESPONSE = Map.of("output", "The result is the picture in this answer.");

    private ToolAnswerPicture() {}

    /**
     * The picture, or null where the body is something else.
     *
     * @param taken whether the model takes pictures
     * @throws ToolAnswerException where it is a picture that can't be sent
     * @throws IOException where it can't be read
     */
    static @Nullable ResponsePart of(Exchange exchange, int maxBytes, boolean taken)
            throws ToolAnswerException, IOException {
        Object body = exchange.getMessage().getBody();
        String type = ToolAnswerType.of(exchange).mimeType();
        boolean picture = type.startsWith("image/") && ResponsePart.TYPES.contains(type);
        if (body == null || !picture || !ToolAnswerStream.holds(body) || body instanceof Reader) {
            return null;
        }
        if (!taken) {
            throw new ToolAnswerException(
                    "Expected an answer without a picture but the body is of type " + type
                            + ": the model's family takes none; answer with text, or use another model",
                    "The function ended, but its result is a picture, which you can not be shown. Do not call the function"
                            + " again for the same work.",
                    null);
        }
        return new ResponsePart(type, ToolAnswerStream.bytes(exchange, body, maxBytes));
    }
}
