package io.github.camelgeminilive.tools;

import java.math.BigInteger;
import java.util.Map;
import java.util.Set;

/**
 * Fields of the wire's schema that mean what the keyword of their name means, with the types and values that they may
 * stand beside. What does not fit says nothing in JSON Schema, but can end the connection (protocol section 2.5).
 *
 * <p>Thread-safe: without state.
 */
final class WireFields {

    private static final Set<String> TEXTS = Set.of("title", "description", "pattern");
    private static final Set<String> NUMBERS = Set.of("minimum", "maximum");
    private static final Set<String> VALUES = Set.of("default", "example");

    private static final Set<String> COUNTS =
            Set.of("minItems", "maxItems", "minProperties", "maxProperties", "minLength", "maxLength");

    /** Keywords that ask something of values of some types only. */
    private static final Map<String, Set<String>> TYPES = Map.of(
            "pattern", Set.of("string"),
            "minLength", Set.of("string"),
            "maxLength", Set.of("string"),
            "minItems", Set.of("array"),
            "maxItems", Set.of("array"),
            "minProperties", Set.of("object"),
            "maxProperties", Set.of("object"),
            "minimum", Set.of("number", "integer"),
            "maximum", Set.of("number", "integer"));

    /** Formats that the API has named for a type; another one ends the request. */
    private static final Map<String, Set<String>> FORMATS = Map.of(
            "string", Set.of("date-time", "enum"),
            "number", Set.of("float", "double"),
            "integer", Set.of("int32", "int64"));

    private WireFields() {}

    /** Whether the wire has a field of this name that means the same. */
    static boolean has(String keyword) {
        return TEXTS.contains(keyword)
                || NUMBERS.contains(keyword)
                || VALUES.contains(keyword)
                || COUNTS.contains(keyword);
    }

    /** Whether a keyword asks anything of values of a type. */
    static boolean concerns(String keyword, String type) {
        Set<String> types = TYPES.get(keyword);
        return types == null || types.contains(type);
    }

    /** Whether the wire's field takes a value; a schema of somebody else can have any. */
    static boolean takes(String keyword, Object value) {
        if (TEXTS.contains(keyword)) {
            return value instanceof String;
        } else if (NUMBERS.contains(keyword)) {
            return value instanceof Number number && Double.isFinite(number.doubleValue());
        }
        return !COUNTS.contains(keyword) || value instanceof Number count && isCount(count);
    }

    static boolean takesFormat(String type, String format) {
        return FORMATS.getOrDefault(type, Set.of()).contains(format);
    }

    /** The field has 64 bits. */
    private static boolean isCount(Number number) {
        if (number instanceof BigInteger) {
            return false;
        }
        double count = number.doubleValue();
        return count >= 0 && (number instanceof Long || count == Math.rint(count) && count <= 1L << 53);
    }
}
