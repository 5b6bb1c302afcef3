package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.Transcription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The turns that are open, oldest first, and the one that was over last. Opens them with rising numbers (T1), ends each
 * once (T19). Lives as long as the session.
 *
 * <p>Confined to the session's mailbox. Times are turn time.
 */
final class TurnBook {

    /** So many signs may wait: where nobody speaks, noise can go on for hours. */
    private static final int MAX_WAITING_TRANSCRIPT = 16;

    private final Effects out;
    private final List<Turn> open = new ArrayList<>();
    private long lastNumber;
    private @Nullable Turn lastOver;
    private @Nullable TurnEnd lastOverEnded;
    private long lastOverAt;

    /** A player drops the sound of all turns up to this one (T10). */
    private long interruptedUpTo;

    /** User transcripts without a letter or digit that no turn could take: they wait for the next (T9). */
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

    /** The open turns, oldest first: a copy, so that they may be ended meanwhile. */
    List<Turn> turns() {
        return List.copyOf(open);
    }

    /** The earliest of what a function says of each turn; makes nothing, it is asked for each frame. */
    long earliest(ToLongFunction<Turn> moment) {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < open.size(); i++) {
            earliest = Math.min(earliest, moment.applyAsLong(open.get(i)));
        }
        return earliest;
    }

    void interrupted(Turn turn) {
        interruptedUpTo = Math.max(interruptedUpTo, turn.number);
    }

    /** Whether players may drop what is said under this turn's number from now on (T10). */
    boolean unheard(Turn turn) {
        return turn.number <= interruptedUpTo;
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
        for (int i = 0; i < open.size(); i++) {
            if (condition.test(open.get(i))) {
                return open.get(i);
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
        if (over != null && origin == Turn.Origin.OUTPUT && open.isEmpty() && unanswered(lastOverEnded)) {
            return open(origin, over.number);
        }
        return open(origin, 0);
    }

    Turn open(Turn.Origin origin, long replyTo) {
        Turn turn = new Turn(++lastNumber, origin, replyTo);
        open.add(turn);
        if (!waitingTranscript.isEmpty() && origin == Turn.Origin.SPOKEN) {
            Transcription signs = new Transcription(waitingTranscript, false, null, null);
            turn.inputTranscript.add(signs);
            out.deliver(EventKind.inputTranscription, turn.number, signs);
            waitingTranscript = "";
        }
        return turn;
    }

    private static boolean unanswered(@Nullable TurnEnd ended) {
        return ended == TurnEnd.noAnswer || ended == TurnEnd.waitingForInput;
    }

    void keepForNext(String transcript) {
        if (waitingTranscript.length() + transcript.length() <= MAX_WAITING_TRANSCRIPT) {
            waitingTranscript += transcript;
        }
    }

    /** Ends the turns that wait for nothing more (T8). */
    void settle(long now) {
        if (inProgress) {
            return;
        }
        for (Turn turn : turns()) {
            if (turn.state == Turn.State.WAITING && turn.settledUp()) {
                over(turn, now);
            }
        }
    }

    /** Ends a turn that the server has ended. */
    void over(Turn turn, long now) {
        over(turn, ended(turn), now);
    }

    private static TurnEnd ended(Turn turn) {
        if (turn.interrupted) {
            return TurnEnd.interrupted;
        }
        if (turn.reason != null) {
            return TurnEnd.blocked;
        }
        return turn.hasOutput() ? TurnEnd.complete : TurnEnd.empty;
    }

    /** Ends a turn: tells it once (T19) and answers the caller who waits for it (T20). */
    void over(Turn turn, TurnEnd ended, long now) {
        open.remove(turn);
        turn.state = Turn.State.OVER;
        lastOver = turn;
        lastOverEnded = ended;
        lastOverAt = now;
        TurnSummary summary = turn.summary(ended);
        // the last turn is kept for what comes late, its sound is not
        turn.sound.clear();
        out.deliver(EventKind.turnComplete, turn.number, summary.withoutSound());
        if (turn.reply != 0) {
            out.add(
                    ended == TurnEnd.connection || ended == TurnEnd.closed
                            ? new SessionEffect.Reject(turn.reply, unanswered(turn, ended))
                            : new SessionEffect.Reply(turn.reply, summary));
        }
    }

    /** Ends all turns: what was generated is whole, what was cut would not have gone on, the rest is lost (T16). */
    void endAll(TurnEnd otherwise, long now) {
        for (Turn turn : turns()) {
            if (turn.cut || turn.state == Turn.State.GENERATED) {
                over(turn, now);
            } else {
                over(turn, otherwise, now);
            }
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
