package io.github.camelgeminilive.session;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Clock and scheduler in one, moved by the test: what falls due runs inside {@link #advance}, in order, each at its own
 * time. Lives as long as one test.
 *
 * <p>Thread-safe; tasks run without a lock held.
 */
public final class ManualClock implements Clock {

    private record Task(long at, long number, Runnable task) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
    private long now = 1_000_000_000L;
    private long numbers;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Cancellable schedule(Runnable task, long delayNanos) {
        Task scheduled =
                new Task(delayNanos > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + delayNanos, ++numbers, task);
        tasks.add(scheduled);
        return () -> cancel(scheduled);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /** Lets time pass; runs what falls due, also what that schedules. */
    public void advance(Duration duration) {
        long end = nanoTime() + duration.toNanos();
        for (Task due = due(end); due != null; due = due(end)) {
            due.task().run();
        }
        synchronized (this) {
            now = end;
        }
    }

    void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }

    void advanceSeconds(long seconds) {
        advance(Duration.ofSeconds(seconds));
    }

    private synchronized @Nullable Task due(long end) {
        Task next = tasks.peek();
        if (next == null || next.at() > end) {
            return null;
        }
        now = Math.max(now, next.at());
        return tasks.poll();
    }

    /** Timers that have not run yet. */
    public synchronized int pending() {
        return tasks.size();
    }
}
