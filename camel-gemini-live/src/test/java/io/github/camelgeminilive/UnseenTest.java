package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Micrometer and camel-telemetry are optional: calls work where they are not on the class path. */
class UnseenTest {

    @Test
    void aCallWorksWithoutMetricsAndTelemetry() throws Exception {
        try (ClassPathWithout there = new ClassPathWithout("micrometer|camel-telemetry|HdrHistogram|LatencyUtils")) {
            assertThat(there.run(UnseenRun.class)).isEqualTo("It is on.");
        }
    }
}
