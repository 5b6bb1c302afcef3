package io.github.camelgeminilive;

import io.github.camelgeminilive.codec.JsonText;
import io.github.camelgeminilive.setup.SetupFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which option goes to which field of the setup message (protocol sections 2.2 to 2.12).
 *
 * <p>Stateless, thread-safe.
 */
final class SetupOptions {

    static final String VAD = "realtimeInputConfig.automaticActivityDetection.";
    static final String MODALITIES = "generationConfig.responseModalities";
    static final String VOICE = "generationConfig.speechConfig.voiceConfig.prebuiltVoiceConfig.voiceName";
    static final String LANGUAGE = "generationConfig.speechConfig.languageCode";
    static final String INSTRUCTION = "systemInstruction.parts";
    static final String INPUT_TRANSCRIPTION = "inputAudioTranscription";
    static final String OUTPUT_TRANSCRIPTION = "outputAudioTranscription";
    private static final String COMPRESSION = "contextWindowCompression.";
    private static final String LABELS = "labels";

    /** An option and the path of its field; the value is null where the option says nothing. */
    record Entry(String option, String path, Function<GeminiLiveConfiguration, @Nullable Object> value) {}

    /** All options with a field of their own, but model, responseModalities and tools, which follow rules of their own. */
    static final List<Entry> ENTRIES = List.of(
            value("temperature", "generationConfig.temperature", GeminiLiveConfiguration::getTemperature),
            value("topP", "generationConfig.topP", GeminiLiveConfiguration::getTopP),
            value("topK", "generationConfig.topK", GeminiLiveConfiguration::getTopK),
            value("seed", "generationConfig.seed", GeminiLiveConfiguration::getSeed),
            value("maxOutputTokens", "generationConfig.maxOutputTokens", GeminiLiveConfiguration::getMaxOutputTokens),
            value("presencePenalty", "generationConfig.presencePenalty", GeminiLiveConfiguration::getPresencePenalty),
            value(
                    "frequencyPenalty",
                    "generationConfig.frequencyPenalty",
                    GeminiLiveConfiguration::getFrequencyPenalty),
            value("mediaResolution", "generationConfig.mediaResolution", GeminiLiveConfiguration::getMediaResolution),
            value(
                    "thinkingLevel",
                    "generationConfig.thinkingConfig.thinkingLevel",
                    GeminiLiveConfiguration::getThinkingLevel),
            value(
                    "thinkingBudget",
                    "generationConfig.thinkingConfig.thinkingBudget",
                    GeminiLiveConfiguration::getThinkingBudget),
            flag(
                    "includeThoughts",
                    "generationConfig.thinkingConfig.includeThoughts",
                    GeminiLiveConfiguration::isIncludeThoughts),
            flag(
                    "enableAffectiveDialog",
                    "generationConfig.enableAffectiveDialog",
                    GeminiLiveConfiguration::isEnableAffectiveDialog),
            value(
                    "targetLanguageCode",
                    "generationConfig.translationConfig.targetLanguageCode",
                    GeminiLiveConfiguration::getTargetLanguageCode),
            flag(
                    "echoTargetLanguage",
                    "generationConfig.translationConfig.echoTargetLanguage",
                    GeminiLiveConfiguration::isEchoTargetLanguage),
            value("voice", VOICE, GeminiLiveConfiguration::getVoice),
            value("languageCode", LANGUAGE, GeminiLiveConfiguration::getLanguageCode),
            value("systemInstruction", INSTRUCTION, c -> instruction(c.getSystemInstruction())),
            value(INPUT_TRANSCRIPTION, INPUT_TRANSCRIPTION, c -> c.isInputAudioTranscription() ? Map.of() : null),
            value(
                    "transcriptionLanguageCodes",
                    INPUT_TRANSCRIPTION + ".languageCodes",
                    c -> words(c.getTranscriptionLanguageCodes())),
            value("customVocabulary", INPUT_TRANSCRIPTION + ".customVocabulary", c -> words(c.getCustomVocabulary())),
            value("transcriptionMode", INPUT_TRANSCRIPTION + ".mode", GeminiLiveConfiguration::getTranscriptionMode),
            value("automaticActivityDetection", VAD + "disabled", c -> c.isAutomaticActivityDetection() ? null : true),
            value(
                    "startOfSpeechSensitivity",
                    VAD + "startOfSpeechSensitivity",
                    GeminiLiveConfiguration::getStartOfSpeechSensitivity),
            value(
                    "endOfSpeechSensitivity",
                    VAD + "endOfSpeechSensitivity",
                    GeminiLiveConfiguration::getEndOfSpeechSensitivity),
            value("prefixPaddingMs", VAD + "prefixPaddingMs", GeminiLiveConfiguration::getPrefixPaddingMs),
            value("silenceDurationMs", VAD + "silenceDurationMs", GeminiLiveConfiguration::getSilenceDurationMs),
            value(
                    "activityHandling",
                    "realtimeInputConfig.activityHandling",
                    GeminiLiveConfiguration::getActivityHandling),
            value("turnCoverage", "realtimeInputConfig.turnCoverage", GeminiLiveConfiguration::getTurnCoverage),
            value(
                    "contextWindowCompression",
                    COMPRESSION + "slidingWindow",
                    c -> c.isContextWindowCompression() ? Map.of() : null),
            value("triggerTokens", COMPRESSION + "triggerTokens", GeminiLiveConfiguration::getTriggerTokens),
            value("targetTokens", COMPRESSION + "slidingWindow.targetTokens", GeminiLiveConfiguration::getTargetTokens),
            flag("proactiveAudio", "proactivity.proactiveAudio", GeminiLiveConfiguration::isProactiveAudio),
            flag("proactiveVideo", "proactivity.proactiveVideo", GeminiLiveConfiguration::isProactiveVideo),
            flag("explicitVadSignal", "explicitVadSignal", GeminiLiveConfiguration::isExplicitVadSignal),
            value("avatarName", "avatarConfig.avatarName", GeminiLiveConfiguration::getAvatarName),
            value("safetySettings", "safetySettings", c -> safety(c.getSafetySettings())),
            value(LABELS, LABELS, c -> texts(c.getLabels())));

    /** Options that offer a tool of the server, and the tool's name. */
    static final Map<String, Predicate<GeminiLiveConfiguration>> TOOLS = tools();

    private SetupOptions() {}

    private static Map<String, Predicate<GeminiLiveConfiguration>> tools() {
        Map<String, Predicate<GeminiLiveConfiguration>> tools = new LinkedHashMap<>();
        tools.put("googleSearch", GeminiLiveConfiguration::isGoogleSearch);
        tools.put("codeExecution", GeminiLiveConfiguration::isCodeExecution);
        tools.put("urlContext", GeminiLiveConfiguration::isUrlContext);
        return tools;
    }

    private static Entry value(String option, String path, Function<GeminiLiveConfiguration, @Nullable Object> value) {
        return new Entry(option, path, c -> {
            Object given = value.apply(c);
            return given == null ? null : SetupFields.known().full(path, given);
        });
    }

    /** An option that says something only when it is on. */
    private static Entry flag(String option, String path, Predicate<GeminiLiveConfiguration> on) {
        return new Entry(option, path, c -> on.test(c) ? true : null);
    }

    /** The value of responseModalities as the field has it: a list of exactly one. */
    static List<Object> modalities(String modality) {
        return List.of(SetupFields.known().full(MODALITIES, modality));
    }

    static @Nullable List<Object> instruction(@Nullable String text) {
        return text == null ? null : List.of(Map.of("text", text));
    }

    /** The option that a path comes from, for messages about a field that nobody set. */
    static String optionFor(String path) {
        return ENTRIES.stream()
                .filter(entry -> entry.path().equals(path) || entry.path().startsWith(path + "."))
                .map(Entry::option)
                .findFirst()
                .orElse(AgentOptions.SETUP_PREFIX + path);
    }

    /**
     * Refuses values that are wrong in every agent, with every model and back end.
     *
     * @throws IllegalArgumentException that names the option and what is allowed
     */
    static void checkValues(GeminiLiveConfiguration configuration) {
        SetupFields fields = SetupFields.known();
        for (Entry entry : ENTRIES) {
            refuse(entry.option(), fields.problem(entry.path(), entry.value().apply(configuration)));
        }
        String modality = configuration.getResponseModalities();
        refuse("responseModalities", fields.problem(MODALITIES, modalities(modality)));
        Map<String, Object> setup = configuration.getSetup();
        if (setup != null && !lifts(configuration)) {
            setup.forEach(
                    (path, value) -> refuse(AgentOptions.SETUP_PREFIX + path, fields.problem(path, typed(value))));
        }
        if (!(configuration.getVideoFps() >= 0)) {
            refuse("videoFps", "expected 0 or more but was " + configuration.getVideoFps());
        }
        checkLimit("maxToolCallsPerTurn", configuration.getMaxToolCallsPerTurn(), configuration);
        checkLimit("maxToolCallsPerMinute", configuration.getMaxToolCallsPerMinute(), configuration);
    }

    private static void checkLimit(String option, int limit, GeminiLiveConfiguration configuration) {
        if (limit < 0) {
            refuse(option, "expected 0 (no limit) or more but was " + limit);
        }
        if (limit > 0 && configuration.getToolMode() == GeminiLiveToolMode.manual) {
            refuse(option, "expected toolMode=auto beside it but was manual: there whoever answers the calls decides");
        }
    }

    /** Whether single fields may be freed from our checks: that is known when all is. */
    private static boolean lifts(GeminiLiveConfiguration configuration) {
        return configuration.getProfile() != null || configuration.getModelProfiles() != null;
    }

    /** A value of {@code setup.}: a JSON literal means what it is. */
    static @Nullable Object typed(@Nullable Object value) {
        return value instanceof String text ? JsonText.literal(text) : value;
    }

    /**
     * Refuses options that do nothing without another one.
     *
     * @param set whether a setup field was set, by whichever option
     */
    static void checkDependent(GeminiLiveConfiguration c, Predicate<String> set) {
        if (!c.isInputAudioTranscription() && !set.test(INPUT_TRANSCRIPTION)) {
            needs("transcriptionLanguageCodes", c.getTranscriptionLanguageCodes(), "inputAudioTranscription=true");
            needs("customVocabulary", c.getCustomVocabulary(), "inputAudioTranscription=true");
            needs("transcriptionMode", c.getTranscriptionMode(), "inputAudioTranscription=true");
        }
        if (!c.isContextWindowCompression() && !set.test("contextWindowCompression")) {
            needs("triggerTokens", c.getTriggerTokens(), "contextWindowCompression=true");
            needs("targetTokens", c.getTargetTokens(), "contextWindowCompression=true");
        }
    }

    private static void needs(String option, @Nullable Object value, String other) {
        if (value != null) {
            refuse(option, "expected " + other + " beside it but there is none");
        }
    }

    private static void refuse(String option, @Nullable String problem) {
        if (problem != null) {
            throw new IllegalArgumentException("Option " + option + ": " + problem);
        }
    }

    private static @Nullable List<String> words(@Nullable String text) {
        return text == null
                ? null
                : Arrays.stream(text.split(",", -1))
                        .map(String::trim)
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    private static @Nullable Map<String, String> texts(@Nullable Map<String, Object> map) {
        return map == null || map.isEmpty()
                ? null
                : map.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> String.valueOf(entry.getValue()),
                                (one, other) -> one,
                                LinkedHashMap::new));
    }

    /** CATEGORY=THRESHOLD with commas between. */
    private static @Nullable List<Map<String, Object>> safety(@Nullable String text) {
        List<String> pairs = words(text);
        if (pairs == null) {
            return null;
        }
        SetupFields fields = SetupFields.known();
        Map<Object, Map<String, Object>> settings = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "Option safetySettings: expected CATEGORY=THRESHOLD with commas between but was " + pair);
            }
            Object category = fields.full(
                    "safetySettings.category", pair.substring(0, equals).trim());
            Object threshold = fields.full(
                    "safetySettings.threshold", pair.substring(equals + 1).trim());
            problems.add(fields.problem("safetySettings.category", category));
            problems.add(fields.problem("safetySettings.threshold", threshold));
            if (settings.put(category, Map.of("category", category, "threshold", threshold)) != null) {
                problems.add("expected each category once but " + category + " is there twice");
            }
        }
        problems.stream().filter(Objects::nonNull).findFirst().ifPresent(problem -> refuse("safetySettings", problem));
        return List.copyOf(settings.values());
    }
}
