package io.github.camelgeminilive.protocol;

import java.util.List;

/**
 * One entry of a conversation as a client sends it (protocol section 2.13).
 *
 * @param role {@code user} or {@code model}
 * @param parts what was said
 */
public record Content(String role, List<Part> parts) {

    public Content {
        parts = List.copyOf(parts);
    }

    /** What the user says, as text. */
    public static Content user(String text) {
        return new Content("user", List.of(new Part.Text(text, false)));
    }
}
