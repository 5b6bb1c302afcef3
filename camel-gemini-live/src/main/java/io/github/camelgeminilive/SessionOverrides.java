package io.github.camelgeminilive;

import io.github.camelgeminilive.protocol.Content;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one session has of its own, from the headers and the body of operation open; null is what the agent says. Data
 * only: nothing in it names an option, a resource or a placeholder.
 *
 * <p>Immutable if the values of {@code setup} are.
 *
 * @param toolSet names of the tools that are declared, instead of all that the agent has
 * @param history what was said before
 * @param setup fields of the setup message by path, as {@code setup.} has them, or nested
 */
record SessionOverrides(
        @Nullable String systemInstruction,
        @Nullable String voice,
        @Nullable String languageCode,
        @Nullable List<String> toolSet,
        @Nullable List<Content> history,
        Map<String, Object> setup) {

    /** A session as the agent says. */
    static final SessionOverrides NONE = new SessionOverrides(null, null, null, null, null, Map.of());

    SessionOverrides {
        toolSet = toolSet == null ? null : List.copyOf(toolSet);
        history = history == null ? null : List.copyOf(history);
        setup = Map.copyOf(setup);
    }

    /** What the model is told is never logged. */
    @Override
    public String toString() {
        return "SessionOverrides[" + (equals(NONE) ? "none" : "set") + "]";
    }
}
