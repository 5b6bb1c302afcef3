package io.github.camelgeminilive.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Sessions, dispatcher, tools and a transport that the test plays, in thousands of random orders on the virtual clock:
 * per connection each id is finally answered at most once, exactly once if the connection lived and nobody cancelled, and
 * never after it was taken back or on a connection that did not ask; each call runs at most once.
 */
class ToolInterleavingsTest {

    private static final long SEED = 20_261_121;
    private static final int RUNS = 10_000;

    @Test
    void everyCallIsAnsweredOnceInAnyOrderOfEvents() {
        Map<String, Integer> counts = new TreeMap<>();
        for (int run = 0; run < RUNS; run++) {
            try {
                new RandomCalls(SEED + run, counts).live();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("Seed " + (SEED + run) + ": " + e.getMessage(), e);
            }
        }
        System.out.println(CallLedger.table(counts));
        assertThat(counts).containsEntry("runs", RUNS);
        assertThat(counts.entrySet())
                .as("every kind of event happens often")
                .hasSizeGreaterThan(30)
                .allMatch(entry -> entry.getValue() > 100);
    }
}
