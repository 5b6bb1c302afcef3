package io.github.camelgeminilive.mcp;

import io.github.camelgeminilive.tools.ToolError;
import io.github.camelgeminilive.tools.ToolResult;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.ResourceLink;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call as the JSON object that the model gets: what is structured as it is, else text as {@code output}.
 * Pictures and sound are told of by type and size, since a model reads no base64.
 *
 * <p>Thread-safe: without state.
 */
final class McpAnswer {

    private McpAnswer() {}

    /**
     * The answer to a call.
     *
     * @param repeatable whether doing it again does no harm
     */
    static ToolResult of(CallToolResult result, boolean repeatable, int maxAnswer) {
        List<String> texts = new ArrayList<>();
        List<Map<String, Object>> attachments = new ArrayList<>();
        if (result.content() != null) {
            result.content().forEach(content -> read(content, texts, attachments));
        }
        Object structured = result.structuredContent();
        if (length(structured) + length(texts) + length(attachments) > maxAnswer) {
            return ToolError.UNUSABLE_RESULT.result(
                    "The function ended, but its result is too long to be told. Do not call"
                            + " the function again for the same work.");
        }
        if (Boolean.TRUE.equals(result.isError())) {
            return failed(String.join("\n", texts), repeatable);
        }
        Map<String, Object> response = new LinkedHashMap<>();
        if (structured instanceof Map<?, ?> object) {
            // the text beside it says the same once more
            object.forEach((name, value) -> response.put(String.valueOf(name), value));
        } else if (structured != null) {
            response.put("output", structured);
        } else if (!texts.isEmpty()) {
            response.put("output", String.join("\n", texts));
        }
        if (!attachments.isEmpty()) {
            response.putIfAbsent("attachments", attachments);
        }
        if (response.isEmpty()) {
            response.put("output", "done");
        }
        return new ToolResult(response);
    }

    /** What went wrong is written by the server for the model (MCP: tool execution errors). */
    private static ToolResult failed(String reason, boolean repeatable) {
        ToolResult usual = ToolError.FAILED.result();
        Map<String, Object> response = new LinkedHashMap<>(usual.response());
        if (!reason.isBlank()) {
            response.put("reason", reason);
        }
        response.put("retryable", repeatable);
        return new ToolResult(response, null, false, List.of(), ToolError.FAILED);
    }

    private static void read(Content content, List<String> texts, List<Map<String, Object>> attachments) {
        if (content instanceof TextContent text) {
            texts.add(String.valueOf(text.text()));
        } else if (content instanceof ImageContent image) {
            attachments.add(attachment("image", image.mimeType(), image.data()));
        } else if (content instanceof AudioContent audio) {
            attachments.add(attachment("audio", audio.mimeType(), audio.data()));
        } else if (content instanceof ResourceLink link) {
            Map<String, Object> told = told("link", link.mimeType());
            put(told, "uri", link.uri());
            put(told, "name", link.name());
            put(told, "description", link.description());
            attachments.add(told);
        } else if (content instanceof EmbeddedResource embedded) {
            if (embedded.resource() instanceof TextResourceContents text) {
                texts.add(String.valueOf(text.text()));
            } else if (embedded.resource() instanceof BlobResourceContents blob) {
                Map<String, Object> told = attachment("resource", blob.mimeType(), blob.blob());
                put(told, "uri", blob.uri());
                attachments.add(told);
            }
        } else {
            attachments.add(told(String.valueOf(content.type()), null));
        }
    }

    private static Map<String, Object> attachment(String kind, @Nullable String mimeType, @Nullable String base64) {
        Map<String, Object> told = told(kind, mimeType);
        // four characters for three bytes
        told.put("bytes", base64 == null ? 0 : base64.replace("=", "").length() * 3L / 4);
        told.put("note", "can not be shown here");
        return told;
    }

    private static Map<String, Object> told(String kind, @Nullable String mimeType) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("type", kind);
        put(told, "mimeType", mimeType);
        return told;
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    /** About how many characters a value takes as JSON. */
    private static long length(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .mapToLong(entry -> String.valueOf(entry.getKey()).length() + 4L + length(entry.getValue()))
                    .sum();
        }
        if (value instanceof Collection<?> elements) {
            return elements.stream().mapToLong(element -> 1 + length(element)).sum();
        }
        return value == null ? 0 : String.valueOf(value).length();
    }
}
