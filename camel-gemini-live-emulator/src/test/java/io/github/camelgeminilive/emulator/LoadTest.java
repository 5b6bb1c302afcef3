package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Many connections, many frames, and nothing left afterwards. */
class LoadTest {
    private static final String SETUP =
            RawClient.setup("gemini-2.5-flash-native-audio-latest", "\"outputAudioTranscription\":{}");

    @Test
    void twoHundredConnectionsTalkAtOnce() {
        List<RawClient> clients = new ArrayList<>();
        try (LiveEmulator emulator = LiveEmulator.builder()
                .scenario(Scenario.create().onText("hello").say("Hi."))
                .start()) {
            for (int i = 0; i < 200; i++) {
                clients.add(RawClient.connect(emulator).send(SETUP));
            }
            clients.forEach(client -> client.await("setupComplete", message -> message.has("setupComplete")));
            assertThat(emulator.openConnections()).isEqualTo(200);
            clients.forEach(client -> client.send(RawClient.text("hello")));
            clients.forEach(client -> client.awaitContent("turnComplete"));
            assertThat(clients)
                    .allMatch(client -> client.transcript("outputTranscription").equals("Hi."));
            emulator.verify();
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    @Test
    void floodOfSoundIsRecordedInOrderAndStillAnswered() {
        try (LiveEmulator emulator = LiveEmulator.builder()
                        .scenario(Scenario.create().onText("done").say("Done."))
                        .start();
                RawClient client = RawClient.ready(emulator, SETUP)) {
            client.speak(Sound.silence(480_000, 16_000)); // 12,000 frames
            client.send(RawClient.text("done"));
            client.awaitContent("turnComplete");
            assertThat(emulator.connection(1).frames())
                    .filteredOn(frame -> frame.summary().equals("realtimeInput.audio"))
                    .hasSize(12_000)
                    .isSortedAccordingTo((one, other) -> Integer.compare(one.index(), other.index()));
        }
    }

    @Test
    void closeTakesMillisecondsAndLeavesNoThread() {
        RawClient.vertxThreads();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        LiveEmulator emulator = LiveEmulator.builder().tls(true).start();
        RawClient client = RawClient.ready(emulator, SETUP);
        long start = System.nanoTime();
        emulator.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        client.awaitClosed();
        // Netty's own global thread ends by itself a second later.
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet().stream()
                                .filter(thread -> thread.isAlive() && !before.contains(thread))
                                .map(Thread::getName)
                                .filter(name -> !name.startsWith("awaitility"))
                                .collect(Collectors.toSet()))
                        .isEmpty());
        emulator.close();
    }
}
