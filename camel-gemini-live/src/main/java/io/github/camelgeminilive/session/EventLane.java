package io.github.camelgeminilive.session;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of one session on their way to one route: in order, one at a time, the next when the last is done, holding
 * no thread while the route works asynchronously. Lives as long as both the session and the route.
 *
 * <p>Bounds: sound by playing time, other events by number. A lane over its bound asks for reading to pause, and still
 * takes what had been read by then; a suspended one lets its oldest events fall out instead, counted.
 *
 * <p>Thread-safe.
 */
public final class EventLane {

    /** Events handed on in one go before others get the thread. */
    private static final int BATCH = 64;

    private final LaneSettings settings;
    private final Sink sink;
    private final Executor executor;
    private final Pressure pressure;
    private final Clock clock;
    private final LaneSound sound;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private final LaneQueue queue;
    private final @Nullable WholeTranscripts transcripts;
    private final Consumer<LiveEvent> append = this::append;
    private long appendedBytes;
    private long soundTurn;
    private long deliveredNanos;
    private boolean busy;
    private boolean full;
    private boolean suspended;
    private boolean stopped;

    /** Wakes the lane when the sound at its head is due; null while the head is not waited for. */
    private Clock.@Nullable Cancellable due;

    /** Takes one event; calls {@code done} once, from any thread, when the route is through with it. */
    @FunctionalInterface
    public interface Sink {
        void take(LiveEvent event, Runnable done);
    }

    /** Hears of how full a lane is. Called without locks held. */
    interface Pressure {
        void full(EventLane lane);

        void drained(EventLane lane);

        /** Bytes that came in (positive) or went out (negative). */
        void bytes(long change);
    }

    EventLane(
            LaneSettings settings,
            Sink sink,
            Executor executor,
            Pressure pressure,
            SessionCounters counters,
            Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.sound = new LaneSound(settings, clock);
        this.sink = sink;
        this.executor = executor;
        this.pressure = pressure;
        this.queue = new LaneQueue(settings, counters);
        this.transcripts = settings.wholeTranscripts() ? new WholeTranscripts() : null;
    }

    boolean wants(EventKind kind) {
        return settings.kinds().contains(kind);
    }

    /** Events that wait, the one in the route included. */
    public int size() {
        lock.lock();
        try {
            return queue.size() + (busy ? 1 : 0);
        } finally {
            lock.unlock();
        }
    }

    /** Takes an event to its end of the queue, if the route wants its kind. */
    void offer(LiveEvent event) {
        boolean wanted = wants(event.kind()) || sound.needs(event.kind());
        if (!wanted && (transcripts == null || !WholeTranscripts.ends(event.kind()))) {
            return;
        }
        long bytes;
        boolean run;
        boolean becameFull;
        lock.lock();
        try {
            if (stopped) {
                return;
            }
            appendedBytes = 0;
            WholeTranscripts.pass(transcripts, event, wanted, append);
            bytes = appendedBytes - (suspended ? queue.dropOldest() : 0);
            becameFull = !suspended && !full && queue.overBound();
            full |= becameFull;
            run = claim();
        } finally {
            lock.unlock();
        }
        pressure.bytes(bytes);
        if (becameFull) {
            pressure.full(this);
        }
        if (run) {
            executor.execute(this::drain);
        }
    }

    /** The model was interrupted: undelivered sound and film leave, the event goes to the head (T10). */
    void interrupt(long turn, int connection) {
        long bytes = 0;
        boolean run;
        boolean hasRoom;
        lock.lock();
        try {
            if (stopped) {
                return;
            }
            long droppedNanos = 0;
            if (settings.dropAudioOnInterrupt()) {
                sound.dropped();
                LaneQueue.Dropped dropped = queue.dropMedia();
                droppedNanos = dropped.nanos();
                bytes -= dropped.bytes();
            }
            if (wants(EventKind.interrupted)) {
                long delivered = turn != 0 && turn == soundTurn ? deliveredNanos : 0;
                bytes += queue.addToHead(new LiveEvent(
                        EventKind.interrupted,
                        turn,
                        connection,
                        new Interruption(turn, delivered / 1_000_000, droppedNanos / 1_000_000)));
            }
            hasRoom = roomAgain();
            run = claim();
        } finally {
            lock.unlock();
        }
        pressure.bytes(bytes);
        if (hasRoom) {
            pressure.drained(this);
        }
        if (run) {
            executor.execute(this::drain);
        }
    }

    /** Nothing more will come: texts that wait for their end are as whole as they get. */
    void inputEnds() {
        WholeTranscripts gathered = transcripts;
        if (gathered == null) {
            return;
        }
        long bytes;
        boolean run;
        lock.lock();
        try {
            if (stopped) {
                return;
            }
            appendedBytes = 0;
            gathered.rest().forEach(append);
            bytes = appendedBytes - (suspended ? queue.dropOldest() : 0);
            run = claim();
        } finally {
            lock.unlock();
        }
        pressure.bytes(bytes);
        if (run) {
            executor.execute(this::drain);
        }
    }

    /** The route is suspended: nothing is delivered, reading goes on. */
    public void suspend() {
        boolean hasRoom;
        lock.lock();
        try {
            suspended = true;
            hasRoom = full;
            full = false;
        } finally {
            lock.unlock();
        }
        if (hasRoom) {
            pressure.drained(this);
        }
    }

    /** The route goes on with what is still there. */
    public void resume() {
        goOn(() -> suspended = false);
    }

    /** The route is gone: what waits is forgotten. */
    void stop() {
        boolean wasFull;
        long bytes = 0;
        lock.lock();
        try {
            stopped = true;
            wasFull = full;
            full = false;
            bytes -= queue.clear();
            awaitNothing();
        } finally {
            lock.unlock();
        }
        pressure.bytes(bytes);
        if (wasFull) {
            pressure.drained(this);
        }
    }

    private void drain() {
        for (int i = 0; i < BATCH; i++) {
            LiveEvent next = next();
            if (next == null) {
                return;
            }
            LiveEvent event = shaped(next);
            if (event == null) {
                continue;
            }
            DoneGate done = new DoneGate(() -> executor.execute(this::drain));
            try {
                sink.take(event, done);
            } catch (RuntimeException | Error e) {
                // a sink must not throw; if it does, the lane goes on and the pool's handler tells
                if (done.doneAlready()) {
                    executor.execute(this::drain);
                } else {
                    done.run();
                }
                throw e;
            }
            if (!done.doneAlready()) {
                return;
            }
        }
        executor.execute(this::drain);
    }

    /** An event as the route gets it; null if it is not for the route. */
    private @Nullable LiveEvent shaped(LiveEvent next) {
        try {
            return wants(next.kind()) ? sound.shaped(next) : null;
        } catch (RuntimeException | Error e) {
            // as below: the lane goes on, without this sound
            executor.execute(this::drain);
            throw e;
        }
    }

    private @Nullable LiveEvent next() {
        LiveEvent event;
        boolean hasRoom;
        lock.lock();
        try {
            event = suspended || stopped ? null : queue.head();
            LiveEvent end = event == null ? null : sound.endBefore(event);
            if (end != null) {
                return end;
            }
            if (event == null || !isDue(event)) {
                busy = false;
                return null;
            }
            queue.removeHead();
            if (event.kind() == EventKind.audio) {
                deliveredNanos = event.turn() == soundTurn ? deliveredNanos + event.soundNanos() : event.soundNanos();
                soundTurn = event.turn();
                sound.took(event);
            }
            hasRoom = roomAgain();
        } finally {
            lock.unlock();
        }
        pressure.bytes(-event.bytes());
        if (hasRoom) {
            pressure.drained(this);
        }
        return event;
    }

    /** The sound at the head is due. */
    private void wake() {
        goOn(() -> due = null);
    }

    /** Changes something, and hands on what may go now. */
    private void goOn(Runnable change) {
        boolean run;
        lock.lock();
        try {
            change.run();
            run = claim();
        } finally {
            lock.unlock();
        }
        if (run) {
            executor.execute(this::drain);
        }
    }

    // with the lock held

    /** Whether an event may be handed on now; if not, the lane wakes when it may. */
    private boolean isDue(LiveEvent head) {
        long wait = sound.waitNanos(head);
        if (wait > 0) {
            due = clock.schedule(this::wake, wait);
        }
        return wait == 0;
    }

    private void awaitNothing() {
        if (due != null) {
            due.cancel();
            due = null;
        }
    }

    private void append(LiveEvent event) {
        appendedBytes += queue.append(event);
    }

    private boolean roomAgain() {
        boolean hasRoom = full && queue.halfEmpty();
        full &= !hasRoom;
        return hasRoom;
    }

    private boolean claim() {
        LiveEvent head = queue.head();
        if (busy || suspended || stopped || head == null || (due != null && sound.waitNanos(head) > 0)) {
            return false;
        }
        awaitNothing();
        busy = true;
        return true;
    }
}
