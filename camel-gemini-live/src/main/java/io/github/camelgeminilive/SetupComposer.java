package io.github.camelgeminilive;

import io.github.camelgeminilive.codec.JsonText;
import io.github.camelgeminilive.protocol.ClientMessage.Setup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the setup message (protocol section 2.2) of an agent from {@code setupJson}, the options and {@code setup.}; a
 * field that two of them set is refused. Made once when the agent's settings freeze; only the tools change afterwards.
 *
 * <p>Immutable, thread-safe.
 */
final class SetupComposer {

    private static final String VAD = "realtimeInputConfig.automaticActivityDetection.";

    /** Set even when nobody asked: they give way to who did. */
    private final Set<Field> defaults;

    private final BackEnd backEnd;

    /** Fields by path, with the option that set each. */
    private final Map<String, Field> fields = new LinkedHashMap<>();

    private record Field(@Nullable Object value, String option) {}

    /**
     * Reads a configuration whose texts have been loaded.
     *
     * @throws IllegalArgumentException when two options set one field
     */
    SetupComposer(GeminiLiveConfiguration configuration, BackEnd backEnd) {
        this.backEnd = backEnd;
        this.defaults = defaults(new GeminiLiveConfiguration());
        String json = configuration.getSetupJson();
        if (json != null) {
            flatten("", JsonText.object("setupJson", json), "setupJson");
        }
        options(configuration);
        Map<String, Object> setup = configuration.getSetup();
        if (setup != null) {
            setup.forEach((path, value) ->
                    put(path, value instanceof String text ? JsonText.literal(text) : value, "setup." + path));
        }
        checkNesting();
    }

    private void options(GeminiLiveConfiguration c) {
        put("model", backEnd.modelName(c.getModel()), "model");
        put("generationConfig.responseModalities", List.of(c.getResponseModalities()), "responseModalities");
        put("generationConfig.temperature", c.getTemperature(), "temperature");
        put("generationConfig.speechConfig.voiceConfig.prebuiltVoiceConfig.voiceName", c.getVoice(), "voice");
        put("generationConfig.speechConfig.languageCode", c.getLanguageCode(), "languageCode");
        String instruction = c.getSystemInstruction();
        if (instruction != null) {
            put("systemInstruction.parts", List.of(Map.of("text", instruction)), "systemInstruction");
        }
        if (c.isInputAudioTranscription()) {
            put("inputAudioTranscription", Map.of(), "inputAudioTranscription");
        }
        if (c.isOutputAudioTranscription() && speaks(c) && !setBySetup(c, "outputAudioTranscription")) {
            put("outputAudioTranscription", Map.of(), "outputAudioTranscription");
        }
        if (!c.isAutomaticActivityDetection()) {
            put(VAD + "disabled", true, "automaticActivityDetection");
        }
        put(
                VAD + "startOfSpeechSensitivity",
                prefixed("START_SENSITIVITY_", c.getStartOfSpeechSensitivity()),
                "startOfSpeechSensitivity");
        put(
                VAD + "endOfSpeechSensitivity",
                prefixed("END_SENSITIVITY_", c.getEndOfSpeechSensitivity()),
                "endOfSpeechSensitivity");
        put(VAD + "prefixPaddingMs", c.getPrefixPaddingMs(), "prefixPaddingMs");
        put(VAD + "silenceDurationMs", c.getSilenceDurationMs(), "silenceDurationMs");
        put("realtimeInputConfig.activityHandling", c.getActivityHandling(), "activityHandling");
        put("realtimeInputConfig.turnCoverage", c.getTurnCoverage(), "turnCoverage");
    }

    /** Whether setupJson or {@code setup.} say something about a field: then our default gives way. */
    private boolean setBySetup(GeminiLiveConfiguration c, String field) {
        Map<String, Object> setup = c.getSetup();
        return Stream.concat(fields.keySet().stream(), setup == null ? Stream.empty() : setup.keySet().stream())
                .anyMatch(path -> path.equals(field) || path.startsWith(field + "."));
    }

    private static boolean speaks(GeminiLiveConfiguration c) {
        return !"TEXT".equals(c.getResponseModalities());
    }

    private static @Nullable String prefixed(String prefix, @Nullable String value) {
        return value == null ? null : prefix + value;
    }

    private Set<Field> defaults(GeminiLiveConfiguration c) {
        return Set.of(
                new Field(backEnd.modelName(c.getModel()), "model"),
                new Field(List.of(c.getResponseModalities()), "responseModalities"));
    }

    private void flatten(String prefix, Map<String, Object> object, String option) {
        object.forEach((name, value) -> {
            String path = prefix + name;
            if (value instanceof Map<?, ?> nested && !nested.isEmpty()) {
                Map<String, Object> children = new LinkedHashMap<>();
                nested.forEach((key, child) -> children.put(String.valueOf(key), child));
                flatten(path + ".", children, option);
            } else {
                put(path, value, option);
            }
        });
    }

    private void put(String path, @Nullable Object value, String option) {
        if (value == null && !option.startsWith("setup")) {
            return;
        }
        Field field = new Field(value, option);
        Field other = fields.get(path);
        if (other == null || defaults.contains(other)) {
            fields.put(path, field);
        } else if (!defaults.contains(field)) {
            throw twice(path, other.option(), option);
        }
    }

    private void checkNesting() {
        for (Map.Entry<String, Field> outer : fields.entrySet()) {
            for (Map.Entry<String, Field> inner : fields.entrySet()) {
                if (inner.getKey().startsWith(outer.getKey() + ".")) {
                    throw twice(
                            outer.getKey(),
                            outer.getValue().option(),
                            inner.getValue().option());
                }
            }
        }
    }

    private static IllegalArgumentException twice(String path, String one, String other) {
        return new IllegalArgumentException("Expected one option to set the setup field " + path + " but " + one
                + " and " + other + " both do: leave one out");
    }

    /**
     * The setup message for one connection.
     *
     * @param functionDeclarations the tools that are declared now, in wire form
     */
    Setup setup(List<Map<String, Object>> functionDeclarations) {
        Map<String, Object> root = new LinkedHashMap<>();
        fields.forEach((path, field) -> nest(root, path.split("\\.", -1), field.value()));
        if (!functionDeclarations.isEmpty()) {
            Object given = root.get("tools");
            List<Object> tools = new ArrayList<>(given instanceof List<?> list ? list : List.of());
            tools.add(Map.of("functionDeclarations", functionDeclarations));
            root.put("tools", tools);
        }
        return new Setup(root);
    }

    @SuppressWarnings("unchecked")
    private static void nest(Map<String, Object> root, String[] path, @Nullable Object value) {
        Map<String, Object> at = root;
        for (int i = 0; i < path.length - 1; i++) {
            at = (Map<String, Object>) at.computeIfAbsent(path[i], name -> new LinkedHashMap<String, Object>());
        }
        at.put(path[path.length - 1], value);
    }

    /** Whether the application marks activity itself, whichever option said so. */
    boolean manualActivity() {
        Field disabled = fields.get(VAD + "disabled");
        return disabled != null && Boolean.TRUE.equals(disabled.value());
    }

    /** Silence that ends speech in ms, if an option set it. */
    @Nullable
    Integer silenceDurationMs() {
        Field silence = fields.get(VAD + "silenceDurationMs");
        return silence != null && silence.value() instanceof Number number ? (Integer) number.intValue() : null;
    }

    /** The model, whichever option set it. */
    String model() {
        Field model = fields.get("model");
        return model == null ? "" : String.valueOf(model.value());
    }
}
