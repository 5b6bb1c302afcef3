package io.github.camelgeminilive;

import io.github.camelgeminilive.session.Failure;

/** Turns exceptions of ours into failures. */
final class Failures {

    private Failures() {}

    /** What an exception means; one that is not ours is a mistake in the configuration. */
    static Failure of(Exception e) {
        if (e instanceof GeminiLiveException live) {
            return new Failure(live.getCode(), String.valueOf(live.getMessage()), live.getCause());
        }
        return new Failure(Failure.Code.FIX_CONFIGURATION, String.valueOf(e.getMessage()), e);
    }
}
