package io.github.camelgeminilive.tools;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a function gives back.
 *
 * @param response a JSON object of text, Number, Boolean, List, Map and null; unmodifiable
 * @param scheduling {@code INTERRUPT}, {@code WHEN_IDLE} or {@code SILENT}; null for what the tool says
 * @param willContinue whether more answers to this call follow
 */
public record ToolResult(
        Map<String, Object> response, @Nullable String scheduling, boolean willContinue) {

    public ToolResult {
        response = Collections.unmodifiableMap(new LinkedHashMap<>(response));
    }

    /** A final answer with the scheduling of the tool. */
    public ToolResult(Map<String, Object> response) {
        this(response, null, false);
    }
}
