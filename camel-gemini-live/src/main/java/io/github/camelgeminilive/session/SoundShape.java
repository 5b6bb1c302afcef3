package io.github.camelgeminilive.session;

import org.jspecify.annotations.Nullable;

/**
 * Gives the sound of one lane the form that its route wants. The pieces of a stream belong together: whoever joins what
 * comes out has the sound as if it had been converted whole. Lives as long as its lane.
 *
 * <p>Not thread-safe: a lane hands on one event at a time.
 */
public interface SoundShape {

    /** The next piece of the stream; empty when there is nothing to hear of it yet. */
    Sound next(Sound sound);

    /** The stream has ended: what was held back, or null if that is nothing. What comes next begins a new stream. */
    @Nullable
    Sound end();

    /** Nobody will hear the rest of the stream. */
    void forget();
}
