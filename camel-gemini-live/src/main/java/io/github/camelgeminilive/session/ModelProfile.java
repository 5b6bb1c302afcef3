package io.github.camelgeminilive.session;

import io.github.camelgeminilive.setup.SetupLimit;
import java.time.Duration;
import java.util.List;
import java.util.Set;

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
 * @param clientContent when ordered content may be sent
 * @param seeding how a new conversation is told what was said before
 * @param contextUpdate whether instruction and tools can be replaced while the conversation goes on
 * @param interrupt how an answer is stopped
 * @param kick whether the model needs another input after a tool answer before it goes on
 * @param turns whether the conversation has turns; without, output flows as long as input does
 * @param responseParts whether a tool answer may carry pictures
 * @param modality what it answers with unless something else is asked for
 * @param voices names of the prebuilt voices, empty if they are not known
 * @param limits what it does not take in a setup message
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
        ClientContentUse clientContent,
        Seeding seeding,
        boolean contextUpdate,
        InterruptWay interrupt,
        boolean kick,
        boolean turns,
        boolean responseParts,
        String modality,
        Set<String> voices,
        List<SetupLimit> limits,
        TurnTimes times) {

    public ModelProfile {
        voices = Set.copyOf(voices);
        limits = List.copyOf(limits);
    }

    /** When a family takes {@code clientContent} (protocol section 2.13). */
    public enum ClientContentUse {
        /** At any time. */
        ANYTIME,
        /** Only as the history of a new conversation. */
        HISTORY,
        /** Not at all. */
        NEVER
    }

    /** How an answer is stopped; with manual activity detection {@code activityStart} does it in every family. */
    public enum InterruptWay {
        /** By an empty {@code clientContent} with turnComplete false. */
        CLIENT_CONTENT,
        /** Not by a message. */
        NONE
    }

    /**
     * How a new conversation is told what was said before (protocol section 2.11).
     *
     * @param way by which messages
     * @param endsWithUser whether the last content must be the user's
     * @param rich whether contents may hold sound and calls, and not only text
     */
    public record Seeding(SeedingWay way, boolean endsWithUser, boolean rich) {}

    /** By which messages a history is handed over. */
    public enum SeedingWay {
        /** {@code clientContent} alone. */
        CLIENT_CONTENT,
        /** {@code historyConfig} in the setup of the first connection, then {@code clientContent}. */
        HISTORY_CONFIG,
        /** It takes none. */
        NONE
    }

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
