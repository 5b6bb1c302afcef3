package io.github.camelgeminilive.examples.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.script.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A booking that nobody talks over, one that is, and one that is taken back when it was there already. */
class BookingTest {

    private static final Map<String, Object> MACBETH = Map.of("play", "Macbeth", "seats", 4);

    @TempDir
    Path approvals;

    /** A bank that has taken the money and says so only when it is let. */
    public static final class SlowTill extends Till {
        final CountDownLatch taken = new CountDownLatch(1);
        final CountDownLatch go = new CountDownLatch(1);

        @Override
        public void charge(String call, Map<String, Object> booking) {
            super.charge(call, booking);
            taken.countDown();
            try {
                assertThat(go.await(Theatre.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError("Expected to wait but was interrupted", e);
            }
        }
    }

    @Test
    void whatNobodyTalksOverIsBookedAndTheModelSaysSo() throws Exception {
        Scenario scenario = Scenario.create()
                .onText("four seats for Macbeth")
                .callTool("call-7", "book", MACBETH)
                .say("Four seats for Macbeth are {{book.status}}.");
        try (Theatre theatre = new Theatre(scenario, approvals, new Till())) {
            theatre.type("Four seats for Macbeth, please.");
            theatre.awaitSaid("Four seats for Macbeth are booked.");

            assertThat(theatre.rows()).asString().isEqualTo("[{PLAY=Macbeth, SEATS=4}]");
            assertThat(theatre.till()).containsExactly("took 80 for Macbeth");
            assertThat(theatre.undone).isEmpty();
            theatre.emulator().verify();
        }
    }

    @Test
    void whatIsTalkedOverWhileItIsWrittenLeavesNothingBehind() throws Exception {
        Scenario scenario = Scenario.create()
                .onText("four seats for Macbeth")
                .callTool("call-7", "book", MACBETH)
                .meanwhile(model -> model.say("One moment, I am booking").stall())
                .say("Four seats for Macbeth are {{book.status}}.")
                .onText("stop")
                .say("All right, nothing happened.");
        SlowTill till = new SlowTill();
        try (Theatre theatre = new Theatre(scenario, approvals, till)) {
            theatre.type("Four seats for Macbeth, please.");
            assertThat(till.taken.await(Theatre.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            theatre.awaitSaid("I am booking");
            assertThat(theatre.till()).containsExactly("took 80 for Macbeth");

            theatre.type("No, stop.");
            theatre.awaitSaid("nothing happened.");
            till.go.countDown();
            Theatre.await("the route to end", () -> theatre.inflight("book") == 0);

            assertThat(theatre.rows()).isEmpty();
            Theatre.await("the money to be back", () -> theatre.till().size() > 1);
            assertThat(theatre.till()).containsExactly("took 80 for Macbeth", "gave back 80 for Macbeth");
            assertThat(theatre.undone).singleElement().satisfies(undo -> {
                assertThat(undo.getMessage().getBody()).isEqualTo(MACBETH);
                assertThat(undo.getMessage().getHeaders())
                        .containsEntry("CamelGeminiLiveToolCallId", "call-7")
                        .containsEntry("CamelGeminiLiveToolFinished", false);
            });
            assertThat(theatre.said()).doesNotContain("booked");
            assertThat(theatre.emulator().connection(1).frames())
                    .noneMatch(frame -> frame.json().has("toolResponse"));
            // protocol section 9.5
            assertThat(told(theatre.wire))
                    .containsSubsequence("toolCall", "interrupted", "toolCallCancellation", "turnComplete");
            theatre.emulator().verify();
        }
    }

    @Test
    void whatIsTakenBackAfterItWasBookedIsRemoved() throws Exception {
        Scenario scenario = Scenario.create()
                .onText("four seats for Macbeth")
                .callTool("call-7", "book", MACBETH)
                .say("Four seats for Macbeth are {{book.status}}.")
                .onText("stop")
                .message(Map.of("toolCallCancellation", Map.of("ids", List.of("call-7"))))
                .say("All right, they are free again.");
        try (Theatre theatre = new Theatre(scenario, approvals, new Till())) {
            theatre.type("Four seats for Macbeth, please.");
            theatre.awaitSaid("Four seats for Macbeth are booked.");
            assertThat(theatre.rows()).hasSize(1);

            theatre.type("No, stop.");
            theatre.awaitSaid("free again.");
            Theatre.await("the money to be back", () -> theatre.till().size() > 1);

            assertThat(theatre.rows()).isEmpty();
            assertThat(theatre.till()).containsExactly("took 80 for Macbeth", "gave back 80 for Macbeth");
            assertThat(theatre.undone)
                    .singleElement()
                    .satisfies(undo -> assertThat(undo.getMessage().getHeader("CamelGeminiLiveToolFinished"))
                            .isEqualTo(true));
        }
    }

    @Test
    void undoingTwiceGivesBackOnce() throws Exception {
        Scenario scenario = Scenario.create()
                .onText("four seats for Macbeth")
                .callTool("call-7", "book", MACBETH)
                .say("Four seats for Macbeth are {{book.status}}.");
        try (Theatre theatre = new Theatre(scenario, approvals, new Till())) {
            theatre.type("Four seats for Macbeth, please.");
            theatre.awaitSaid("are booked.");
            Map<String, Object> headers =
                    Map.of("CamelGeminiLiveSessionId", "default", "CamelGeminiLiveToolCallId", "call-7");
            theatre.send("direct:undo", MACBETH, headers);
            theatre.send("direct:undo", MACBETH, headers);

            assertThat(theatre.rows()).isEmpty();
            assertThat(theatre.till()).containsExactly("took 80 for Macbeth", "gave back 80 for Macbeth");
        }
    }

    /** What the server's messages are, one word each. */
    private static List<String> told(List<String> wire) {
        return wire.stream()
                .map(frame -> List.of("toolCallCancellation", "toolCall", "interrupted", "turnComplete").stream()
                        .filter(name -> frame.contains("\"" + name + "\""))
                        .findFirst()
                        .orElse("other"))
                .toList();
    }
}
