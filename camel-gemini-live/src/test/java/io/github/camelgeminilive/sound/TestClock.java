package io.github.camelgeminilive.sound;

import io.github.camelgeminilive.session.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/** Virtual time: nothing passes unless a test says so. Not thread-safe. */
final class TestClock implements Clock {

    /** Near the end of the range, so that a comparison of moments instead of differences would show. */
    private static final long START = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(1);

    private final PriorityQueue<Timer> timers = new PriorityQueue<>(
            Comparator.comparingLong((Timer t) -> t.due - START).thenComparingLong(t -> t.number));
    private long now = START;
    private long made;

    private record Timer(Runnable task, long due, long number) {}

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Cancellable schedule(Runnable task, long delayNanos) {
        Timer timer = new Timer(task, now + Math.max(0, delayNanos), made++);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    long elapsedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(now - START);
    }

    int pendingTimers() {
        return timers.size();
    }

    long timersMade() {
        return made;
    }

    /** Lets time pass; {@code afterEach} runs after each timer, at its time. */
    void advance(Duration duration, Runnable afterEach) {
        long end = now + duration.toNanos();
        while (!timers.isEmpty() && timers.element().due - end <= 0) {
            Timer timer = timers.remove();
            now = timer.due;
            timer.task.run();
            afterEach.run();
        }
        now = end;
    }

    /** Time passes and nothing gets to run: a machine that is busy elsewhere. */
    void freeze(Duration duration) {
        now += duration.toNanos();
    }
}
