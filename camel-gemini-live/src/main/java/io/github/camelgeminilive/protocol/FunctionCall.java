package io.github.camelgeminilive.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function that the model asks for (protocol section 3.4).
 *
 * @param id the id to answer; Vertex AI may leave it out
 * @param name the function
 * @param args the arguments as the model wrote them: unmodifiable, values are String, Number, Boolean, List, Map or null
 */
public record FunctionCall(@Nullable String id, String name, Map<String, Object> args) {

    public FunctionCall {
        // Map.copyOf refuses null values, which JSON has
        args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
    }

    /** What the model wrote is never printed by accident. */
    @Override
    public String toString() {
        return "FunctionCall[" + name + " " + id + "]";
    }
}
