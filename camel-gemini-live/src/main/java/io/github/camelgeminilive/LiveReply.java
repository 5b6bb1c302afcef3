package io.github.camelgeminilive;

import io.github.camelgeminilive.audio.AudioFormat;
import io.github.camelgeminilive.audio.WavWriter;
import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.protocol.Transcription;
import io.github.camelgeminilive.protocol.UsageMetadata;
import io.github.camelgeminilive.session.TurnEnd;
import io.github.camelgeminilive.session.TurnSummary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole answer to a request: the body of an InOut exchange with {@code reply=full}. Converts to String only: what was
 * said.
 *
 * @param text what was said: the transcript of the speech, or the text of a model that writes
 * @param thoughts summaries of the model's thoughts
 * @param inputTranscription what the user said, if he spoke
 * @param inputTranscripts what each speaker on the user's side said; one without a label where the service tells none apart
 * @param outputTranscripts the same of the model's side
 * @param sound the speech: signed 16 bit little endian mono samples, up to {@code maxReplyAudio}; must not be changed
 * @param soundTruncated whether the speech was longer than {@code maxReplyAudio}: the rest is not in {@code sound}
 * @param sampleRate of the sound in Hz
 * @param calls functions that were called
 * @param executableCode code that the server ran
 * @param codeExecutionResults what running it gave
 * @param grounding search results, one for each search
 * @param urlContext pages that were read, one for each time that the service told them
 * @param usage tokens, if told
 * @param turn the number of the turn
 * @param ended how it ended
 * @param reason the server's own reason, if it gave one
 */
public record LiveReply(
        String text,
        String thoughts,
        String inputTranscription,
        List<Transcription> inputTranscripts,
        List<Transcription> outputTranscripts,
        byte[] sound,
        boolean soundTruncated,
        int sampleRate,
        List<FunctionCall> calls,
        List<Part.ExecutableCode> executableCode,
        List<Part.CodeExecutionResult> codeExecutionResults,
        List<Map<String, Object>> grounding,
        List<Map<String, Object>> urlContext,
        @Nullable UsageMetadata usage,
        long turn,
        TurnEnd ended,
        @Nullable String reason) {

    public LiveReply {
        inputTranscripts = List.copyOf(inputTranscripts);
        outputTranscripts = List.copyOf(outputTranscripts);
        calls = List.copyOf(calls);
        executableCode = List.copyOf(executableCode);
        codeExecutionResults = List.copyOf(codeExecutionResults);
        grounding = List.copyOf(grounding);
        urlContext = List.copyOf(urlContext);
    }

    static LiveReply of(TurnSummary turn) {
        return new LiveReply(
                said(turn),
                turn.thoughts(),
                turn.inputTranscription(),
                turn.inputTranscripts(),
                turn.outputTranscripts(),
                turn.sound(),
                turn.soundTruncated(),
                turn.sampleRate(),
                turn.calls(),
                turn.executableCode(),
                turn.codeExecutionResults(),
                turn.grounding(),
                turn.urlContext(),
                turn.usage(),
                turn.turn(),
                turn.ended(),
                turn.reason());
    }

    /** What was said in a turn: the transcript where there is one, since text parts of a speaking model are not speech. */
    static String said(TurnSummary turn) {
        return turn.outputTranscription().isEmpty() ? turn.text() : turn.outputTranscription();
    }

    /** The speech as a WAV file. */
    public byte[] wav() {
        return WavWriter.toBytes(AudioFormat.s16leMono(sampleRate), sound);
    }

    /** What was said is never printed by accident. */
    @Override
    public String toString() {
        return "LiveReply[turn " + turn + " " + ended + "]";
    }
}
