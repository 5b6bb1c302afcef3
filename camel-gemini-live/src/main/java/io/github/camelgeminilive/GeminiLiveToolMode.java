package io.github.camelgeminilive;

/** Who answers function calls. */
public enum GeminiLiveToolMode {
    /** Tool routes. */
    auto,
    /** Whoever sends operation toolResponse; calls are only told as events. */
    manual
}
