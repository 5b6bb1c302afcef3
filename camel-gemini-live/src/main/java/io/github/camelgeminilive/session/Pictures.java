package io.github.camelgeminilive.session;

import org.jspecify.annotations.Nullable;

/**
 * Pictures that go out one at a time, no faster than a model looks (protocol section 8). The newest wins: one that has to
 * wait, for its moment or for a connection, gives way to the next, is counted, and its sender goes on.
 *
 * <p>Confined to the session's mailbox.
 */
final class Pictures {

    private final SessionSettings settings;
    private final Effects out;
    private @Nullable Input waiting;
    private long until;
    private long nextAt = Long.MIN_VALUE;
    private boolean connected;

    Pictures(SessionSettings settings, Effects out) {
        this.settings = settings;
        this.out = out;
    }

    /** Whether a connection can take pictures from now on. */
    void connected(boolean up, long now) {
        if (connected && !up) {
            until = now + settings.sendTimeout().toNanos();
        }
        connected = up;
    }

    /** Takes a picture in; {@link #due} gives it back when it may go out. */
    void offer(Input picture, long now) {
        Input old = waiting;
        if (old != null) {
            out.drop(Drop.replacedPicture);
            out.add(new SessionEffect.Accept(old.id()));
        }
        waiting = picture;
        until = now + settings.sendTimeout().toNanos();
    }

    /** Whether the picture that waits was sent before this input. */
    boolean before(Input input) {
        Input picture = waiting;
        return picture != null && picture.id() < input.id();
    }

    /** The picture that may go out now, if there is one; it does not wait any more. */
    @Nullable
    Input due(long now) {
        Input picture = waiting;
        if (picture == null || !connected || now < nextAt) {
            return null;
        }
        waiting = null;
        nextAt = now + settings.pictureGap().toNanos();
        return picture;
    }

    /** When to look again. */
    long wakeAt() {
        if (waiting == null) {
            return Long.MAX_VALUE;
        }
        return connected ? nextAt : until;
    }

    /** Refuses one that has waited too long for a connection. */
    void expire(long now, Failure tooLate) {
        if (!connected && now >= until) {
            refuse(tooLate);
        }
    }

    void refuse(Failure failure) {
        Input picture = waiting;
        waiting = null;
        if (picture != null) {
            out.add(new SessionEffect.Reject(picture.id(), failure));
        }
    }

    int size() {
        return waiting == null ? 0 : 1;
    }
}
