package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.InteractionStatus;
import io.github.camelgeminilive.protocol.Transcription;
import io.github.camelgeminilive.protocol.UsageMetadata;
import java.util.List;
import java.util.Map;
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

    /** A cut turn that was ended by time: its own turnComplete may still come and ends nothing (T11). */
    private @Nullable Turn lateEndOf;

    /** The turn that took the last words of the model. */
    private @Nullable Turn spoken;

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
    void transcript(Transcription piece, long now) {
        String text = piece.text();
        if (text.isEmpty()) {
            ended(piece);
            return;
        }
        Turn over = book.lastOver();
        if (book.isEmpty() && over != null && text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            out.deliver(EventKind.outputTranscription, over.number, piece, true);
            return;
        }
        Turn turn = output(now);
        if (turn != null) {
            turn.outputTranscript.add(piece);
            spoken = turn;
            out.deliver(EventKind.outputTranscription, turn.number, piece);
        }
    }

    /** A mark without text: no output, but who waits for whole texts hears that this one is whole. */
    private void ended(Transcription mark) {
        Turn turn = spoken;
        if (mark.finished() && turn != null && turn.state != Turn.State.OVER) {
            out.deliver(EventKind.outputTranscription, turn.number, mark);
        }
    }

    /** A function call begins to come in pieces; as {@link #called}, but there is nothing to run yet. */
    void calling(long now) {
        if (book.first(t -> t.residue) == null) {
            taker(now).calling();
        }
    }

    /**
     * A function call belongs to a turn as output does, but is never residue (T4).
     *
     * @param blocking whether the model waits for the answer
     * @param background whether the turn may end while the call is open (T8)
     * @return the number of the turn
     */
    long called(String callId, FunctionCall call, boolean blocking, boolean background, long now) {
        Turn residue = book.first(t -> t.residue);
        Turn turn = residue != null ? residue : taker(now);
        turn.called(callId, call, blocking, background);
        return turn.number;
    }

    /**
     * What comes beside an answer, such as search results: belongs to the turn that takes output, but opens none, and
     * is late when there is none (T18).
     */
    void aside(EventKind kind, Map<String, Object> body, long now) {
        Turn over = book.lastOver();
        if (over != null && open() == null) {
            out.deliver(kind, over.number, body, true);
            return;
        }
        Turn turn = output(now);
        if (turn != null) {
            List<Map<String, Object>> told = kind == EventKind.grounding ? turn.grounding : turn.urlContext;
            if (!told.contains(body)) {
                told.add(body);
            }
            out.deliver(kind, turn.number, body);
        }
    }

    private Turn taker(long now) {
        Turn turn = open();
        if (turn == null) {
            return book.open(Turn.Origin.OUTPUT);
        }
        if (book.unheard(turn) && !turn.stretchOpen()) {
            return successor(turn, now);
        }
        return turn;
    }

    /** The open turn that output belongs to (T2). Speech that has begun is not torn apart by an older turn's tool. */
    private @Nullable Turn open() {
        Turn turn = book.first(Turn::speaking);
        if (turn == null) {
            turn = book.first(t ->
                    !t.cut && (t.state == Turn.State.ASKED || t.state == Turn.State.PRODUCING || expectsOutput(t)));
        }
        return turn != null ? turn : book.last(t -> t.state == Turn.State.GENERATED && !t.cut);
    }

    /** Whether the server said that it will go on with this turn, or owes it (T8). */
    private boolean expectsOutput(Turn turn) {
        return turn.owesOutput() || turn.state == Turn.State.WAITING && book.inProgress();
    }

    /** A player drops all sound up to the number of an interrupted turn: what is still owed needs a higher one. */
    private Turn successor(Turn turn, long now) {
        Turn asked = book.first(t -> t.state == Turn.State.ASKED && !book.unheard(t));
        Turn successor = asked != null ? asked : book.open(Turn.Origin.OUTPUT, turn.number);
        turn.handOwedTo(successor);
        book.over(turn, now);
        return successor;
    }

    /** Tokens belong to the turn that this frame ends, else to the one that is produced, else to the last (T7, T18). */
    void usage(UsageMetadata usage, boolean endsTurn) {
        Turn turn;
        if (endsTurn) {
            turn = lateEndOf != null ? lateEndOf : ending();
        } else {
            turn = book.last(t -> t.state == Turn.State.PRODUCING || t.state == Turn.State.GENERATED);
            turn = turn != null ? turn : book.last(t -> t.state == Turn.State.WAITING);
        }
        turn = turn != null ? turn : book.lastOver();
        boolean late = turn != null && turn.state == Turn.State.OVER;
        if (turn != null && !late) {
            turn.usage(usage);
        }
        out.deliver(EventKind.usage, turn == null ? 0 : turn.number, usage, late);
    }

    /** interactionStatus, told in any case; it decides in some families only (T8). */
    void status(InteractionStatus status, long now) {
        out.deliver(EventKind.interactionStatus, book.nearestNumber(null), status.name());
        if (profile.toolTurn() != ToolTurn.STATUS && profile.toolTurn() != ToolTurn.TWO_STATUS) {
            return;
        }
        boolean went = book.inProgress();
        book.inProgress(status == InteractionStatus.IN_PROGRESS);
        if (went && !book.inProgress()) {
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
        book.interrupted(turn);
        if (turn.state == Turn.State.PRODUCING) {
            turn.residue = true;
            turn.residueUntil = now + profile.times().residuePause().toNanos();
            turn.residueEnds = now + profile.times().residueLimit().toNanos();
        }
        out.interrupt(turn.number);
    }

    /** generationComplete (T5). */
    void generationComplete(long now) {
        lateEndOf = null;
        Turn turn = book.first(t -> t.state == Turn.State.PRODUCING && !t.cut);
        if (turn != null) {
            turn.state = Turn.State.GENERATED;
            turn.generatedAt = now;
        }
        out.deliver(EventKind.generationComplete, book.nearestNumber(turn), null);
    }

    /**
     * The model stays silent on purpose (T12).
     *
     * @return whether that ended a turn
     */
    boolean waitingForInput(long now) {
        Turn turn = book.first(t -> t.state == Turn.State.ASKED);
        out.deliver(EventKind.waitingForInput, book.nearestNumber(turn), null);
        if (turn != null) {
            book.over(turn, TurnEnd.waitingForInput, now);
        }
        return turn != null;
    }

    /** turnComplete (T6). */
    void turnComplete(@Nullable String reason, long now) {
        Turn turn = lateEndOf == null ? ending() : null;
        lateEndOf = null;
        if (turn == null) {
            out.drop(Drop.strayTurnComplete);
            return;
        }
        if (reason != null) {
            turn.reason = reason;
        }
        if (turn.stretchOpen()) {
            closeStretch(turn, now);
        } else if (turn.state == Turn.State.ASKED && !book.inProgress()) {
            book.over(turn, now);
        } else {
            turn.state = Turn.State.WAITING;
            turn.emptyClose();
            book.settle(now);
        }
    }

    /** The residue of a cut turn, or the wait for the end of a generated one, was ended by time (T11, T14). */
    void endByTime(Turn turn, long now) {
        if (turn.residue) {
            lateEndOf = turn;
        }
        closeStretch(turn, now);
    }

    private void closeStretch(Turn turn, long now) {
        turn.closeStretch(profile.toolTurn().answerIsOwnStretch());
        book.settle(now);
    }

    /** The turn that a turnComplete would end now (T6); an asked turn only when nothing else is there to end. */
    private @Nullable Turn ending() {
        Turn turn = book.first(t -> t.stretchOpen() && (t.cut || t.state == Turn.State.GENERATED));
        if (turn == null) {
            boolean always = profile.toolTurn().answerIsOwnStretch();
            turn = book.first(t -> t.callStretch() && t.answerIsOwnStretch(always));
        }
        if (turn == null) {
            turn = book.first(t -> t.state == Turn.State.PRODUCING && t.stretchOpen());
        }
        if (turn == null) {
            turn = book.first(this::expectsOutput);
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
        long owedUntil = speaks ? now + profile.times().owedAnswer().toNanos() : Turn.NONE;
        book.turns().forEach(turn -> turn.settled(callId, owedUntil));
        book.settle(now);
    }

    /** The server takes back a call that was answered: nothing will be said about it. */
    void callTakenBack(String callId, long now) {
        book.turns().forEach(turn -> turn.takenBack(callId));
        book.settle(now);
    }

    /** A new connection: nothing late of the old one can come. */
    void connectionLost() {
        lateEndOf = null;
    }
}
