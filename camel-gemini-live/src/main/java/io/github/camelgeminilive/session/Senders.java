package io.github.camelgeminilive.session;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for word of which input. What they are told reaches them on an executor, never in the mailbox. Lives as long
 * as the session.
 *
 * <p>Confined to the session's mailbox.
 */
final class Senders {

    private final Map<Long, Sender> waiting = new HashMap<>();
    private final Executor executor;

    Senders(Executor executor) {
        this.executor = executor;
    }

    void add(long inputId, Sender sender) {
        waiting.put(inputId, sender);
    }

    /** Nobody waits for this any more. */
    void forget(long inputId) {
        waiting.remove(inputId);
    }

    /** Who is to hear that an input was written; only who waits for an answer is kept in mind. */
    @Nullable
    Sender written(long inputId) {
        Sender sender = waiting.get(inputId);
        if (sender != null && !sender.waits()) {
            waiting.remove(inputId);
        }
        return sender;
    }

    void accepted(long inputId) {
        Sender sender = written(inputId);
        if (sender != null) {
            executor.execute(sender::written);
        }
    }

    void rejected(long inputId, Failure failure) {
        Sender sender = waiting.remove(inputId);
        if (sender != null) {
            executor.execute(() -> sender.failed(failure));
        }
    }

    void replied(long inputId, TurnSummary turn) {
        Sender sender = waiting.remove(inputId);
        if (sender != null) {
            executor.execute(() -> sender.replied(turn));
        }
    }
}
