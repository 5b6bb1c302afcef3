package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.protocol.UsageMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One turn while it is open: what was said in it, and where it stands (T2). A <em>stretch</em> is one run of output that
 * the server ends with one turnComplete; a turn with calls can have several.
 *
 * <p>Confined to the session's mailbox. Times are turn time: nanoseconds that stand still while no connection is up or
 * reading is paused (T15).
 */
final class Turn {

    /** Where a turn stands. */
    enum State {
        ASKED,
        PRODUCING,
        GENERATED,
        WAITING,
        OVER
    }

    /** How a turn came to be. */
    enum Origin {
        TYPED,
        SPOKEN,
        OUTPUT
    }

    static final long NONE = Long.MIN_VALUE;

    /**
     * A final tool answer for which the model still owes output (T8).
     *
     * @param callId the call that was answered
     * @param free whether the model did not wait for it: it may speak about it after what it is saying
     * @param stretch the stretch that was open, or the last one, when the answer was written
     * @param afterOutput whether that stretch had output already
     * @param until when waiting for it ends
     */
    private record Owed(String callId, boolean free, int stretch, boolean afterOutput, long until) {}

    final long number;
    final long replyTo;

    /** The caller who waits for this turn, or 0. */
    long reply;

    /** Typed text without white space and case, to recognise its echo (T9). */
    String typed = "";

    Origin origin;
    State state = State.ASKED;

    /** The stretch that is open now was interrupted. */
    boolean cut;

    /** As {@link #cut}, and what still comes of it is to be dropped (T11). */
    boolean residue;

    long residueUntil;
    long residueEnds;

    /** Interrupted at any time: stays when a later stretch goes on. */
    boolean interrupted;

    /** The input of this turn has not ended: somebody speaks. */
    boolean inputOpen;

    long inputEnd = NONE;
    long generatedAt = NONE;
    long soundNanos;
    long timeToFirstSound = -1;

    /** When the speech of this turn was over, if somebody who knows said so; transcripts come later and tell nothing. */
    long spokenUntil = NONE;

    long collectedBytes;
    int sampleRate = Sound.DEFAULT_OUTPUT_RATE;

    final StringBuilder text = new StringBuilder();
    final StringBuilder thoughts = new StringBuilder();
    final Transcript inputTranscript = new Transcript();
    final Transcript outputTranscript = new Transcript();
    final List<FunctionCall> calls = new ArrayList<>();
    final List<byte[]> sound = new ArrayList<>();

    final List<Part.ExecutableCode> executableCode = new ArrayList<>(0);
    final List<Part.CodeExecutionResult> codeExecutionResults = new ArrayList<>(0);
    final List<Map<String, Object>> grounding = new ArrayList<>(0);
    final List<Map<String, Object>> urlContext = new ArrayList<>(0);

    @Nullable
    String reason;

    private @Nullable UsageMetadata usage;
    private @Nullable UsageMetadata stretchUsage;

    /** Ids of calls that hold this turn up, and whether the model goes on meanwhile. */
    private final Map<String, Boolean> openCalls = new HashMap<>();

    private final List<Owed> owed = new ArrayList<>();
    private int stretch;
    private boolean stretchOpen;
    private boolean stretchOutput;
    private int emptyCloses;
    private long stretchFirstSound = NONE;
    private long stretchSoundNanos;

    /** Since something was said last, a call came that did not stop the model, or one that did. */
    private boolean freeCall;

    private boolean blockingCall;

    /** A call came and nothing was said since: the next end is the end of the call's stretch (T6). */
    private boolean callStretch;

    private boolean anyOutput;

    /** The last stretch that ended had output: what the user says now is no part of this turn's question (T9). */
    private boolean spoke;

    private boolean soundFull;

    Turn(long number, Origin origin, long replyTo) {
        this.number = number;
        this.origin = origin;
        this.replyTo = replyTo;
    }

    boolean stretchOpen() {
        return stretchOpen;
    }

    boolean hasOutput() {
        return anyOutput;
    }

    boolean owesOutput() {
        return !owed.isEmpty();
    }

    boolean callStretch() {
        return callStretch;
    }

    /** In the middle of a stretch of speech: what is said next goes on with it. */
    boolean speaking() {
        return state == State.PRODUCING && stretchOutput && !callStretch && !cut;
    }

    /** Whether words of the user can still be part of the question (T9). */
    boolean listens() {
        return origin != Origin.TYPED && state != State.GENERATED && !interrupted && !(state == State.WAITING && spoke);
    }

    /** Whether this turn made the call. */
    boolean made(String callId) {
        for (FunctionCall call : calls) {
            if (callId.equals(call.id())) {
                return true;
            }
        }
        return false;
    }

    boolean hasOpenCalls() {
        return !openCalls.isEmpty();
    }

    /** Only asked so far, and by nobody who waits alone: more input may join (T3). */
    boolean joinable() {
        return state == State.ASKED && reply == 0;
    }

    /** Output for this turn came. */
    void output() {
        openStretch();
        stretchOutput = true;
        callsTold();
        anyOutput = true;
    }

    private void callsTold() {
        callStretch = freeCall = blockingCall = false;
    }

    /** What a part that is no sound says. */
    void note(Part part) {
        if (part instanceof Part.Text said) {
            (said.thought() ? thoughts : text).append(said.text());
        } else if (part instanceof Part.ExecutableCode code) {
            executableCode.add(code);
        } else if (part instanceof Part.CodeExecutionResult result
                && (result.outcome() != null || result.output() != null)) {
            // one without anything in it announces a search of the server's own
            codeExecutionResults.add(result);
        }
    }

    /** A call for this turn begins to come in pieces: it opens a stretch, and can't be run yet. */
    void calling() {
        openStretch();
        callStretch = true;
        anyOutput = true;
    }

    /** A call for this turn came: it opens a stretch, but says nothing (T4). */
    void called(String callId, FunctionCall call, boolean blocking, boolean background) {
        calling();
        freeCall |= !blocking;
        blockingCall |= blocking;
        calls.add(call);
        emptyCloses = 0;
        if (!background) {
            openCalls.put(callId, !blocking);
        }
    }

    /**
     * Sound for this turn came, after {@link #output()}.
     *
     * @param maxBytes of sound that a caller gets: the beginning of it, without holes
     */
    void sounded(Sound chunk, long now, long maxBytes) {
        if (stretchFirstSound == NONE) {
            stretchFirstSound = now;
        }
        long asked = spokenUntil != NONE ? spokenUntil : inputEnd;
        if (timeToFirstSound < 0 && asked != NONE) {
            timeToFirstSound = Math.max(0, now - asked);
        }
        long duration = chunk.durationNanos();
        stretchSoundNanos += duration;
        soundNanos += duration;
        sampleRate = chunk.sampleRate();
        soundFull |= collectedBytes + chunk.data().length > maxBytes;
        if (reply != 0 && !soundFull) {
            collectedBytes += chunk.data().length;
            sound.add(chunk.data());
        }
    }

    /** When the playback of this stretch ends if it began with the first sound (T14). */
    long playedUntil() {
        return Math.max(generatedAt, stretchFirstSound == NONE ? generatedAt : stretchFirstSound + stretchSoundNanos);
    }

    private void openStretch() {
        if (!stretchOpen) {
            stretchOpen = true;
            stretchOutput = false;
            stretch++;
        }
        if (state != State.GENERATED) {
            state = State.PRODUCING;
        }
    }

    /**
     * A call of this turn is not open any more.
     *
     * @param owedUntil how long the model owes output for the final answer that was written; {@link #NONE} if it owes none
     */
    void settled(String callId, long owedUntil) {
        Boolean free = openCalls.remove(callId);
        if (free != null && owedUntil != NONE) {
            owed.add(new Owed(callId, free, stretch, stretchOutput && stretchOpen, owedUntil));
        }
    }

    /** The call was taken back after its answer: the model will not speak about it. */
    void takenBack(String callId) {
        owed.removeIf(o -> o.callId().equals(callId));
    }

    /**
     * The server ended the open stretch. A stretch with output pays for the answers that were written before it spoke.
     *
     * @param always whether this family always speaks about an answer in a stretch of its own
     */
    void closeStretch(boolean always) {
        boolean callsOwn = answerIsOwnStretch(always) && callStretch && !cut;
        if (callsOwn || !stretchOutput) {
            emptyClose();
        } else {
            owed.removeIf(o -> o.stretch() < stretch || !o.afterOutput() || !(always || o.free()));
        }
        stretchOpen = false;
        spoke = stretchOutput;
        stretchOutput = false;
        callsTold();
        cut = false;
        residue = false;
        generatedAt = NONE;
        stretchFirstSound = NONE;
        stretchSoundNanos = 0;
        foldUsage();
        state = State.WAITING;
    }

    /**
     * Whether the model speaks about its last calls in a stretch of its own: it waits for none of the answers, or never
     * does (protocol section 4.6).
     */
    boolean answerIsOwnStretch(boolean always) {
        return always || freeCall && !blockingCall;
    }

    /** An end without output: the second one says that the model has nothing to say about the answers (T8). */
    void emptyClose() {
        if (++emptyCloses >= 2) {
            owed.clear();
        }
    }

    void forgiveOwed(long now) {
        owed.removeIf(o -> now >= o.until());
    }

    void forgiveAllOwed() {
        owed.clear();
    }

    /** Moves what is still owed to the turn that speaks it, and the caller with it unless his answer was cut (T20). */
    void handOwedTo(Turn successor) {
        if (!interrupted && successor.reply == 0) {
            successor.reply = reply;
            reply = 0;
        }
        owed.forEach(o -> successor.owed.add(new Owed(o.callId(), o.free(), 0, false, o.until())));
        successor.openCalls.putAll(openCalls);
        owed.clear();
        openCalls.clear();
    }

    long owedUntil() {
        return owed.stream().mapToLong(Owed::until).min().orElse(Long.MAX_VALUE);
    }

    boolean settledUp() {
        return !stretchOpen && openCalls.isEmpty() && owed.isEmpty();
    }

    /** Tokens are told per stretch; several frames of one stretch replace each other. */
    void usage(UsageMetadata told) {
        stretchUsage = told;
        if (!stretchOpen) {
            foldUsage();
        }
    }

    private void foldUsage() {
        if (stretchUsage != null) {
            usage = usage == null ? stretchUsage : usage.plus(stretchUsage);
            stretchUsage = null;
        }
    }

    TurnSummary summary(TurnEnd ended) {
        foldUsage();
        byte[] collected = new byte[(int) collectedBytes];
        int at = 0;
        for (byte[] chunk : sound) {
            System.arraycopy(chunk, 0, collected, at, chunk.length);
            at += chunk.length;
        }
        return new TurnSummary(
                number,
                ended,
                reason,
                text.toString(),
                thoughts.toString(),
                inputTranscript.text(),
                outputTranscript.text(),
                inputTranscript.bySpeaker(),
                outputTranscript.bySpeaker(),
                soundNanos / 1_000_000,
                timeToFirstSound < 0 ? -1 : timeToFirstSound / 1_000_000,
                interrupted,
                replyTo,
                calls,
                executableCode,
                codeExecutionResults,
                grounding,
                urlContext,
                usage,
                collected,
                sampleRate);
    }
}
