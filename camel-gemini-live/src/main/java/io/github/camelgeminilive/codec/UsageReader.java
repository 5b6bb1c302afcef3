package io.github.camelgeminilive.codec;

import io.github.camelgeminilive.protocol.UsageMetadata;
import io.github.camelgeminilive.protocol.UsageMetadata.ModalityTokenCount;
import java.io.IOException;
import java.util.List;

/** Token counts under the names of either back end (protocol section 3.6). */
final class UsageReader {

    private UsageReader() {}

    static UsageMetadata read(WireReader in) throws IOException {
        in.object();
        int prompt = 0;
        int cached = 0;
        int response = 0;
        int toolUsePrompt = 0;
        int thoughts = 0;
        int total = 0;
        List<ModalityTokenCount> promptDetails = List.of();
        List<ModalityTokenCount> cacheDetails = List.of();
        List<ModalityTokenCount> responseDetails = List.of();
        List<ModalityTokenCount> toolUsePromptDetails = List.of();
        String serviceTier = null;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "promptTokenCount" -> prompt = in.int32();
                case "cachedContentTokenCount" -> cached = in.int32();
                // the second name in these pairs is that of Vertex AI
                case "responseTokenCount", "candidatesTokenCount" -> response = Math.max(response, in.int32());
                case "toolUsePromptTokenCount" -> toolUsePrompt = in.int32();
                case "thoughtsTokenCount" -> thoughts = in.int32();
                case "totalTokenCount" -> total = in.int32();
                case "promptTokensDetails" -> promptDetails = in.list(UsageReader::modality);
                case "cacheTokensDetails" -> cacheDetails = in.list(UsageReader::modality);
                case "responseTokensDetails", "candidatesTokensDetails" ->
                    responseDetails = in.list(UsageReader::modality);
                case "toolUsePromptTokensDetails" -> toolUsePromptDetails = in.list(UsageReader::modality);
                case "serviceTier", "trafficType" -> serviceTier = in.enumName();
                default -> in.skip();
            }
        }
        return new UsageMetadata(
                prompt,
                cached,
                response,
                toolUsePrompt,
                thoughts,
                total,
                promptDetails,
                cacheDetails,
                responseDetails,
                toolUsePromptDetails,
                serviceTier);
    }

    private static ModalityTokenCount modality(WireReader in) throws IOException {
        in.object();
        String modality = "";
        int tokenCount = 0;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "modality" -> modality = in.enumName();
                case "tokenCount" -> tokenCount = in.int32();
                default -> in.skip();
            }
        }
        return new ModalityTokenCount(modality, tokenCount);
    }
}
