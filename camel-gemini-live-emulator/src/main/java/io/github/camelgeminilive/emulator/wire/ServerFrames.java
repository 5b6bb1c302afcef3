package io.github.camelgeminilive.emulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the server's messages of protocol section 3: camelCase, defaults left out. Stateless, thread-safe. */
public final class ServerFrames {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Bytes of an MP4 box before its contents. */
    private static final int BOX = 8;

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

    /**
     * A fragment of the avatar's video as far as an emulator has one: MP4 boxes around the sound, with no picture, so
     * not to be played.
     */
    public static ObjectNode video(byte[] pcm) {
        byte[] type = "iso5".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer boxes = ByteBuffer.allocate(BOX * 2 + type.length + pcm.length)
                .putInt(BOX + type.length)
                .put("styp".getBytes(StandardCharsets.US_ASCII))
                .put(type)
                .putInt(BOX + pcm.length)
                .put("mdat".getBytes(StandardCharsets.US_ASCII))
                .put(pcm);
        ObjectNode frame = content();
        part(frame)
                .putObject("inlineData")
                .put("mimeType", "video/mp4; codecs=\"avc1.42c01f, mp4a.40.2\"")
                .put("data", Base64.getEncoder().encodeToString(boxes.array()));
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

    /**
     * The messages of a call whose arguments come piece by piece (section 3.4): texts in two halves, all else as it is;
     * each but the last says that the call goes on.
     */
    public static List<ObjectNode> streamedCall(String id, String name, JsonNode args) {
        List<ObjectNode> calls = new ArrayList<>();
        calls.add(functionCall(id, name, NODES.objectNode()).put("willContinue", true));
        for (Map.Entry<String, JsonNode> arg : args.properties()) {
            partial(calls, id, "$." + arg.getKey(), arg.getValue());
        }
        calls.add(id.isEmpty() ? NODES.objectNode() : NODES.objectNode().put("id", id));
        return calls.stream().map(call -> toolCall(List.of(call))).toList();
    }

    private static void partial(List<ObjectNode> calls, String id, String path, JsonNode value) {
        if (value.isObject()) {
            value.properties().forEach(inner -> partial(calls, id, path + "." + inner.getKey(), inner.getValue()));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                partial(calls, id, path + "[" + i + "]", value.get(i));
            }
        } else if (value.isTextual() && value.asText().length() > 1) {
            String text = value.asText();
            int half = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
            piece(calls, id, path).put("stringValue", text.substring(0, half)).put("willContinue", true);
            piece(calls, id, path).put("stringValue", text.substring(half));
        } else {
            String kind = value.isTextual()
                    ? "stringValue"
                    : value.isNumber() ? "numberValue" : value.isBoolean() ? "boolValue" : "nullValue";
            piece(calls, id, path).set(kind, value.isNull() ? NODES.textNode("NULL_VALUE") : value);
        }
    }

    private static ObjectNode piece(List<ObjectNode> calls, String id, String path) {
        ObjectNode call = NODES.objectNode();
        if (!id.isEmpty()) {
            call.put("id", id);
        }
        calls.add(call);
        ObjectNode piece = call.putArray("partialArgs").addObject().put("jsonPath", path);
        call.put("willContinue", true);
        return piece;
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
     * @param consumed the index of the last consumed client message; left out when it is the default, 0, or less
     */
    public static ObjectNode resumptionUpdate(@Nullable String handle, long consumed) {
        ObjectNode frame = NODES.objectNode();
        ObjectNode update = frame.putObject("sessionResumptionUpdate");
        if (handle != null) {
            update.put("newHandle", handle).put("resumable", true);
        }
        if (consumed > 0) {
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
        detail(node, "toolUsePromptTokensDetails", "TEXT", usage.toolUse());
        if (vertex) {
            node.put("trafficType", "ON_DEMAND");
        }
        return node;
    }

    /** The back end's name for a field of usageMetadata, given by the Developer API's. */
    public static String usageName(String name, boolean vertex) {
        return vertex && name.startsWith("response") ? "candidates" + name.substring("response".length()) : name;
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
