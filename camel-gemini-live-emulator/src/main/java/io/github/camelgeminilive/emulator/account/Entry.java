package io.github.camelgeminilive.emulator.account;

import java.util.List;
import java.util.Set;

/**
 * One thing that a session state holds. It keeps what tells it apart, never its text or sound. Immutable, thread-safe.
 *
 * @param asks whether the model is to answer it
 * @param marks the markers found in it, in their order
 * @param samples its numbered samples
 * @param callId the call that is made, answered or taken back; empty for all else
 * @param executions the executions that an answer reports
 */
public record Entry(
        Kind kind, boolean asks, Set<String> marks, List<SampleRange> samples, String callId, Set<String> executions) {
    /** What an entry is; the last four are the server's own. */
    public enum Kind {
        TEXT,
        TURNS,
        SOUND,
        PICTURE,
        ACTIVITY,
        UPDATE,
        ANSWER,
        /** An answer that more will follow. */
        PARTIAL_ANSWER,
        /** An utterance that ended: what its sound asks for. */
        UTTERANCE,
        CALL,
        CANCELLATION,
        TURN_OVER
    }

    public Entry {
        samples = List.copyOf(samples);
        executions = Set.copyOf(executions);
    }

    /** Sound with these numbered samples; without any it is only counted as a message. */
    public static Entry sound(List<SampleRange> samples) {
        return new Entry(Kind.SOUND, false, Set.of(), samples, "", Set.of());
    }

    public static Entry sound(long from, long to) {
        return sound(List.of(new SampleRange(from, to)));
    }

    /** The same as an answer after which more will come. */
    public Entry partial() {
        return new Entry(Kind.PARTIAL_ANSWER, asks, marks, samples, callId, executions);
    }

    /** An input of this kind with these markers. */
    public static Entry input(Kind kind, boolean asks, Set<String> marks) {
        return new Entry(kind, asks, marks, List.of(), "", Set.of());
    }

    /**
     * An answer to a call.
     *
     * @param executions the executions of the function that it reports; none for an error, or for a word that the call
     *     was carried out before
     */
    public static Entry answer(String callId, Set<String> executions) {
        return new Entry(Kind.ANSWER, false, Set.of(), List.of(), callId, executions);
    }

    static Entry of(Kind kind, String callId) {
        return new Entry(kind, false, Set.of(), List.of(), callId, Set.of());
    }

    /** Whether it tells something apart; plain sound does not, or a state would grow by one with each chunk. */
    boolean tells() {
        boolean streamed = kind == Kind.SOUND || kind == Kind.PICTURE || kind == Kind.ACTIVITY;
        return !streamed || asks || !marks.isEmpty() || !samples.isEmpty();
    }
}
