package io.github.camelgeminilive.emulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.audio.VadSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A setup that passed all checks, as the emulator uses it. Immutable, thread-safe.
 *
 * @param json the whole setup in camelCase
 * @param modality AUDIO, TEXT or VIDEO
 * @param functionBehavior BLOCKING, NON_BLOCKING or nothing, by the name of each declared function
 * @param handle the handle to resume from; null for a fresh conversation
 */
public record Setup(
        JsonNode json,
        Entrance entrance,
        ModelProfile profile,
        VadSettings vad,
        String model,
        String voice,
        String modality,
        boolean inputTranscription,
        boolean outputTranscription,
        boolean resumption,
        boolean transparent,
        @Nullable String handle,
        boolean initialHistory,
        boolean vadSignals,
        boolean affectiveDialog,
        Map<String, String> functionBehavior) {
    private static final String DEFAULT_VOICE = "Zephyr";

    static Setup of(JsonNode json, Entrance entrance, ModelProfile profile, Map<String, String> functionBehavior) {
        JsonNode generation = json.path("generationConfig");
        JsonNode resumption = json.path("sessionResumption");
        String handle = resumption.path("handle").asText();
        String voice = generation
                .at("/speechConfig/voiceConfig/prebuiltVoiceConfig/voiceName")
                .asText();
        return new Setup(
                json,
                entrance,
                profile,
                VadSettings.of(json.path("realtimeInputConfig"), !entrance.vertex()),
                json.path("model").asText(),
                voice.isEmpty() ? DEFAULT_VOICE : voice,
                modality(generation, profile),
                // One page shows transcription inside generationConfig; the root is what SDKs send (section 10, 27).
                json.has("inputAudioTranscription") || generation.has("inputAudioTranscription"),
                json.has("outputAudioTranscription") || generation.has("outputAudioTranscription"),
                json.has("sessionResumption"),
                resumption.path("transparent").asBoolean(),
                handle.isEmpty() ? null : handle,
                json.at("/historyConfig/initialHistoryInClientContent").asBoolean(),
                json.path("explicitVadSignal").asBoolean(),
                generation.path("enableAffectiveDialog").asBoolean(),
                functionBehavior);
    }

    private static String modality(JsonNode generation, ModelProfile profile) {
        String asked = generation.path("responseModalities").path(0).asText();
        boolean none = asked.isEmpty() || asked.equals("MODALITY_UNSPECIFIED");
        return none ? (profile.has(ModelProfile.Trait.TEXT_ONLY) ? "TEXT" : "AUDIO") : asked;
    }

    public boolean textOut() {
        return modality.equals("TEXT");
    }

    /** The same with another json; what was read from it at first stays. */
    public Setup with(JsonNode changed) {
        return of(changed, entrance, profile, functionBehavior);
    }

    /** The same with the instruction and the tools of another setup. */
    public Setup frozen(Setup old) {
        ObjectNode frozen = json.deepCopy();
        for (String name : List.of("systemInstruction", "tools")) {
            frozen.remove(name);
            if (old.json.has(name)) {
                frozen.set(name, old.json.path(name));
            }
        }
        return of(frozen, entrance, profile, old.functionBehavior);
    }

    /** The text of the system instruction. */
    public String instruction() {
        StringBuilder text = new StringBuilder();
        json.at("/systemInstruction/parts")
                .forEach(part -> text.append(text.isEmpty() ? "" : "\n")
                        .append(part.path("text").asText()));
        return text.toString();
    }

    /** Whether a call of this function silences the model until it is answered. */
    public boolean blocking(String function) {
        if (profile.has(ModelProfile.Trait.SYNC_ONLY)) {
            return true;
        }
        String behavior = functionBehavior.getOrDefault(function, "");
        if (profile.has(ModelProfile.Trait.ASYNC_BY_DEFAULT)) {
            return behavior.equals("BLOCKING");
        }
        return !behavior.equals("NON_BLOCKING");
    }

    public Set<String> functions() {
        return new HashSet<>(functionBehavior.keySet());
    }

    /** The model's id without what stands before it. */
    public String modelId() {
        return model.substring(model.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return modelId() + " on " + entrance;
    }
}
