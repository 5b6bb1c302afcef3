package io.github.camelgeminilive.codec;

import io.github.camelgeminilive.protocol.GoAway;
import io.github.camelgeminilive.protocol.InteractionStatus;
import io.github.camelgeminilive.protocol.InteractionStatusUpdate;
import io.github.camelgeminilive.protocol.ServerMessage;
import io.github.camelgeminilive.protocol.SessionResumptionUpdate;
import io.github.camelgeminilive.protocol.SetupComplete;
import io.github.camelgeminilive.protocol.ToolCall;
import io.github.camelgeminilive.protocol.ToolCallCancellation;
import io.github.camelgeminilive.protocol.UnknownMessage;
import io.github.camelgeminilive.protocol.UsageMetadata;
import io.github.camelgeminilive.protocol.VoiceActivity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The top level of a frame (protocol section 3.1). JSON has no order of fields, so the messages are gathered first and
 * put in an order of our own afterwards.
 *
 * <p>Lives for one frame.
 *
 * <p>Confined to the thread that decodes.
 */
final class FrameReader {

    private @Nullable SetupComplete setupComplete;
    private @Nullable SessionResumptionUpdate sessionResumptionUpdate;
    private @Nullable VoiceActivity voiceActivity;
    private VoiceActivity.@Nullable Type vadSignal;
    private @Nullable UsageMetadata usageMetadata;
    private @Nullable ServerContentReader serverContent;
    private @Nullable ToolCall toolCall;
    private @Nullable ToolCallCancellation toolCallCancellation;
    private @Nullable InteractionStatus interactionStatus;
    private @Nullable GoAway goAway;
    private final ErrorReader error = new ErrorReader();
    private final List<UnknownMessage> unknown = new ArrayList<>(0);

    List<ServerMessage> read(WireReader in) throws IOException {
        in.begin();
        in.object();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            read(in, field);
        }
        in.end();
        return messages();
    }

    private void read(WireReader in, String field) throws IOException {
        switch (field) {
            case "serverContent" -> serverContent = ServerContentReader.read(in);
            case "usageMetadata" -> usageMetadata = UsageReader.read(in);
            case "toolCall" -> toolCall = ToolReader.call(in);
            case "toolCallCancellation" -> toolCallCancellation = ToolReader.cancellation(in);
            case "sessionResumptionUpdate" -> sessionResumptionUpdate = sessionResumptionUpdate(in);
            case "setupComplete" -> setupComplete = setupComplete(in);
            case "goAway" -> goAway = goAway(in);
            case "voiceActivity" -> voiceActivity = VoiceActivityReader.activity(in);
            case "voiceActivityDetectionSignal" -> vadSignal = VoiceActivityReader.signal(in);
            case "interactionStatus" -> readInteractionStatus(in);
            case "error" -> error.readObject(in);
            case "code" -> error.readCode(in);
            case "message" -> error.readMessage(in);
            default -> {
                unknown.add(new UnknownMessage(in.wireName()));
                in.skip();
            }
        }
    }

    private void readInteractionStatus(WireReader in) throws IOException {
        interactionStatus = in.interactionStatus();
        if (interactionStatus == null) {
            unknown.add(new UnknownMessage(in.wireName()));
        }
    }

    /**
     * State and usage before content, because content may end the turn that they belong to; goAway and errors last,
     * so that what came with them still counts.
     */
    private List<ServerMessage> messages() {
        List<ServerMessage> messages = new ArrayList<>(2);
        add(messages, setupComplete);
        add(messages, sessionResumptionUpdate);
        add(messages, voiceActivity);
        if (vadSignal != null && (voiceActivity == null || voiceActivity.type() != vadSignal)) {
            messages.add(new VoiceActivity(vadSignal, null));
        }
        add(messages, usageMetadata);
        if (serverContent != null) {
            messages.add(serverContent.build(interactionStatus));
        }
        add(messages, toolCall);
        add(messages, toolCallCancellation);
        if (serverContent == null && interactionStatus != null) {
            messages.add(new InteractionStatusUpdate(interactionStatus));
        }
        add(messages, goAway);
        add(messages, error.build());
        messages.addAll(error.unknown());
        messages.addAll(unknown);
        return List.copyOf(messages);
    }

    private static void add(List<ServerMessage> messages, @Nullable ServerMessage message) {
        if (message != null) {
            messages.add(message);
        }
    }

    private static SetupComplete setupComplete(WireReader in) throws IOException {
        in.object();
        String sessionId = null;
        String signature = null;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "sessionId" -> sessionId = in.string();
                case "voiceConsentSignature" -> signature = signature(in);
                default -> in.skip();
            }
        }
        return new SetupComplete(sessionId, signature);
    }

    private static @Nullable String signature(WireReader in) throws IOException {
        in.object();
        String signature = null;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "signature" -> signature = in.string();
                default -> in.skip();
            }
        }
        return signature;
    }

    private static SessionResumptionUpdate sessionResumptionUpdate(WireReader in) throws IOException {
        in.object();
        String newHandle = null;
        boolean resumable = false;
        Long index = null;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "newHandle" -> newHandle = in.string();
                case "resumable" -> resumable = in.bool();
                case "lastConsumedClientMessageIndex" -> index = in.int64();
                default -> in.skip();
            }
        }
        return new SessionResumptionUpdate(newHandle, resumable, index);
    }

    private static GoAway goAway(WireReader in) throws IOException {
        in.object();
        Duration timeLeft = Duration.ZERO;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "timeLeft" -> timeLeft = in.duration();
                default -> in.skip();
            }
        }
        return new GoAway(timeLeft);
    }
}
