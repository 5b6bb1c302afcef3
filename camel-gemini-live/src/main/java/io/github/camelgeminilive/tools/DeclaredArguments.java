package io.github.camelgeminilive.tools;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a function from one JSON Schema: what the model is told of them, and what its calls are held against.
 *
 * <p>Immutable.
 *
 * @param parameters in the subset that the Live API reads; empty for none
 * @param removed what the model is not told, as {@code /path: keyword}, sorted
 * @param description what the schema says of itself; null when it says nothing
 * @param check for the arguments of calls
 */
public record DeclaredArguments(
        Map<String, Object> parameters,
        Set<String> removed,
        @Nullable String description,
        ArgumentCheck check) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");

    /**
     * Arguments by a schema of our own side.
     *
     * @param validate whether calls are held against it; their size is bounded in any case
     * @throws IllegalArgumentException where it can't be told to the model, or names an argument as the wire does not let
     *     it; says where and how to mend it
     */
    public static DeclaredArguments of(Map<String, Object> schema, boolean validate) {
        SchemaTranslation translation = SchemaTranslation.of(schema);
        names(translation.parameters(), "");
        Map<String, Object> parameters = new LinkedHashMap<>(translation.parameters());
        // the function's own; said once
        parameters.remove("description");
        parameters.remove("title");
        return new DeclaredArguments(
                parameters,
                translation.removed(),
                schema.get("description") instanceof String text && !text.isBlank() ? text : null,
                validate ? ArgumentCheck.of(schema, false) : ArgumentCheck.ofSize());
    }

    /**
     * Arguments by a schema that somebody else wrote, who checks them again: one that can be told and that nothing can be
     * held against is no reason to do without the function.
     *
     * @throws IllegalArgumentException where it can't be told to the model; says where and why
     */
    public static DeclaredArguments foreign(Map<String, Object> schema) {
        SchemaTranslation translation = SchemaTranslation.of(schema);
        ArgumentCheck check;
        try {
            check = ArgumentCheck.of(schema, true);
        } catch (IllegalArgumentException | ClassCastException e) {
            check = ArgumentCheck.ofSize();
        }
        return new DeclaredArguments(translation.parameters(), translation.removed(), null, check);
    }

    /** Whether an argument may be called so. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static void names(@Nullable Object schema, String path) {
        if (!(schema instanceof Map<?, ?> map)) {
            return;
        }
        names(map.get("items"), path + "/items");
        if (map.get("anyOf") instanceof Iterable<?> kinds) {
            kinds.forEach(kind -> names(kind, path));
        }
        if (map.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((key, property) -> {
                String name = String.valueOf(key);
                if (!isName(name)) {
                    throw new IllegalArgumentException(
                            "Expected names of arguments with letters, digits, _ and - that do"
                                    + " not begin with a digit or - and have at most 64 characters, but at "
                                    + (path.isEmpty() ? "/" : path) + " one is '" + name + "': give it another name");
                }
                names(property, path + "/" + name);
            });
        }
    }
}
