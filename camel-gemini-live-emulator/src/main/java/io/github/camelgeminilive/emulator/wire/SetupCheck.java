package io.github.camelgeminilive.emulator.wire;

import static io.github.camelgeminilive.emulator.wire.ModelProfile.Trait.*;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the service refuses in a setup whose fields are all known: models, modalities, voices, thinking, tools
 * (protocol sections 2.2 to 2.12). Thread-safe.
 */
public final class SetupCheck {
    private static final Set<String> FIRST_VOICES =
            Set.of("Zephyr", "Puck", "Charon", "Kore", "Fenrir", "Leda", "Orus", "Aoede");
    private static final Set<String> MORE_VOICES = Set.of(
            "Callirrhoe",
            "Autonoe",
            "Enceladus",
            "Iapetus",
            "Umbriel",
            "Algieba",
            "Despina",
            "Erinome",
            "Algenib",
            "Rasalgethi",
            "Laomedeia",
            "Achernar",
            "Alnilam",
            "Schedar",
            "Gacrux",
            "Pulcherrima",
            "Achird",
            "Zubenelgenubi",
            "Vindemiatrix",
            "Sadachbia",
            "Sadaltager",
            "Sulafat");
    /** Known fields that Live refuses all the same (section 2.3, last line). */
    private static final List<String> NOT_IN_LIVE = List.of(
            "responseLogprobs",
            "logprobs",
            "responseMimeType",
            "responseSchema",
            "responseJsonSchema",
            "stopSequences",
            "routingConfig",
            "audioTimestamp");

    private static final Pattern FUNCTION_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]{0,127}");
    private static final int MAX_FUNCTIONS = 512;
    private static final int MAX_VOCABULARY = 1_000;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_-]{0,63}");
    private static final long MIN_TRIGGER = 5_000;
    private static final long MAX_TOKENS = 128_000;

    private final Entrance entrance;
    private final JsonNode setup;
    private final JsonNode generation;
    private final Map<String, String> functions = new HashMap<>();
    private final ModelProfile profile;

    private SetupCheck(Entrance entrance, JsonNode setup, ModelProfile profile) {
        this.entrance = entrance;
        this.setup = setup;
        this.generation = setup.path("generationConfig");
        this.profile = profile;
    }

    /**
     * Checks a setup.
     *
     * @param setup in camelCase, from {@link ClientMessage}
     * @param moreModels models that a test added, by id
     * @throws ClientMessage.Refused with the close code and text of the service
     */
    public static Setup check(JsonNode setup, Entrance entrance, Map<String, ModelProfile> moreModels)
            throws ClientMessage.Refused {
        String model = setup.path("model").asText();
        ModelProfile profile = ModelProfile.of(entrance, model, moreModels);
        if (profile == null) {
            throw new ClientMessage.Refused(
                    model.isEmpty() ? Refusal.INVALID_ARGUMENT : Refusal.unknownModel(entrance, model));
        }
        SetupCheck check = new SetupCheck(entrance, setup, profile);
        for (Refusal refusal : new Refusal[] {
            check.modalities(),
            check.generation(),
            check.speech(),
            check.thinking(),
            check.tools(),
            check.session(),
            check.transcription(),
            check.continuous()
        }) {
            if (refusal != null) {
                throw new ClientMessage.Refused(refusal);
            }
        }
        return Setup.of(setup, entrance, profile, Map.copyOf(check.functions));
    }

    /** The setup after a contextUpdate: only what is set in it changes (section 2.16). */
    public static Setup update(Setup setup, JsonNode update, Map<String, ModelProfile> moreModels)
            throws ClientMessage.Refused {
        ObjectNode merged = setup.json().deepCopy();
        if (update.has("systemInstruction")) {
            merged.set("systemInstruction", update.get("systemInstruction"));
        }
        if (update.path("tools").has("tools")) {
            merged.set("tools", update.path("tools").get("tools"));
        }
        return check(merged, setup.entrance(), moreModels);
    }

    private @Nullable Refusal modalities() {
        JsonNode modalities = generation.path("responseModalities");
        if (modalities.size() > 1) {
            return Refusal.INVALID_ARGUMENT;
        }
        return switch (modalities.path(0).asText("AUDIO")) {
            case "", "MODALITY_UNSPECIFIED" -> null;
            case "AUDIO" -> profile.has(TEXT_ONLY) && modalities.size() > 0 ? Refusal.INVALID_ARGUMENT : null;
            case "TEXT" -> profile.has(TEXT_OUT) ? null : Refusal.NON_AUDIO;
            case "VIDEO" -> entrance.vertex() && profile.has(VIDEO_OUT) ? null : Refusal.INVALID_ARGUMENT;
            default -> Refusal.INVALID_ARGUMENT;
        };
    }

    private @Nullable Refusal generation() {
        for (String name : NOT_IN_LIVE) {
            if (generation.has(name)) {
                return Refusal.INVALID_ARGUMENT;
            }
        }
        if (generation.has("translationConfig") && !profile.has(TRANSLATES)) {
            return Refusal.INVALID_ARGUMENT;
        }
        boolean affective = generation.path("enableAffectiveDialog").asBoolean();
        boolean possible = profile.has(AFFECTIVE_DIALOG) || profile.has(AFFECTIVE_DIALOG_CLOSES_LATE);
        return affective && !possible ? Refusal.INVALID_ARGUMENT : null;
    }

    private @Nullable Refusal speech() {
        JsonNode speech = generation.path("speechConfig");
        if (speech.has("multiSpeakerVoiceConfig")) {
            return Refusal.INVALID_ARGUMENT;
        }
        JsonNode name = speech.at("/voiceConfig/prebuiltVoiceConfig/voiceName");
        if (name.isMissingNode() || name.asText().isEmpty()) {
            return null;
        }
        boolean known =
                FIRST_VOICES.contains(name.asText()) || !profile.has(FEW_VOICES) && MORE_VOICES.contains(name.asText());
        return known ? null : Refusal.INVALID_ARGUMENT;
    }

    private @Nullable Refusal thinking() {
        JsonNode thinking = generation.path("thinkingConfig");
        if (profile.has(NEEDS_THINKING_LEVEL)) {
            String level = thinking.path("thinkingLevel").asText();
            if (level.isEmpty() || level.endsWith("UNSPECIFIED")) {
                return Refusal.THINKING_LEVEL;
            }
            return level.equals("MINIMAL") ? Refusal.INVALID_ARGUMENT : null;
        }
        return profile.has(NO_THINKING_CONFIG) && !thinking.isMissingNode() ? Refusal.INVALID_ARGUMENT : null;
    }

    private @Nullable Refusal tools() {
        boolean search = false;
        for (JsonNode tool : setup.path("tools")) {
            search |= tool.has("googleSearch") || tool.has("googleSearchRetrieval");
            boolean refused = tool.has("codeExecution") && !profile.has(CODE_EXECUTION)
                    || tool.has("urlContext") && !profile.has(URL_CONTEXT);
            if (refused) {
                return Refusal.INVALID_ARGUMENT;
            }
            for (JsonNode function : tool.path("functionDeclarations")) {
                String name = function.path("name").asText();
                String behavior = function.path("behavior").asText();
                boolean bad = !FUNCTION_NAME.matcher(name).matches()
                        || functions.containsKey(name)
                        || behavior.equals("BLOCKING") && profile.has(ASYNC_ONLY);
                if (bad) {
                    return Refusal.INVALID_ARGUMENT;
                }
                functions.put(name, behavior);
            }
        }
        boolean together = search && !functions.isEmpty() && profile.has(NO_SEARCH_WITH_FUNCTIONS);
        return together || functions.size() > MAX_FUNCTIONS ? Refusal.INVALID_ARGUMENT : null;
    }

    private @Nullable Refusal session() {
        JsonNode proactivity = setup.path("proactivity");
        if (!proactivity.isMissingNode()) {
            boolean offered = profile.has(PROACTIVITY);
            boolean switchedOff = proactivity.has("proactiveAudio")
                    && !proactivity.path("proactiveAudio").asBoolean();
            boolean videoAlone = proactivity.path("proactiveVideo").asBoolean()
                    && !proactivity.path("proactiveAudio").asBoolean();
            if (!offered || videoAlone || switchedOff && profile.has(ALWAYS_PROACTIVE)) {
                return Refusal.INVALID_ARGUMENT;
            }
        }
        if (setup.has("avatarConfig") && !profile.has(VIDEO_OUT)) {
            return Refusal.INVALID_ARGUMENT;
        }
        for (JsonNode part : setup.at("/systemInstruction/parts")) {
            if (!part.has("text")) {
                return Refusal.INVALID_ARGUMENT;
            }
        }
        for (Map.Entry<String, JsonNode> label : setup.path("labels").properties()) {
            if (!LABEL.matcher(label.getKey()).matches()
                    || !LABEL.matcher(label.getValue().asText()).matches()) {
                return Refusal.INVALID_ARGUMENT;
            }
        }
        JsonNode compression = setup.path("contextWindowCompression");
        if (entrance.vertex() && !compression.isMissingNode()) {
            long trigger = compression.path("triggerTokens").asLong(MIN_TRIGGER);
            long target = compression.at("/slidingWindow/targetTokens").asLong(0);
            if (trigger < MIN_TRIGGER || trigger > MAX_TOKENS || target < 0 || target > MAX_TOKENS) {
                return Refusal.INVALID_ARGUMENT;
            }
        }
        return null;
    }

    /** Hints of transcription exclude each other (section 2.9). */
    private @Nullable Refusal transcription() {
        for (String name : List.of("inputAudioTranscription", "outputAudioTranscription")) {
            JsonNode hints = setup.path(name);
            boolean timed = hints.path("wordTimestamp").asBoolean()
                    || hints.path("diarization").asBoolean();
            boolean impossible = timed
                    && (profile.has(TRANSCRIBES) || hints.path("mode").asText().equals("SMART"));
            if (impossible || hints.path("customVocabulary").size() > MAX_VOCABULARY) {
                return Refusal.INVALID_ARGUMENT;
            }
        }
        return null;
    }

    /** Models that only translate or transcribe have neither tools nor an instruction (section 6.1). */
    private @Nullable Refusal continuous() {
        boolean asks = !setup.path("tools").isEmpty() || setup.has("systemInstruction");
        return profile.has(CONTINUOUS) && asks ? Refusal.INVALID_ARGUMENT : null;
    }
}
