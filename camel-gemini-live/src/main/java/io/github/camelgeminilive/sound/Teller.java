package io.github.camelgeminilive.sound;

import io.github.camelgeminilive.session.Completion;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.TurnSummary;

/**
 * Tells one sender what became of his sound, outside the turnstile and never more than his contract allows: once it is
 * over for him, nothing more. Lives as long as what he sent.
 *
 * <p>Confined to the session's turnstile.
 */
final class Teller {

    private final Turnstile turnstile;
    private final Completion completion;
    private final boolean reply;
    private boolean over;

    Teller(Turnstile turnstile, Completion completion, boolean reply) {
        this.turnstile = turnstile;
        this.completion = completion;
        this.reply = reply;
    }

    void written() {
        if (!over) {
            over = !reply;
            turnstile.afterwards(completion::written);
        }
    }

    void replied(TurnSummary turn) {
        if (!over) {
            over = true;
            turnstile.afterwards(() -> completion.replied(turn));
        }
    }

    void failed(Failure failure) {
        if (!over) {
            over = true;
            turnstile.afterwards(() -> completion.failed(failure));
        }
    }

    /** The sender went away. */
    void hush() {
        over = true;
    }

    boolean over() {
        return over;
    }
}
