package io.github.camelgeminilive.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many calls are carried out: of one turn, and within any minute. A call that is refused does not count. A turn is
 * one of ours (T8): where a family spreads the calls of one wish over several turns of the wire, it is still one.
 *
 * <p>Confined to the session's mailbox.
 */
final class CallLimits {

    private static final ErrorAnswer TURN = new ErrorAnswer(
            "too_many_calls",
            "Too many functions were called for one wish of the user. Nothing was carried out. Call no more functions"
                    + " now: go on with what is known.",
            false);

    private static final ErrorAnswer MINUTE = new ErrorAnswer(
            "too_many_calls",
            "Too many functions were called within a minute. Nothing was carried out. Go on without it; it may be called"
                    + " again a minute later.",
            true);

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    /** A late call of an older turn is still counted with that turn; so many turns are open at once at most. */
    private static final int TURNS = 16;

    private final CallRules rules;

    /** When the calls of the last minute came; never more than may come. */
    private final Deque<Long> lastMinute = new ArrayDeque<>();

    private final TreeMap<Long, Integer> byTurn = new TreeMap<>();

    CallLimits(CallRules rules) {
        this.rules = rules;
    }

    /**
     * Counts a call, unless it is one too many.
     *
     * @param turn to which it belongs; 0 for none
     * @return the answer to one too many, else null
     */
    @Nullable
    ErrorAnswer take(long turn, long now) {
        while (!lastMinute.isEmpty() && now - lastMinute.getFirst() >= MINUTE_NANOS) {
            lastMinute.removeFirst();
        }
        int ofTurn = byTurn.getOrDefault(turn, 0);
        if (rules.maxPerTurn() > 0 && turn != 0 && ofTurn >= rules.maxPerTurn()) {
            return TURN;
        }
        if (rules.maxPerMinute() > 0) {
            if (lastMinute.size() >= rules.maxPerMinute()) {
                return MINUTE;
            }
            lastMinute.addLast(now);
        }
        if (rules.maxPerTurn() > 0) {
            byTurn.put(turn, ofTurn + 1);
            byTurn.headMap(turn - TURNS).clear();
        }
        return null;
    }
}
