package io.github.camelgeminilive.sound;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.session.Completion;
import io.github.camelgeminilive.session.Input;
import io.github.camelgeminilive.session.LiveSession;
import org.jspecify.annotations.Nullable;

/**
 * Where sound leaves to: what this package needs of a session. Keeps the order of what is sent without {@code reply}.
 * Called with a lock held, so it must return at once. Thread-safe.
 */
public interface Outlet {

    /**
     * Sends an input, see {@link LiveSession#send}.
     *
     * @return its number, for {@link #abandonReply}
     */
    long send(Input.Kind kind, @Nullable ClientMessage message, boolean reply, Completion completion);

    /** The caller does not wait any longer, see {@link LiveSession#abandonReply}. */
    void abandonReply(long inputId);

    static Outlet of(LiveSession session) {
        return new Outlet() {
            @Override
            public long send(Input.Kind kind, @Nullable ClientMessage message, boolean reply, Completion completion) {
                return session.send(kind, message, "", reply, completion);
            }

            @Override
            public void abandonReply(long inputId) {
                session.abandonReply(inputId);
            }
        };
    }
}
