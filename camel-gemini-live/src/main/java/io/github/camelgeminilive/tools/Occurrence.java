package io.github.camelgeminilive.tools;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that happens at most once, and is told to everybody who asked before or asks after.
 *
 * <p>Thread-safe.
 */
final class Occurrence {

    private static final Logger LOG = LoggerFactory.getLogger(Occurrence.class);

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

    /** It happens now; false when it has before, then nobody is told. Never throws. */
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
        due.forEach(Occurrence::tell);
        return true;
    }

    /** One that fails must not keep it from the others, nor the answer from the model. */
    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException | Error bug) {
            LOG.error("What hears of the end of a call failed: a bug of ours, please report it", bug);
        }
    }
}
