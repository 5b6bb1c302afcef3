package io.github.camelgeminilive.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the names of functions off a list of tools in wire form, which a route may have put together. */
public final class DeclaredFunctions {

    private DeclaredFunctions() {}

    /** The names, in their order; what has another form is passed over. */
    public static List<String> names(@Nullable Object tools) {
        List<String> names = new ArrayList<>();
        for (Object tool : list(tools)) {
            if (tool instanceof Map<?, ?> fields) {
                for (Object declaration : list(fields.get("functionDeclarations"))) {
                    if (declaration instanceof Map<?, ?> function && function.get("name") != null) {
                        names.add(String.valueOf(function.get("name")));
                    }
                }
            }
        }
        return names;
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
