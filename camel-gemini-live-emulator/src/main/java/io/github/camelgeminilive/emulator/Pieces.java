package io.github.camelgeminilive.emulator;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text for the fragments of one message. */
final class Pieces {
    private Pieces() {}

    static List<String> of(String text, int pieces) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= pieces; i++) {
            int to = i == pieces ? text.length() : (int) ((long) text.length() * i / pieces);
            // Half a character is no text.
            if (to > from && to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
                to++;
            }
            parts.add(text.substring(from, Math.max(from, to)));
            from = Math.max(from, to);
        }
        return parts;
    }
}
