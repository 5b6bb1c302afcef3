package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class LiveEmulatorExtensionTest {
    private static final String SETUP = RawClient.setup("gemini-3.8-live", "\"outputAudioTranscription\":{}");

    @Nested
    class InAField {
        @RegisterExtension
        LiveEmulatorExtension gemini =
                LiveEmulatorExtension.playing(Scenario.create().onText("hello").say("Hi."));

        @Test
        void playsItsScenario() {
            try (RawClient client = RawClient.ready(gemini.emulator(), SETUP)) {
                client.send(RawClient.text("hello"));
                client.awaitContent("turnComplete");
                assertThat(client.transcript("outputTranscription")).isEqualTo("Hi.");
            }
        }
    }

    @Nested
    @ExtendWith(LiveEmulatorExtension.class)
    class AsAParameter {
        @Test
        void parrotsUntilToldOtherwise(LiveEmulator emulator) {
            try (RawClient client = RawClient.ready(emulator, SETUP)) {
                client.send(RawClient.text("hello"));
                client.awaitContent("turnComplete");
                assertThat(client.transcript("outputTranscription")).isEqualTo("You said: hello");
            }
        }
    }
}
