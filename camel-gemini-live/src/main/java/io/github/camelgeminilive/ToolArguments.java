package io.github.camelgeminilive;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The body that a tool route begins with: the arguments of the call, the route's own, to change as it likes. A class of
 * its own tells them at the end from an answer that happens to say the same.
 *
 * <p>Not thread-safe.
 */
final class ToolArguments extends LinkedHashMap<String, Object> {

    private static final long serialVersionUID = 1L;

    ToolArguments(Map<String, Object> args) {
        super(args);
    }

    /** Whether a body is still what the route began with, and not an answer. */
    static boolean untouched(Object body, Map<String, Object> args) {
        return body instanceof ToolArguments && body.equals(args);
    }
}
