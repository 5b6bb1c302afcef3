package io.github.camelgeminilive;

/** What a message to an endpoint does. */
public enum GeminiLiveOperation {
    /** Typed input; the model answers. */
    text,
    /** Sound: a live chunk, or a whole file, stream or WAV. */
    audio,
    /** The user starts to speak (manual activity detection). */
    activityStart,
    /** The user stopped speaking (manual activity detection). */
    activityEnd,
    /** The microphone is off (automatic activity detection). */
    audioStreamEnd,
    /** The answer to a function call, with the header CamelGeminiLiveToolCallId. */
    toolResponse,
    /** Opens the session without sending anything. */
    open,
    /** Ends the session. */
    close,
    /** Makes an ephemeral token for a browser or phone. By URI only. */
    createToken
}
