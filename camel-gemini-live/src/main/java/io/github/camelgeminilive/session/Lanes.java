package io.github.camelgeminilive.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All lanes of one session, and whether they are so full that reading has to pause. Lives as long as the session.
 *
 * <p>Thread-safe.
 */
final class Lanes implements EventLane.Pressure {

    private final Executor executor;
    private final SessionCounters counters;
    private final long maxBytes;
    private final Runnable pressureChanged;
    private final Clock clock;
    private final List<EventLane> lanes = new CopyOnWriteArrayList<>();
    private final AtomicInteger fullLanes = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();

    // changed with the lock held: the last of two changes has to have the last word
    private long bytes;
    private volatile boolean overBytes;

    Lanes(Executor executor, Clock clock, SessionCounters counters, long maxBytes, Runnable pressureChanged) {
        this.executor = executor;
        this.clock = clock;
        this.counters = counters;
        this.maxBytes = maxBytes;
        this.pressureChanged = pressureChanged;
    }

    EventLane add(LaneSettings settings, EventLane.Sink sink) {
        EventLane lane = new EventLane(settings, sink, executor, this, counters, clock);
        lanes.add(lane);
        return lane;
    }

    void detach(EventLane lane) {
        lanes.remove(lane);
        lane.inputEnds();
    }

    void remove(EventLane lane) {
        lanes.remove(lane);
        lane.stop();
    }

    boolean wants(EventKind kind) {
        for (EventLane lane : lanes) {
            if (lane.wants(kind)) {
                return true;
            }
        }
        return false;
    }

    void offer(LiveEvent event) {
        for (EventLane lane : lanes) {
            lane.offer(event);
        }
    }

    void interrupt(long turn, int connection) {
        for (EventLane lane : lanes) {
            lane.interrupt(turn, connection);
        }
    }

    /** Whether nothing more should be read. */
    boolean tooFull() {
        return fullLanes.get() > 0 || overBytes;
    }

    long queuedBytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    int queuedEvents() {
        return lanes.stream().mapToInt(EventLane::size).sum();
    }

    @Override
    public void full(EventLane lane) {
        fullLanes.incrementAndGet();
        pressureChanged.run();
    }

    @Override
    public void drained(EventLane lane) {
        fullLanes.decrementAndGet();
        pressureChanged.run();
    }

    @Override
    public void bytes(long change) {
        boolean changed;
        lock.lock();
        try {
            bytes += change;
            boolean over = overBytes ? bytes > maxBytes / 2 : bytes > maxBytes;
            changed = over != overBytes;
            overBytes = over;
        } finally {
            lock.unlock();
        }
        if (changed) {
            pressureChanged.run();
        }
    }
}
