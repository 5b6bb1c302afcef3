package io.github.camelgeminilive.session;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one at a time, in the order in which they were posted, on the thread of whoever posted when nobody ran:
 * a queue without a thread. What runs here must be short and must never call user code.
 *
 * <p>Unbounded: what is posted here is bounded by its sources. Frames come one at a time from one socket, inputs wait
 * for their completion.
 *
 * <p>Thread-safe.
 */
final class Mailbox {

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Thread.UncaughtExceptionHandler onFailure;

    Mailbox(Thread.UncaughtExceptionHandler onFailure) {
        this.onFailure = onFailure;
    }

    void post(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            drain();
        }
    }

    private void drain() {
        do {
            run(tasks.remove());
        } while (waiting.decrementAndGet() > 0);
    }

    private void run(Runnable task) {
        try {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                onFailure.uncaughtException(Thread.currentThread(), e);
            }
        } catch (RuntimeException | Error e) {
            // who was to tell of it failed as well: the tasks behind must run all the same, or the session hangs
        }
    }
}
