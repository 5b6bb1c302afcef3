package io.github.camelgeminilive.session;

/**
 * When the next sound of a lane is due at the speed of speech: when what was handed on before it has been played. Lives
 * as long as its lane.
 *
 * <p>Confined to its lane's lock.
 */
final class SpeechPace {

    /**
     * Lateness that is made up for within a turn: a slow exchange, a busy machine. Beyond it there was a pause, and what
     * follows it is not hurried.
     */
    static final long CATCH_UP_NANOS = 200_000_000L;

    private boolean playing;
    private long due;
    private long turn;

    /** Nanoseconds until the next sound may go; 0 if it is due. */
    long waitNanos(long now) {
        return playing ? Math.max(0, due - now) : 0;
    }

    /** Sound was handed on. */
    void took(LiveEvent sound, long now) {
        long late = now - due;
        if (!playing || late > CATCH_UP_NANOS || (late > 0 && sound.turn() != turn)) {
            due = now;
        }
        playing = true;
        turn = sound.turn();
        due += sound.soundNanos();
    }

    /** What was handed on will not be played to its end. */
    void cut() {
        playing = false;
    }
}
