package io.github.camelgeminilive.session;

import org.jspecify.annotations.Nullable;

/**
 * Wakes a session when its machine asks for it: one timer at most. A machine that needs it later than it is set is woken
 * early and asks again, so that not every frame moves a timer.
 *
 * <p>Confined to the session's mailbox, where the ringing comes too.
 */
final class Alarm {

    private static final long NEVER = Long.MAX_VALUE;

    private final Clock clock;
    private final Mailbox mailbox;
    private final Runnable ring;
    private Clock.@Nullable Cancellable pending;
    private long at = NEVER;

    /** A timer that has run may wait in the mailbox behind the event that replaces it: then it is not to ring. */
    private int number;

    Alarm(Clock clock, Mailbox mailbox, Runnable ring) {
        this.clock = clock;
        this.mailbox = mailbox;
        this.ring = ring;
    }

    /** Makes sure that it rings at this moment of the clock or earlier; Long.MAX_VALUE for never. */
    void set(long moment) {
        if (moment < at) {
            cancel();
            at = moment;
            int mine = number;
            pending = clock.schedule(() -> mailbox.post(() -> rings(mine)), Math.max(0, moment - clock.nanoTime()));
        } else if (moment == NEVER) {
            cancel();
        }
    }

    private void rings(int which) {
        if (which == number) {
            pending = null;
            at = NEVER;
            number++;
            ring.run();
        }
    }

    private void cancel() {
        if (pending != null) {
            pending.cancel();
            pending = null;
        }
        at = NEVER;
        number++;
    }
}
