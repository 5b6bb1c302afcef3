package io.github.camelgeminilive.emulator.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.audio.Wav;
import io.github.camelgeminilive.emulator.wire.ServerFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a script can do at the occasion that was named last: the second half of {@link Scenario}. Names are those of the
 * YAML form. Fields of the wire are held to the list of the server's fields, so a wrong name fails where it is written.
 * Not thread-safe.
 */
public abstract sealed class Acts permits Scenario {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AVATAR = "video/mp4; codecs=\"avc1.42c01f, mp4a.40.2\"";

    private List<Act> acts = new ArrayList<>();
    private @Nullable List<Act> meanwhile;

    Acts() {}

    abstract Scenario self();

    final Scenario into(List<Act> target) {
        acts = target;
        meanwhile = null;
        return self();
    }

    /** Any other act. */
    public Scenario act(Act act) {
        acts.add(act);
        return self();
    }

    // What the user said.

    /** What the user is to have said. */
    public Scenario transcript(String text) {
        return act(new Transcript(text));
    }

    /** The same in one message, with more of its fields: languageCode, speakerLabel, words, finished. */
    public Scenario transcript(String text, Map<String, ?> more) {
        return content("inputTranscription", transcription(text, more));
    }

    /** An early guess at what the user is saying; the next one takes its place. */
    public Scenario interimTranscript(String text) {
        return content("interimInputTranscription", Map.of("text", text));
    }

    /** Whether the user speaks now, {@code SPEECH} or {@code NON_SPEECH}, as Vertex says it in serverContent. */
    public Scenario speechState(String state) {
        return content("speechState", state);
    }

    /** @param type {@code ACTIVITY_START} or {@code ACTIVITY_END} */
    public Scenario voiceActivity(String type, Duration offset) {
        return message(Map.of("voiceActivity", Map.of("type", type, "audioOffset", seconds(offset))));
    }

    /** @param type {@code VAD_SIGNAL_TYPE_SOS} or {@code VAD_SIGNAL_TYPE_EOS} */
    public Scenario voiceActivityDetectionSignal(String type) {
        return message(Map.of("voiceActivityDetectionSignal", Map.of("vadSignalType", type)));
    }

    // What the model says.

    /** Says the text with the synthetic voice; {@code {{name.field}}} is a field of that function's response. */
    public Scenario say(String text) {
        Template template = new Template(text);
        return act(stage -> stage.say(template, null));
    }

    public Scenario say(String text, Sound sound) {
        Template template = new Template(text);
        Sound spoken = sound.at(Sound.SPOKEN_RATE);
        return act(stage -> stage.say(template, spoken));
    }

    public Scenario say(String text, Path wav) {
        return say(text, Wav.read(wav));
    }

    /** Sound without a transcript. */
    public Scenario sound(Sound sound) {
        return say("", sound);
    }

    public Scenario text(String text) {
        Template template = new Template(text);
        return act(stage -> stage.text(template));
    }

    public Scenario thought(String text) {
        return act(stage -> stage.thought(text));
    }

    /** The transcript of what the model says, without sound, with more of its fields. */
    public Scenario outputTranscript(String text, Map<String, ?> more) {
        return content("outputTranscription", transcription(text, more));
    }

    /** A fragment of the avatar's MP4, as it is. */
    public Scenario video(byte[] fragment) {
        return part(Map.of("inlineData", Map.of("mimeType", AVATAR, "data", fragment)));
    }

    public Scenario video(Path mp4) {
        try {
            return video(Files.readAllBytes(mp4));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the video " + mp4, e);
        }
    }

    /** Code that the service runs by itself, in Python. */
    public Scenario executableCode(String code) {
        return part(Map.of("executableCode", Map.of("code", code, "language", "PYTHON")));
    }

    /** What that code printed. */
    public Scenario codeExecutionResult(String output) {
        return part(Map.of("codeExecutionResult", Map.of("outcome", "OUTCOME_OK", "output", output)));
    }

    /** A tool that the service itself calls, such as {@code GOOGLE_SEARCH_WEB}. */
    public Scenario serverToolCall(String id, String toolType, Map<String, ?> args) {
        return part(Map.of("toolCall", Map.of("id", id, "toolType", toolType, "args", args)));
    }

    public Scenario serverToolResponse(String id, String toolType, Map<String, ?> response) {
        return part(Map.of("toolResponse", Map.of("id", id, "toolType", toolType, "response", response)));
    }

    /** Where the answer comes from: webSearchQueries, groundingChunks, groundingSupports and so on. */
    public Scenario groundingMetadata(Map<String, ?> metadata) {
        return content("groundingMetadata", metadata);
    }

    /** @param status such as {@code URL_RETRIEVAL_STATUS_SUCCESS} */
    public Scenario urlContextMetadata(String url, String status) {
        return content(
                "urlContextMetadata",
                Map.of("urlMetadata", List.of(Map.of("retrievedUrl", url, "urlRetrievalStatus", status))));
    }

    /** Any part of the model's turn, by the names of the wire; {@code byte[]} becomes base64. */
    public Scenario part(Map<String, ?> fields) {
        return content("modelTurn", Map.of("role", "model", "parts", List.of(fields)));
    }

    /** Any field of serverContent. */
    public Scenario content(String field, Object value) {
        return message(Map.of("serverContent", Map.of(field, value)));
    }

    /** Any message: its top level fields by the names of the wire. */
    public Scenario message(Map<String, ?> fields) {
        ObjectNode frame = checked("Server", fields, "message");
        return act(stage -> stage.send(frame.deepCopy()));
    }

    /** Sends this frame as it is, JSON or not. */
    public Scenario frame(String json) {
        return act(stage -> stage.frame(json));
    }

    /** All that is said in here goes out in one message; with {@link #endTurn} at its end the marks of the end too. */
    public Scenario together(Consumer<Scenario> inner) {
        List<Act> one = inner(inner);
        return act(stage -> stage.together(one));
    }

    // Functions.

    public Scenario callTool(String name, Map<String, ?> args) {
        return callTools(call(name, args, null));
    }

    /** @param id the id on the wire; empty for a call without one */
    public Scenario callTool(String id, String name, Map<String, ?> args) {
        return callTools(call(name, args, id));
    }

    /** Calls several functions in one message; make them with {@link #call}. */
    public Scenario callTools(ToolCall... calls) {
        List<ToolCall> together = List.of(calls);
        List<Act> between = new ArrayList<>();
        act(stage -> stage.callTools(together, between));
        meanwhile = between;
        return self();
    }

    public static ToolCall call(String name, Map<String, ?> args, @Nullable String id) {
        return new ToolCall(name, JSON.valueToTree(args), id);
    }

    /** A call whose arguments come piece by piece in partialArgs, as Vertex can send them. */
    public static ToolCall streamedCall(String name, Map<String, ?> args, @Nullable String id) {
        return new ToolCall(name, JSON.valueToTree(args), id, true);
    }

    /**
     * The request that the calls after this are made for, by the account. Without it, it has the name of the input's
     * first marker, or {@code input 3} for the third one that asked.
     */
    public Scenario wish(String name) {
        return act(stage -> stage.wish(name));
    }

    /** What to do after the call was sent and before waiting for its answer. */
    public Scenario meanwhile(Consumer<Scenario> inner) {
        if (meanwhile == null) {
            throw new IllegalStateException("Expected a callTool before meanwhile() but there is none");
        }
        meanwhile.addAll(inner(inner));
        return self();
    }

    public Scenario cancelCalls() {
        return act(Stage::cancelCalls);
    }

    // The end of the turn.

    /** Ends the turn here, with its marks; nothing said before makes it an empty one. */
    public Scenario endTurn() {
        return act(stage -> stage.endTurn(false));
    }

    /** Ends the turn here, with no mark of its end. */
    public Scenario endSilently() {
        return act(stage -> stage.endTurn(true));
    }

    /** What comes after turnComplete: a late transcript for one. */
    public Scenario afterTurn(Consumer<Scenario> inner) {
        List<Act> late = inner(inner);
        return act(stage -> stage.afterTurn(late));
    }

    public Scenario turnCompleteReason(String reason) {
        return act(stage -> stage.turnCompleteReason(reason));
    }

    public Scenario waitingForInput() {
        return act(Stage::waitingForInput);
    }

    /** The status beside turnComplete: {@code IN_PROGRESS} or {@code IDLE}; elsewhere it is a {@link #content}. */
    public Scenario interactionStatus(String status) {
        return act(stage -> stage.interactionStatus(status));
    }

    /** Puts these counts into the turn's usageMetadata; written in the Developer API's names, sent in the back end's. */
    public Scenario usage(Map<String, ?> counts) {
        ObjectNode fields = checked("UsageMetadata", counts, "usage");
        return act(stage -> stage.usage(fields.deepCopy()));
    }

    /** Sends interrupted though nobody interrupted, and ends the turn. */
    public Scenario interrupted() {
        return act(Stage::interrupted);
    }

    // Faults.

    public Scenario pause(Duration time) {
        return act(stage -> stage.pause(time));
    }

    /** Nothing more in this turn until it is interrupted. */
    public Scenario stall() {
        return act(Stage::stall);
    }

    public Scenario close(int code, String reason) {
        return act(stage -> stage.close(code, reason));
    }

    public Scenario goAway(Duration timeLeft) {
        return act(stage -> stage.goAway(timeLeft, false));
    }

    /** The same, and nothing more is sent in the time that is left. */
    public Scenario goAwaySilently(Duration timeLeft) {
        return act(stage -> stage.goAway(timeLeft, true));
    }

    /** Sends nothing more on this connection, whatever comes in. */
    public Scenario hush() {
        return act(Stage::hush);
    }

    /** Neither reads nor sends anything more, no pong and no close frame either; the socket stays. */
    public Scenario halfOpen() {
        return act(Stage::halfOpen);
    }

    /** Pings are answered this much later. */
    public Scenario pongDelay(Duration delay) {
        return act(stage -> stage.pongDelay(delay));
    }

    /** Pings are not answered. */
    public Scenario noPong() {
        return act(stage -> stage.pongDelay(null));
    }

    /** Gives a handle for the state of now, whatever the {@link Continuity} says. */
    public Scenario handle() {
        return act(stage -> stage.handle(true));
    }

    /** Says that the session can't be resumed now. */
    public Scenario notResumable() {
        return act(stage -> stage.handle(false));
    }

    /** Resets the TCP connection. */
    public Scenario vanish() {
        return act(Stage::vanish);
    }

    public Scenario split(int pieces, Duration pause) {
        return act(stage -> stage.split(pieces, pause));
    }

    public Scenario garbage() {
        return act(Stage::garbage);
    }

    static ObjectNode checked(String type, Object fields, String what) {
        JsonNode tree = JSON.valueToTree(fields);
        ServerFields.check(type, tree, what);
        return (ObjectNode) tree;
    }

    private static List<Act> inner(Consumer<Scenario> written) {
        return Scenario.acts(written);
    }

    private static ObjectNode transcription(String text, Map<String, ?> more) {
        ObjectNode fields = JSON.createObjectNode().put("text", text);
        return fields.setAll((ObjectNode) JSON.valueToTree(more));
    }

    private static String seconds(Duration time) {
        return time.toMillis() / 1000.0 + "s";
    }
}
