package io.github.camelgeminilive;

import io.github.camelgeminilive.codec.JsonText;
import io.github.camelgeminilive.protocol.ClientMessage.Setup;
import io.github.camelgeminilive.session.DeclaredFunctions;
import io.github.camelgeminilive.session.ModelProfile;
import io.github.camelgeminilive.session.ModelProfile.SeedingWay;
import io.github.camelgeminilive.session.ModelProfiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the setup message (protocol section 2.2) of an agent from {@code setupJson}, the options and {@code setup.}; a
 * field that two of them set is refused. Made when the agent's settings freeze, and again for a session with settings of
 * its own; only the tools change afterwards.
 *
 * <p>Immutable, thread-safe.
 */
final class SetupComposer {

    private static final GeminiLiveConfiguration DEFAULTS = new GeminiLiveConfiguration();
    private static final String HISTORY_CONFIG = "historyConfig";

    /** Fields by path, with what set each. */
    private final Map<String, Field> fields = new LinkedHashMap<>();

    /** Tools of the server that options offer. */
    private final Set<String> serverTools = new LinkedHashSet<>();

    private final ModelProfile profile;
    private final boolean history;
    private final @Nullable List<String> toolSet;

    /**
     * The value of a field.
     *
     * @param source the option, or else in words what set it
     * @param byDefault whether nobody asked for it: it gives way to who does
     */
    private record Field(@Nullable Object value, String source, boolean byDefault) {}

    /**
     * Reads a configuration whose texts have been loaded.
     *
     * @throws IllegalArgumentException when an option can't work, or two set one field
     */
    SetupComposer(GeminiLiveConfiguration configuration, BackEnd backEnd, ModelProfiles profiles) {
        SetupOptions.checkValues(configuration);
        toolSet = null;
        history = configuration.getHistory() != null;
        String json = configuration.getSetupJson();
        if (json != null) {
            JsonText.object("setupJson", json).forEach((path, value) -> flatten(path, value, at -> "setupJson"));
        }
        put(
                "model",
                backEnd.modelName(configuration.getModel()),
                "model",
                configuration.getModel().equals(DEFAULTS.getModel()));
        for (SetupOptions.Entry entry : SetupOptions.ENTRIES) {
            put(entry.path(), entry.value().apply(configuration), entry.option());
        }
        SetupOptions.TOOLS.forEach((tool, on) -> {
            if (on.test(configuration)) {
                serverTools.add(tool);
            }
        });
        Map<String, Object> setup = configuration.getSetup();
        if (setup != null) {
            setup.forEach(
                    (path, value) -> flatten(path, SetupOptions.typed(value), at -> AgentOptions.SETUP_PREFIX + at));
        }
        profile = profiles.of(model(), text(configuration.getModelProfile()), texts(configuration.getProfile()));
        modality(configuration.getResponseModalities());
        SetupOptions.checkDependent(configuration, this::isSetDirectly);
        checkNesting();
        checkServerTools();
        boolean transcribes = configuration.isOutputAudioTranscription() && !"TEXT".equals(modality());
        if (transcribes && !isSet(SetupOptions.OUTPUT_TRANSCRIPTION)) {
            put(SetupOptions.OUTPUT_TRANSCRIPTION, Map.of(), "outputAudioTranscription");
        }
        if (history && profile.seeding().way() == SeedingWay.NONE) {
            throw new IllegalArgumentException(
                    "Option history: model " + model() + " (family " + profile.family() + ") takes none; leave it out");
        }
    }

    /** An agent's message with what one session has of its own. */
    private SetupComposer(SetupComposer agent, SessionOverrides own) {
        profile = agent.profile;
        toolSet = own.toolSet();
        List<?> before = own.history();
        history = before == null ? agent.history : !before.isEmpty();
        put(
                SetupOptions.INSTRUCTION,
                SetupOptions.instruction(own.systemInstruction()),
                "Header CamelGeminiLiveSystemInstruction");
        put(SetupOptions.VOICE, own.voice(), "Header CamelGeminiLiveVoice");
        put(SetupOptions.LANGUAGE, own.languageCode(), "Header CamelGeminiLiveLanguageCode");
        own.setup()
                .forEach((path, value) ->
                        flatten(path, SetupOptions.typed(value), at -> "Body of operation open, field " + at));
        checkNesting();
        if (isSet("model")) {
            throw new IllegalArgumentException("Body of operation open: expected no model but there is one:"
                    + " all sessions of an agent have the agent's");
        }
        Map<String, Field> ours = Map.copyOf(fields);
        agent.fields.forEach((path, field) -> {
            boolean replaced = ours.keySet().stream()
                    .anyMatch(mine -> path.equals(mine) || path.startsWith(mine + ".") || mine.startsWith(path + "."));
            if (!replaced) {
                fields.put(path, field);
            }
        });
        serverTools.addAll(agent.serverTools);
        if (own.history() != null && history && profile.seeding().way() == SeedingWay.NONE) {
            throw new IllegalArgumentException("Header CamelGeminiLiveHistory: model " + model() + " (family "
                    + profile.family() + ") takes none; leave it out");
        }
    }

    /**
     * This with what one session has of its own, in place of what the agent says at the same paths.
     *
     * @throws IllegalArgumentException when two of its settings set one field
     */
    SetupComposer forSession(SessionOverrides own) {
        return own.equals(SessionOverrides.NONE) ? this : new SetupComposer(this, own);
    }

    /** Nobody has to ask a family for the only thing that it answers with. */
    private void modality(String asked) {
        boolean byDefault = asked.equals(DEFAULTS.getResponseModalities());
        String modality = byDefault ? profile.modality() : asked;
        put(SetupOptions.MODALITIES, SetupOptions.modalities(modality), "responseModalities", byDefault);
    }

    private String modality() {
        Field field = fields.get(SetupOptions.MODALITIES);
        return field != null && field.value() instanceof List<?> list && !list.isEmpty()
                ? String.valueOf(list.get(0))
                : "";
    }

    /** Fields inside an object get paths of their own. */
    private void flatten(String path, @Nullable Object value, UnaryOperator<String> source) {
        if (value instanceof Map<?, ?> object && !object.isEmpty()) {
            object.forEach((name, child) -> flatten(path + "." + name, child, source));
        } else {
            put(path, value, source.apply(path), false);
        }
    }

    private void put(String path, @Nullable Object value, String source) {
        if (value != null) {
            put(path, value, source, false);
        }
    }

    private void put(String path, @Nullable Object value, String source, boolean byDefault) {
        Field other = fields.get(path);
        if (other == null || other.byDefault()) {
            fields.put(path, new Field(value, source, byDefault));
        } else if (!byDefault) {
            throw twice(path, other.source(), source);
        }
    }

    /** A field and one inside it: only an empty object, which asks for nothing but to be there, goes with the other. */
    private void checkNesting() {
        for (Map.Entry<String, Field> outer : Map.copyOf(fields).entrySet()) {
            for (Map.Entry<String, Field> inner : Map.copyOf(fields).entrySet()) {
                if (inner.getKey().startsWith(outer.getKey() + ".")) {
                    if (!Map.of().equals(outer.getValue().value())) {
                        throw twice(
                                outer.getKey(),
                                outer.getValue().source(),
                                inner.getValue().source());
                    }
                    fields.remove(outer.getKey());
                }
            }
        }
    }

    private static IllegalArgumentException twice(String path, String one, String other) {
        return new IllegalArgumentException("Expected one option to set the setup field " + path + " but " + one
                + " and " + other + " both do: leave one out");
    }

    /** A tool of the server that an option offers and that setup. or setupJson offers too. */
    private void checkServerTools() {
        Field given = fields.get("tools");
        if (given != null && given.value() instanceof List<?> tools) {
            for (Object tool : tools) {
                serverTools.stream()
                        .filter(name -> tool instanceof Map<?, ?> fieldsOfTool && fieldsOfTool.containsKey(name))
                        .findFirst()
                        .ifPresent(name -> {
                            throw twice("tools." + name, given.source(), name);
                        });
            }
        }
    }

    /** Whether something says something about a field, or about one inside it. */
    private boolean isSet(String path) {
        return fields.keySet().stream().anyMatch(set -> set.equals(path) || set.startsWith(path + "."));
    }

    /** Whether {@code setup.} or {@code setupJson} say something about a field, or about one inside it. */
    private boolean isSetDirectly(String path) {
        return fields.entrySet().stream()
                .filter(set -> set.getValue().source().startsWith("setup"))
                .anyMatch(set -> set.getKey().equals(path) || set.getKey().startsWith(path + "."));
    }

    /**
     * The setup message for one connection.
     *
     * @param functionDeclarations the tools that are declared now, in wire form
     * @param newConversation whether what was said before follows, if there is something
     */
    Setup setup(List<Map<String, Object>> functionDeclarations, boolean newConversation) {
        return setup(functionDeclarations, toolSet, newConversation);
    }

    /**
     * As the other one, with a set of tools that may have changed since the session was opened.
     *
     * @param only names of the functions that are wanted, or null for all
     */
    Setup setup(List<Map<String, Object>> functionDeclarations, @Nullable List<String> only, boolean newConversation) {
        Map<String, Object> root = new LinkedHashMap<>();
        fields.forEach((path, field) -> nest(root, path.split("\\.", -1), field.value()));
        List<Object> tools = new ArrayList<>(root.get("tools") instanceof List<?> given ? given : List.of());
        serverTools.forEach(tool -> tools.add(Map.of(tool, Map.of())));
        List<Map<String, Object>> functions = functionDeclarations.stream()
                .filter(declaration -> only == null || only.contains(String.valueOf(declaration.get("name"))))
                .toList();
        if (!functions.isEmpty()) {
            tools.add(Map.of("functionDeclarations", functions));
        }
        if (!tools.isEmpty()) {
            root.put("tools", tools);
        }
        if (!newConversation) {
            // whoever asked for it: the next typed turn would be swallowed as history (protocol section 2.11)
            root.remove(HISTORY_CONFIG);
        }
        if (seeds(newConversation) && !isSet(HISTORY_CONFIG)) {
            root.put(HISTORY_CONFIG, Map.of("initialHistoryInClientContent", true));
        }
        return new Setup(root);
    }

    private boolean seeds(boolean newConversation) {
        return newConversation && history && profile.seeding().way() == SeedingWay.HISTORY_CONFIG;
    }

    /** Names of functions that {@code setup.} or {@code setupJson} declare; they are in every set. */
    List<String> givenFunctions() {
        Field given = fields.get("tools");
        return DeclaredFunctions.names(given == null ? null : given.value());
    }

    @SuppressWarnings("unchecked")
    private static void nest(Map<String, Object> root, String[] path, @Nullable Object value) {
        Map<String, Object> at = root;
        for (int i = 0; i < path.length - 1; i++) {
            at = (Map<String, Object>) at.computeIfAbsent(path[i], name -> new LinkedHashMap<String, Object>());
        }
        at.put(path[path.length - 1], value);
    }

    /** What set a field, in words. */
    String sourceOf(String path) {
        if (path.startsWith("tools.functionDeclarations")) {
            return path.endsWith(".behavior") ? "Option behavior of a tool route" : "A tool route";
        }
        if (path.startsWith("tools.") && serverTools.contains(path.substring("tools.".length()))) {
            return "Option " + path.substring("tools.".length());
        }
        if (path.equals("tools") && !isSet(path)) {
            return serverTools.stream()
                    .findFirst()
                    .map(tool -> "Option " + tool)
                    .orElse("A tool route");
        }
        for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
            Field field = fields.get(at);
            if (field != null) {
                return words(field.source());
            }
        }
        return fields.entrySet().stream()
                .filter(field -> field.getKey().startsWith(path + "."))
                .map(field -> words(field.getValue().source()))
                .findFirst()
                .orElseGet(() -> "Option " + SetupOptions.optionFor(path));
    }

    private static String words(String source) {
        return Character.isUpperCase(source.charAt(0)) ? source : "Option " + source;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.trim();
    }

    private static Map<String, String> texts(@Nullable Map<String, Object> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (values != null) {
            values.forEach((key, value) -> texts.put(key, String.valueOf(value)));
        }
        return texts;
    }

    ModelProfile profile() {
        return profile;
    }

    /** Names of the functions that a session of its own wants, or null for all. */
    @Nullable
    List<String> toolSet() {
        return toolSet;
    }

    /** Whether the application marks activity itself, whichever option said so. */
    boolean manualActivity() {
        Field disabled = fields.get(SetupOptions.VAD + "disabled");
        return disabled != null && Boolean.TRUE.equals(disabled.value());
    }

    /** Silence that ends speech in ms, if an option set it. */
    @Nullable
    Integer silenceDurationMs() {
        Field silence = fields.get(SetupOptions.VAD + "silenceDurationMs");
        return silence != null && silence.value() instanceof Number number ? (Integer) number.intValue() : null;
    }

    /** The model, whichever option set it. */
    String model() {
        Field model = fields.get("model");
        return model == null ? "" : String.valueOf(model.value());
    }
}
