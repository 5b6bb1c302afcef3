package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.InteractionStatus;
import io.github.camelgeminilive.protocol.Transcription;
import io.github.camelgeminilive.protocol.UsageMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Which turn the model's side belongs to, and when the server's marks end it: T2, T4 to T8, T10, T11.
 *
 * <p>Confined to the session's mailbox. Times are turn time.
 */
final class TurnOutput {

    private final TurnBook book;
    private final ModelProfile profile;
    private final Effects out;

    /** A cut turn was ended by time: its own turnComplete may still come and ends nothing (T11). */
    private boolean lateEndExpected;

    TurnOutput(TurnBook book, ModelProfile profile, Effects out) {
        this.book = book;
        this.profile = profile;
        this.out = out;
    }

    /**
     * The turn that a piece of output belongs to (T2), or null when it is the residue of a cut turn: then it is counted
     * and is to be dropped (T11).
     */
    @Nullable
    Turn output(long now) {
        Turn residue = book.first(t -> t.residue);
        if (residue != null) {
            residue.residueUntil = now + profile.times().residuePause().toNanos();
            out.drop(Drop.residue);
            return null;
        }
        Turn turn = taker(now);
        turn.output();
        return turn;
    }

    /** What the model says, as text; a mere sign after the end of a turn belongs to that turn (T18). */
    void transcript(Transcription transcription, long now) {
        String text = transcription.text();
        if (text.isEmpty()) {
            return;
        }
        Turn over = book.lastOver();
        if (book.isEmpty() && over != null && text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            out.deliver(EventKind.outputTranscription, over.number, text, true);
            return;
        }
        Turn turn = output(now);
        if (turn != null) {
            turn.outputTranscript.append(text);
            out.deliver(EventKind.outputTranscription, turn.number, text);
        }
    }

    /**
     * A function call belongs to a turn as output does, but is never residue (T4).
     *
     * @param background whether the turn may end while the call is open (T8)
     * @return the number of the turn
     */
    long called(String callId, FunctionCall call, boolean background, long now) {
        Turn residue = book.first(t -> t.residue);
        Turn turn = residue != null ? residue : taker(now);
        turn.called(callId, call, background);
        return turn.number;
    }

    private Turn taker(long now) {
        Turn turn = book.first(
                t -> !t.cut && (t.state == Turn.State.ASKED || t.state == Turn.State.PRODUCING || t.owesOutput()));
        if (turn == null) {
            turn = book.last(t -> t.state == Turn.State.GENERATED && !t.cut);
        }
        if (turn == null) {
            return book.open(Turn.Origin.OUTPUT);
        }
        if (turn.interrupted && !turn.stretchOpen()) {
            // a player drops all sound up to the number of an interrupted turn: the answer needs a new one
            Turn successor = book.open(Turn.Origin.OUTPUT, turn.number);
            turn.handOwedTo(successor);
            book.over(turn, TurnEnd.interrupted, now);
            return successor;
        }
        return turn;
    }

    /** Tokens belong to the turn that this frame ends, else to the one that is produced, else to the last (T7, T18). */
    void usage(UsageMetadata usage, boolean endsTurn) {
        Turn turn = endsTurn ? ending() : null;
        if (turn == null) {
            turn = book.last(t -> t.state == Turn.State.PRODUCING || t.state == Turn.State.GENERATED);
        }
        Turn over = book.lastOver();
        if (turn != null) {
            turn.usage(usage);
            out.deliver(EventKind.usage, turn.number, usage);
        } else {
            out.deliver(EventKind.usage, over == null ? 0 : over.number, usage, over != null);
        }
    }

    /** interactionStatus, for the families where it decides (T8). */
    void status(InteractionStatus status, long now) {
        if (profile.toolTurn() != ToolTurn.STATUS && profile.toolTurn() != ToolTurn.TWO_STATUS) {
            return;
        }
        book.inProgress(status == InteractionStatus.IN_PROGRESS);
        if (!book.inProgress()) {
            book.turns().stream().filter(t -> !t.stretchOpen()).forEach(Turn::forgiveAllOwed);
            book.settle(now);
        }
    }

    /** interrupted (T10): cuts the oldest turn that is producing or generated, and tells the lanes in any case. */
    void interrupted(long now) {
        Turn turn = book.first(t -> t.stretchOpen() && !t.cut);
        if (turn == null) {
            out.interrupt(0);
            return;
        }
        turn.cut = true;
        turn.interrupted = true;
        if (turn.state == Turn.State.PRODUCING) {
            turn.residue = true;
            turn.residueUntil = now + profile.times().residuePause().toNanos();
            turn.residueEnds = now + profile.times().residueLimit().toNanos();
        }
        out.interrupt(turn.number);
    }

    /** generationComplete (T5). */
    void generationComplete(long now) {
        lateEndExpected = false;
        Turn turn = book.first(t -> t.state == Turn.State.PRODUCING && !t.cut);
        if (turn != null) {
            turn.state = Turn.State.GENERATED;
            turn.generatedAt = now;
        }
        out.deliver(EventKind.generationComplete, book.nearestNumber(turn), null);
    }

    /** The model stays silent on purpose (T12). */
    void waitingForInput(long now) {
        Turn turn = book.first(t -> t.state == Turn.State.ASKED);
        out.deliver(EventKind.waitingForInput, book.nearestNumber(turn), null);
        if (turn != null) {
            book.over(turn, TurnEnd.waitingForInput, now);
        }
    }

    /** turnComplete (T6). */
    void turnComplete(@Nullable String reason, long now) {
        Turn turn = lateEndExpected ? null : ending();
        lateEndExpected = false;
        if (turn == null) {
            out.drop(Drop.strayTurnComplete);
            return;
        }
        if (reason != null) {
            turn.reason = reason;
        }
        if (turn.stretchOpen()) {
            closeStretch(turn, now);
        } else if (turn.owesOutput()) {
            turn.emptyClose();
            book.settle(now);
        } else {
            book.over(turn, reason == null ? TurnEnd.empty : TurnEnd.blocked, now);
        }
    }

    /** The residue of a cut turn, or the wait for the end of a generated one, was ended by time (T11, T14). */
    void endByTime(Turn turn, long now) {
        lateEndExpected |= turn.residue;
        closeStretch(turn, now);
    }

    private void closeStretch(Turn turn, long now) {
        turn.closeStretch(profile.toolTurn().answerIsOwnStretch());
        book.settle(now);
    }

    /** The turn that a turnComplete would end now (T6); an asked turn only when nothing else is there to end. */
    private @Nullable Turn ending() {
        Turn turn = book.first(t -> t.stretchOpen() && (t.cut || t.state == Turn.State.GENERATED));
        if (turn == null && profile.toolTurn().answerIsOwnStretch()) {
            turn = book.first(Turn::callStretch);
        }
        if (turn == null) {
            turn = book.first(t -> t.state == Turn.State.PRODUCING && t.stretchOpen());
        }
        if (turn == null) {
            turn = book.first(Turn::owesOutput);
        }
        return turn != null ? turn : book.first(t -> t.state == Turn.State.ASKED);
    }

    /**
     * A final answer to a call was written, or the call is off.
     *
     * @param speaks whether the model owes output for it
     */
    void callSettled(String callId, boolean speaks, long now) {
        book.sign(now);
        for (Turn turn : book.turns()) {
            if (turn.settled(callId) && speaks) {
                turn.answered(now + profile.times().owedAnswer().toNanos());
            }
        }
        book.settle(now);
    }

    /** A new connection: nothing late of the old one can come. */
    void connectionLost() {
        lateEndExpected = false;
    }
}
