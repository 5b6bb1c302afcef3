package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.emulator.account.Tally;
import io.github.camelgeminilive.emulator.script.Continuity;
import io.github.camelgeminilive.emulator.script.Moment;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong at which moment, by script and from a test. */
class DisturbanceTest {
    private static final String F38 = "gemini-3.8-live";
    private static final String SETUP = RawClient.setup(F38, "\"sessionResumption\":{}");
    private static final String QUOTA = "You exceeded your current quota, please check your plan and billing details.";

    @Test
    void quotaClosesSoManyConnectsBeforeSetupComplete() {
        try (LiveEmulator emulator = LiveEmulator.start()) {
            emulator.disturb(Moment.beforeSetupComplete().times(2), acts -> acts.close(1011, QUOTA));
            for (int i = 0; i < 2; i++) {
                try (RawClient client = RawClient.connect(emulator)) {
                    client.send(SETUP);
                    assertThat(client.awaitClosed()).isEqualTo(new RawClient.Closed(1011, QUOTA));
                    assertThat(client.seen()).isEmpty();
                }
            }
            RawClient.ready(emulator, SETUP).close();
        }
    }

    @Test
    void scriptRefusesUpgrades() {
        try (LiveEmulator emulator = LiveEmulator.builder()
                .scenario(Scenario.create().refuseUpgrades(2, 503))
                .start()) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> RawClient.connect(emulator)).hasMessageContaining("503");
            }
            RawClient.ready(emulator, SETUP).close();
        }
    }

    @Test
    void closeInTheMiddleOfATurnComesAfterItsFirstOutput() {
        try (LiveEmulator emulator = LiveEmulator.start();
                RawClient client = RawClient.ready(emulator, SETUP)) {
            emulator.disturb(Moment.midTurn(), acts -> acts.close(1011, "Internal error encountered."));
            client.send(RawClient.text("hello"));
            assertThat(client.awaitClosed().code()).isEqualTo(1011);
            assertThat(client.seen("/serverContent/modelTurn")).hasSize(1);
            assertThat(client.seen("/serverContent/turnComplete")).isEmpty();
        }
    }

    @Test
    void resetInTheMiddleOfAToolCallLeavesTheCallOpen() {
        Scenario scenario = Scenario.create()
                .onText("book")
                .callTool("book", Map.of("guests", 2))
                .say("Done.")
                .at(Moment.midToolCall())
                .vanish();
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start();
                RawClient client = RawClient.ready(emulator, SETUP)) {
            client.send(RawClient.text("book m5"));
            assertThat(client.awaitClosed().code()).isEqualTo(1006);
            // A reset may take along what the client had not read yet.
            assertThat(emulator.frames()).anyMatch(frame -> frame.has("toolCall"));
            assertThat(emulator.account().conversation(1).wish("m5").calls()).hasSize(1);
            assertThat(emulator.account().conversation(1).wish("m5").executions())
                    .isEmpty();
        }
    }

    @Test
    void turnCanEndWithoutTheHandleThatWouldFollow() {
        try (LiveEmulator emulator = LiveEmulator.start();
                RawClient client = RawClient.ready(
                        emulator,
                        RawClient.setup("gemini-2.5-flash-native-audio-latest", "\"sessionResumption\":{}"))) {
            emulator.disturb(Moment.afterTurnComplete(), acts -> acts.vanish());
            client.send(RawClient.text("hello"));
            client.awaitClosed();
            assertThat(client.seen("/serverContent/turnComplete")).hasSize(1);
            assertThat(client.seen("/sessionResumptionUpdate/newHandle")).hasSize(1);
        }
    }

    @Test
    void connectionBreaksInTheMiddleOfAReplayAfterSoManyMessages() {
        try (LiveEmulator emulator = LiveEmulator.start()) {
            emulator.disturb(Moment.afterMessages(2).onResume(), acts -> acts.vanish());
            String handle;
            try (RawClient client = RawClient.ready(emulator, SETUP)) {
                handle = client.awaitHandle();
                client.send(turn("m1")).send(turn("m2")).send(turn("m3"));
                emulator.connection(1).takeFrame("m3", frame -> frame.text().contains("m3"), RawClient.PATIENCE);
            }
            emulator.connection(1).awaitClosed(RawClient.PATIENCE);
            try (RawClient client = RawClient.ready(emulator, RawClient.resuming(F38, handle, ""))) {
                client.send(turn("m1")).send(turn("m2")).send(turn("m3"));
                assertThat(client.awaitClosed().code()).isEqualTo(1006);
            }
            emulator.connection(2).awaitClosed(RawClient.PATIENCE);
            assertThat(emulator.account().of("m1")).isEqualTo(new Tally(1, 1, 0));
            assertThat(emulator.account().of("m2")).isEqualTo(new Tally(1, 1, 0));
            assertThat(emulator.account().of("m3").head()).isZero();
            assertThat(emulator.account().of("m3").abandoned()).isEqualTo(1);
        }
    }

    @Test
    void timeOfTheEmulatorBringsGoAwayAndTheEnd() {
        try (LiveEmulator emulator = LiveEmulator.builder()
                        .knobs(Knobs.fast().lifetime(Duration.ofMinutes(10)))
                        .start();
                RawClient client = RawClient.ready(emulator, SETUP)) {
            emulator.passTime(Duration.ofMinutes(8));
            emulator.disturb(acts -> acts.frame("{\"eight\":1}"));
            client.await("eight minutes without goAway", message -> {
                assertThat(message.has("goAway")).isFalse();
                return message.has("eight");
            });
            emulator.passTime(Duration.ofMinutes(1));
            assertThat(client.await("goAway", message -> message.has("goAway"))
                            .at("/goAway/timeLeft")
                            .asText())
                    .isEqualTo("60s");
            emulator.passTime(Duration.ofMinutes(1));
            assertThat(client.awaitClosed())
                    .isEqualTo(new RawClient.Closed(1011, "Deadline expired before operation could complete."));
        }
    }

    @Test
    void faultOfATimeComesWhenThatTimeHasPassed() {
        Scenario scenario =
                Scenario.mute().at(Moment.after(Duration.ofSeconds(30))).close(1012, "restart");
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start();
                RawClient client = RawClient.ready(emulator, SETUP)) {
            client.awaitHandle();
            emulator.passTime(Duration.ofSeconds(31));
            assertThat(client.awaitClosed()).isEqualTo(new RawClient.Closed(1012, "restart"));
        }
    }

    @Test
    void goAwayCanBeTheLastWordBeforeTheEnd() {
        try (LiveEmulator emulator = LiveEmulator.start();
                RawClient client = RawClient.ready(emulator, SETUP)) {
            emulator.disturb(acts -> acts.goAwaySilently(Duration.ofMinutes(1)));
            client.await("goAway", message -> message.has("goAway"));
            int before = client.seen().size();
            client.send(RawClient.text("this is m1"));
            emulator.connection(1).takeFrame("clientContent", RawClient.PATIENCE);
            emulator.passTime(Duration.ofMinutes(2));
            assertThat(client.awaitClosed().code()).isEqualTo(1011);
            assertThat(client.seen()).hasSize(before);
            assertThat(emulator.account().of("m1")).isEqualTo(new Tally(1, 0, 0));
        }
    }

    @Test
    void hushedConnectionReadsOn() {
        try (LiveEmulator emulator = LiveEmulator.start();
                RawClient client = RawClient.ready(emulator, SETUP)) {
            emulator.disturb(Scenario::hush);
            client.send(RawClient.text("this is m1"));
            emulator.connection(1).takeFrame("clientContent", RawClient.PATIENCE);
            client.ping().join();
            assertThat(emulator.account().of("m1")).isEqualTo(new Tally(1, 0, 0));
            assertThat(client.seen("/serverContent")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void halfOpenConnectionNeitherReadsNorSendsNorEnds(boolean tls) throws Exception {
        try (LiveEmulator emulator = LiveEmulator.builder().tls(tls).start();
                RawClient client = RawClient.ready(emulator, SETUP)) {
            String handle = client.awaitHandle();
            client.ping().get(10, TimeUnit.SECONDS);
            emulator.connection(1).disturb(Scenario::halfOpen);
            CompletableFuture<Void> pong = client.ping();
            client.send(RawClient.text("this is m1"));
            emulator.connection(1).serverSays("{\"lost\":1}");
            assertThatThrownBy(() -> pong.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(emulator.connection(1).isOpen()).isTrue();
            assertThat(emulator.account().of("m1")).isEqualTo(Tally.NONE);
            assertThat(client.seen("/lost")).isEmpty();
            try (RawClient next = RawClient.ready(emulator, RawClient.resuming(F38, handle, ""))) {
                next.send(RawClient.text("this is m1"));
                next.awaitContent("turnComplete");
            }
        }
    }

    @Test
    void pongsComeLateOrNever() throws Exception {
        try (LiveEmulator emulator = LiveEmulator.start();
                RawClient client = RawClient.ready(emulator, SETUP)) {
            emulator.disturb(acts -> acts.pongDelay(Duration.ofMillis(150)));
            long sent = System.nanoTime();
            client.ping().get(10, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isGreaterThanOrEqualTo(Duration.ofMillis(145));
            emulator.disturb(Scenario::noPong);
            CompletableFuture<Void> none = client.ping();
            client.send(RawClient.text("hello")); // all else goes on
            client.awaitContent("turnComplete");
            assertThat(none).isNotDone();
        }
    }

    @Test
    void faultsOfAClosedConnectionAreOver() {
        try (LiveEmulator emulator = LiveEmulator.builder()
                .knobs(Knobs.fast()
                        .lifetime(Duration.ofMinutes(10))
                        .continuity(continuity -> continuity.oldSocket(Continuity.OldSocket.IS_LEFT)))
                .start()) {
            RawClient.ready(emulator, SETUP).close();
            emulator.connection(1).awaitClosed(RawClient.PATIENCE);
            try (RawClient client = RawClient.ready(emulator, SETUP)) {
                emulator.connection(2).disturb(acts -> acts.frame("{\"mark\":1}"));
                client.await("the mark", message -> message.has("mark"));
                emulator.connection(1).disturb(acts -> acts.frame("{\"mark\":2}"));
                assertThat(emulator.connection(1).frames()).noneMatch(frame -> frame.has("mark"));
            }
        }
    }

    private static String turn(String mark) {
        return "{\"clientContent\":{\"turns\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + mark
                + "\"}]}],\"turnComplete\":false}}";
    }
}
