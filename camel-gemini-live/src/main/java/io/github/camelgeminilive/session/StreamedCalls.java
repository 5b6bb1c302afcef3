package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.FunctionCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls whose arguments have begun to come and are not whole yet. A call ends with the first message that does not
 * say that it will continue.
 *
 * <p>Confined to the session's mailbox.
 */
final class StreamedCalls {

    /** So many at once: the oldest makes room, for a model that begins and never ends one. */
    private static final int MAX_OPEN = 16;

    private final List<StreamedCall> open = new ArrayList<>(1);
    private final Effects out;

    /**
     * A call that is whole.
     *
     * @param problem why its arguments are not usable, or null
     */
    record Whole(FunctionCall call, @Nullable String problem) {}

    StreamedCalls(Effects out) {
        this.out = out;
    }

    /** Takes a call as the server sent it: gives it back if it is whole, or what it makes whole; else null. */
    @Nullable
    Whole take(FunctionCall call) {
        StreamedCall earlier = earlier(call);
        if (earlier == null && !call.willContinue() && call.partialArgs().isEmpty()) {
            return call.name().isEmpty() ? nameless() : new Whole(call, null);
        }
        if (earlier == null && call.name().isEmpty()) {
            return nameless();
        }
        StreamedCall streamed = earlier != null ? earlier : new StreamedCall(call);
        streamed.add(call);
        if (call.willContinue()) {
            if (earlier == null) {
                begin(streamed);
            }
            return null;
        }
        open.remove(streamed);
        return new Whole(streamed.whole(), streamed.problem());
    }

    /** Whether this id belongs to a call that is not whole; it is forgotten. */
    boolean cancel(String id) {
        boolean found = open.removeIf(call -> id.equals(call.id()));
        if (found) {
            out.drop(Drop.unfinishedToolCall);
        }
        return found;
    }

    /** Nothing more of these calls will come. */
    void forget() {
        if (!open.isEmpty()) {
            out.drop(Drop.unfinishedToolCall, open.size());
            open.clear();
        }
    }

    /** The end of a call that nobody knows, or a call of nothing: there is nothing to run and nobody to answer. */
    private @Nullable Whole nameless() {
        out.drop(Drop.unfinishedToolCall);
        return null;
    }

    private void begin(StreamedCall call) {
        if (open.size() == MAX_OPEN) {
            open.remove(0);
            out.drop(Drop.unfinishedToolCall);
        }
        open.add(call);
    }

    /** The newest that this message can go on with: pieces of one call come in a row. */
    private @Nullable StreamedCall earlier(FunctionCall call) {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).goesOnWith(call)) {
                return open.get(i);
            }
        }
        return null;
    }
}
