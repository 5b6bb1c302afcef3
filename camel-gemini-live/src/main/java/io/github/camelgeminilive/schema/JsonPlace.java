package io.github.camelgeminilive.schema;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pointers as the library writes them: {@code #/rooms/2/name}, with everything unusual as {@code %} and two digits.
 *
 * <p>Thread-safe: without state.
 */
final class JsonPlace {

    /** Characters of a name that the model chose when we repeat it. */
    private static final int MAX_NAME = 64;

    /** Names and places of one path that are repeated. */
    private static final int MAX_STEPS = 8;

    private JsonPlace() {}

    /** What stands there, or null. */
    static @Nullable Object in(Object root, String pointer) {
        Object at = root;
        for (String step : steps(pointer)) {
            if (at instanceof Map<?, ?> map) {
                at = map.get(step);
            } else if (at instanceof List<?> list) {
                int place = place(step);
                at = place >= 0 && place < list.size() ? list.get(place) : null;
            } else {
                return null;
            }
        }
        return at;
    }

    /** As people write it: {@code rooms[2].name}; empty for the root. */
    static String said(Object root, String pointer) {
        StringBuilder said = new StringBuilder();
        Object at = root;
        List<String> steps = steps(pointer);
        for (int i = 0; i < Math.min(MAX_STEPS, steps.size()); i++) {
            said(said, steps.get(i), at instanceof List);
            at = at == null ? null : in(at, "#/" + steps.get(i));
        }
        return steps.size() > MAX_STEPS ? said + "..." : said.toString();
    }

    static void said(StringBuilder said, String step, boolean place) {
        if (place) {
            said.append('[').append(step).append(']');
        } else {
            said.append(said.isEmpty() ? "" : ".").append(shortened(step));
        }
    }

    static String shortened(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "...";
    }

    private static List<String> steps(String pointer) {
        List<String> steps = new ArrayList<>();
        String[] parts = pointer.split("/", -1);
        for (int i = 1; i < parts.length; i++) {
            steps.add(decoded(parts[i]));
        }
        return steps;
    }

    private static int place(String step) {
        try {
            return Integer.parseInt(step);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String decoded(String step) {
        if (step.indexOf('%') < 0 && step.indexOf('~') < 0) {
            return step;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(step.length());
        for (int i = 0; i < step.length(); i++) {
            int high = step.charAt(i) == '%' && i + 2 < step.length() ? Character.digit(step.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(step.charAt(i + 2), 16);
            if (low >= 0) {
                bytes.write(high * 16 + low);
                i += 2;
            } else {
                bytes.writeBytes(step.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8).replace("~1", "/").replace("~0", "~");
    }
}
