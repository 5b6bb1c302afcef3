package io.github.camelgeminilive.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function that the model asks for (protocol section 3.4).
 *
 * @param id the id to answer; Vertex AI may leave it out
 * @param name the function
 * @param args the arguments as the model wrote them: unmodifiable, values are String, Number, Boolean, List, Map or null
 * @param partialArgs pieces of arguments of a call that comes in several messages (Vertex AI); a call that reaches a
 *     route or a tool has none, its arguments are whole
 * @param willContinue whether more pieces of this call follow; never true where a route or a tool sees it
 */
public record FunctionCall(
        @Nullable String id,
        String name,
        Map<String, Object> args,
        List<PartialArg> partialArgs,
        boolean willContinue) {

    public FunctionCall {
        // Map.copyOf refuses null values, which JSON has
        args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
        partialArgs = List.copyOf(partialArgs);
    }

    /** A call that is whole. */
    public FunctionCall(@Nullable String id, String name, Map<String, Object> args) {
        this(id, name, args, List.of(), false);
    }

    /**
     * A piece of one argument.
     *
     * @param jsonPath where it belongs, for example {@code $.route.stops[0]}
     * @param value String, Number, Boolean or null
     * @param willContinue whether the next piece for the same path goes on with this text
     */
    public record PartialArg(String jsonPath, @Nullable Object value, boolean willContinue) {

        /** What the model wrote is never printed by accident. */
        @Override
        public String toString() {
            return "PartialArg[" + (willContinue ? "goes on" : "whole") + "]";
        }
    }

    /** What the model wrote is never printed by accident. */
    @Override
    public String toString() {
        return "FunctionCall[" + name + " " + id + "]";
    }
}
