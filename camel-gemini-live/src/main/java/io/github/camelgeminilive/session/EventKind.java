package io.github.camelgeminilive.session;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds of events that a route can receive; the names are those of the option {@code events}. */
public enum EventKind {
    opened,
    text,
    audio,
    video,
    thought,
    executableCode,
    codeExecutionResult,
    part,
    inputTranscription,
    interimInputTranscription,
    outputTranscription,
    interrupted,
    waitingForInput,
    generationComplete,
    interactionStatus,
    turnComplete,
    grounding,
    urlContext,
    usage,
    voiceActivity,
    speechState,
    toolCall,
    toolCallCancellation,
    goAway,
    resumptionUpdate,
    disconnected,
    resumed,
    restarted,
    lost,
    failed,
    closed,
    raw;

    /** What a conversation needs, without the housekeeping: what a route gets that does not choose. */
    public static final Set<EventKind> DEFAULT = Set.copyOf(EnumSet.of(
            text,
            audio,
            video,
            inputTranscription,
            outputTranscription,
            interrupted,
            turnComplete,
            toolCall,
            toolCallCancellation,
            failed,
            closed));

    /**
     * Reads the option {@code events}: names separated by commas.
     *
     * @throws IllegalArgumentException when a name is not known; names all that are
     */
    public static Set<EventKind> parse(String events) {
        EnumSet<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (String name : events.split(",", -1)) {
            String wanted = name.trim();
            kinds.add(Arrays.stream(values())
                    .filter(kind -> kind.name().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Option events: expected a comma-separated list of "
                            + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "))
                            + " but was '" + wanted + "'")));
        }
        return kinds;
    }
}
