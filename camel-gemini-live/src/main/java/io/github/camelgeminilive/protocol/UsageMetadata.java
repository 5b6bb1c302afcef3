package io.github.camelgeminilive.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of one turn, under the names of either back end (protocol section 3.6). Not cumulative.
 *
 * @param promptTokenCount the whole context that was read for this turn
 * @param responseTokenCount what was generated ({@code candidatesTokenCount} on Vertex AI)
 * @param responseTokensDetails by modality
 * @param serviceTier {@code trafficType} on Vertex AI
 */
public record UsageMetadata(
        int promptTokenCount,
        int cachedContentTokenCount,
        int responseTokenCount,
        int toolUsePromptTokenCount,
        int thoughtsTokenCount,
        int totalTokenCount,
        List<ModalityTokenCount> promptTokensDetails,
        List<ModalityTokenCount> cacheTokensDetails,
        List<ModalityTokenCount> responseTokensDetails,
        List<ModalityTokenCount> toolUsePromptTokensDetails,
        @Nullable String serviceTier)
        implements ServerMessage {

    /**
     * Tokens of one modality.
     *
     * @param modality {@code TEXT}, {@code AUDIO}, {@code VIDEO}, ... as sent
     */
    public record ModalityTokenCount(String modality, int tokenCount) {}

    public UsageMetadata {
        promptTokensDetails = List.copyOf(promptTokensDetails);
        cacheTokensDetails = List.copyOf(cacheTokensDetails);
        responseTokensDetails = List.copyOf(responseTokensDetails);
        toolUsePromptTokensDetails = List.copyOf(toolUsePromptTokensDetails);
    }
}
