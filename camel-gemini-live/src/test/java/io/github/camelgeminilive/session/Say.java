package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionCall.PartialArg;
import io.github.camelgeminilive.protocol.InteractionStatus;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.protocol.ServerContent;
import io.github.camelgeminilive.protocol.ServerMessage;
import io.github.camelgeminilive.protocol.ToolCall;
import io.github.camelgeminilive.protocol.ToolCallCancellation;
import io.github.camelgeminilive.protocol.Transcription;
import io.github.camelgeminilive.protocol.UsageMetadata;
import io.github.camelgeminilive.protocol.VoiceActivity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds what the server says: {@code say().sound(40).turnComplete()} is one serverContent. */
final class Say {

    private final List<Part> parts = new ArrayList<>();
    private @Nullable Transcription heard;
    private @Nullable Transcription spoken;
    private @Nullable Map<String, Object> grounding;
    private boolean generationComplete;
    private boolean turnComplete;
    private boolean interrupted;
    private boolean waitingForInput;
    private @Nullable String reason;
    private @Nullable InteractionStatus status;

    private @Nullable Transcription interim;
    private @Nullable Map<String, Object> urlContext;
    private @Nullable String speechState;

    static Say say() {
        return new Say();
    }

    /** 24 kHz sound of so many milliseconds. */
    Say sound(int millis) {
        parts.add(new Part.InlineData("audio/pcm;rate=24000", new byte[48 * millis]));
        return this;
    }

    Say text(String text) {
        parts.add(new Part.Text(text, false));
        return this;
    }

    Say thought(String text) {
        parts.add(new Part.Text(text, true));
        return this;
    }

    /** What the user said. */
    Say heard(String text) {
        heard = new Transcription(text, false, null, null);
        return this;
    }

    /** What the model says, as text. */
    Say spoken(String text) {
        spoken = new Transcription(text, false, null, null);
        return this;
    }

    Say heard(Transcription piece) {
        heard = piece;
        return this;
    }

    Say spoken(Transcription piece) {
        spoken = piece;
        return this;
    }

    /** What the user may be saying. */
    Say interim(String text) {
        interim = new Transcription(text, false, null, null);
        return this;
    }

    Say part(Part part) {
        parts.add(part);
        return this;
    }

    Say grounding() {
        return grounding("q");
    }

    Say grounding(String query) {
        grounding = Map.of("webSearchQueries", List.of(query));
        return this;
    }

    Say urlContext(String url) {
        urlContext = Map.of("urlMetadata", List.of(Map.of("retrievedUrl", url)));
        return this;
    }

    Say speechState(String state) {
        speechState = state;
        return this;
    }

    Say generationComplete() {
        generationComplete = true;
        return this;
    }

    Say turnComplete() {
        turnComplete = true;
        return this;
    }

    Say interrupted() {
        interrupted = true;
        return this;
    }

    Say waitingForInput() {
        waitingForInput = true;
        return this;
    }

    Say because(String turnCompleteReason) {
        reason = turnCompleteReason;
        return this;
    }

    Say status(InteractionStatus interactionStatus) {
        status = interactionStatus;
        return this;
    }

    ServerContent now() {
        return new ServerContent(
                parts,
                heard,
                interim,
                spoken,
                grounding,
                urlContext,
                generationComplete,
                turnComplete,
                interrupted,
                waitingForInput,
                reason,
                status,
                speechState);
    }

    static ServerMessage call(String... ids) {
        return new ToolCall(Arrays.stream(ids)
                .map(id -> new FunctionCall(id, "f_" + id, Map.of()))
                .toList());
    }

    /** A piece of a call. */
    static ServerMessage pieces(String id, boolean willContinue, String... paths) {
        List<PartialArg> pieces = Arrays.stream(paths)
                .map(path -> new PartialArg(path, "x", willContinue))
                .toList();
        return new ToolCall(List.of(new FunctionCall(id, "f_" + id, Map.of(), pieces, willContinue)));
    }

    static ServerMessage cancel(String... ids) {
        return new ToolCallCancellation(List.of(ids));
    }

    static ServerMessage voice(VoiceActivity.Type type) {
        return new VoiceActivity(type, null);
    }

    static UsageMetadata usage(int prompt, int response) {
        return new UsageMetadata(
                prompt, 0, response, 0, 0, prompt + response, List.of(), List.of(), List.of(), List.of(), null);
    }
}
