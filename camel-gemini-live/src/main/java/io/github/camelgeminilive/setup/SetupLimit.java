package io.github.camelgeminilive.setup;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a family of models does not take in the setup message: one line of the profile file, such as
 * {@code error on vertex is TEXT: it only speaks}.
 *
 * <p>Immutable, thread-safe.
 *
 * @param path the field
 * @param backEnds where it holds, empty for everywhere
 * @param words of the condition, empty for any value
 * @param reason what the family does, and what to do instead
 */
public record SetupLimit(
        String path, Verdict verdict, Set<String> backEnds, Condition condition, String words, String reason) {

    /** What becomes of a setup message that the limit fits. */
    public enum Verdict {
        /** The service certainly refuses it: no connection is made. */
        ERROR,
        /** The service may refuse or ignore it: told, and sent. */
        WARNING,
        /** Nothing: this takes away what another family says. */
        NONE,
        /** Whatever is at this path is sent, even against the fields that we know. */
        OK
    }

    /** Which values the limit fits. */
    public enum Condition {
        ANY,
        MISSING,
        IS,
        NOT,
        ABOVE,
        BELOW,
        WITH,
        WITHOUT
    }

    private static final Pattern FORM = Pattern.compile(
            "(error|warning|none|ok)(?: on ([a-z0-9,]+))?(?: (missing|(?:is|not|above|below|with|without) [^ :]+))?(?:: *(.+))?");

    /**
     * The limits of one path.
     *
     * @param text one or more, with | between
     * @throws IllegalArgumentException when one can't be read
     */
    public static List<SetupLimit> parse(String path, String text) {
        List<SetupLimit> limits = new ArrayList<>();
        for (String line : text.split("\\|", -1)) {
            Matcher form = FORM.matcher(line.trim());
            if (!form.matches()) {
                throw new IllegalArgumentException("expected \"error|warning|none|ok [on BACKENDS] [missing | is A,B |"
                        + " not A,B | above N | below N | with PATH | without PATH] [: reason]\" but was \""
                        + line.trim() + "\"");
            }
            String condition = form.group(3) == null ? "any" : form.group(3);
            int space = condition.indexOf(' ');
            limits.add(new SetupLimit(
                    path,
                    Verdict.valueOf(form.group(1).toUpperCase(Locale.ROOT)),
                    form.group(2) == null ? Set.of() : Set.copyOf(SetupField.BackEnds.of(form.group(2))),
                    Condition.valueOf((space < 0 ? condition : condition.substring(0, space)).toUpperCase(Locale.ROOT)),
                    space < 0 ? "" : condition.substring(space + 1),
                    form.group(4) == null ? "" : form.group(4).trim()));
        }
        return List.copyOf(limits);
    }

    /**
     * Whether it fits a message.
     *
     * @param values of every path that the message has; several where lists are on the way
     */
    boolean fits(Map<String, List<Object>> values, String backEnd) {
        if (!backEnds.isEmpty() && !backEnds.contains(backEnd)) {
            return false;
        }
        List<Object> own = values.getOrDefault(path, List.of());
        if (condition == Condition.MISSING) {
            return own.isEmpty();
        }
        return !own.isEmpty()
                && switch (condition) {
                    case IS -> own.stream().anyMatch(this::named);
                    case NOT -> own.stream().anyMatch(value -> !named(value));
                    case ABOVE -> own.stream().anyMatch(value -> compared(value) > 0);
                    case BELOW -> own.stream().anyMatch(value -> compared(value) < 0);
                    case WITH -> present(values);
                    case WITHOUT -> !present(values);
                    case ANY, MISSING -> true;
                };
    }

    private boolean named(Object value) {
        return List.of(words.split(",", -1)).contains(String.valueOf(value));
    }

    private int compared(Object value) {
        try {
            return new BigDecimal(String.valueOf(value)).compareTo(new BigDecimal(words));
        } catch (NumberFormatException e) {
            // not a number: the field's type says so
            return 0;
        }
    }

    /** PATH, or PATH=VALUE. */
    private boolean present(Map<String, List<Object>> values) {
        int equals = words.indexOf('=');
        String other = equals < 0 ? words : words.substring(0, equals);
        List<Object> found = values.getOrDefault(other, List.of());
        return equals < 0
                ? !found.isEmpty()
                : found.stream().anyMatch(value -> String.valueOf(value).equals(words.substring(equals + 1)));
    }
}
