package io.github.camelgeminilive.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The turns that are open, oldest first, and the one that was over last. Opens them with rising numbers (T1), ends each
 * once (T19). Lives as long as the session.
 *
 * <p>Confined to the session's mailbox. Times are turn time.
 */
final class TurnBook {

    private final Effects out;
    private final List<Turn> open = new ArrayList<>();
    private long lastNumber;
    private @Nullable Turn lastOver;
    private @Nullable TurnEnd lastOverEnded;
    private long lastOverAt;

    /** A user transcript without a letter or digit that no turn could take: it waits for the next (T9). */
    private String waitingTranscript = "";

    /** When the server or a tool last gave a sign of life. */
    private long lastSign;

    /** interactionStatus says that more of the newest interaction follows (T8). */
    private boolean inProgress;

    TurnBook(Effects out) {
        this.out = out;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    List<Turn> turns() {
        return List.copyOf(open);
    }

    long lastNumber() {
        return lastNumber;
    }

    @Nullable
    Turn lastOver() {
        return lastOver;
    }

    long lastOverAt() {
        return lastOverAt;
    }

    long lastSign() {
        return lastSign;
    }

    void sign(long now) {
        lastSign = now;
    }

    boolean inProgress() {
        return inProgress;
    }

    void inProgress(boolean more) {
        inProgress = more;
    }

    @Nullable
    Turn newest() {
        return open.isEmpty() ? null : open.get(open.size() - 1);
    }

    @Nullable
    Turn first(Predicate<Turn> condition) {
        for (Turn turn : open) {
            if (condition.test(turn)) {
                return turn;
            }
        }
        return null;
    }

    @Nullable
    Turn last(Predicate<Turn> condition) {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (condition.test(open.get(i))) {
                return open.get(i);
            }
        }
        return null;
    }

    /** The number to name when something belongs to no open turn in particular. */
    long nearestNumber(@Nullable Turn turn) {
        Turn named = turn != null ? turn : newest();
        return named == null ? lastNumber : named.number;
    }

    /** Opens the next turn; output that comes after an unanswered question answers it late (T12). */
    Turn open(Turn.Origin origin) {
        Turn over = lastOver;
        if (over == null || origin != Turn.Origin.OUTPUT || !open.isEmpty() || lastOverEnded != TurnEnd.noAnswer) {
            return open(origin, 0);
        }
        return open(origin, over.number);
    }

    Turn open(Turn.Origin origin, long replyTo) {
        Turn turn = new Turn(++lastNumber, origin, replyTo);
        open.add(turn);
        if (!waitingTranscript.isEmpty() && origin == Turn.Origin.SPOKEN) {
            turn.inputTranscript.append(waitingTranscript);
            out.deliver(EventKind.inputTranscription, turn.number, waitingTranscript);
            waitingTranscript = "";
        }
        return turn;
    }

    void keepForNext(String transcript) {
        waitingTranscript += transcript;
    }

    /** Ends the turns that wait for nothing more (T8). */
    void settle(long now) {
        if (inProgress) {
            return;
        }
        for (Turn turn : turns()) {
            if (turn.state == Turn.State.WAITING && turn.settledUp()) {
                over(turn, ended(turn), now);
            }
        }
    }

    private static TurnEnd ended(Turn turn) {
        if (turn.interrupted) {
            return TurnEnd.interrupted;
        }
        return turn.reason == null ? TurnEnd.complete : TurnEnd.blocked;
    }

    /** Ends a turn: tells it once (T19) and answers the caller who waits for it (T20). */
    void over(Turn turn, TurnEnd ended, long now) {
        open.remove(turn);
        turn.state = Turn.State.OVER;
        lastOver = turn;
        lastOverEnded = ended;
        lastOverAt = now;
        TurnSummary summary = turn.summary(ended);
        out.deliver(EventKind.turnComplete, turn.number, summary.withoutSound());
        if (turn.reply != 0) {
            out.add(
                    ended == TurnEnd.connection || ended == TurnEnd.closed
                            ? new SessionEffect.Reject(turn.reply, unanswered(turn, ended))
                            : new SessionEffect.Reply(turn.reply, summary));
        }
    }

    /** Ends all turns: what was generated is whole, the rest is not (T16). */
    void endAll(TurnEnd otherwise, long now) {
        for (Turn turn : turns()) {
            boolean whole = turn.state == Turn.State.GENERATED && !turn.cut;
            over(turn, whole ? TurnEnd.complete : otherwise, now);
        }
        inProgress = false;
        waitingTranscript = "";
    }

    private static Failure unanswered(Turn turn, TurnEnd ended) {
        String expected = "Expected the answer of turn " + turn.number + " but ";
        return ended == TurnEnd.connection
                ? new Failure(
                        Failure.Code.CONNECTION_LOST, expected + "the connection was lost before the answer was whole")
                : new Failure(Failure.Code.SESSION_CLOSED, expected + "the session was closed");
    }
}
