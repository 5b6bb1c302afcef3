package io.github.camelgeminilive.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The events that wait in a lane, and whether they are more than it may hold: sound by playing time, other events by
 * number. Lives as long as its lane.
 *
 * <p>Confined to its lane's lock.
 */
final class LaneQueue {

    private final LaneSettings settings;
    private final SessionCounters counters;
    private final Deque<LiveEvent> queue = new ArrayDeque<>();
    private long soundNanos;
    private int others;

    LaneQueue(LaneSettings settings, SessionCounters counters) {
        this.settings = settings;
        this.counters = counters;
    }

    /** What an interruption or a bound has cost. */
    record Dropped(long nanos, long bytes) {}

    int size() {
        return queue.size();
    }

    @Nullable
    LiveEvent head() {
        return queue.peekFirst();
    }

    /** Takes an event to the end; returns its bytes. */
    long append(LiveEvent event) {
        queue.addLast(event);
        return counted(event, 1).bytes();
    }

    /** Takes the head out. */
    void removeHead() {
        counted(queue.removeFirst(), -1);
    }

    /** Puts an interruption before everything but the interruptions that wait already: they keep their order. */
    long addToHead(LiveEvent interrupted) {
        Deque<LiveEvent> earlier = new ArrayDeque<>();
        LiveEvent head = queue.peekFirst();
        while (head != null && head.kind() == EventKind.interrupted) {
            earlier.addLast(queue.removeFirst());
            head = queue.peekFirst();
        }
        queue.addFirst(interrupted);
        earlier.descendingIterator().forEachRemaining(queue::addFirst);
        return counted(interrupted, 1).bytes();
    }

    /** Sound and film leave. */
    Dropped dropMedia() {
        long nanos = 0;
        long bytes = 0;
        Iterator<LiveEvent> waiting = queue.iterator();
        while (waiting.hasNext()) {
            LiveEvent event = waiting.next();
            if (event.kind() == EventKind.audio || event.kind() == EventKind.video) {
                waiting.remove();
                counted(event, -1);
                nanos += event.soundNanos();
                bytes += event.bytes();
                counters.dropped(Drop.interruptedSound);
            }
        }
        return new Dropped(nanos, bytes);
    }

    /** The oldest leave until the rest fits; returns their bytes. */
    long dropOldest() {
        long bytes = 0;
        while (overBound()) {
            LiveEvent oldest = queue.removeFirst();
            counted(oldest, -1);
            bytes += oldest.bytes();
            counters.dropped(Drop.suspendedRoute);
        }
        return bytes;
    }

    /** Everything leaves; returns its bytes. */
    long clear() {
        long bytes = 0;
        for (LiveEvent event : queue) {
            bytes += event.bytes();
        }
        queue.clear();
        soundNanos = 0;
        others = 0;
        return bytes;
    }

    boolean overBound() {
        return soundNanos > settings.maxAudioNanos() || others > settings.queueSize();
    }

    boolean halfEmpty() {
        return soundNanos <= settings.maxAudioNanos() / 2 && others <= settings.queueSize() / 2;
    }

    private LiveEvent counted(LiveEvent event, int sign) {
        soundNanos += sign * event.soundNanos();
        others += event.kind() == EventKind.audio ? 0 : sign;
        return event;
    }
}
