package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.account.ConversationAccount;
import io.github.camelgeminilive.emulator.account.NumberedSound;
import io.github.camelgeminilive.emulator.account.SampleRange;
import io.github.camelgeminilive.emulator.account.Tally;
import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The account of a running emulator. */
class TrueAccountTest {
    private static final String MODEL = "gemini-2.5-flash-native-audio-latest";
    private static final String SETUP = RawClient.setup(MODEL, "\"sessionResumption\":{}");

    private static final int LIVES = 12;

    @Test
    void soundIsToldToTheSampleWhereverItsConnectionsEnd() {
        try (LiveEmulator emulator = LiveEmulator.start()) {
            String handle;
            try (RawClient client = RawClient.ready(emulator, SETUP)) {
                client.awaitHandle();
                client.speak(numbered(0, 3_200)).send(RawClient.text("m1"));
                client.awaitContent("turnComplete");
                handle = client.awaitHandle();
                client.speak(numbered(3_200, 1_600)).send(RawClient.text("m2"));
                client.awaitContent("turnComplete");
                emulator.connection(1).holdInput();
                client.speak(numbered(4_800, 640)).send(RawClient.text("m3"));
                emulator.connection(1).takeFrame("m3", frame -> frame.text().contains("\"m3\""), RawClient.PATIENCE);
                emulator.connection(1).reset();
                client.awaitClosed();
            }
            emulator.connection(1).awaitClosed(RawClient.PATIENCE);
            try (RawClient client = RawClient.ready(emulator, RawClient.resuming(MODEL, handle, ""))) {
                client.speak(numbered(4_160, 1_280)).send(RawClient.text("m4"));
                client.awaitContent("turnComplete");
            }
            ConversationAccount account = emulator.account().conversation(1);
            assertThat(account.samples(0, 6_000))
                    .containsExactly(
                            Map.entry(new SampleRange(0, 3_200), new Tally(1, 0, 0)),
                            Map.entry(new SampleRange(3_200, 4_160), new Tally(0, 1, 0)),
                            Map.entry(new SampleRange(4_160, 4_800), new Tally(1, 1, 0)),
                            Map.entry(new SampleRange(4_800, 5_440), new Tally(1, 0, 1)),
                            Map.entry(new SampleRange(5_440, 6_000), Tally.NONE));
            assertThat(account.of("m3")).isEqualTo(new Tally(0, 0, 1));
            assertThat(account.branches()).isEqualTo(2);
        }
    }

    /** A client that says each marker once or more and resumes from any handle, against what went over the wire. */
    @Test
    void everyMarkerThatWentOverTheWireIsCountedOnceForEachTime() {
        int unread = 0;
        int abandoned = 0;
        for (int seed = 0; seed < LIVES; seed++) {
            try (LiveEmulator emulator =
                    LiveEmulator.builder().scenario(Scenario.mute()).start()) {
                live(emulator, new Random(seed));
                for (int mark = 1; mark <= 9; mark++) {
                    String name = "m" + mark;
                    long sent = emulator.frames().stream()
                            .filter(frame -> frame.direction() == Frame.Direction.CLIENT
                                    && frame.text().contains("\"" + name + "\""))
                            .count();
                    Tally told = emulator.account().of(name);
                    assertThat(told.received())
                            .as("seed %d, %s: %s", seed, name, told)
                            .isEqualTo((int) sent);
                    unread += told.unread();
                    abandoned += told.abandoned();
                }
            }
        }
        // Else nothing went wrong in any of them.
        assertThat(unread).isPositive();
        assertThat(abandoned).isPositive();
    }

    private static void live(LiveEmulator emulator, Random random) {
        List<String> handles = new ArrayList<>();
        for (int connection = 1; connection <= 6; connection++) {
            String setup = handles.isEmpty()
                    ? SETUP
                    : RawClient.resuming(MODEL, handles.get(random.nextInt(handles.size())), "");
            try (RawClient client = RawClient.ready(emulator, setup)) {
                LiveConnection line = emulator.connection(connection);
                handles.add(client.awaitHandle());
                boolean held = false;
                for (int i = random.nextInt(6); i >= 0; i--) {
                    client.send(RawClient.text("m" + (1 + random.nextInt(9))));
                    line.takeFrame("clientContent", RawClient.PATIENCE);
                    if (!held && random.nextBoolean()) {
                        line.disturb(Scenario::handle);
                        handles.add(client.awaitHandle());
                    }
                    if (!held && random.nextInt(4) == 0) {
                        line.holdInput();
                        held = true;
                    }
                }
                if (random.nextBoolean()) {
                    line.reset();
                    client.awaitClosed();
                }
            }
            emulator.connection(connection).awaitClosed(RawClient.PATIENCE);
        }
    }

    private static Sound numbered(long from, int count) {
        return Sound.ofPcm(NumberedSound.pcm(from, count), 16_000);
    }
}
