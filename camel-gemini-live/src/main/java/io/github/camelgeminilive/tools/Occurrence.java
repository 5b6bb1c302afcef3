package io.github.camelgeminilive.tools;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that happens at most once, and is told to everybody who asked before or asks after.
 *
 * <p>Thread-safe.
 */
final class Occurrence {

    /** Guarded by itself. */
    private final List<Runnable> listeners = new ArrayList<>(2);

    /** Written under the lock of the listeners. */
    private volatile boolean happened;

    boolean happened() {
        return happened;
    }

    /** Runs something once when it happens, at once if it has; in the order in which they came. */
    void listen(Runnable listener) {
        synchronized (listeners) {
            if (!happened) {
                listeners.add(listener);
                return;
            }
        }
        listener.run();
    }

    /** It happens now; false when it has before, then nobody is told. */
    boolean happen() {
        List<Runnable> due;
        synchronized (listeners) {
            if (happened) {
                return false;
            }
            happened = true;
            due = List.copyOf(listeners);
            listeners.clear();
        }
        due.forEach(Runnable::run);
        return true;
    }
}
