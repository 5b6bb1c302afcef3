package io.github.camelgeminilive.session;

/**
 * Monotonic time and waiting, together, so that a test can hold both in its hand.
 *
 * <p>Thread-safe.
 */
public interface Clock {

    /** Nanoseconds of a monotonic clock, comparable only with each other. */
    long nanoTime();

    /** Runs a task once after a delay; the task must not block. */
    Cancellable schedule(Runnable task, long delayNanos);

    /** A task that has not run yet. */
    @FunctionalInterface
    interface Cancellable {
        void cancel();
    }
}
