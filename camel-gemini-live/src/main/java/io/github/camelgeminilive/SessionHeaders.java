package io.github.camelgeminilive;

import io.github.camelgeminilive.codec.ContentReader;
import io.github.camelgeminilive.protocol.Content;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What operation open says of the one session that it opens. Its values are data: none is a resource or an expression. */
final class SessionHeaders {

    private SessionHeaders() {}

    /**
     * Reads headers and body.
     *
     * @throws IllegalArgumentException where a value is something else than it has to be
     */
    static SessionOverrides of(Message message) {
        return new SessionOverrides(
                text(message, GeminiLiveConstants.SYSTEM_INSTRUCTION),
                text(message, GeminiLiveConstants.VOICE),
                text(message, GeminiLiveConstants.LANGUAGE_CODE),
                toolSet(message),
                history(message.getHeader(GeminiLiveConstants.HISTORY)),
                setup(message.getBody()));
    }

    private static @Nullable String text(Message message, String header) {
        String text = message.getHeader(header, String.class);
        return text == null || text.isBlank() ? null : text;
    }

    /** The names in header CamelGeminiLiveToolSet, or null without it: a list, or a text with commas between. */
    static @Nullable List<String> toolSet(Message message) {
        Object value = message.getHeader(GeminiLiveConstants.TOOL_SET);
        if (value == null) {
            return null;
        }
        Collection<?> names = value instanceof Collection<?> list
                ? list
                : Arrays.asList(String.valueOf(value).split(",", -1));
        List<String> set = new ArrayList<>();
        for (Object name : names) {
            String trimmed = String.valueOf(name).trim();
            if (!trimmed.isEmpty()) {
                set.add(trimmed);
            }
        }
        return set;
    }

    private static @Nullable List<Content> history(@Nullable Object value) {
        return value == null || value instanceof String text && text.isBlank()
                ? null
                : ContentReader.contents("Header " + GeminiLiveConstants.HISTORY, value);
    }

    /** Fields of the setup message by path or nested; any other body means nothing here. */
    private static Map<String, Object> setup(@Nullable Object body) {
        Map<String, Object> setup = new LinkedHashMap<>();
        if (body instanceof Map<?, ?> fields) {
            fields.forEach((path, value) -> {
                if (value == null) {
                    throw new IllegalArgumentException(
                            "Body of operation open: expected a value of " + path + " but there is none; leave it out");
                }
                setup.put(String.valueOf(path), value);
            });
        }
        return setup;
    }
}
