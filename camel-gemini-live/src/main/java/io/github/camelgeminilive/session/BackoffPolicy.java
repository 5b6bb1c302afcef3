package io.github.camelgeminilive.session;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next try: doubling from an initial delay up to a limit, of which a random half is taken
 * away so that sessions that broke together do not return together.
 *
 * <p>Thread-safe if the source of chance is.
 *
 * @param initial before the first try
 * @param max limit
 * @param chance random numbers from 0 to 1
 */
record BackoffPolicy(Duration initial, Duration max, DoubleSupplier chance) {

    /**
     * The delay before a try.
     *
     * @param attempt 0 for the first
     */
    long delayNanos(int attempt) {
        long doubled = initial.toNanos() << Math.min(attempt, 20);
        long capped = Math.min(max.toNanos(), doubled);
        return capped - (long) (capped / 2.0 * chance.getAsDouble());
    }
}
