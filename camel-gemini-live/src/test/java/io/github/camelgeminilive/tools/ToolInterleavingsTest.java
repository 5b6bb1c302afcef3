package io.github.camelgeminilive.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** What the manual tells of this test, and what was counted of it. */
    private static final Map<String, String> TOLD = Map.of(
            "runs", "10,000 random lives",
            "calls", "80,000 calls",
            "repeated ids", "12,000 repeated ids",
            "cancelled open", "2,000 open calls that were taken back",
            "connections lost", "9,000 lost connections",
            "answers: timeout", "5,000 time-outs");

    @Test
    void everyCallIsAnsweredOnceInAnyOrderOfEvents() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        for (int run = 0; run < RUNS; run++) {
            try {
                new RandomCalls(SEED + run, counts).live();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("Seed " + (SEED + run) + ": " + e.getMessage(), e);
            }
        }
        System.out.println(CallLedger.table(counts));
        assertThat(counts.entrySet())
                .as("every kind of event happens often")
                .hasSizeGreaterThan(30)
                .allMatch(entry -> entry.getValue() > 100);
        String manual = Files.readString(Path.of("..", "docs", "calls.md"));
        TOLD.forEach((what, words) -> {
            String number = words.substring(0, words.indexOf(' ')).replace(",", "");
            assertThat(counts.getOrDefault(what, 0)).as(what).isGreaterThanOrEqualTo(Integer.parseInt(number));
            assertThat(manual).contains(words);
        });
    }
}
