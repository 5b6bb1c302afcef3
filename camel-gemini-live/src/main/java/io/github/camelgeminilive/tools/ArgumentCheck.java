package io.github.camelgeminilive.tools;

import io.github.camelgeminilive.schema.SchemaValidator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the arguments that a model wrote fit: first whether they are of a size that anybody can handle, then whether
 * they are as declared. Made once for a declaration.
 *
 * <p>Thread-safe.
 */
public final class ArgumentCheck {

    /** Levels of lists and objects; people don't nest deeper, and whoever reads the body may recurse. */
    static final int MAX_DEPTH = 32;

    /** Values in all, names not counted. */
    static final int MAX_VALUES = 10_000;

    /** Characters of all text, names included. */
    static final int MAX_CHARACTERS = 256 * 1024;

    /** Problems that are told at once, so that the model can mend them at once. */
    private static final int MAX_PROBLEMS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(ArgumentCheck.class);
    private static final String END = ". Nothing was carried out.";
    private static final ArgumentCheck AS_THEY_ARE = new ArgumentCheck(null, false, false);
    private static final ArgumentCheck SIZE = new ArgumentCheck(null, true, false);

    private final @Nullable Map<String, Object> schema;
    private final @Nullable SchemaValidator validator;
    private final boolean whole;
    private final boolean foreign;

    private ArgumentCheck(@Nullable Map<String, Object> schema, boolean whole, boolean foreign) {
        this.schema = schema;
        this.validator = schema == null ? null : new SchemaValidator(schema);
        this.whole = whole;
        this.foreign = foreign;
    }

    /**
     * What the check found.
     *
     * @param problem words for the model, or null when everything fits
     * @param args the arguments; unmodifiable. Where they are declared a whole number is Integer, Long or BigInteger,
     *     also one that came as 3.0
     */
    record Finding(@Nullable String problem, Map<String, Object> args) {}

    /** Where nothing is declared: only size, depth and count. */
    static ArgumentCheck asTheyAre() {
        return AS_THEY_ARE;
    }

    /** Where something is declared that is not asked for: only size, depth and count. */
    static ArgumentCheck ofSize() {
        return SIZE;
    }

    /**
     * Strictly as a JSON Schema says, see {@link ArgumentSchema}.
     *
     * @param foreign whether somebody else wrote the schema, who checks again
     * @throws IllegalArgumentException where nothing can be held against it; says where
     */
    static ArgumentCheck of(Map<String, Object> schema, boolean foreign) {
        return new ArgumentCheck(ArgumentSchema.of(schema, foreign), true, foreign);
    }

    /** Looks at the arguments of one call. Never throws. */
    Finding check(Map<String, Object> args) {
        String excess = new Measure().measure(args, 0);
        if (excess != null) {
            return new Finding(excess, Map.of());
        }
        Map<String, Object> fitting = whole ? object(args) : args;
        Set<String> problems = validator == null ? Set.of() : problems(validator, fitting);
        return problems.isEmpty()
                ? new Finding(null, fitting)
                : new Finding("The arguments do not fit: " + String.join("; ", problems) + END, Map.of());
    }

    private Set<String> problems(SchemaValidator validator, Map<String, Object> args) {
        try {
            return validator.problems(args, MAX_PROBLEMS);
        } catch (StackOverflowError e) {
            // a pattern with a choice inside of a repetition, over a long text
            return Set.of("a text is too long");
        } catch (RuntimeException e) {
            if (foreign) {
                // no schema after all, such as one with required: true; whoever wrote it checks again
                return Set.of();
            }
            // not what it says: the arguments may be in it
            LOG.warn(
                    "Arguments can not be held against the schema of their function and are refused ({})",
                    e.getClass().getName());
            return Set.of("they can not be read");
        }
    }

    private static Map<String, Object> object(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> put(copy, String.valueOf(name), value(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        @SuppressWarnings("NullAway") // null is a value of JSON
        Object any = value;
        map.put(name, any);
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return object(map);
        }
        if (value instanceof Collection<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(one -> copy.add(value(one)));
            return Collections.unmodifiableList(copy);
        }
        return value instanceof Double number ? whole(number) : value;
    }

    /** A whole number as one; JSON knows no difference between 3 and 3.0. */
    private static Number whole(Double number) {
        // beyond 2^53 a double no longer says which whole number was meant
        if (number != Math.rint(number) || Math.abs(number) > 1L << 53) {
            return number;
        }
        long whole = new BigDecimal(number).longValueExact();
        if (whole == (int) whole) {
            return (int) whole;
        }
        return whole;
    }

    /** Two are equal that find the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ArgumentCheck check
                && whole == check.whole
                && foreign == check.foreign
                && Objects.equals(schema, check.schema);
    }

    @Override
    public int hashCode() {
        return Objects.hash(schema, whole, foreign);
    }

    /** Adds up what is there and stops at the first bound. */
    private static final class Measure {
        private int values;
        private long characters;

        @Nullable
        String measure(@Nullable Object value, int depth) {
            if (depth > MAX_DEPTH) {
                return "The arguments are nested too deeply" + END;
            }
            values++;
            if (value instanceof CharSequence text) {
                characters += text.length();
            } else if (value instanceof Map<?, ?> map) {
                map.keySet().forEach(name -> characters += String.valueOf(name).length());
                return measure(map.values(), depth);
            } else if (value instanceof Collection<?> elements) {
                for (Object element : elements) {
                    String excess = measure(element, depth + 1);
                    if (excess != null) {
                        return excess;
                    }
                }
            }
            return values > MAX_VALUES || characters > MAX_CHARACTERS ? "The arguments are too long" + END : null;
        }
    }
}
