package io.github.camelgeminilive.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects what one transition wants done. Lives as long as the machine, emptied after each transition.
 *
 * <p>Confined to the session's mailbox.
 */
final class Effects {

    private final SessionCounters counters;
    private List<SessionEffect> list = new ArrayList<>();
    private int connection;

    Effects(SessionCounters counters) {
        this.counters = counters;
    }

    void connection(int generation) {
        connection = generation;
    }

    void add(SessionEffect effect) {
        list.add(effect);
    }

    void deliver(EventKind kind, long turn, @Nullable Object body) {
        deliver(kind, turn, body, false);
    }

    void deliver(EventKind kind, long turn, @Nullable Object body, boolean late) {
        list.add(new SessionEffect.Deliver(new LiveEvent(kind, turn, connection, body, late)));
    }

    void interrupt(long turn) {
        list.add(new SessionEffect.Interrupt(turn, connection));
    }

    void drop(Drop why) {
        counters.dropped(why);
    }

    void drop(Drop why, long count) {
        counters.dropped(why, count);
    }

    List<SessionEffect> take() {
        List<SessionEffect> taken = list;
        list = taken.isEmpty() ? taken : new ArrayList<>();
        return taken;
    }
}
