package io.github.camelgeminilive;

import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.vertx.core.buffer.Buffer;
import java.io.File;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a message is to do: the header, else the option, else the body decides.
 *
 * <p>Thread-safe: stateless.
 */
final class Operations {

    private static final String ACCEPTED =
            "expected a String (text), bytes, a stream or a file (sound, or a picture with"
                    + " a content type of image/*), a list of contents (turns), or a FunctionResponse or a Map with header "
                    + GeminiLiveConstants.TOOL_CALL_ID + " (tool response)";

    /** What a message can't choose: whoever may set headers would choose it. */
    private static final Set<GeminiLiveOperation> URI_ONLY =
            Set.of(GeminiLiveOperation.contextUpdate, GeminiLiveOperation.createToken, GeminiLiveOperation.raw);

    private Operations() {}

    /**
     * The operation of a message; the header is removed, so that it does not act again further on.
     *
     * @throws IllegalArgumentException when nothing says what to do
     */
    static GeminiLiveOperation of(Exchange exchange, @Nullable GeminiLiveOperation option) {
        Object header = exchange.getMessage().removeHeader(GeminiLiveConstants.OPERATION);
        if (option != null && header == null) {
            return option;
        }
        return header != null ? named(header) : byBody(exchange.getMessage());
    }

    private static GeminiLiveOperation named(Object header) {
        String name = header instanceof GeminiLiveOperation operation ? operation.name() : String.valueOf(header);
        return Arrays.stream(GeminiLiveOperation.values())
                .filter(operation -> operation.name().equals(name) && !URI_ONLY.contains(operation))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Header " + GeminiLiveConstants.OPERATION
                        + ": expected one of "
                        + Arrays.stream(GeminiLiveOperation.values())
                                .filter(operation -> !URI_ONLY.contains(operation))
                                .map(Enum::name)
                                .collect(Collectors.joining(", "))
                        + " but was '" + name + "'" + hint(name)));
    }

    private static String hint(String name) {
        return URI_ONLY.stream().anyMatch(operation -> operation.name().equals(name))
                ? ", which only the option operation of an endpoint can say"
                : "";
    }

    private static GeminiLiveOperation byBody(Message message) {
        Object body = message.getBody();
        if (body instanceof String) {
            return GeminiLiveOperation.text;
        }
        if (isSound(body)) {
            return PictureInput.isPicture(message) ? GeminiLiveOperation.video : GeminiLiveOperation.audio;
        }
        if (body instanceof Collection<?> contents && isContents(contents)) {
            return GeminiLiveOperation.turns;
        }
        if (body instanceof FunctionResponse
                || body instanceof Map<?, ?> && message.getHeader(GeminiLiveConstants.TOOL_CALL_ID) != null) {
            return GeminiLiveOperation.toolResponse;
        }
        String found = body == null
                ? "there is no body"
                : "the body is " + body.getClass().getName();
        throw new IllegalArgumentException(
                "No operation is given and " + found + ": " + ACCEPTED + "; or set the option operation");
    }

    private static boolean isContents(Collection<?> body) {
        return !body.isEmpty() && body.stream().allMatch(one -> one instanceof Content || one instanceof Map<?, ?>);
    }

    /** Whether a body is a piece of sound, unless its content type or name says otherwise. */
    static boolean isSound(@Nullable Object body) {
        return body instanceof byte[]
                || body instanceof ByteBuffer
                || body instanceof Buffer
                || body instanceof StreamCache
                || body instanceof InputStream
                || body instanceof File
                || body instanceof Path
                || body instanceof WrappedFile<?>;
    }
}
