package io.github.camelgeminilive.session;

/** How a model family ends a turn that calls functions (T8, protocol section 4.6). */
public enum ToolTurn {
    /** Call, answer and speech share one turnComplete. */
    ONE,
    /** The call has its own turnComplete, usually empty; the spoken answer ends with another. */
    TWO,
    /** The turn goes on until interactionStatus says IDLE. */
    STATUS,
    /** As TWO, and interactionStatus counts too: for families that we do not know. */
    TWO_STATUS;

    /** Whether the answer to a call comes as a stretch of its own. */
    boolean answerIsOwnStretch() {
        return this != ONE;
    }
}
