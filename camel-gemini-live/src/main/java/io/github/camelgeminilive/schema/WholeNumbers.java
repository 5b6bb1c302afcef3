package io.github.camelgeminilive.schema;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the library does not ask of whole numbers: 1e300 is one for it, though a double of that size no longer says which
 * one was meant, and int32 is a word.
 *
 * <p>Thread-safe: without state.
 */
final class WholeNumbers {

    /** In place of no format; our own, so that it is never a format of a schema. */
    static final String EXACT = "gemini-live:whole";

    private static final List<String> FORMATS = List.of("int32", "int64", EXACT);

    private WholeNumbers() {}

    /** Lets a schema of whole numbers ask for {@link #problem}. */
    static void ask(Map<String, Object> schema) {
        Object type = schema.get("type");
        boolean whole = type instanceof String one
                ? one.equals("integer")
                : type instanceof Iterable<?> && has(type, "integer") && !has(type, "number");
        if (whole && !(schema.get("format") instanceof String)) {
            schema.put("format", EXACT);
        }
    }

    private static boolean has(Object types, String type) {
        for (Object one : (Iterable<?>) types) {
            if (type.equals(one)) {
                return true;
            }
        }
        return false;
    }

    /** Asked by the library for each value; null where it fits. */
    static @Nullable String problem(String kind, @Nullable String format, @Nullable Object value) {
        if (format == null || !FORMATS.contains(format) || !(value instanceof Number number)) {
            return null;
        }
        boolean fits = format.equals("int32")
                ? number instanceof Integer
                : number instanceof Integer
                        || number instanceof Long
                        || format.equals(EXACT) && number instanceof BigInteger;
        return fits ? null : "not exact";
    }
}
