package io.github.camelgeminilive.session;

/** How a turn ended (T20, T16); the value of {@code ended} in a {@link TurnSummary}. */
public enum TurnEnd {
    /** The model said all it had to say. */
    complete,
    /** Input cut it off. */
    interrupted,
    /** No output within the time after the input's end. */
    noAnswer,
    /** The model expects the user to go on. */
    waitingForInput,
    /** The server ended it without output and without a reason. */
    empty,
    /** The server ended it and gave a reason, see {@link TurnSummary#reason()}; there may have been output before. */
    blocked,
    /** Output began and then nothing more came. */
    stalled,
    /** The connection broke before it was generated. */
    connection,
    /** The session was closed meanwhile. */
    closed
}
