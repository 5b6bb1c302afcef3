package io.github.camelgeminilive.tools;

import io.github.camelgeminilive.session.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that stands still until the test moves it. Thread-safe; tasks run on the thread that moves time. */
public final class StillClock implements Clock {

    private final List<Task> tasks = new ArrayList<>();
    private long now;

    private record Task(long due, Runnable work) {}

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Cancellable schedule(Runnable task, long delayNanos) {
        Task entry = new Task(now + delayNanos, task);
        tasks.add(entry);
        return () -> forget(entry);
    }

    public void advance(Duration duration) {
        List<Task> due;
        synchronized (this) {
            now += duration.toNanos();
            due = tasks.stream()
                    .filter(task -> task.due() <= now)
                    .sorted(Comparator.comparingLong(Task::due))
                    .toList();
            tasks.removeAll(due);
        }
        due.forEach(task -> task.work().run());
    }

    /** Timers that have neither run nor been cancelled. */
    public synchronized int pending() {
        return tasks.size();
    }

    private synchronized void forget(Task entry) {
        tasks.remove(entry);
    }
}
