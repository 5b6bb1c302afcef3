package io.github.camelgeminilive.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Both together: a turn that calls functions is told its tokens once for each stretch. */
    public UsageMetadata plus(UsageMetadata other) {
        return new UsageMetadata(
                promptTokenCount + other.promptTokenCount,
                cachedContentTokenCount + other.cachedContentTokenCount,
                responseTokenCount + other.responseTokenCount,
                toolUsePromptTokenCount + other.toolUsePromptTokenCount,
                thoughtsTokenCount + other.thoughtsTokenCount,
                totalTokenCount + other.totalTokenCount,
                joined(promptTokensDetails, other.promptTokensDetails),
                joined(cacheTokensDetails, other.cacheTokensDetails),
                joined(responseTokensDetails, other.responseTokensDetails),
                joined(toolUsePromptTokensDetails, other.toolUsePromptTokensDetails),
                other.serviceTier != null ? other.serviceTier : serviceTier);
    }

    private static List<ModalityTokenCount> joined(List<ModalityTokenCount> a, List<ModalityTokenCount> b) {
        Map<String, Integer> sums = new LinkedHashMap<>();
        for (List<ModalityTokenCount> list : List.of(a, b)) {
            list.forEach(count -> sums.merge(count.modality(), count.tokenCount(), Integer::sum));
        }
        return sums.entrySet().stream()
                .map(entry -> new ModalityTokenCount(entry.getKey(), entry.getValue()))
                .toList();
    }
}
