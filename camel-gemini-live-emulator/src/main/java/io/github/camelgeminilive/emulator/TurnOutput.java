package io.github.camelgeminilive.emulator;

import static io.github.camelgeminilive.emulator.wire.ModelProfile.Trait.*;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.script.Moment;
import io.github.camelgeminilive.emulator.script.Template;
import io.github.camelgeminilive.emulator.wire.ServerFrames;
import io.github.camelgeminilive.emulator.wire.Usage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one turn sends, one frame each or several fields in one, and what it costs. Lives as long as the turn. Confined
 * to the connection's event loop.
 */
final class TurnOutput {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Deltas of one transcript that the service sends for a sentence. */
    private static final int DELTAS = 3;

    private final Conversation conversation;
    private final LiveConnection line;
    private final ObjectNode counts = NODES.objectNode();
    private @Nullable ObjectNode gathered; // while several fields go into one frame
    private boolean spoke;
    private boolean midTurn;
    private boolean waitingForInput;
    private String reason = "";
    private String status = "";
    private int responseTokens;
    private int thoughtTokens;

    TurnOutput(Conversation conversation) {
        this.conversation = conversation;
        this.line = conversation.line();
    }

    /** Whether anything was said. */
    boolean spoke() {
        return spoke;
    }

    void spoke(boolean said) {
        spoke = said;
    }

    void send(ObjectNode frame) {
        if (gathered == null) {
            conversation.handles().flush();
            line.send(frame);
            told(frame);
        } else {
            merge(gathered, frame);
        }
    }

    /** The first content of a turn that got out is the middle of the turn. */
    private void told(ObjectNode frame) {
        JsonNode content = frame.path("serverContent");
        if (!midTurn && (content.has("modelTurn") || content.has("outputTranscription"))) {
            midTurn = true;
            // After what goes out in the same breath.
            line.soon(() -> conversation.schedule().moment(Moment.Kind.MID_TURN));
        }
    }

    /** From now on all goes into one frame, until {@link #flush}. */
    void gather() {
        if (gathered == null) {
            gathered = NODES.objectNode();
        }
    }

    void flush() {
        ObjectNode frame = gathered;
        gathered = null;
        if (frame != null && !frame.isEmpty()) {
            send(frame);
        }
    }

    /** Any message of a script; content of the model's turn is something said. */
    void message(ObjectNode frame) {
        JsonNode turn = frame.at("/serverContent/modelTurn");
        spoke |= !turn.isMissingNode() || frame.at("/serverContent").has("outputTranscription");
        for (JsonNode part : turn.path("parts")) {
            responseTokens += Usage.ofText(part.path("text").asText());
        }
        send(frame);
    }

    void transcript(String text) {
        boolean transcribes = conversation.setup().profile().has(TRANSCRIBES);
        if (transcribes) {
            String hypothesis = "";
            for (String delta : SpokenChunk.deltas(text, DELTAS)) {
                hypothesis += delta;
                send(ServerFrames.transcription("interimInputTranscription", hypothesis));
            }
            ObjectNode end = ServerFrames.transcription("inputTranscription", text);
            end.withObject("/serverContent/inputTranscription").put("finished", true);
            send(end);
        } else if (conversation.setup().inputTranscription()) {
            for (String delta : SpokenChunk.deltas(text, DELTAS)) {
                send(ServerFrames.transcription("inputTranscription", delta));
            }
        }
        conversation.log("user, by the script: " + text);
    }

    void text(String text) {
        conversation.log("model, written: " + text);
        responseTokens += Usage.ofText(text);
        send(ServerFrames.text(text, false));
        spoke = true;
    }

    void thought(String text) {
        thoughtTokens += Usage.ofText(text);
        send(ServerFrames.text(text, true));
        spoke = true;
    }

    /** Counts a chunk that was said. */
    void said(SpokenChunk chunk) {
        int tokens = Usage.ofAudio(chunk.millis());
        responseTokens += tokens;
        if (conversation.setup().profile().has(USAGE_PER_CHUNK) && tokens > 0) {
            send(usage(NODES.objectNode(), tokens));
        }
    }

    /** The text with the answers of functions in its places; a place without an answer is a problem. */
    String fill(Template template) {
        String text = template.fill(conversation.calls()::response);
        if (text.contains(Template.MISSING)) {
            conversation.problem(
                    "expected the function's answer to fill \"" + template.text() + "\" but it has no such field");
        }
        return text;
    }

    void reason(String text) {
        reason = text;
    }

    void waitingForInput() {
        waitingForInput = true;
    }

    /** In place of the status that the profile gives. */
    void status(String text) {
        status = text;
    }

    void counts(ObjectNode more) {
        counts.setAll(more);
    }

    /** The turn's last frame. */
    ObjectNode turnComplete(String usual) {
        ObjectNode frame = ServerFrames.flag("turnComplete");
        ObjectNode content = ServerFrames.inside(frame);
        if (!reason.isEmpty()) {
            content.put("turnCompleteReason", reason);
        }
        if (waitingForInput) {
            content.put("waitingForInput", true);
        }
        String told = status.isEmpty() ? usual : status;
        if (!told.isEmpty()) {
            content.put("interactionStatus", told);
        }
        return bill(frame);
    }

    /** Puts the cost of the turn so far into the frame. */
    ObjectNode bill(ObjectNode frame) {
        ObjectNode full = usage(frame, responseTokens);
        conversation.memory(conversation.memory().grown(responseTokens));
        responseTokens = 0;
        thoughtTokens = 0;
        return full;
    }

    private ObjectNode usage(ObjectNode frame, int tokens) {
        boolean vertex = conversation.setup().entrance().vertex();
        String modality = conversation.setup().modality();
        int toolTokens = conversation.calls().takeTokens();
        Usage usage = new Usage(conversation.memory().contextTokens(), tokens, toolTokens, thoughtTokens, modality);
        ObjectNode written = ServerFrames.usage(usage, vertex);
        counts.properties()
                .forEach(entry -> written.set(ServerFrames.usageName(entry.getKey(), vertex), entry.getValue()));
        return frame.set("usageMetadata", written);
    }

    /** Lists grow, texts of a transcript grow, objects are merged, all else is the newer value. */
    private static void merge(ObjectNode into, ObjectNode from) {
        for (Map.Entry<String, JsonNode> entry : List.copyOf(from.properties())) {
            String name = entry.getKey();
            JsonNode there = into.get(name);
            JsonNode value = entry.getValue();
            if (there instanceof ObjectNode object && value instanceof ObjectNode more) {
                merge(object, more);
            } else if (there instanceof ArrayNode array && value instanceof ArrayNode more) {
                array.addAll(more);
            } else if (there != null && name.equals("text")) {
                into.put(name, there.asText() + value.asText());
            } else {
                into.set(name, value);
            }
        }
    }
}
