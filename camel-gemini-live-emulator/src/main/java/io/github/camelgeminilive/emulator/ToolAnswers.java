package io.github.camelgeminilive.emulator;

import static io.github.camelgeminilive.emulator.wire.ModelProfile.Trait.*;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.wire.Refusal;
import io.github.camelgeminilive.emulator.wire.Usage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes in a toolResponse message (protocol section 2.15). Stateless; called on the connection's event loop. */
final class ToolAnswers {
    private static final Set<String> PART_TYPES = Set.of("image/png", "image/jpeg", "image/webp", "text/plain");

    private ToolAnswers() {}

    /** Returns why the connection ends, or null. */
    static @Nullable Refusal take(JsonNode body, Conversation conversation) {
        for (JsonNode response : body.path("functionResponses")) {
            Refusal refusal = one(response, conversation);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private static @Nullable Refusal one(JsonNode response, Conversation conversation) {
        boolean scheduled = !PendingCalls.scheduling(response).isEmpty();
        if (scheduled && conversation.setup().profile().has(NO_SCHEDULING)) {
            return Refusal.SCHEDULING;
        }
        boolean unscheduledBackEnd = conversation.setup().entrance().vertex()
                && conversation.setup().profile().has(SCHEDULING_ON_DEV_ONLY);
        if (scheduled && unscheduledBackEnd) {
            return Refusal.SCHEDULING;
        }
        for (JsonNode part : response.path("parts")) {
            String type = part.at("/inlineData/mimeType").asText();
            if (part.has("inlineData") && !PART_TYPES.contains(type)) {
                return Refusal.INVALID_ARGUMENT; // a PDF was seen to (section 2.15)
            }
        }
        boolean idNeeded = !conversation.setup().entrance().vertex();
        boolean nameless = response.path("id").asText().isEmpty() && idNeeded;
        if (nameless || !response.path("response").isObject()) {
            return Refusal.INVALID_ARGUMENT;
        }
        String name = response.path("name").asText();
        conversation.log("answer of " + name + ": " + response.path("response"));
        conversation.memory(conversation
                .memory()
                .grown(Usage.ofText(response.path("response").toString())));
        PendingCalls.Outcome outcome = conversation.calls().answer(response);
        conversation.callsChanged();
        return switch (outcome) {
            case TWICE -> {
                conversation.problem("expected one answer to each call but " + name + " was answered twice");
                yield null;
            }
            case UNKNOWN -> {
                boolean taken = conversation.trouble().takes(response)
                        || conversation.setup().profile().has(IGNORES_UNKNOWN_ANSWERS);
                yield taken ? null : Refusal.ENTITY_NOT_FOUND;
            }
            // An answer may cross its own cancellation on the wire.
            case TAKEN, MORE_TO_COME, CANCELLED -> null;
        };
    }
}
