package io.github.camelgeminilive.session;

import java.time.Duration;

/**
 * How one family of models behaves on the wire (protocol section 6).
 *
 * @param family short name, for messages to people
 * @param textAsRealtimeInput whether typed text goes as {@code realtimeInput.text} and not as {@code clientContent}
 * @param echoesTypedText whether typed text comes back as a user transcript (T9)
 * @param toolTurn how turns with calls end
 * @param toolBehavior the default behaviour of functions: {@code BLOCKING} or {@code NON_BLOCKING}
 * @param schedulingAllowed whether an answer may carry {@code scheduling}
 * @param gatesMicrophone whether live sound must be held back while a blocking call is open
 * @param times how long to wait for what
 */
public record ModelProfile(
        String family,
        boolean textAsRealtimeInput,
        boolean echoesTypedText,
        ToolTurn toolTurn,
        String toolBehavior,
        boolean schedulingAllowed,
        boolean gatesMicrophone,
        TurnTimes times) {

    /** Whether calls stop the model until they are answered. */
    public boolean blockingCalls() {
        return "BLOCKING".equals(toolBehavior);
    }

    /**
     * Waiting times of the turn rules.
     *
     * @param noAnswer after the input's end without output (T12)
     * @param stalled without a frame while producing (T13)
     * @param stalledInProgress the same while interactionStatus is IN_PROGRESS (T13)
     * @param playbackGrace beyond first sound plus duration without turnComplete (T14)
     * @param residuePause a pause between outputs that ends the residue of a cut turn (T11)
     * @param residueLimit after which the residue of a cut turn ends (T11)
     * @param owedAnswer after a final tool answer without output (T8)
     * @param punctuation after the end of a turn within which punctuation alone belongs to it (T9)
     * @param gate for which live sound is held back at most
     */
    public record TurnTimes(
            Duration noAnswer,
            Duration stalled,
            Duration stalledInProgress,
            Duration playbackGrace,
            Duration residuePause,
            Duration residueLimit,
            Duration owedAnswer,
            Duration punctuation,
            Duration gate) {}
}
