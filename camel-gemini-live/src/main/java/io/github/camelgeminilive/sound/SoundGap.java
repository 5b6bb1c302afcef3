package io.github.camelgeminilive.sound;

import io.github.camelgeminilive.session.Clock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices that sound has paused (protocol section 4.5), under automatic detection only. One timer, which looks when the
 * last sound was and sleeps on: sound comes every few milliseconds and must cost no timer each.
 *
 * <p>Confined to the session's turnstile.
 */
final class SoundGap {

    private final Clock clock;
    private final Turnstile turnstile;
    private final long afterNanos;
    private final boolean manual;
    private final BooleanSupplier quiet;
    private final Runnable onGap;
    private Clock.@Nullable Cancellable timer;
    private boolean open;
    private long lastSound;

    /** {@code quiet} says whether nothing is on its way; {@code onGap} ends the stream of sound. */
    SoundGap(SoundSettings settings, Clock clock, Turnstile turnstile, BooleanSupplier quiet, Runnable onGap) {
        this.clock = clock;
        this.turnstile = turnstile;
        this.afterNanos = settings.streamEndAfter().toNanos();
        this.manual = settings.manualActivity();
        this.quiet = quiet;
        this.onGap = onGap;
    }

    /** Sound is being sent. */
    void sound() {
        if (manual) {
            return;
        }
        lastSound = clock.nanoTime();
        open = true;
        if (timer == null) {
            sleep(afterNanos);
        }
    }

    /** Sound was written: only now the server can have it. */
    void written() {
        if (!manual) {
            lastSound = clock.nanoTime();
        }
    }

    /** The end was sent. */
    void ended() {
        open = false;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void sleep(long nanos) {
        timer = clock.schedule(() -> turnstile.passAside(this::look), nanos);
    }

    private void look() {
        timer = null;
        if (!open) {
            return;
        }
        long left = lastSound + afterNanos - clock.nanoTime();
        if (left > 0) {
            sleep(left);
        } else if (quiet.getAsBoolean()) {
            onGap.run();
        } else {
            // what is on its way will be written later than now
            sleep(afterNanos);
        }
    }
}
