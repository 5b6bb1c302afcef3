package io.github.camelgeminilive.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Strict tear-down: after each test no timer of its {@link ManualClock} is pending, no thread that the test brought to
 * life is alive, and nothing was thrown that nobody caught. Register it in a field; what a test needs of clocks and
 * threads comes from here.
 *
 * <p>Not thread-safe, except for {@link #bug}.
 */
final class CleanTearDown implements BeforeEachCallback, AfterEachCallback {

    private final ManualClock clock = new ManualClock();
    private final List<ExecutorService> pools = new ArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private Set<Thread> before = Set.of();
    private Thread.@Nullable UncaughtExceptionHandler handler;

    ManualClock clock() {
        return clock;
    }

    /** A pool whose threads have to be done with their work at the end of the test. */
    Executor pool(int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        pools.add(pool);
        return pool;
    }

    /** Something was thrown where nobody waits for it: the test fails at its end. */
    void bug(Throwable thrown) {
        uncaught.add(thrown);
    }

    /** What was thrown so far; a test that expects it takes it out. */
    List<Throwable> takeBugs() {
        List<Throwable> taken = new ArrayList<>();
        for (Throwable thrown = uncaught.poll(); thrown != null; thrown = uncaught.poll()) {
            taken.add(thrown);
        }
        return taken;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        before = threads();
        handler = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> bug(thrown));
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        for (ExecutorService pool : pools) {
            pool.shutdown();
            assertThat(pool.awaitTermination(5, TimeUnit.SECONDS))
                    .as("work of %s is done", pool)
                    .isTrue();
        }
        try {
            Awaitility.await("no thread of this test is alive")
                    .atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(threads()).allMatch(before::contains));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(handler);
        }
        assertThat(uncaught).as("thrown and not caught").isEmpty();
        assertThat(clock.pending()).as("pending timers").isZero();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && !thread.getName().startsWith("awaitility"))
                .collect(Collectors.toSet());
    }
}
