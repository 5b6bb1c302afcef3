package io.github.camelgeminilive.codec;

import com.fasterxml.jackson.core.JsonStreamContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The place of a parser or generator as text, for example {@code serverContent.modelTurn.parts[0].text}. */
final class WirePath {

    /** What a field name of the protocol can look like; anything else may be content that ended up in a name. */
    private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private WirePath() {}

    /**
     * The path to where {@code context} is.
     *
     * @param maxDepth contexts nested deeper are left out, because their names are content and not protocol
     */
    static String of(JsonStreamContext context, int maxDepth) {
        StringBuilder path = new StringBuilder();
        append(path, context, maxDepth);
        return path.length() == 0 ? "the top level" : path.toString();
    }

    private static void append(StringBuilder path, @Nullable JsonStreamContext context, int maxDepth) {
        if (context == null) {
            return;
        }
        append(path, context.getParent(), maxDepth);
        if (context.getNestingDepth() > maxDepth) {
            return;
        }
        if (context.inArray() && context.hasCurrentIndex()) {
            path.append('[').append(context.getCurrentIndex()).append(']');
        } else if (context.inObject() && context.hasCurrentName()) {
            String name = context.getCurrentName();
            path.append(path.length() == 0 ? "" : ".")
                    .append(FIELD_NAME.matcher(name).matches() ? name : "?");
        }
    }
}
