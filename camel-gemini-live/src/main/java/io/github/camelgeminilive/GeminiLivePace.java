package io.github.camelgeminilive;

/** How fast sound goes. */
public enum GeminiLivePace {
    /** To the model: files, streams and WAV at the speed of speech, live messages as they come. To a route: as it comes. */
    auto,
    /** At the speed of speech. */
    realtime,
    /** As fast as the socket, or the route, takes it. */
    unpaced
}
