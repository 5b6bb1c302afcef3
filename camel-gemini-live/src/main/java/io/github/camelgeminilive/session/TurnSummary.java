package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.UsageMetadata;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A turn when it is over: the body of the event {@code turnComplete} (T19).
 *
 * @param turn its number
 * @param ended how it ended
 * @param reason the server's own reason, if it gave one (protocol section 3.5)
 * @param text text parts of the answer
 * @param thoughts summaries of thoughts
 * @param inputTranscription what the user said
 * @param outputTranscription what the model said
 * @param audioMillis playing time of the answer's sound in ms
 * @param timeToFirstSoundMillis from the end of the input to the first sound in ms; -1 when there was no sound or no
 *     known end of input
 * @param interrupted whether input cut it at any time, even if it went on later
 * @param replyTo the turn that this one answers late, or 0
 * @param calls functions that were called
 * @param grounding search results, if any
 * @param usage tokens, if told
 * @param sound the sound itself, only where a caller waits for it; owned by this record
 * @param sampleRate of the sound in Hz
 */
public record TurnSummary(
        long turn,
        TurnEnd ended,
        @Nullable String reason,
        String text,
        String thoughts,
        String inputTranscription,
        String outputTranscription,
        long audioMillis,
        long timeToFirstSoundMillis,
        boolean interrupted,
        long replyTo,
        List<FunctionCall> calls,
        @Nullable Map<String, Object> grounding,
        @Nullable UsageMetadata usage,
        byte[] sound,
        int sampleRate) {

    public TurnSummary {
        calls = List.copyOf(calls);
    }

    /** Whether {@link #sound} holds less than was said, because a reply may not hold more. */
    public boolean soundTruncated() {
        // the playing time of what is there, in ms; a ms may be lost to rounding
        return sound.length * 1_000L / (2L * sampleRate) + 1 < audioMillis;
    }

    /** Without the sound itself, which only the caller gets who waits for it. */
    TurnSummary withoutSound() {
        return new TurnSummary(
                turn,
                ended,
                reason,
                text,
                thoughts,
                inputTranscription,
                outputTranscription,
                audioMillis,
                timeToFirstSoundMillis,
                interrupted,
                replyTo,
                calls,
                grounding,
                usage,
                new byte[0],
                sampleRate);
    }

    /** What was said is never printed. */
    @Override
    public String toString() {
        return "turn " + turn + " " + ended + (reason == null ? "" : " (" + reason + ")") + ", " + audioMillis
                + " ms of sound";
    }
}
