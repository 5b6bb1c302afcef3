package io.github.camelgeminilive.emulator;

import io.github.camelgeminilive.emulator.account.Branch;
import io.github.camelgeminilive.emulator.script.Act;
import io.github.camelgeminilive.emulator.script.Brain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the model needs of a session state to go on from it; what the state holds is in the account. Taking an input in
 * makes a new one; resuming goes on from an old one. Immutable, thread-safe.
 *
 * @param conversation its number, from 1; a resumed conversation keeps it
 * @param brain who answers
 * @param cursor where the brain stands
 * @param contextTokens how large the context has grown
 * @param lastText what was typed last
 * @param history what was typed and seeded, a line each
 * @param modelSpoke whether a turn of the model is over
 * @param asked what the model was asked last and has not finished to answer
 * @param waiting calls that are open
 */
record Memory(
        int conversation,
        Brain brain,
        int cursor,
        int contextTokens,
        String lastText,
        String history,
        boolean modelSpoke,
        @Nullable Asked asked,
        List<Waiting> waiting) {
    /** A request and what the script does at it. */
    record Asked(List<Act> acts, Branch.Ask ask) {}

    /**
     * Calls of one message, and what the script does when all are answered.
     *
     * @param calls the names of the functions, by the keys of {@link PendingCalls}
     */
    record Waiting(List<Open> calls, boolean blocking, List<Act> rest, Branch.Ask ask) {}

    /** @param id as on the wire */
    record Open(String id, String name) {
        String key() {
            return PendingCalls.key(id, name);
        }
    }

    Memory {
        waiting = List.copyOf(waiting);
    }

    Memory(int conversation, Brain brain, int contextTokens) {
        this(conversation, brain, 0, contextTokens, "", "", false, null, List.of());
    }

    Memory answered(int nextCursor) {
        return new Memory(
                conversation, brain, nextCursor, contextTokens, lastText, history, modelSpoke, asked, waiting);
    }

    Memory grown(int tokens) {
        return new Memory(
                conversation, brain, cursor, contextTokens + tokens, lastText, history, modelSpoke, asked, waiting);
    }

    Memory typed(String text) {
        return new Memory(conversation, brain, cursor, contextTokens, text, history, modelSpoke, asked, waiting);
    }

    Memory remembering(String text) {
        String longer = history.isEmpty() || text.isEmpty() ? history + text : history + "\n" + text;
        return new Memory(conversation, brain, cursor, contextTokens, lastText, longer, modelSpoke, asked, waiting);
    }

    /** The model was asked this. */
    Memory asking(@Nullable Asked what) {
        return new Memory(conversation, brain, cursor, contextTokens, lastText, history, modelSpoke, what, waiting);
    }

    /** A turn is over, and what it answered, if anything, is answered. */
    Memory spoken(@Nullable Asked what) {
        Asked left = what == asked ? null : asked;
        return new Memory(conversation, brain, cursor, contextTokens, lastText, history, true, left, waiting);
    }

    Memory calling(Waiting calls) {
        List<Waiting> more = new ArrayList<>(waiting);
        more.add(calls);
        return new Memory(conversation, brain, cursor, contextTokens, lastText, history, modelSpoke, asked, more);
    }

    /** Of all calls only these are still open. */
    Memory waitingFor(Set<String> keys) {
        List<Waiting> left = new ArrayList<>();
        for (Waiting group : waiting) {
            List<Open> open = group.calls().stream()
                    .filter(call -> keys.contains(call.key()))
                    .toList();
            if (!open.isEmpty()) {
                left.add(new Waiting(open, group.blocking(), group.rest(), group.ask()));
            }
        }
        return new Memory(conversation, brain, cursor, contextTokens, lastText, history, modelSpoke, asked, left);
    }

    /** Nothing of the conversation, only where the script stands, since a script is no memory of the model. */
    Memory forgetful(int tokens) {
        return new Memory(conversation, brain, cursor, tokens, "", "", false, null, List.of());
    }
}
