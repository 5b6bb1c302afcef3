package io.github.camelgeminilive;

/** What a request and reply exchange gets back. */
public enum GeminiLiveReplyMode {
    /** What was said, as String. */
    text,
    /** The sound of the answer, as the bytes of a WAV file. */
    audio,
    /** Everything, as {@link LiveReply}. */
    full
}
