package io.github.camelgeminilive.codec;

import static io.github.camelgeminilive.codec.ContentBuilder.content;
import static io.github.camelgeminilive.codec.WireDice.node;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.GoAway;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.protocol.ServerMessage;
import io.github.camelgeminilive.protocol.SessionResumptionUpdate;
import io.github.camelgeminilive.protocol.SetupComplete;
import io.github.camelgeminilive.protocol.ToolCall;
import io.github.camelgeminilive.protocol.ToolCallCancellation;
import io.github.camelgeminilive.protocol.Transcription;
import io.github.camelgeminilive.protocol.UsageMetadata;
import io.github.camelgeminilive.protocol.UsageMetadata.ModalityTokenCount;
import io.github.camelgeminilive.protocol.VoiceActivity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A random frame as a tree, and the messages that are in it in the order in which the codec promises them. */
final class RandomFrame {

    private static final JsonMapper TREE = JsonMapper.builder().build();

    private final WireDice dice;
    private final Map<String, JsonNode> fields = new LinkedHashMap<>();
    private final List<ServerMessage> messages = new ArrayList<>();

    RandomFrame(long seed) {
        dice = new WireDice(seed);
        if (dice.rarely()) {
            add("setupComplete", new SetupComplete(null, null), Map.of());
        }
        if (dice.rarely()) {
            resumption();
        }
        if (dice.rarely()) {
            add(
                    "voiceActivity",
                    new VoiceActivity(VoiceActivity.Type.ACTIVITY_START, Duration.ofMillis(1500)),
                    Map.of("type", node("ACTIVITY_START"), "audioOffset", node(dice.yes() ? "1.5s" : "1.500s")));
        }
        if (dice.yes()) {
            usage();
        }
        if (dice.yes()) {
            serverContent();
        }
        if (dice.rarely()) {
            toolCall();
        }
        if (dice.rarely()) {
            List<String> ids = List.of(dice.text(), dice.text());
            add(
                    "toolCallCancellation",
                    new ToolCallCancellation(ids),
                    Map.of("ids", dice.array(ids.stream().map(WireDice::node).toList())));
        }
        if (dice.rarely()) {
            add("goAway", new GoAway(Duration.ofSeconds(50)), Map.of("timeLeft", node("50s")));
        }
    }

    /** The frame; fields of tomorrow are only inside of its messages, since outside they would be messages. */
    ObjectNode json() {
        ObjectNode json = (ObjectNode) node(Map.of());
        json.setAll(fields);
        return json;
    }

    List<ServerMessage> messages() {
        return messages;
    }

    private void add(String name, ServerMessage message, Map<String, JsonNode> content) {
        fields.put(name, dice.object(content));
        messages.add(message);
    }

    private void resumption() {
        String handle = dice.someText();
        long index = (1L << 33) + dice.upTo(1000);
        add(
                "sessionResumptionUpdate",
                new SessionResumptionUpdate(handle, true, index),
                Map.of(
                        "newHandle",
                        node(handle),
                        "resumable",
                        node(true),
                        "lastConsumedClientMessageIndex",
                        dice.number(index)));
    }

    private void usage() {
        int prompt = dice.upTo(Integer.MAX_VALUE);
        int response = dice.upTo(1000);
        int total = dice.upTo(1000);
        String tier = dice.someText();
        boolean vertex = dice.yes();
        Map<String, JsonNode> modality = Map.of("modality", node("AUDIO"), "tokenCount", node(response));
        add(
                "usageMetadata",
                new UsageMetadata(
                        prompt,
                        0,
                        response,
                        0,
                        0,
                        total,
                        List.of(),
                        List.of(),
                        List.of(new ModalityTokenCount("AUDIO", response)),
                        List.of(),
                        tier),
                Map.of(
                        "promptTokenCount",
                        dice.number(prompt),
                        vertex ? "candidatesTokenCount" : "responseTokenCount",
                        node(response),
                        "totalTokenCount",
                        node(total),
                        vertex ? "candidatesTokensDetails" : "responseTokensDetails",
                        dice.array(List.of(dice.object(modality))),
                        vertex ? "trafficType" : "serviceTier",
                        node(tier)));
    }

    private void serverContent() {
        Map<String, JsonNode> json = new LinkedHashMap<>();
        ContentBuilder content = content();
        if (dice.yes()) {
            content.parts(modelTurn(json));
        }
        if (dice.yes()) {
            String text = dice.text();
            content.output(new Transcription(text, false, null, null));
            json.put("outputTranscription", dice.object(Map.of("text", node(text))));
        }
        if (dice.rarely()) {
            Map<String, Object> grounding = dice.map(4);
            content.grounding(grounding);
            json.put("groundingMetadata", node(grounding));
        }
        if (dice.rarely()) {
            content.interrupted();
            json.put("interrupted", node(true));
        }
        if (dice.yes()) {
            content.turnComplete();
            json.put("turnComplete", node(true));
        }
        add("serverContent", content.build(), json);
    }

    private Part[] modelTurn(Map<String, JsonNode> content) {
        List<Part> parts = new ArrayList<>();
        List<JsonNode> json = new ArrayList<>();
        for (int i = dice.upTo(4); i > 0; i--) {
            if (dice.yes()) {
                byte[] data = dice.bytes();
                String mimeType = dice.text();
                parts.add(new Part.InlineData(mimeType, data));
                json.add(part(
                        Map.of("inlineData", dice.object(Map.of("mimeType", node(mimeType), "data", node(data)))),
                        parts));
            } else {
                String text = dice.text();
                boolean thought = dice.yes();
                parts.add(new Part.Text(text, thought));
                json.add(part(Map.of("text", node(text), "thought", node(thought)), parts));
            }
        }
        content.put("modelTurn", dice.object(Map.of("role", node("model"), "parts", dice.array(json))));
        return parts.toArray(Part[]::new);
    }

    /** A part; its field of tomorrow, if it has one, is not lost. */
    private JsonNode part(Map<String, JsonNode> fields, List<Part> parts) {
        ObjectNode part = dice.object(fields);
        if (part.has("other_field")) {
            Map<String, Object> value = TREE.convertValue(part.get("other_field"), new TypeReference<>() {});
            parts.add(new Part.Other(Map.of("otherField", value)));
        }
        return part;
    }

    private void toolCall() {
        List<FunctionCall> calls = new ArrayList<>();
        List<JsonNode> json = new ArrayList<>();
        for (int i = dice.upTo(4); i > 0; i--) {
            FunctionCall call = new FunctionCall(dice.someText(), dice.text(), dice.map(4));
            calls.add(call);
            json.add(dice.object(Map.of("id", node(call.id()), "name", node(call.name()), "args", node(call.args()))));
        }
        add("toolCall", new ToolCall(calls), Map.of("functionCalls", dice.array(json)));
    }
}
