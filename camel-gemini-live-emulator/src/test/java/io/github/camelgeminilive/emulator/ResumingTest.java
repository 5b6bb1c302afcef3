package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.account.Tally;
import io.github.camelgeminilive.emulator.script.Continuity;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of handles: when they are given, what they stand for, when they die (protocol sections 4.7, 4.8). */
class ResumingTest {
    private static final String F25N = "gemini-2.5-flash-native-audio-latest";
    private static final String F38 = "gemini-3.8-live";
    private static final String ASKS = "\"sessionResumption\":{}";
    private static final RawClient.Closed NOT_FOUND =
            new RawClient.Closed(1008, "BidiGenerateContent session not found");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        family    | gemini-2.5-flash-native-audio-latest | handle, none, output, handle
        family    | gemini-3.8-live                      | handle, none, output, handle, handle
        never     | gemini-3.8-live                      | output
        turn_ends | gemini-3.8-live                      | handle, none, output, handle
        mid_turn  | gemini-2.5-flash-native-audio-latest | handle, none, output, handle, handle
        withhold  | gemini-3.8-live                      | handle, none, output, none
        """)
    void policySaysWhenHandlesCome(String policy, String model, String expected) {
        Continuity.Handles when = Continuity.Handles.valueOf(policy.trim().toUpperCase(Locale.ROOT));
        try (LiveEmulator emulator = with(continuity -> continuity.handles(when));
                RawClient client = RawClient.ready(emulator, RawClient.setup(model, ASKS))) {
            client.send(RawClient.text("m1"));
            client.awaitContent("turnComplete");
            client.send("{\"clientContent\":{\"turnComplete\":false}}").send(RawClient.text("m2"));
            client.awaitContent("turnComplete");
            assertThat(order(client.seen())).isEqualTo(List.of(expected.split(", ")));
        }
    }

    /** Updates and the first output, up to what follows the first turnComplete. */
    private static List<String> order(List<JsonNode> messages) {
        List<String> order = new ArrayList<>();
        boolean over = false;
        for (JsonNode message : messages) {
            JsonNode update = message.path("sessionResumptionUpdate");
            if (!update.isMissingNode()) {
                order.add(update.path("resumable").asBoolean() ? "handle" : "none");
            } else if (message.at("/serverContent/modelTurn/parts/0").has("inlineData") && !order.contains("output")) {
                order.add("output");
            }
            if (over && !update.isMissingNode() || over && message.has("serverContent")) {
                break;
            }
            over |= message.path("serverContent").has("turnComplete");
        }
        return order;
    }

    @Test
    void sessionThatIsNotResumableCanSaySoInFull() {
        try (LiveEmulator emulator = with(continuity -> continuity.explicitNotResumable(true));
                RawClient client = RawClient.ready(emulator, RawClient.setup(F25N, ASKS))) {
            client.send(RawClient.text("hello"));
            JsonNode update = client.await(
                            "no handle",
                            message -> message.at("/sessionResumptionUpdate/resumable")
                                            .isBoolean()
                                    && !message.at("/sessionResumptionUpdate/resumable")
                                            .asBoolean())
                    .path("sessionResumptionUpdate");
            assertThat(update.path("newHandle").asText("absent")).isEmpty();
        }
    }

    @Test
    void frameOfAHandleMayComeAfterInputThatItsStateDoesNotHold() {
        try (LiveEmulator emulator = LiveEmulator.start();
                RawClient client = RawClient.ready(emulator, RawClient.setup(F25N, ASKS))) {
            client.awaitHandle();
            emulator.connection(1).holdHandles();
            client.send(RawClient.text("this is m1"));
            client.awaitContent("turnComplete");
            client.send(RawClient.text("this is m2"));
            client.awaitContent("turnComplete");
            emulator.connection(1).releaseHandles();
            client.await("that there is no handle", message -> message.has("sessionResumptionUpdate"));
            String afterFirst = client.awaitHandle();
            assertThat(emulator.account().of("m2")).isEqualTo(new Tally(1, 0, 0));
            client.close();
            emulator.connection(1).awaitClosed(RawClient.PATIENCE);
            try (RawClient next = RawClient.ready(emulator, RawClient.resuming(F25N, afterFirst, ""))) {
                next.awaitHandle();
                assertThat(emulator.account().of("m1")).isEqualTo(new Tally(1, 0, 0));
                assertThat(emulator.account().of("m2")).isEqualTo(new Tally(0, 1, 0));
            }
        }
    }

    @Test
    void delayedHandleNeverComesAfterOutputThatItDoesNotKnow() {
        try (LiveEmulator emulator = with(continuity -> continuity.handleDelay(Duration.ofHours(1)));
                RawClient client = RawClient.ready(emulator, RawClient.setup(F25N, ASKS))) {
            client.send(RawClient.text("hello"));
            client.awaitContent("turnComplete");
            assertThat(order(client.seen())).startsWith("handle", "none", "output");
            assertThat(client.seen("/sessionResumptionUpdate")).hasSize(2); // that of the turn's end waits
        }
    }

    @Test
    void closeDiscardsWhatWasReceivedAndNotConsumed() {
        try (LiveEmulator emulator = LiveEmulator.start();
                RawClient client = RawClient.ready(emulator, RawClient.setup(F25N, ASKS))) {
            emulator.connection(1).holdInput();
            client.send(RawClient.text("this is m1"));
            emulator.connection(1).takeFrame("clientContent", RawClient.PATIENCE);
            client.close();
            emulator.connection(1).awaitClosed(RawClient.PATIENCE);
            assertThat(emulator.account().of("m1")).isEqualTo(new Tally(0, 0, 1));
            assertThat(client.seen("/serverContent/modelTurn")).isEmpty();
        }
    }

    @Test
    void heldAndDelayedInputIsAnsweredInItsOrder() {
        try (LiveEmulator emulator = with(continuity -> continuity.inputDelay(Duration.ofMillis(5)));
                RawClient client =
                        RawClient.ready(emulator, RawClient.setup(F25N, "\"outputAudioTranscription\":{}"))) {
            emulator.connection(1).holdInput();
            client.send(RawClient.text("one"));
            emulator.connection(1).takeFrame("clientContent", RawClient.PATIENCE);
            emulator.connection(1).releaseInput();
            client.awaitContent("turnComplete");
            client.send(RawClient.text("two"));
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("You said: oneYou said: two");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SESSION_NOT_FOUND,1008,BidiGenerateContent session not found",
        "INVALID,1007,Invalid session handle",
        "ENTITY_NOT_FOUND,1008,Requested entity was not found."
    })
    void unknownHandleIsRefusedInOneOfTheWaysOnRecord(Continuity.DeadHandle how, int code, String reason) {
        try (LiveEmulator emulator = with(continuity -> continuity.deadHandle(how));
                RawClient client = RawClient.connect(emulator)) {
            client.send(RawClient.resuming(F38, "never given out", ""));
            assertThat(client.awaitClosed()).isEqualTo(new RawClient.Closed(code, reason));
            assertThat(client.seen()).isEmpty();
        }
    }

    @Test
    void deadHandleCanBeAcceptedAndClosedRightAfter() {
        try (LiveEmulator emulator = with(continuity -> continuity.deadHandle(Continuity.DeadHandle.CLOSED_LATER));
                RawClient client = RawClient.ready(emulator, RawClient.resuming(F38, "never given out", ""))) {
            assertThat(client.awaitClosed()).isEqualTo(NOT_FOUND);
        }
    }

    @Test
    void handleExpiresTwoHoursAfterTheLastConnectionOfItsConversation() {
        try (LiveEmulator emulator = LiveEmulator.start()) {
            String handle;
            try (RawClient client = RawClient.ready(emulator, RawClient.setup(F38, ASKS))) {
                handle = client.awaitHandle();
                emulator.passTime(Duration.ofHours(5)); // the connection lives, and so does the handle
            }
            emulator.connection(1).awaitClosed(RawClient.PATIENCE);
            emulator.passTime(Duration.ofMinutes(119));
            RawClient.ready(emulator, RawClient.resuming(F38, handle, "")).close();
            emulator.connection(2).awaitClosed(RawClient.PATIENCE);
            emulator.passTime(Duration.ofMinutes(121));
            try (RawClient late = RawClient.connect(emulator)) {
                late.send(RawClient.resuming(F38, handle, ""));
                assertThat(late.awaitClosed()).isEqualTo(NOT_FOUND);
            }
        }
    }

    @Test
    void resumeWhileTheOldSocketIsOpenIsRefused() {
        try (LiveEmulator emulator = LiveEmulator.start();
                RawClient old = RawClient.ready(emulator, RawClient.setup(F38, ASKS));
                RawClient early = RawClient.connect(emulator)) {
            early.send(RawClient.resuming(F38, old.awaitHandle(), ""));
            assertThat(early.awaitClosed()).isEqualTo(new RawClient.Closed(1011, "Internal error encountered."));
            assertThat(emulator.connection(1).isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"IS_KICKED,false", "IS_LEFT,true"})
    void oldSocketCanBeKickedOrLeft(Continuity.OldSocket what, boolean stays) {
        try (LiveEmulator emulator = with(continuity -> continuity.oldSocket(what));
                RawClient old = RawClient.ready(emulator, RawClient.setup(F38, ASKS));
                RawClient next = RawClient.ready(emulator, RawClient.resuming(F38, old.awaitHandle(), ""))) {
            next.send(RawClient.text("this is m1"));
            next.awaitContent("turnComplete");
            if (stays) {
                old.send(RawClient.text("this is m2"));
                old.awaitContent("turnComplete");
                assertThat(emulator.account().of("m2")).isEqualTo(new Tally(0, 1, 0));
            } else {
                assertThat(old.awaitClosed()).isEqualTo(new RawClient.Closed(1008, "The operation was aborted."));
            }
            assertThat(emulator.account().of("m1")).isEqualTo(new Tally(1, 0, 0));
        }
    }

    @Test
    void poisonedHandleHearsAndGeneratesNothing() {
        Scenario scenario = Scenario.create()
                .onText("one")
                .say("One.")
                .onText("two")
                .transcript("Two?")
                .say("Two.");
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start()) {
            String handle = oneTurn(emulator, "one");
            emulator.knobs(Knobs.fast().continuity(continuity -> continuity.resumed(Continuity.Resumed.POISONED)));
            try (RawClient client =
                    RawClient.ready(emulator, RawClient.resuming(F25N, handle, "\"inputAudioTranscription\":{}"))) {
                client.send(RawClient.text("two"));
                client.awaitContent("inputTranscription");
                emulator.connection(2).disturb(acts -> acts.frame("{\"end\":1}"));
                client.await("the end", message -> message.has("end"));
                assertThat(client.seen("/serverContent")).allMatch(content -> content.has("inputTranscription"));
            }
        }
    }

    @Test
    void forgetfulResumeStartsWithASmallContext() {
        try (LiveEmulator emulator = LiveEmulator.start()) {
            String handle = oneTurn(emulator, "m1 " + "and many words more ".repeat(500));
            emulator.knobs(Knobs.fast().continuity(continuity -> continuity.resumed(Continuity.Resumed.FORGETFUL)));
            try (RawClient client = RawClient.ready(emulator, RawClient.resuming(F25N, handle, ""))) {
                client.send(RawClient.text("short"));
                int tokens = client.awaitContent("turnComplete")
                        .at("/usageMetadata/promptTokenCount")
                        .asInt();
                assertThat(tokens).isBetween(1, 500);
            }
            assertThat(emulator.account().of("m1")).isEqualTo(new Tally(0, 1, 0));
        }
    }

    @ParameterizedTest
    @CsvSource({"false,Be brief.", "true,Speak of whales."})
    void instructionOfAResumedSessionIsThatOfItsSetupOrThatOfItsState(boolean frozen, String inForce) {
        Scenario scenario = Scenario.create();
        scenario.onText("now")
                .whenInstruction(inForce)
                .say("As I was told.")
                .onText("again")
                .whenInstruction("Speak of snails.")
                .say("Told again.");
        scenario.continuity(continuity -> continuity.frozenSetup(frozen));
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start()) {
            String handle;
            try (RawClient client = RawClient.ready(emulator, RawClient.setup(F38, ASKS))) {
                client.send(update("Speak of whales."));
                emulator.connection(1).takeFrame("contextUpdate", RawClient.PATIENCE);
                emulator.connection(1).disturb(Scenario::handle);
                client.awaitHandle();
                handle = client.awaitHandle();
                client.send(update("Speak of snails.")); // after the handle: lost
                emulator.connection(1).takeFrame("contextUpdate", RawClient.PATIENCE);
            }
            emulator.connection(1).awaitClosed(RawClient.PATIENCE);
            String brief = "\"systemInstruction\":{\"parts\":[{\"text\":\"Be brief.\"}]}";
            try (RawClient client = RawClient.ready(emulator, RawClient.resuming(F38, handle, brief))) {
                client.send(RawClient.text("now"));
                client.awaitContent("turnComplete");
                client.send(update("Speak of snails.")).send(RawClient.text("again"));
                client.awaitContent("turnComplete");
                emulator.verify();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,3", "0,2"})
    void indexTellsTheLastConsumedMessageOfThisConnection(int first, String expected) {
        String asks = "\"sessionResumption\":{\"transparent\":true}";
        String model = "gemini-live-2.5-flash-native-audio";
        try (LiveEmulator emulator = with(continuity -> continuity.firstIndex(first))) {
            String handle;
            try (RawClient client = RawClient.ready(emulator, RawClient.VERTEX, RawClient.setup(model, asks))) {
                client.send("{\"clientContent\":{\"turns\":[],\"turnComplete\":false}}")
                        .send(
                                "{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate=16000\",\"data\":\"AAAA\"}}}")
                        .send(RawClient.text("hello"));
                client.awaitContent("turnComplete");
                handle = client.awaitHandle();
            }
            emulator.connection(1).awaitClosed(RawClient.PATIENCE);
            String again = "\"sessionResumption\":{\"transparent\":true,\"handle\":\"" + handle + "\"}";
            RawClient next = RawClient.ready(emulator, RawClient.VERTEX, RawClient.setup(model, again));
            next.awaitHandle();
            next.send(RawClient.text("hello")).awaitContent("turnComplete");
            next.awaitHandle();
            next.close();
            List<Frame> updates = emulator.frames().stream()
                    .filter(frame -> frame.has("sessionResumptionUpdate"))
                    .filter(frame ->
                            frame.at("/sessionResumptionUpdate/resumable").asBoolean())
                    .toList();
            assertThat(updates)
                    .extracting(frame -> frame.at("/sessionResumptionUpdate/lastConsumedClientMessageIndex")
                            .asText())
                    .containsExactly("", expected, "", first == 1 ? "1" : "");
        }
    }

    private static String update(String instruction) {
        return "{\"contextUpdate\":{\"systemInstruction\":{\"parts\":[{\"text\":\"" + instruction + "\"}]}}}";
    }

    /** One turn on a connection of its own; gives the handle that follows it. */
    private static String oneTurn(LiveEmulator emulator, String text) {
        String handle;
        try (RawClient client = RawClient.ready(emulator, RawClient.setup(F25N, ASKS))) {
            client.send(RawClient.text(text));
            client.awaitContent("turnComplete");
            handle = client.awaitHandle();
        }
        emulator.connection(1).awaitClosed(RawClient.PATIENCE);
        return handle;
    }

    private static LiveEmulator with(Consumer<Continuity> settings) {
        return LiveEmulator.builder().knobs(Knobs.fast().continuity(settings)).start();
    }
}
