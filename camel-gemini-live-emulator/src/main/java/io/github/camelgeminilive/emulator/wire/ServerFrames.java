package io.github.camelgeminilive.emulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the server's messages of protocol section 3: camelCase, defaults left out. Stateless, thread-safe. */
public final class ServerFrames {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ServerFrames() {}

    /** @param sessionId null for none, as the Developer API mostly does */
    public static ObjectNode setupComplete(@Nullable String sessionId) {
        ObjectNode frame = NODES.objectNode();
        ObjectNode complete = frame.putObject("setupComplete");
        if (sessionId != null) {
            complete.put("sessionId", sessionId);
        }
        return frame;
    }

    /** An empty serverContent, to put things into. */
    public static ObjectNode content() {
        ObjectNode frame = NODES.objectNode();
        frame.putObject("serverContent");
        return frame;
    }

    public static ObjectNode flag(String name) {
        ObjectNode frame = content();
        inside(frame).put(name, true);
        return frame;
    }

    public static ObjectNode transcription(String name, String text) {
        ObjectNode frame = content();
        inside(frame).putObject(name).put("text", text);
        return frame;
    }

    public static ObjectNode audio(byte[] pcm, int rate) {
        ObjectNode frame = content();
        part(frame)
                .putObject("inlineData")
                .put("mimeType", "audio/pcm;rate=" + rate)
                .put("data", Base64.getEncoder().encodeToString(pcm));
        return frame;
    }

    public static ObjectNode text(String text, boolean thought) {
        ObjectNode frame = content();
        ObjectNode part = part(frame).put("text", text);
        if (thought) {
            part.put("thought", true);
        }
        return frame;
    }

    /** The object under serverContent. */
    public static ObjectNode inside(ObjectNode frame) {
        return frame.withObject("/serverContent");
    }

    public static ObjectNode toolCall(List<ObjectNode> calls) {
        ObjectNode frame = NODES.objectNode();
        frame.putObject("toolCall").putArray("functionCalls").addAll(calls);
        return frame;
    }

    /** @param id empty for a call without one */
    public static ObjectNode functionCall(String id, String name, JsonNode args) {
        ObjectNode call = NODES.objectNode();
        if (!id.isEmpty()) {
            call.put("id", id);
        }
        call.put("name", name);
        return call.set("args", args);
    }

    public static ObjectNode cancellation(List<String> ids) {
        ObjectNode frame = NODES.objectNode();
        ArrayNode array = frame.putObject("toolCallCancellation").putArray("ids");
        ids.forEach(array::add);
        return frame;
    }

    public static ObjectNode goAway(Duration timeLeft) {
        ObjectNode frame = NODES.objectNode();
        ObjectNode goAway = frame.putObject("goAway");
        if (!timeLeft.isZero()) {
            goAway.put("timeLeft", seconds(timeLeft.toMillis()));
        }
        return frame;
    }

    /**
     * @param handle null for a state that cannot be resumed
     * @param consumed the index of the last consumed client message, negative for none
     */
    public static ObjectNode resumptionUpdate(@Nullable String handle, long consumed) {
        ObjectNode frame = NODES.objectNode();
        ObjectNode update = frame.putObject("sessionResumptionUpdate");
        if (handle != null) {
            update.put("newHandle", handle).put("resumable", true);
        }
        if (consumed >= 0) {
            update.put("lastConsumedClientMessageIndex", Long.toString(consumed));
        }
        return frame;
    }

    public static ObjectNode voiceActivity(boolean start, long offsetMillis) {
        ObjectNode frame = NODES.objectNode();
        frame.putObject("voiceActivity")
                .put("type", start ? "ACTIVITY_START" : "ACTIVITY_END")
                .put("audioOffset", seconds(offsetMillis));
        return frame;
    }

    /** usageMetadata in the names of the back end (section 3.6). */
    public static ObjectNode usage(Usage usage, boolean vertex) {
        String response = vertex ? "candidates" : "response";
        ObjectNode node = NODES.objectNode();
        count(node, "promptTokenCount", usage.prompt());
        count(node, response + "TokenCount", usage.response());
        count(node, "toolUsePromptTokenCount", usage.toolUse());
        count(node, "thoughtsTokenCount", usage.thoughts());
        count(node, "totalTokenCount", usage.total());
        detail(node, "promptTokensDetails", "TEXT", usage.prompt());
        detail(node, response + "TokensDetails", usage.modality(), usage.response());
        if (vertex) {
            node.put("trafficType", "ON_DEMAND");
        }
        return node;
    }

    private static void count(ObjectNode node, String name, int tokens) {
        if (tokens > 0) {
            node.put(name, tokens);
        }
    }

    private static void detail(ObjectNode node, String name, String modality, int tokens) {
        if (tokens > 0) {
            node.putArray(name).addObject().put("modality", modality).put("tokenCount", tokens);
        }
    }

    private static ObjectNode part(ObjectNode frame) {
        return inside(frame)
                .putObject("modelTurn")
                .put("role", "model")
                .putArray("parts")
                .addObject();
    }

    private static String seconds(long millis) {
        BigDecimal seconds = BigDecimal.valueOf(millis, 3);
        return (millis % 1000 == 0 ? seconds.setScale(0) : seconds).toPlainString() + "s";
    }
}
