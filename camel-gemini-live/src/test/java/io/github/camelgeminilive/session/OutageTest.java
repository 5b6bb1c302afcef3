package io.github.camelgeminilive.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageTest {

    private final Outage outage = new Outage(
            Duration.ofSeconds(30), new BackoffPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 0));

    private static long s(double seconds) {
        return (long) (seconds * 1e9);
    }

    @Test
    void triesAreFurtherAndFurtherApart() {
        outage.firstConnect(0);
        outage.lost(new SessionState.Connecting(1, 0), s(1));
        assertThat(outage.firstTry()).isTrue();
        assertThat(outage.nextTry(s(1))).isEqualTo(s(2));
        assertThat(outage.firstTry()).isFalse();
        assertThat(outage.nextTry(s(2))).isEqualTo(s(4));
    }

    @Test
    void hopeEndsWithTheBudget() {
        outage.firstConnect(s(100));
        outage.lost(new SessionState.Connecting(1, 0), s(129));
        assertThat(outage.hopeful(s(129))).isTrue();
        outage.lost(new SessionState.Connecting(2, 0), s(130));
        assertThat(outage.hopeful(s(130))).isFalse();
    }

    @Test
    void aConnectionThatLivedThirtySecondsBeginsANewCount() {
        outage.firstConnect(0);
        outage.nextTry(s(1));
        outage.lost(new SessionState.Live(1, s(20)), s(50));
        assertThat(outage.firstTry()).isTrue();
        assertThat(outage.hopeful(s(79))).isTrue();
        assertThat(outage.hopeful(s(80))).isFalse();
    }

    @Test
    void aDrainingConnectionCountsAsALivingOne() {
        outage.firstConnect(0);
        outage.nextTry(s(1));
        outage.lost(new SessionState.Draining(1, s(20)), s(50));
        assertThat(outage.firstTry()).isTrue();
    }

    @Test
    void theOpeningOfASocketIsNoProof() {
        outage.firstConnect(0);
        outage.nextTry(s(1));
        outage.lost(new SessionState.Live(1, s(2)), s(3));
        assertThat(outage.firstTry()).isFalse();
    }

    @Test
    void timeInWhichAConnectionLivedIsNoTrouble() {
        outage.firstConnect(0);
        outage.lost(new SessionState.Live(1, s(2)), s(31));
        // 2 s of trouble so far
        assertThat(outage.hopeful(s(31))).isTrue();
        assertThat(outage.hopeful(s(58.9))).isTrue();
        assertThat(outage.hopeful(s(59))).isFalse();
    }
}
