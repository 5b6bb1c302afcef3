package io.github.camelgeminilive.codec;

import io.github.camelgeminilive.protocol.InteractionStatus;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.protocol.ServerContent;
import io.github.camelgeminilive.protocol.Transcription;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the model says and does (protocol section 3.3).
 *
 * <p>Lives for one {@code serverContent}.
 *
 * <p>Confined to the thread that decodes.
 */
final class ServerContentReader {

    private List<Part> modelTurn = List.of();
    private @Nullable Transcription inputTranscription;
    private @Nullable Transcription interimInputTranscription;
    private @Nullable Transcription outputTranscription;
    private @Nullable Map<String, Object> groundingMetadata;
    private @Nullable Map<String, Object> urlContextMetadata;
    private boolean generationComplete;
    private boolean turnComplete;
    private boolean interrupted;
    private boolean waitingForInput;
    private @Nullable String turnCompleteReason;
    private @Nullable InteractionStatus interactionStatus;
    private @Nullable String speechState;

    static ServerContentReader read(WireReader in) throws IOException {
        ServerContentReader reader = new ServerContentReader();
        in.object();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            reader.read(in, field);
        }
        return reader;
    }

    private void read(WireReader in, String field) throws IOException {
        switch (field) {
            case "modelTurn" -> modelTurn = modelTurn(in);
            case "inputTranscription" -> inputTranscription = TranscriptionReader.read(in);
            case "interimInputTranscription" -> interimInputTranscription = TranscriptionReader.read(in);
            case "outputTranscription" -> outputTranscription = TranscriptionReader.read(in);
            case "groundingMetadata" -> groundingMetadata = in.anyObject();
            case "urlContextMetadata" -> urlContextMetadata = in.anyObject();
            case "generationComplete" -> generationComplete = in.bool();
            case "turnComplete" -> turnComplete = in.bool();
            case "interrupted" -> interrupted = in.bool();
            case "waitingForInput" -> waitingForInput = in.bool();
            case "turnCompleteReason" -> turnCompleteReason = in.enumName();
            case "interactionStatus" -> interactionStatus = in.interactionStatus();
            case "speechState" -> speechState = in.enumName();
            default -> in.skip();
        }
    }

    /**
     * The message.
     *
     * @param statusOfFrame an interactionStatus beside this content; it says the same as one inside and must be known
     *     before the end of the turn is judged, so it is taken into the content
     */
    ServerContent build(@Nullable InteractionStatus statusOfFrame) {
        return new ServerContent(
                modelTurn,
                inputTranscription,
                interimInputTranscription,
                outputTranscription,
                groundingMetadata,
                urlContextMetadata,
                generationComplete,
                turnComplete,
                interrupted,
                waitingForInput,
                turnCompleteReason,
                interactionStatus == null ? statusOfFrame : interactionStatus,
                speechState);
    }

    private static List<Part> modelTurn(WireReader in) throws IOException {
        in.object();
        List<Part> parts = List.of();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "parts" -> parts = parts(in);
                default -> in.skip();
            }
        }
        return parts;
    }

    private static List<Part> parts(WireReader in) throws IOException {
        List<Part> parts = new ArrayList<>(4);
        in.array();
        while (in.nextElement()) {
            PartReader.read(in, parts);
        }
        return parts;
    }
}
