package io.github.camelgeminilive.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffPolicyTest {

    private static BackoffPolicy policy(double chance) {
        return new BackoffPolicy(Duration.ofMillis(500), Duration.ofSeconds(10), () -> chance);
    }

    @Test
    void itDoublesUpToItsLimit() {
        List<Long> millis = IntStream.range(0, 7)
                .mapToObj(attempt -> policy(0).delayNanos(attempt) / 1_000_000)
                .toList();
        assertThat(millis).containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 10_000L, 10_000L);
    }

    @Test
    void chanceTakesAwayHalfAtMost() {
        assertThat(policy(1).delayNanos(0)).isEqualTo(Duration.ofMillis(250).toNanos());
        assertThat(policy(0.5).delayNanos(10))
                .isEqualTo(Duration.ofMillis(7_500).toNanos());
    }

    @Test
    void itNeverOverflows() {
        Random random = new Random(1);
        BackoffPolicy policy = new BackoffPolicy(Duration.ofSeconds(10), Duration.ofMinutes(5), random::nextDouble);
        for (int attempt = 0; attempt < 10_000; attempt++) {
            assertThat(policy.delayNanos(attempt))
                    .isBetween(
                            Duration.ofSeconds(5).toNanos(),
                            Duration.ofMinutes(5).toNanos());
        }
    }
}
