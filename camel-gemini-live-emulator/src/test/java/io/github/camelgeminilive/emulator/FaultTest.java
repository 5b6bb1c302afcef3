package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults at named moments, the knobs, and what a test can push and see. */
class FaultTest {
    private static final String SETUP = RawClient.setup("gemini-3.8-live", "\"outputAudioTranscription\":{}");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void vanishingMidTurnIsSeenWithoutACloseFrame(boolean tls) {
        try (LiveEmulator emulator = LiveEmulator.builder()
                        .tls(tls)
                        .scenario(Scenario.create().onAnyText().say("Hello").vanish())
                        .start();
                RawClient client = RawClient.ready(emulator, SETUP)) {
            client.send(RawClient.text("hi"));
            assertThat(client.awaitClosed().code()).isEqualTo(1006);
            assertThat(emulator.connection(1).awaitClosed(RawClient.PATIENCE).code())
                    .isEqualTo(1006);
        }
    }

    @Test
    void closeBeforeSetupCompleteCarriesItsCode() {
        try (LiveEmulator emulator = scripted(Scenario.create()
                        .beforeSetupComplete()
                        .pause(Duration.ofMillis(20))
                        .close(1011, "unavailable"));
                RawClient client = RawClient.connect(emulator)) {
            client.send(SETUP);
            assertThat(client.awaitClosed()).isEqualTo(new RawClient.Closed(1011, "unavailable"));
            assertThat(client.seen()).isEmpty();
        }
    }

    @Test
    void goAwayIsFollowedByTheBackEndsOwnClose() {
        try (LiveEmulator emulator = scripted(Scenario.create().onStart().goAway(Duration.ofMillis(50)));
                RawClient client = RawClient.ready(emulator, SETUP)) {
            assertThat(client.await("goAway", message -> message.has("goAway"))
                            .at("/goAway/timeLeft")
                            .asText())
                    .isEqualTo("0.050s");
            assertThat(client.awaitClosed())
                    .isEqualTo(new RawClient.Closed(1011, "Deadline expired before operation could complete."));
        }
    }

    @Test
    void lifetimeAnnouncesItsEnd() {
        try (LiveEmulator emulator = LiveEmulator.builder()
                        .knobs(Knobs.fast().lifetime(Duration.ofMillis(120)).goAwayLead(Duration.ofMillis(60)))
                        .start();
                RawClient client =
                        RawClient.ready(emulator, RawClient.VERTEX, RawClient.setup("gemini-3.8-live", ""))) {
            client.await("goAway", message -> message.has("goAway"));
            assertThat(client.awaitClosed()).isEqualTo(new RawClient.Closed(1000, "The operation was cancelled."));
        }
    }

    @Test
    void stalledTurnEndsOnlyByInterruption() {
        try (LiveEmulator emulator = scripted(Scenario.create()
                        .onText("first")
                        .say("So")
                        .stall()
                        .onText("second")
                        .say("Yes."));
                RawClient client = RawClient.ready(emulator, SETUP)) {
            client.send(RawClient.text("first"));
            client.awaitContent("modelTurn");
            client.send(RawClient.text("second"));
            client.awaitContent("interrupted");
            client.awaitContent("turnComplete");
            client.awaitContent("generationComplete");
            emulator.verify();
        }
    }

    @Test
    void emptyClientContentCancelsTheGeneration() {
        try (LiveEmulator emulator =
                        scripted(Scenario.create().onText("first").say("So").stall());
                RawClient client = RawClient.ready(emulator, SETUP)) {
            client.send(RawClient.text("first"));
            client.awaitContent("modelTurn");
            client.send("{\"clientContent\":{\"turnComplete\":false}}");
            client.awaitContent("interrupted");
            client.awaitContent("turnComplete");
        }
    }

    @Test
    void splitGarbageAndRawFramesGoOut() {
        try (LiveEmulator emulator = scripted(Scenario.create()
                        .onAnyText()
                        .split(3, Duration.ofMillis(10))
                        .frame(
                                "{\"serverContent\":{\"turnCompleteReason\":\"BLOCKLIST\",\"x\":\"\u00e4\uD83D\uDE00\"}}")
                        .garbage()
                        .waitingForInput());
                RawClient client = RawClient.ready(emulator, SETUP)) {
            client.send(RawClient.text("hi"));
            assertThat(client.awaitContent("turnCompleteReason")
                            .at("/serverContent/x")
                            .asText())
                    .isEqualTo("\u00e4\uD83D\uDE00");
            client.await("garbage", message -> message.has("notJson"));
            assertThat(client.awaitContent("turnComplete")
                            .at("/serverContent/waitingForInput")
                            .asBoolean())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void framesTakeEveryShapeThatTheServiceUses(boolean binary) {
        Knobs knobs = Knobs.fast()
                .binary(binary)
                .pretty(true)
                .fragments(3)
                .emptyFrameEvery(2)
                .unknownFields(true);
        try (LiveEmulator emulator = LiveEmulator.builder().knobs(knobs).start();
                RawClient client = RawClient.ready(emulator, SETUP)) {
            client.sendBinary(RawClient.text("hello"));
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("You said: hello");
            assertThat(client.seen().stream().filter(JsonNode::isEmpty)).isNotEmpty();
            assertThat(client.seen("/someFutureMessage")).isNotEmpty();
            assertThat(emulator.frames())
                    .filteredOn(frame -> frame.direction() == Frame.Direction.SERVER)
                    .allMatch(frame -> frame.binary() == binary)
                    .anyMatch(frame -> frame.text().contains("\n"));
        }
    }

    @Test
    void testPushesFramesAndClosesBesideAMuteScript() {
        try (LiveEmulator emulator = scripted(Scenario.mute());
                RawClient client = RawClient.ready(emulator, SETUP)) {
            client.send(RawClient.text("nobody answers"));
            LiveConnection connection = emulator.connection(1);
            connection.takeFrame("clientContent", RawClient.PATIENCE);
            connection.serverSays("{\"serverContent\":{\"interrupted\":true}}");
            client.awaitContent("interrupted");
            connection.close(1012, "restart");
            assertThat(client.awaitClosed()).isEqualTo(new RawClient.Closed(1012, "restart"));
            assertThat(client.seen("/serverContent")).hasSize(1);
            emulator.verify();
        }
    }

    @Test
    void takingAFrameThatNeverComesFailsWithWhatWasSeen() {
        try (LiveEmulator emulator = scripted(Scenario.mute());
                RawClient client = RawClient.ready(emulator, SETUP)) {
            client.send(RawClient.text("secret words"));
            emulator.connection(1).takeFrame("clientContent", RawClient.PATIENCE);
            assertThatThrownBy(() -> emulator.takeFrame("toolResponse", Duration.ofMillis(50)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("Expected a client frame with toolResponse within 50 ms but saw")
                    .hasMessageContaining("connection 1 setup")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void messageOverTheLimitClosesWith1009() {
        try (LiveEmulator emulator = LiveEmulator.builder()
                        .knobs(Knobs.fast().maxMessageBytes(4_096))
                        .start();
                RawClient client = RawClient.ready(emulator, SETUP)) {
            client.send(RawClient.text("x".repeat(10_000)));
            assertThat(client.awaitClosed().code()).isEqualTo(1009);
        }
    }

    @Test
    void pausedReadingResumesWithNothingLost() {
        try (LiveEmulator emulator = scripted(Scenario.mute());
                RawClient client = RawClient.ready(emulator, SETUP)) {
            LiveConnection connection = emulator.connection(1);
            connection.pauseReading();
            connection.serverSays("{\"serverContent\":{\"interrupted\":true}}");
            client.awaitContent("interrupted"); // the pause is in force now
            client.send(RawClient.text("one"));
            assertThatThrownBy(() -> connection.takeFrame("clientContent", Duration.ofMillis(100)))
                    .isInstanceOf(AssertionError.class);
            connection.resumeReading();
            connection.takeFrame("clientContent", RawClient.PATIENCE);
        }
    }

    @Test
    void handleOfTheEmulatorIsResumedFromItsStateAndTheScriptGoesOnThere() {
        String setup = RawClient.setup("gemini-2.5-flash-native-audio-latest", "\"sessionResumption\":{}");
        try (LiveEmulator emulator = scripted(
                Scenario.create().onText("one").say("First.").onText("two").say("Second."))) {
            String afterOne;
            try (RawClient client = RawClient.ready(emulator, setup)) {
                client.send(RawClient.text("one"));
                client.awaitContent("turnComplete");
                afterOne = client.await(
                                "a handle",
                                message -> message.at("/sessionResumptionUpdate/newHandle")
                                        .isTextual())
                        .at("/sessionResumptionUpdate/newHandle")
                        .asText();
                client.send(RawClient.text("two"));
                client.awaitContent("turnComplete");
            }
            String resume = setup.replace("{}", "{\"handle\":\"" + afterOne + "\"}");
            try (RawClient client = RawClient.ready(emulator, resume)) {
                client.send(RawClient.text("two"));
                client.awaitContent("turnComplete");
            }
            assertThat(emulator.connections()).isEqualTo(2);
            emulator.verify();
        }
    }

    @Test
    void setupIsCheckedByTheScript() {
        try (LiveEmulator emulator = scripted(Scenario.mute()
                        .expectSetup(setup ->
                                assertThat(setup.at("/labels/team").asText()).isEqualTo("blue")));
                RawClient client = RawClient.ready(emulator, SETUP)) {
            assertThat(client.seen()).hasSize(1);
            assertThat(emulator.problems()).hasSize(1);
            assertThat(List.of(emulator.problems().get(0))).allMatch(problem -> problem.contains("not as expected"));
        }
    }

    private static LiveEmulator scripted(Scenario scenario) {
        return LiveEmulator.builder().scenario(scenario).start();
    }
}
