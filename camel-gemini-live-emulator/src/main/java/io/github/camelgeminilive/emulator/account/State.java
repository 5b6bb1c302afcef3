package io.github.camelgeminilive.emulator.account;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session holds: a list of entries that never changes. Appending makes a new state that shares the old one, so
 * two branches from one state share all that was before. Two states are the same only if they are one object.
 * Immutable, thread-safe.
 */
public final class State {
    private final @Nullable State before;
    private final @Nullable Entry last;
    private final int size;
    private final int asks;
    private final @Nullable State lastAsk;

    private State(@Nullable State before, @Nullable Entry last) {
        this.before = before;
        this.last = last;
        this.size = before == null ? 0 : before.size + 1;
        boolean asking = last != null && last.asks();
        this.asks = (before == null ? 0 : before.asks) + (asking ? 1 : 0);
        this.lastAsk = asking ? this : before == null ? null : before.lastAsk;
    }

    /** A state that holds nothing, and is the beginning of states of its own. */
    public static State empty() {
        return new State(null, null);
    }

    public State then(Entry entry) {
        return new State(this, entry);
    }

    public int size() {
        return size;
    }

    /** All that it holds, the oldest first. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(size);
        for (State state : path()) {
            if (state.last != null) {
                entries.add(state.last);
            }
        }
        return entries;
    }

    /** Whether that state is this one or one that this one came from. */
    public boolean comesFrom(State other) {
        State state = this;
        while (state.before != null && state.size > other.size) {
            state = state.before;
        }
        return state == other;
    }

    /** How many of its inputs asked the model for something. */
    int asks() {
        return asks;
    }

    /** The state right after the last input that asked; null when none did. */
    @Nullable
    State lastAsk() {
        return lastAsk;
    }

    @Nullable
    Entry last() {
        return last;
    }

    /** The states from the empty one to this one. */
    Iterable<State> path() {
        Deque<State> path = new ArrayDeque<>();
        for (State state = this; state != null; state = state.before) {
            path.addFirst(state);
        }
        return path;
    }

    @Override
    public String toString() {
        return "a state of " + size + " entries";
    }
}
