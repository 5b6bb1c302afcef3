package io.github.camelgeminilive.session;

import io.github.camelgeminilive.session.ModelProfile.TurnTimes;
import java.time.Duration;
import java.util.function.ToLongFunction;

/**
 * What time does to turns: T8, T11, T12, T13, T14. Turn time stands still while reading is paused or no connection is up
 * (T15): then nobody can say that the model is silent.
 *
 * <p>Confined to the session's mailbox.
 */
final class TurnTimers {

    private static final long NOT_STOPPED = Long.MIN_VALUE;

    private final TurnBook book;
    private final TurnOutput output;
    private final TurnTimes times;
    private final ToLongFunction<Turn> deadline = this::deadline;
    private long stoppedNanos;
    private long stoppedAt;

    TurnTimers(TurnBook book, TurnOutput output, TurnTimes times, long now) {
        this.book = book;
        this.output = output;
        this.times = times;
        this.stoppedAt = now;
    }

    /** Turn time for a moment of the monotonic clock. */
    long turnTime(long now) {
        return (stoppedAt == NOT_STOPPED ? now : stoppedAt) - stoppedNanos;
    }

    void stop(long now) {
        if (stoppedAt == NOT_STOPPED) {
            stoppedAt = now;
        }
    }

    void go(long now) {
        if (stoppedAt != NOT_STOPPED) {
            stoppedNanos += now - stoppedAt;
            stoppedAt = NOT_STOPPED;
        }
    }

    /** When to look again, as a moment of the monotonic clock; Long.MAX_VALUE for never. */
    long next() {
        if (stoppedAt != NOT_STOPPED) {
            return Long.MAX_VALUE;
        }
        long next = book.earliest(deadline);
        return next == Long.MAX_VALUE ? next : next + stoppedNanos;
    }

    /** Ends what time has ended. */
    void expire(long now) {
        if (stoppedAt != NOT_STOPPED) {
            return;
        }
        long turnNow = turnTime(now);
        if (turnNow < book.earliest(deadline)) {
            return;
        }
        for (Turn turn : book.turns()) {
            if (turnNow >= deadline(turn)) {
                expire(turn, turnNow);
            }
        }
    }

    private void expire(Turn turn, long now) {
        if (turn.residue) {
            output.endByTime(turn, now);
        } else if (turn.state == Turn.State.ASKED) {
            book.over(turn, TurnEnd.noAnswer, now);
        } else if (now >= turn.owedUntil()) {
            turn.forgiveOwed(now);
            book.settle(now);
        } else if (turn.state == Turn.State.GENERATED) {
            output.endByTime(turn, now);
        } else {
            // a status that never becomes IDLE holds up this turn only
            book.inProgress(false);
            book.over(turn, TurnEnd.stalled, now);
            book.settle(now);
        }
    }

    private long deadline(Turn turn) {
        if (turn.residue) {
            return Math.min(turn.residueUntil, turn.residueEnds);
        }
        return switch (turn.state) {
            case ASKED ->
                turn.inputOpen || turn.inputEnd == Turn.NONE
                        ? Long.MAX_VALUE
                        : turn.inputEnd + times.noAnswer().toNanos();
            case GENERATED ->
                Math.min(
                        turn.owedUntil(),
                        turn.playedUntil() + times.playbackGrace().toNanos());
            case PRODUCING, WAITING ->
                turn.hasOpenCalls()
                        ? turn.owedUntil()
                        : Math.min(
                                turn.owedUntil(), book.lastSign() + patience().toNanos());
            case OVER -> Long.MAX_VALUE;
        };
    }

    private Duration patience() {
        return book.inProgress() ? times.stalledInProgress() : times.stalled();
    }
}
