package io.github.camelgeminilive.session;

/** Reasons for which something is dropped; each is counted. */
public enum Drop {
    /** Output of a turn that was cut (T11). */
    residue,
    /** Sound in a lane when the model was interrupted (T10). */
    interruptedSound,
    /** Oldest events of a suspended route. */
    suspendedRoute,
    /** Live sound that the socket could not take in time, or that no connection could take. */
    outgoingSound,
    /** A picture that had to wait and was replaced by a newer one. */
    replacedPicture,
    /** Live sound while a blocking call was open. */
    gatedSound,
    /** A picture while a blocking call was open. */
    gatedPicture,
    /** An end of a turn that belongs to none (T6). */
    strayTurnComplete,
    /** A repeated user transcript (T9). */
    repeatedTranscript,
    /** The result of a call that was cancelled, timed out or already answered. */
    lateToolResult,
    /** A call whose id was seen before. */
    duplicateToolCall,
    /** A call beyond maxToolCallsPerTurn or maxToolCallsPerMinute. */
    limitedToolCall,
    /** An answer that is not the last one of its call, on a back end that takes one answer only. */
    progressAnswer,
    /** A call that came in pieces and never became whole. */
    unfinishedToolCall,
    /** A frame or timer of an older connection. */
    oldGeneration,
    /** A message of a kind we do not know. */
    unknownMessage
}
