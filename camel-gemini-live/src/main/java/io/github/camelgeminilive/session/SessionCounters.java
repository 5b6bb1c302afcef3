package io.github.camelgeminilive.session;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a session has counted since it began.
 *
 * <p>Thread-safe.
 */
public final class SessionCounters {

    private final Map<Drop, LongAdder> drops = new EnumMap<>(Drop.class);
    private final LongAdder pauses = new LongAdder();
    private final LongAdder frames = new LongAdder();
    private final LongAdder sent = new LongAdder();

    public SessionCounters() {
        for (Drop drop : Drop.values()) {
            drops.put(drop, new LongAdder());
        }
    }

    void dropped(Drop why) {
        dropped(why, 1);
    }

    void dropped(Drop why, long count) {
        adder(why).add(count);
    }

    /** Live sound was dropped before it reached the session. */
    public void soundDropped() {
        dropped(Drop.outgoingSound);
    }

    void paused() {
        pauses.increment();
    }

    void frameReceived() {
        frames.increment();
    }

    void messageSent() {
        sent.increment();
    }

    /** How often something was dropped for this reason. */
    public long drops(Drop why) {
        return adder(why).sum();
    }

    /** How often reading was paused because a lane was full. */
    public long pauses() {
        return pauses.sum();
    }

    /** Frames received. */
    public long frames() {
        return frames.sum();
    }

    /** Messages handed to a connection. */
    public long sent() {
        return sent.sum();
    }

    private LongAdder adder(Drop why) {
        LongAdder adder = drops.get(why);
        if (adder == null) {
            throw new IllegalStateException("No counter for " + why);
        }
        return adder;
    }
}
