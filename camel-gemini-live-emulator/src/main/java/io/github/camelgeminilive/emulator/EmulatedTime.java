package io.github.camelgeminilive.emulator;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The emulator's time: its clock, and what a test let pass beside it. What lasts minutes on the service, the life of
 * connections, handles and tokens, goes by it. Lives as long as the emulator. Thread-safe.
 */
final class EmulatedTime {
    /** Something to do at a time. */
    final class Alarm {
        private final Instant due;
        private final Runnable task;

        private Alarm(Instant due, Runnable task) {
            this.due = due;
            this.task = task;
        }

        void cancel() {
            synchronized (EmulatedTime.this) {
                alarms.remove(this);
            }
        }
    }

    private final Vertx vertx;
    private final InstantSource clock;
    private final Set<Alarm> alarms = new HashSet<>(); // guarded by this, like the one below
    private Duration ahead = Duration.ZERO;

    EmulatedTime(Vertx vertx, InstantSource clock) {
        this.vertx = vertx;
        this.clock = clock;
    }

    synchronized Instant now() {
        return clock.instant().plus(ahead);
    }

    /** Lets this time pass; what falls due in it is done in its order, on the caller's thread. */
    void passTime(Duration time) {
        List<Alarm> due;
        synchronized (this) {
            ahead = ahead.plus(time);
            due = due();
        }
        due.forEach(alarm -> alarm.task.run());
    }

    /** @param task hands over to the thread that it needs */
    Alarm after(Duration delay, Runnable task) {
        Alarm alarm = new Alarm(now().plus(delay), task);
        synchronized (this) {
            alarms.add(alarm);
        }
        watch(alarm);
        return alarm;
    }

    private void watch(Alarm alarm) {
        long millis = Duration.between(now(), alarm.due).toMillis() + 1;
        vertx.setTimer(Math.max(1, millis), id -> ring(alarm));
    }

    private void ring(Alarm alarm) {
        boolean due;
        synchronized (this) {
            if (!alarms.contains(alarm)) {
                return;
            }
            due = !now().isBefore(alarm.due);
            if (due) {
                alarms.remove(alarm);
            }
        }
        if (due) {
            alarm.task.run();
        } else {
            watch(alarm); // the clock is not the system's
        }
    }

    private List<Alarm> due() {
        List<Alarm> due = new ArrayList<>(
                alarms.stream().filter(alarm -> !alarm.due.isAfter(now())).toList());
        due.sort((one, other) -> one.due.compareTo(other.due));
        due.forEach(alarms::remove);
        return due;
    }
}
