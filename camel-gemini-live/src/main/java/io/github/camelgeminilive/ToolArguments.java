package io.github.camelgeminilive;

import io.github.camelgeminilive.codec.JsonValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The body that a tool route begins with: the arguments of the call, the route's own, to change as it likes. A class of
 * its own tells them at the end from an answer that happens to say the same.
 *
 * <p>Not thread-safe.
 */
final class ToolArguments extends LinkedHashMap<String, Object> {

    private static final long serialVersionUID = 1L;

    /** Where the instance of an {@code inputType} is remembered. */
    private static final String PROPERTY = "CamelGeminiLiveToolInput";

    /** Of one that is longer no picture is taken: it is taken for untouched as long as it is the same. */
    private static final int MAX_BYTES = 1 << 20;

    ToolArguments(Map<String, Object> args) {
        args.forEach((name, value) -> put(name, own(value)));
    }

    /** An instance that is the body, and what it said at the beginning; null where that can't be told. */
    private record Instance(Object body, @Nullable Object said) {}

    /** Remembers what a route begins with, where that is an instance of a class. */
    static void remember(Exchange exchange, Object body, JsonValues json) {
        if (!(body instanceof ToolArguments)) {
            exchange.setProperty(PROPERTY, new Instance(body, said(body, json)));
        }
    }

    /** Whether a body is still what the route began with, and not an answer. */
    static boolean untouched(Exchange exchange, Object body, Map<String, Object> args, JsonValues json) {
        if (body instanceof ToolArguments) {
            return body.equals(args);
        }
        return exchange.getProperty(PROPERTY) instanceof Instance before
                && before.body() == body
                && (before.said() == null || Objects.equals(before.said(), said(body, json)));
    }

    private static @Nullable Object said(Object body, JsonValues json) {
        try {
            return json.plain(body, MAX_BYTES);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static @Nullable Object own(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, field) -> copy.put(name, own(field)));
            return copy;
        }
        if (value instanceof Collection<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(one -> copy.add(own(one)));
            return copy;
        }
        return value;
    }
}
