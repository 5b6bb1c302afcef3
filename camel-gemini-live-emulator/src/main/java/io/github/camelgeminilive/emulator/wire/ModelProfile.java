package io.github.camelgeminilive.emulator.wire;

import static io.github.camelgeminilive.emulator.wire.ModelProfile.Trait.*;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a model family behaves (protocol section 6.2). A test may make its own with {@link #with} and {@link #without}.
 * Immutable, thread-safe.
 *
 * @param family the family's short name
 * @param toolTurn the shape of a turn that calls a function
 */
public record ModelProfile(String family, ToolTurn toolTurn, Set<Trait> traits) {
    /** What becomes of the turn in which a blocking function was called. */
    public enum ToolTurn {
        /** The same turn goes on after the answer. */
        ONE,
        /** It ends with an empty turnComplete, the answer comes as the next one. */
        TWO,
        /** As two, with interactionStatus IN_PROGRESS and at last IDLE. */
        STATUS
    }

    /** What one family does and others do not. */
    public enum Trait {
        /** responseModalities TEXT is possible. */
        TEXT_OUT,
        /** Nothing but TEXT is possible, and it is the default. */
        TEXT_ONLY,
        /** Sound in, output as it comes: no turns, no functions, no instruction, no typed or seen input. */
        CONTINUOUS,
        /** translationConfig is possible. */
        TRANSLATES,
        /** Speech comes back as interim and final inputTranscription, asked for or not. */
        TRANSCRIBES,
        /** clientContent that asks for an answer has to end with a user turn. */
        SEED_ENDS_WITH_USER,
        /** A function response with scheduling is refused on Vertex. */
        SCHEDULING_ON_DEV_ONLY,
        /** Only the first eight voices. */
        FEW_VOICES,
        /** clientContent is refused once the model has spoken. */
        HISTORY_ONLY_AT_START,
        /** Typed realtimeInput.text comes back as inputTranscription. */
        ECHOES_TYPED_TEXT,
        /** A function that says nothing about its behavior is NON_BLOCKING. */
        ASYNC_BY_DEFAULT,
        /** BLOCKING is refused at setup. */
        ASYNC_ONLY,
        /** NON_BLOCKING has no effect. */
        SYNC_ONLY,
        /** A function response with scheduling is refused. */
        NO_SCHEDULING,
        /** Sound, transcript and end marks share frames. */
        SEVERAL_FIELDS,
        /** Small usage-only frames come with the sound. */
        USAGE_PER_CHUNK,
        /** A handle is issued while the model speaks. */
        HANDLE_MID_TURN,
        /** A thought part comes before each answer. */
        THINKS_ALOUD,
        /** thinkingConfig.thinkingLevel has to be given. */
        NEEDS_THINKING_LEVEL,
        /** thinkingConfig is refused. */
        NO_THINKING_CONFIG,
        /** enableAffectiveDialog is possible. */
        AFFECTIVE_DIALOG,
        /** enableAffectiveDialog passes the setup and closes at the first input. */
        AFFECTIVE_DIALOG_CLOSES_LATE,
        /** The proactivity object is possible. */
        PROACTIVITY,
        /** proactiveAudio false is refused. */
        ALWAYS_PROACTIVE,
        /** contextUpdate is known. */
        CONTEXT_UPDATE,
        /** The codeExecution tool is possible. */
        CODE_EXECUTION,
        /** The urlContext tool is possible. */
        URL_CONTEXT,
        /** googleSearch beside functions is refused. */
        NO_SEARCH_WITH_FUNCTIONS,
        /** responseModalities VIDEO is possible on Vertex. */
        VIDEO_OUT,
        /** generationComplete and turnComplete share a frame when there is no pause between them. */
        ENDS_TOGETHER,
        /** clientContent may hold sound and functionCall and functionResponse parts. */
        RICH_HISTORY,
        /** A late answer to a call that this connection does not know is ignored. */
        IGNORES_UNKNOWN_ANSWERS,
        /** A session resumed from a state between a request and its call is stuck until the lost call is answered. */
        STALE_EXCHANGE
    }

    public static final ModelProfile F20 = of(
            "F20",
            ToolTurn.ONE,
            TEXT_OUT,
            FEW_VOICES,
            NO_THINKING_CONFIG,
            CODE_EXECUTION,
            SEED_ENDS_WITH_USER,
            IGNORES_UNKNOWN_ANSWERS);
    /** As on Vertex; on the Developer API its {@link ToolTurn} was ONE. */
    public static final ModelProfile F25H = of(
            "F25H",
            ToolTurn.TWO,
            TEXT_OUT,
            FEW_VOICES,
            NO_THINKING_CONFIG,
            CODE_EXECUTION,
            URL_CONTEXT,
            SEED_ENDS_WITH_USER,
            SCHEDULING_ON_DEV_ONLY,
            IGNORES_UNKNOWN_ANSWERS);

    public static final ModelProfile F25N = of(
            "F25N",
            ToolTurn.ONE,
            THINKS_ALOUD,
            AFFECTIVE_DIALOG,
            PROACTIVITY,
            NO_SEARCH_WITH_FUNCTIONS,
            SEED_ENDS_WITH_USER,
            SCHEDULING_ON_DEV_ONLY,
            IGNORES_UNKNOWN_ANSWERS);
    public static final ModelProfile F31 = of(
            "F31",
            ToolTurn.ONE,
            HISTORY_ONLY_AT_START,
            ECHOES_TYPED_TEXT,
            SYNC_ONLY,
            SEVERAL_FIELDS,
            USAGE_PER_CHUNK,
            ENDS_TOGETHER);
    public static final ModelProfile F38 = of(
            "F38",
            ToolTurn.TWO,
            ASYNC_BY_DEFAULT,
            SEVERAL_FIELDS,
            HANDLE_MID_TURN,
            NO_THINKING_CONFIG,
            AFFECTIVE_DIALOG_CLOSES_LATE,
            PROACTIVITY,
            ALWAYS_PROACTIVE,
            CONTEXT_UPDATE,
            RICH_HISTORY,
            VIDEO_OUT,
            STALE_EXCHANGE);
    public static final ModelProfile F38X = of(
            "F38X",
            ToolTurn.STATUS,
            ASYNC_BY_DEFAULT,
            ASYNC_ONLY,
            NO_SCHEDULING,
            SEVERAL_FIELDS,
            HANDLE_MID_TURN,
            NEEDS_THINKING_LEVEL,
            AFFECTIVE_DIALOG_CLOSES_LATE,
            PROACTIVITY,
            ALWAYS_PROACTIVE,
            RICH_HISTORY);
    public static final ModelProfile TRANSLATE = of("translate", ToolTurn.ONE, CONTINUOUS, TRANSLATES);
    public static final ModelProfile TRANSCRIBE =
            of("transcribe", ToolTurn.ONE, CONTINUOUS, TEXT_OUT, TEXT_ONLY, TRANSCRIBES);
    public static final ModelProfile ROBOTICS = of("robotics", ToolTurn.ONE, TEXT_OUT, TEXT_ONLY, SYNC_ONLY);

    private static final Map<String, ModelProfile> DEVELOPER = Map.of(
            "gemini-2.5-flash-native-audio-preview-12-2025", F25N,
            "gemini-2.5-flash-native-audio-latest", F25N,
            "gemini-3.1-flash-live-preview", F31,
            "gemini-3.5-live-translate-preview", TRANSLATE,
            "gemini-3.5-transcribe-live", TRANSCRIBE,
            "gemini-3.8-live", F38,
            "gemini-3.8-live-extended-thinking", F38X,
            "gemini-robotics-er-2-streaming-preview", ROBOTICS);

    private static final Map<String, ModelProfile> VERTEX = Map.of(
            "gemini-live-2.5-flash", F25H,
            "gemini-live-2.5-flash-native-audio", F25N,
            "gemini-3.5-transcribe-live-preview", TRANSCRIBE,
            "gemini-3.8-live", F38,
            "gemini-3.8-live-extended-thinking", F38X);

    /** Models that were shut down (section 6.1): the service refuses them, an emulator can be told not to. */
    public static final Map<String, ModelProfile> RETIRED = Map.of(
            "gemini-2.0-flash-live-001", F20,
            "gemini-2.0-flash-live-preview-04-09", F20,
            "gemini-live-2.5-flash-preview", F25H.withToolTurn(ToolTurn.ONE),
            "gemini-2.5-flash-native-audio-preview-09-2025", F25N,
            "gemini-live-2.5-flash-preview-native-audio-09-2025", F25N);

    public ModelProfile {
        traits = Set.copyOf(traits);
    }

    /**
     * The profile of a model as the setup names it, {@code models/...} or a Vertex resource name.
     *
     * @param more models that a test added, by id; they win
     * @return null for a model that this back end does not have
     */
    static @Nullable ModelProfile of(Entrance entrance, String model, Map<String, ModelProfile> more) {
        String id = model.substring(model.lastIndexOf('/') + 1);
        boolean wellFormed = entrance.vertex()
                ? model.contains("publishers/") || model.startsWith("models/")
                : model.startsWith("models/");
        if (!wellFormed) {
            return null;
        }
        ModelProfile added = more.get(id);
        return added != null ? added : (entrance.vertex() ? VERTEX : DEVELOPER).get(id);
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    public ModelProfile with(Trait... more) {
        EnumSet<Trait> all = copy(traits);
        all.addAll(Arrays.asList(more));
        return new ModelProfile(family, toolTurn, all);
    }

    public ModelProfile without(Trait... less) {
        EnumSet<Trait> all = copy(traits);
        Arrays.asList(less).forEach(all::remove);
        return new ModelProfile(family, toolTurn, all);
    }

    public ModelProfile withToolTurn(ToolTurn other) {
        return new ModelProfile(family, other, traits);
    }

    private static ModelProfile of(String family, ToolTurn toolTurn, Trait... traits) {
        return new ModelProfile(family, toolTurn, copy(Arrays.asList(traits)));
    }

    private static EnumSet<Trait> copy(Collection<Trait> traits) {
        EnumSet<Trait> copy = EnumSet.noneOf(Trait.class);
        copy.addAll(traits);
        return copy;
    }
}
