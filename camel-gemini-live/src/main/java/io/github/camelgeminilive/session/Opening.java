package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a new conversation begins with. Sent once, on the first connection of a session: a conversation that was lost is
 * not begun again (C9).
 *
 * @param history what was said before
 * @param greeting typed text that makes the model speak first, or null
 */
public record Opening(List<Content> history, @Nullable String greeting) {

    /** A conversation that begins with what the user says. */
    public static final Opening NONE = new Opening(List.of(), null);

    public Opening {
        history = List.copyOf(history);
    }

    /** What was said is never printed. */
    @Override
    public String toString() {
        return "Opening[" + history.size() + " contents" + (greeting == null ? "" : ", greeting") + "]";
    }
}
