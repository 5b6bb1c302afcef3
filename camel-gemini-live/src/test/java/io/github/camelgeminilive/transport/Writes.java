package io.github.camelgeminilive.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Counts what is told of each of several sends. Thread-safe. */
final class Writes {

    private final List<AtomicInteger> told = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    /** For the next send. */
    synchronized LiveConnection.Written next() {
        AtomicInteger count = new AtomicInteger();
        told.add(count);
        return failure -> {
            synchronized (this) {
                count.incrementAndGet();
                if (failure != null) {
                    failures.add(failure);
                }
            }
        };
    }

    synchronized List<Throwable> failures() {
        return List.copyOf(failures);
    }

    /** How many were told, failed or not. */
    synchronized int told() {
        return (int) told.stream().filter(count -> count.get() > 0).count();
    }

    void awaitAll() {
        Awaitility.await().untilAsserted(() -> assertThat(told()).isEqualTo(told.size()));
    }

    synchronized void verifyEachToldOnce() {
        assertThat(told).allSatisfy(count -> assertThat(count).hasValue(1));
    }
}
