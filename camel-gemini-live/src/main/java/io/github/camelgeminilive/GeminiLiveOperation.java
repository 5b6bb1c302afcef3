package io.github.camelgeminilive;

/** What a message to an endpoint does. */
public enum GeminiLiveOperation {
    /** Typed input; the model answers. */
    text,
    /** Sound: a live chunk, or a whole file, stream or WAV. */
    audio,
    /** A still picture: JPEG, PNG or WebP. */
    video,
    /** Contents of the conversation, answered unless turnComplete is false. */
    turns,
    /** The user starts to speak (manual activity detection). */
    activityStart,
    /** The user stopped speaking (manual activity detection). */
    activityEnd,
    /** The microphone is off (automatic activity detection). */
    audioStreamEnd,
    /** The answer to a function call, with the header CamelGeminiLiveToolCallId. */
    toolResponse,
    /** Stops the answer that is being given. */
    interrupt,
    /** Opens the session without sending anything, perhaps with settings of its own. */
    open,
    /** Ends the session. */
    close,
    /** Makes an ephemeral token for a browser or phone. By URI only. */
    createToken,
    /** Replaces the instruction or the tools while the conversation goes on. By URI only. */
    contextUpdate,
    /** A message in wire form. By URI only. */
    raw
}
