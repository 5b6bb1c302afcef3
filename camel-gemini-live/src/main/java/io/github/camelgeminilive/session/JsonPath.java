package io.github.camelgeminilive.session;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The paths of streamed arguments (protocol section 3.4): names and indices behind {@code $}. */
final class JsonPath {

    private static final Pattern STEP = Pattern.compile(
            "\\.([^.\\[\\]]+)|\\[(\\d{1,9})]|\\['((?:[^'\\\\]|\\\\.)*)']|\\[\"((?:[^\"\\\\]|\\\\.)*)\"]");

    private JsonPath() {}

    /** The steps, String for a name and Integer for an index; null for what is no such path. */
    static @Nullable List<Object> steps(String path) {
        if (!path.startsWith("$") || path.length() == 1) {
            return null;
        }
        List<Object> steps = new ArrayList<>(4);
        Matcher step = STEP.matcher(path);
        int at = 1;
        while (at < path.length()) {
            if (!step.region(at, path.length()).lookingAt()) {
                return null;
            }
            steps.add(step(step));
            at = step.end();
        }
        return steps;
    }

    private static Object step(Matcher step) {
        if (step.group(1) != null) {
            return step.group(1);
        }
        if (step.group(2) != null) {
            return Integer.valueOf(step.group(2));
        }
        String quoted = step.group(3) != null ? step.group(3) : step.group(4);
        return quoted.replaceAll("\\\\(.)", "$1");
    }
}
