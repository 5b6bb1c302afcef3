package io.github.camelgeminilive.session;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells whether a route was done with an event before {@code take} returned. If not, whoever finishes it later starts the
 * next drain: so a route that answers at once does not pile up stack frames, and an asynchronous one holds no thread.
 * Lives as long as one event is in the route.
 *
 * <p>Thread-safe.
 */
final class DoneGate implements Runnable {

    private static final int FRESH = 0;
    private static final int PASSED_ONCE = 1;

    private final AtomicInteger passed = new AtomicInteger(FRESH);
    private final Runnable later;

    DoneGate(Runnable later) {
        this.later = later;
    }

    @Override
    public void run() {
        if (passed.getAndIncrement() == PASSED_ONCE) {
            later.run();
        }
    }

    boolean doneAlready() {
        return passed.getAndIncrement() == PASSED_ONCE;
    }
}
