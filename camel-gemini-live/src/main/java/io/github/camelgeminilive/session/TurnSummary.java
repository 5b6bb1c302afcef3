package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.protocol.Transcription;
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
 * @param inputTranscription what the user said, all speakers together
 * @param outputTranscription what the model said, all speakers together
 * @param inputTranscripts what each speaker on the user's side said, in the order in which they began; one without a
 *     label where the service tells none apart
 * @param outputTranscripts the same of the model's side
 * @param audioMillis playing time of the answer's sound in ms
 * @param timeToFirstSoundMillis from the end of the input to the first sound in ms; -1 when there was no sound or no
 *     known end of input
 * @param interrupted whether input cut it at any time, even if it went on later
 * @param replyTo the turn that this one answers late, or 0
 * @param calls functions that were called
 * @param executableCode code that the server ran
 * @param codeExecutionResults what running it gave
 * @param grounding search results, one for each search
 * @param urlContext pages that were read, one for each time that the service told them
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
        List<Transcription> inputTranscripts,
        List<Transcription> outputTranscripts,
        long audioMillis,
        long timeToFirstSoundMillis,
        boolean interrupted,
        long replyTo,
        List<FunctionCall> calls,
        List<Part.ExecutableCode> executableCode,
        List<Part.CodeExecutionResult> codeExecutionResults,
        List<Map<String, Object>> grounding,
        List<Map<String, Object>> urlContext,
        @Nullable UsageMetadata usage,
        byte[] sound,
        int sampleRate) {

    public TurnSummary {
        inputTranscripts = List.copyOf(inputTranscripts);
        outputTranscripts = List.copyOf(outputTranscripts);
        calls = List.copyOf(calls);
        executableCode = List.copyOf(executableCode);
        codeExecutionResults = List.copyOf(codeExecutionResults);
        grounding = List.copyOf(grounding);
        urlContext = List.copyOf(urlContext);
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
                inputTranscripts,
                outputTranscripts,
                audioMillis,
                timeToFirstSoundMillis,
                interrupted,
                replyTo,
                calls,
                executableCode,
                codeExecutionResults,
                grounding,
                urlContext,
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
