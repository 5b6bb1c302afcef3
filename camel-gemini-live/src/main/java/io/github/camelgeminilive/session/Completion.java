package io.github.camelgeminilive.session;

/**
 * Hears what becomes of one input, on a thread where user code may run. Either {@code failed} comes, or {@code written}
 * and, for a sender who waits for the answer, then {@code replied} or {@code failed}.
 */
public interface Completion {

    /** The number of the input, told before all else, on the sender's own thread. */
    default void accepted(long inputId) {}

    /** The input was handed to the socket, or is done with in another way that lost nothing untold. */
    void written();

    /** The turn that this input asked for is over (T20). */
    default void replied(TurnSummary turn) {}

    /** The input was refused, or its answer can't come any more. */
    void failed(Failure failure);
}
