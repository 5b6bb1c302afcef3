package io.github.camelgeminilive.tools;

import io.github.camelgeminilive.protocol.ResponsePart;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a function gives back.
 *
 * @param response a JSON object of text, Number, Boolean, List, Map and null; unmodifiable
 * @param scheduling {@code INTERRUPT}, {@code WHEN_IDLE} or {@code SILENT}; null for what the tool says
 * @param willContinue whether more answers to this call follow
 * @param parts pictures beside the object, where the model takes them
 * @param error why there is no result; null when this is one
 */
public record ToolResult(
        Map<String, Object> response,
        @Nullable String scheduling,
        boolean willContinue,
        List<ResponsePart> parts,
        @Nullable ToolError error) {

    public ToolResult {
        response = Collections.unmodifiableMap(new LinkedHashMap<>(response));
        parts = List.copyOf(parts);
    }

    /** A result. */
    public ToolResult(
            Map<String, Object> response, @Nullable String scheduling, boolean willContinue, List<ResponsePart> parts) {
        this(response, scheduling, willContinue, parts, null);
    }

    /** A result without parts. */
    public ToolResult(Map<String, Object> response, @Nullable String scheduling, boolean willContinue) {
        this(response, scheduling, willContinue, List.of());
    }

    /** A final result with the scheduling of the tool. */
    public ToolResult(Map<String, Object> response) {
        this(response, null, false);
    }
}
