package io.github.camelgeminilive.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the model says and does, with the flags of its turn (protocol section 3.3). Content is applied before flags.
 *
 * @param modelTurn the parts the model produced, in order
 * @param inputTranscription what the user said
 * @param interimInputTranscription an early hypothesis of what the user says; replaces itself
 * @param outputTranscription what the model says
 * @param groundingMetadata search results behind the answer
 * @param urlContextMetadata pages read for the answer
 * @param generationComplete everything is generated; playback may still run
 * @param turnComplete the turn (or one stretch of it) is over
 * @param interrupted input cut the generation: what is queued for playback is to be dropped
 * @param waitingForInput the model holds back because it expects the user to go on
 * @param turnCompleteReason why the turn ended, absent on a normal end (protocol section 3.5); any text
 * @param interactionStatus whether more of this interaction follows
 * @param speechState {@code SPEECH} or {@code NON_SPEECH}, whether the server hears speech (Vertex AI); any text
 */
public record ServerContent(
        List<Part> modelTurn,
        @Nullable Transcription inputTranscription,
        @Nullable Transcription interimInputTranscription,
        @Nullable Transcription outputTranscription,
        @Nullable Map<String, Object> groundingMetadata,
        @Nullable Map<String, Object> urlContextMetadata,
        boolean generationComplete,
        boolean turnComplete,
        boolean interrupted,
        boolean waitingForInput,
        @Nullable String turnCompleteReason,
        @Nullable InteractionStatus interactionStatus,
        @Nullable String speechState)
        implements ServerMessage {

    public ServerContent {
        modelTurn = List.copyOf(modelTurn);
    }
}
