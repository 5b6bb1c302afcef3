package io.github.camelgeminilive.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one function call (protocol section 2.15).
 *
 * @param id the id of the call; null only where the call had none
 * @param name the function; always sent, some models count an unnamed answer as a failed call
 * @param response a JSON object; {@code output} for success and {@code error} for failure by convention
 * @param scheduling {@code INTERRUPT}, {@code WHEN_IDLE} or {@code SILENT}; null leaves it out
 * @param willContinue whether more answers to this id follow
 * @param parts pictures and texts beside the object, where the model's family takes them
 */
public record FunctionResponse(
        @Nullable String id,
        String name,
        Map<String, Object> response,
        @Nullable String scheduling,
        boolean willContinue,
        List<ResponsePart> parts) {

    public FunctionResponse {
        Objects.requireNonNull(name, "name");
        response = Collections.unmodifiableMap(new LinkedHashMap<>(response));
        parts = List.copyOf(parts);
    }

    /** An answer without parts. */
    public FunctionResponse(
            @Nullable String id,
            String name,
            Map<String, Object> response,
            @Nullable String scheduling,
            boolean willContinue) {
        this(id, name, response, scheduling, willContinue, List.of());
    }

    /** A final answer without scheduling. */
    public FunctionResponse(@Nullable String id, String name, Map<String, Object> response) {
        this(id, name, response, null, false);
    }
}
