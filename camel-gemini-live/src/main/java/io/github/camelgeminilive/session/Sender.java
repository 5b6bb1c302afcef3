package io.github.camelgeminilive.session;

/**
 * Who hears what becomes of one input. Writes end and answers come on different threads: here they get one order, what
 * was answered was written before, and the end is told once.
 *
 * <p>Thread-safe. Calls user code with its own lock held, which nobody else knows.
 */
final class Sender {

    private final Completion completion;
    private final boolean waits;
    private boolean written;
    private boolean ended;

    /**
     * A sender who has heard nothing yet.
     *
     * @param waits whether an answer is expected after the write
     */
    Sender(Completion completion, boolean waits) {
        this.completion = completion;
        this.waits = waits;
    }

    boolean waits() {
        return waits;
    }

    synchronized void written() {
        if (!written && !ended) {
            written = true;
            completion.written();
        }
    }

    synchronized void replied(TurnSummary turn) {
        written();
        if (!ended) {
            ended = true;
            completion.replied(turn);
        }
    }

    synchronized void failed(Failure failure) {
        if (!ended) {
            ended = true;
            completion.failed(failure);
        }
    }
}
