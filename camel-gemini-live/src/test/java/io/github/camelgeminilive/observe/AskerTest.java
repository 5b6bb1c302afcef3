package io.github.camelgeminilive.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AskerTest {

    @Test
    void theTraceIsACopyThatNobodyChanges() {
        Map<String, String> trace = new HashMap<>(Map.of("traceparent", "00-1-2-01"));
        Asker asker = new Asker("id", trace);
        trace.put("traceparent", "other");

        assertThat(asker.trace()).isEqualTo(Map.of("traceparent", "00-1-2-01")).isUnmodifiable();
    }

    @Test
    void baggageThatIsTooLongIsLeftOutAndTheRestStays() {
        Asker asker = new Asker("id", new TreeMap<>(Map.of("baggage", "x".repeat(20_000), "traceparent", "00-1-2-01")));

        assertThat(asker.trace()).isEqualTo(Map.of("traceparent", "00-1-2-01"));
    }

    @Test
    void noMoreThanAFewEntriesAreKept() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            many.put("key" + i, "value");
        }

        assertThat(new Asker("id", many).trace()).hasSize(Asker.MAX_ENTRIES);
    }
}
