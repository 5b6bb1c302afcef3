package io.github.camelgeminilive.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SoundSettingsTest {

    @Test
    void silenceAfterIsWhatTheServerWaitsForAndALittleMore() {
        assertThat(SoundSettings.silenceAfter(null)).isEqualTo(Duration.ofMillis(1_000));
        assertThat(SoundSettings.silenceAfter(500)).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void defaultsAreWhatTheDesignSays() {
        SoundSettings defaults = SoundSettings.defaults();

        assertThat(defaults.audioChunk()).isEqualTo(Duration.ofMillis(40));
        assertThat(defaults.streamEndAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(defaults.preRoll()).isEqualTo(Duration.ofMillis(300));
        assertThat(defaults.sendRate()).isEqualTo(16_000);
        assertThat(defaults.manualActivity()).isFalse();
    }

    @Test
    void whatIsNeverLegalIsRefusedWithTheNameOfTheOption() {
        assertThatThrownBy(() -> settings(0, 1_000, 1_000, 300, 16_000, 10)).hasMessageContaining("audioChunk");
        assertThatThrownBy(() -> settings(1_001, 2_000, 2_000, 300, 16_000, 10)).hasMessageContaining("audioChunk");
        assertThatThrownBy(() -> settings(40, 40, 1_000, 300, 16_000, 10)).hasMessageContaining("streamEndAfter");
        assertThatThrownBy(() -> settings(40, 1_000, 39, 300, 16_000, 10)).hasMessageContaining("audioBacklog");
        assertThatThrownBy(() -> settings(40, 1_000, 1_000, -1, 16_000, 10)).hasMessageContaining("preRoll");
        assertThatThrownBy(() -> settings(40, 1_000, 1_000, 300, 16, 10)).hasMessageContaining("audioSendRate");
        assertThatThrownBy(() -> settings(40, 1_000, 1_000, 300, 16_000, 0)).hasMessageContaining("sendQueueSize");
    }

    private static SoundSettings settings(
            long chunk, long streamEndAfter, long backlog, long preRoll, int rate, int queueSize) {
        return new SoundSettings(
                Duration.ofMillis(chunk),
                rate,
                Duration.ofSeconds(1),
                Duration.ofMillis(streamEndAfter),
                Duration.ofMillis(backlog),
                Duration.ofMillis(preRoll),
                false,
                queueSize);
    }
}
