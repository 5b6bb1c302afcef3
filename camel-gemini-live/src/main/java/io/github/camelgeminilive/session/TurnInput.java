package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.Transcription;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which turn the user's side belongs to: what we write (T1, T3) and what the server hears the user say (T9).
 *
 * <p>Confined to the session's mailbox. Times are turn time.
 */
final class TurnInput {

    private final TurnBook book;
    private final ModelProfile profile;
    private final Effects out;

    /** The turn that took the last words of the user. */
    private @Nullable Turn heard;

    TurnInput(TurnBook book, ModelProfile profile, Effects out) {
        this.book = book;
        this.profile = profile;
        this.out = out;
    }

    /**
     * Typed input that asks was written.
     *
     * @param reply the id of the input whose sender waits for the answer, or 0
     */
    void asked(String text, long reply, long now) {
        Turn newest = book.newest();
        Turn turn = newest != null && newest.joinable() && reply == 0 ? newest : book.open(Turn.Origin.TYPED);
        turn.typed += normalised(text);
        turn.reply = reply;
        if (!turn.inputOpen) {
            turn.inputEnd = now;
        }
    }

    /** The user begins to speak: activityStart was written, or a caller's utterance begins. */
    void speechBegins(long reply) {
        Turn newest = book.newest();
        speaks(newest != null && newest.joinable() && reply == 0 ? newest : book.open(Turn.Origin.SPOKEN), reply);
    }

    /** The server heard the user begin to speak. */
    void voiceStarts() {
        Turn newest = book.newest();
        if (newest != null
                && newest.state == Turn.State.ASKED
                && (newest.reply == 0 || newest.origin == Turn.Origin.SPOKEN)) {
            speaks(newest, newest.reply);
        } else {
            speaks(book.open(Turn.Origin.SPOKEN), 0);
        }
    }

    private static void speaks(Turn turn, long reply) {
        turn.origin = Turn.Origin.SPOKEN;
        turn.reply = reply;
        turn.inputOpen = true;
        turn.inputEnd = Turn.NONE;
        turn.spokenUntil = Turn.NONE;
    }

    /** The user stopped speaking: we wrote activityEnd or audioStreamEnd, or the server heard it. */
    void speechEnds(long now) {
        for (Turn turn : book.turns()) {
            if (turn.state == Turn.State.ASKED && turn.origin == Turn.Origin.SPOKEN) {
                turn.inputOpen = false;
                turn.inputEnd = now;
                turn.spokenUntil = turn.spokenUntil == Turn.NONE ? now : turn.spokenUntil;
            }
        }
    }

    /** The caller gave up: what comes of the turn reaches nobody as a reply (T20). */
    void abandon(long reply) {
        book.turns().stream().filter(turn -> turn.reply == reply).forEach(turn -> turn.reply = 0);
    }

    /** A piece of what the user said. */
    void transcript(Transcription piece, long now) {
        String text = piece.text();
        if (text.isEmpty()) {
            ended(piece);
            return;
        }
        Turn turn = echoed(text);
        if (turn == null) {
            turn = book.last(Turn::listens);
        }
        if (turn == null && lateEcho(piece, now)) {
            return;
        }
        if (turn == null && text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            punctuation(piece, now);
            return;
        }
        if (turn == null) {
            turn = book.open(Turn.Origin.SPOKEN);
        }
        if (!turn.hasOutput() && turn.inputTranscript.text().equals(text)) {
            out.drop(Drop.repeatedTranscript);
            ended(piece);
            return;
        }
        turn.inputTranscript.add(piece);
        speaksOn(turn, now);
        heard = turn;
        out.deliver(EventKind.inputTranscription, turn.number, piece);
    }

    /** What the user may be saying right now: it may change, opens nothing and is in no transcript. */
    void interim(Transcription hypothesis, long now) {
        Turn turn = book.last(Turn::listens);
        if (turn != null) {
            speaksOn(turn, now);
        }
        out.deliver(EventKind.interimInputTranscription, turn == null ? 0 : turn.number, hypothesis);
    }

    private static void speaksOn(Turn turn, long now) {
        if (turn.origin != Turn.Origin.TYPED && !turn.inputOpen) {
            turn.inputEnd = now;
        }
    }

    /** A mark without text, or with one that was told before: who waits for whole texts hears that this one is whole. */
    private void ended(Transcription mark) {
        Turn turn = heard;
        if (mark.finished() && turn != null && turn.state != Turn.State.OVER) {
            out.deliver(
                    EventKind.inputTranscription,
                    turn.number,
                    new Transcription("", true, mark.languageCode(), mark.speakerLabel()));
        }
    }

    private void punctuation(Transcription piece, long now) {
        Turn newest = book.newest();
        Turn over = book.lastOver();
        if (newest != null) {
            if (newest.origin == Turn.Origin.SPOKEN) {
                newest.inputTranscript.add(piece);
            }
            out.deliver(EventKind.inputTranscription, newest.number, piece);
        } else if (over != null && justOver(now)) {
            out.deliver(EventKind.inputTranscription, over.number, piece, true);
        } else {
            book.keepForNext(piece.text());
        }
    }

    /** The turn whose typed text the server repeats as if it had been spoken, as some families do. */
    private @Nullable Turn echoed(String text) {
        String echo = normalised(text);
        return profile.echoesTypedText() && !echo.isEmpty() ? book.last(t -> t.typed.contains(echo)) : null;
    }

    /** The echo may come when its turn is over already (T18); later the same words are words. */
    private boolean lateEcho(Transcription piece, long now) {
        Turn over = book.lastOver();
        if (profile.echoesTypedText()
                && over != null
                && over.inputTranscript.isEmpty()
                && !over.typed.isEmpty()
                && over.typed.equals(normalised(piece.text()))
                && justOver(now)) {
            over.inputTranscript.add(piece);
            out.deliver(EventKind.inputTranscription, over.number, piece, true);
            return true;
        }
        return false;
    }

    private boolean justOver(long now) {
        return now - book.lastOverAt() <= profile.times().punctuation().toNanos();
    }

    private static String normalised(String text) {
        return text.replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
    }
}
