package io.github.camelgeminilive;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * What the header {@code Content-Type} says of a body.
 *
 * @param mimeType lower case, without parameters; empty when nothing is said
 * @param charset of text; UTF-8 when nothing is said
 */
record ToolAnswerType(String mimeType, Charset charset) {

    static ToolAnswerType of(Exchange exchange) {
        String header = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, "", String.class);
        String[] parts = header.toLowerCase(Locale.ROOT).split(";", -1);
        String named = Arrays.stream(parts)
                .map(String::trim)
                .filter(part -> part.startsWith("charset="))
                .map(part -> part.substring("charset=".length()).replace("\"", ""))
                .findFirst()
                .orElse(ExchangeHelper.getCharsetName(exchange, false));
        return new ToolAnswerType(parts[0].trim(), charset(named));
    }

    boolean json() {
        return mimeType.equals("application/json") || mimeType.equals("text/json") || mimeType.endsWith("+json");
    }

    boolean text() {
        return json()
                || mimeType.startsWith("text/")
                || mimeType.equals("application/xml")
                || mimeType.endsWith("+xml") && !image();
    }

    boolean image() {
        return mimeType.startsWith("image/");
    }

    /** Nothing that says what the bytes are. */
    boolean unknown() {
        return mimeType.isEmpty() || mimeType.equals("application/octet-stream");
    }

    private static Charset charset(@Nullable String name) {
        try {
            return name == null || name.isBlank() ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
