package io.github.camelgeminilive.setup;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One field of the setup message: what it holds and where it is known.
 *
 * <p>Immutable, thread-safe.
 *
 * @param list whether it is a list of that type
 * @param prefix of the enum's names, which options may leave out
 * @param names of the enum, in full
 * @param maxSize of a list
 * @param pattern of the names and texts of a map
 * @param backEnds that know it, empty for all
 */
record SetupField(
        String path,
        Type type,
        boolean list,
        String prefix,
        List<String> names,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        int maxSize,
        @Nullable Pattern pattern,
        Set<String> backEnds) {

    enum Type {
        STRING,
        BYTES,
        BOOLEAN,
        NUMBER,
        INTEGER,
        ENUM,
        OBJECT,
        MAP,
        ANY,
        REFUSED
    }

    private static final Pattern RANGE = Pattern.compile("(-?\\d*)\\.\\.(-?\\d*)");
    private static final String SIZE = "size..";

    static SetupField parse(String line) {
        String[] words = line.trim().split("\\s+", -1);
        boolean list = words[1].endsWith("*");
        Type type = Type.valueOf(words[1].replace("*", "").toUpperCase(Locale.ROOT));
        String prefix = "";
        Set<String> names = new LinkedHashSet<>();
        BigDecimal min = null;
        BigDecimal max = null;
        int maxSize = Integer.MAX_VALUE;
        Pattern pattern = null;
        Set<String> backEnds = Set.of();
        for (int i = 2; i < words.length; i++) {
            String word = words[i];
            var range = RANGE.matcher(word);
            if (word.equals("on")) {
                backEnds = BackEnds.of(words[++i]);
            } else if (word.startsWith(SIZE)) {
                maxSize = Integer.parseInt(word.substring(SIZE.length()));
            } else if (range.matches()) {
                min = range.group(1).isEmpty() ? null : new BigDecimal(range.group(1));
                max = range.group(2).isEmpty() ? null : new BigDecimal(range.group(2));
            } else if (word.startsWith("/")) {
                pattern = Pattern.compile(word.substring(1, word.length() - 1));
            } else if (word.endsWith("_")) {
                prefix = word;
            } else {
                names.add(word.startsWith("=") ? word.substring(1) : prefix + word);
            }
        }
        return new SetupField(
                words[0], type, list, prefix, List.copyOf(names), min, max, maxSize, pattern, Set.copyOf(backEnds));
    }

    boolean knownTo(String backEnd) {
        return backEnds.isEmpty() || backEnds.contains(backEnd);
    }

    /** Whether what is in it has paths of its own. */
    boolean nested() {
        return type == Type.OBJECT;
    }

    /** A name as people write it, in full; what is no name of this enum stays as it is. */
    String full(String name) {
        String upper = name.trim().toUpperCase(Locale.ROOT);
        return names.contains(upper) ? upper : names.contains(prefix + upper) ? prefix + upper : name;
    }

    /** What is wrong with a value: "expected ... but was ...", or null. */
    @Nullable
    String problem(@Nullable Object value) {
        if (value == null || type == Type.ANY) {
            return null;
        }
        if (type == Type.REFUSED) {
            return "expected nothing, since the Live API refuses this field, but a value was given";
        }
        if (!list) {
            return single(value);
        }
        if (!(value instanceof List<?> items)) {
            return "expected a list but was " + kind(value);
        }
        if (items.size() > maxSize) {
            return "expected at most " + maxSize + " but were " + items.size();
        }
        return items.stream()
                .map(item -> item == null ? "expected no null in the list" : single(item))
                .filter(problem -> problem != null)
                .findFirst()
                .orElse(null);
    }

    private @Nullable String single(Object value) {
        return switch (type) {
            case STRING, BYTES -> value instanceof String ? null : "expected a text but was " + kind(value);
            case BOOLEAN -> value instanceof Boolean ? null : "expected true or false but was " + kind(value);
            case NUMBER, INTEGER -> number(value);
            case ENUM ->
                value instanceof String name && names.contains(name)
                        ? null
                        : "expected one of " + String.join(", ", names) + " but was "
                                + (value instanceof String name ? name : kind(value));
            case OBJECT -> value instanceof Map ? null : "expected an object but was " + kind(value);
            case MAP -> map(value);
            case ANY, REFUSED -> null;
        };
    }

    private @Nullable String number(Object value) {
        boolean whole = type == Type.INTEGER;
        BigDecimal number;
        try {
            // 64 bit integers travel as texts too
            number = value instanceof Number || whole && value instanceof String
                    ? new BigDecimal(value.toString())
                    : null;
        } catch (NumberFormatException e) {
            number = null;
        }
        if (number == null || whole && number.stripTrailingZeros().scale() > 0) {
            return "expected " + (whole ? "an integer" : "a number") + " but was "
                    + (number == null ? kind(value) : value);
        }
        boolean fits = (min == null || number.compareTo(min) >= 0) && (max == null || number.compareTo(max) <= 0);
        String range = max == null ? "at least " + min : min == null ? "at most " + max : min + " to " + max;
        return fits ? null : "expected " + range + " but was " + value;
    }

    private @Nullable String map(Object value) {
        if (!(value instanceof Map<?, ?> entries)) {
            return "expected an object but was " + kind(value);
        }
        Pattern allowed = pattern;
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            String name = String.valueOf(entry.getKey());
            if (!(entry.getValue() instanceof String text)) {
                return "expected a text for " + name + " but was " + kind(entry.getValue());
            }
            if (allowed != null && (name.isEmpty() || !allowed.matcher(name).matches())) {
                return "expected names of " + allowed + " but was '" + name + "'";
            }
            if (allowed != null && !allowed.matcher(text).matches()) {
                return "expected a value of " + allowed + " for " + name + " but was '" + text + "'";
            }
        }
        return null;
    }

    /** What a value is, without saying it: it may be confidential. */
    private static String kind(@Nullable Object value) {
        if (value instanceof Boolean || value instanceof Number || value == null) {
            return String.valueOf(value);
        }
        return value instanceof String ? "a text" : value instanceof List ? "a list" : "an object";
    }

    /** Words for back ends: {@code dev} stands for both versions of the Developer API. */
    static final class BackEnds {

        private BackEnds() {}

        static Set<String> of(String words) {
            Set<String> backEnds = new LinkedHashSet<>(Arrays.asList(words.split(",", -1)));
            if (backEnds.remove("dev")) {
                backEnds.add("v1beta");
                backEnds.add("v1alpha");
            }
            return backEnds;
        }
    }
}
