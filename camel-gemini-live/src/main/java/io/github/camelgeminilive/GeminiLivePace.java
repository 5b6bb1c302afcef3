package io.github.camelgeminilive;

/** How fast bounded sound is sent. */
public enum GeminiLivePace {
    /** Files, streams and WAV at the speed of speech, live messages as they come. */
    auto,
    /** At the speed of speech. */
    realtime,
    /** As fast as the socket takes it. */
    unpaced
}
