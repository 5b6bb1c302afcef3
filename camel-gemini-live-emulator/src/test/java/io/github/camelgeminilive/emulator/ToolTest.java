package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Function calls: parallel, taken back, without waiting, extended thinking (protocol sections 4.6, 9.4 to 9.7). */
class ToolTest {
    private static final String F25N = "gemini-2.5-flash-native-audio-latest";
    private static final String SPOKEN = "\"outputAudioTranscription\":{}";

    @Test
    void parallelCallsAreAnsweredInAnyOrderAndTheTurnGoesOnAfterTheLast() {
        try (LiveEmulator emulator = scripted(Scenario.create()
                        .onAnyText()
                        .callTools(
                                Scenario.call("lights", Map.of("on", true), "a"), Scenario.call("music", Map.of(), "b"))
                        .say("{{lights.status}} and {{music.song.name}}."));
                RawClient client = RawClient.ready(emulator, RawClient.setup(F25N, SPOKEN))) {
            client.send(RawClient.text("go"));
            JsonNode call = client.await("toolCall", message -> message.has("toolCall"));
            assertThat(call.at("/toolCall/functionCalls")).hasSize(2);
            client.send(answer("b", "music", "{\"song\":{\"name\":\"Jazz\"}}"));
            client.send(answer("a", "lights", "{\"status\":\"On\"}"));
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("On and Jazz.");
            emulator.verify();
        }
    }

    @Test
    void callsWithoutIdsAreAnsweredInTheirOrder() {
        try (LiveEmulator emulator = scripted(Scenario.create()
                        .onAnyText()
                        .callTools(
                                Scenario.call("lights", Map.of("room", "hall"), ""),
                                Scenario.call("lights", Map.of("room", "attic"), ""))
                        .say("{{lights.status}}."));
                RawClient client = RawClient.ready(
                        emulator, RawClient.VERTEX, RawClient.setup("gemini-live-2.5-flash-native-audio", SPOKEN))) {
            client.send(RawClient.text("go"));
            client.await("toolCall", message -> message.has("toolCall"));
            client.send(answer("", "lights", "{\"status\":\"Hall\"}"));
            client.send(answer("", "lights", "{\"status\":\"Attic\"}"));
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("Attic.");
            emulator.verify();
        }
    }

    @Test
    void interruptionTakesBlockingCallsBackAndALateAnswerIsIgnored() {
        try (LiveEmulator emulator = scripted(Scenario.create()
                        .onText("book")
                        .callTool("fc-1", "book", Map.of())
                        .say("Booked.")
                        .onText("stop")
                        .say("Stopped."));
                RawClient client = RawClient.ready(emulator, RawClient.setup(F25N, SPOKEN))) {
            client.send(RawClient.text("book"));
            client.await("toolCall", message -> message.has("toolCall"));
            client.send(RawClient.text("stop"));
            client.awaitContent("interrupted");
            assertThat(client.await("cancellation", message -> message.has("toolCallCancellation"))
                            .at("/toolCallCancellation/ids/0")
                            .asText())
                    .isEqualTo("fc-1");
            client.awaitContent("turnComplete");
            client.send(answer("fc-1", "book", "{\"output\":\"late\"}"));
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("Stopped.");
            emulator.verify();
        }
    }

    @Test
    void secondAnswerToOneCallIsAProblem() {
        try (LiveEmulator emulator = scripted(Scenario.create()
                        .onAnyText()
                        .callTool("x", "lights", Map.of())
                        .say("Done."));
                RawClient client = RawClient.ready(emulator, RawClient.setup(F25N, SPOKEN))) {
            client.send(RawClient.text("go"));
            client.await("toolCall", message -> message.has("toolCall"));
            client.send(answer("x", "lights", "{}")).send(answer("x", "lights", "{}"));
            client.awaitContent("turnComplete");
            emulator.takeFrame("toolResponse", RawClient.PATIENCE);
            emulator.takeFrame("toolResponse", RawClient.PATIENCE);
            client.send("{\"setup\":{}}").awaitClosed();
            assertThat(emulator.problems()).singleElement().asString().contains("lights was answered twice");
        }
    }

    @Test
    void asynchronousCallLetsTheModelSpeakAndTheAnswerComeAsItsOwnTurn() {
        try (LiveEmulator emulator = scripted(Scenario.create()
                        .onAnyText()
                        .callTool("s", "search", Map.of())
                        .meanwhile(acts -> acts.say("I am looking."))
                        .say("Found {{search.output}}."));
                RawClient client = RawClient.ready(emulator, RawClient.setup("gemini-3.8-live", SPOKEN))) {
            client.send(RawClient.text("go"));
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("I am looking.");
            String partial =
                    answer("s", "search", "{\"output\":\"30 %\"}").replace("\"id\"", "\"willContinue\":true,\"id\"");
            client.send(partial).send(answer("s", "search", "{\"output\":3}"));
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("I am looking.Found 3.");
        }
    }

    @Test
    void silentAnswerIsNotTold() {
        try (LiveEmulator emulator = scripted(Scenario.create()
                        .onText("go")
                        .callTool("s", "search", Map.of())
                        .say("Never said.")
                        .onText("on")
                        .say("On."));
                RawClient client = RawClient.ready(emulator, RawClient.setup("gemini-3.8-live", SPOKEN))) {
            client.send(RawClient.text("go"));
            client.awaitContent("turnComplete");
            client.send(answer("s", "search", "{}").replace("\"id\"", "\"scheduling\":\"SILENT\",\"id\""));
            client.send(RawClient.text("on"));
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("On.");
        }
    }

    @Test
    void extendedThinkingFillsInProgressAndEndsIdle() {
        String thinking = SPOKEN + ",\"generationConfig\":{\"thinkingConfig\":{\"thinkingLevel\":\"LOW\"}}";
        try (LiveEmulator emulator = scripted(Scenario.create()
                        .onAnyText()
                        .say("Let me see.")
                        .callTool("s", "search", Map.of())
                        .say("Here."));
                RawClient client =
                        RawClient.ready(emulator, RawClient.setup("gemini-3.8-live-extended-thinking", thinking))) {
            client.send(RawClient.text("go"));
            assertThat(client.awaitContent("turnComplete")
                            .at("/serverContent/interactionStatus")
                            .asText())
                    .isEqualTo("IN_PROGRESS");
            assertThat(client.await("toolCall", message -> message.has("toolCall"))
                            .at("/interactionStatus")
                            .asText())
                    .isEqualTo("IN_PROGRESS");
            client.send(answer("s", "search", "{}"));
            assertThat(client.await(
                                    "IDLE",
                                    message -> message.at("/serverContent/interactionStatus")
                                            .asText()
                                            .equals("IDLE"))
                            .at("/serverContent/turnComplete")
                            .asBoolean())
                    .isTrue();
            client.send(answer("s", "search", "{}").replace("\"id\"", "\"scheduling\":\"SILENT\",\"id\""));
            assertThat(client.awaitClosed().reason())
                    .isEqualTo("Function response scheduling is not supported for this model");
        }
    }

    @Test
    void callWithoutIdIsAnsweredByNameOnVertex() {
        try (LiveEmulator emulator = scripted(Scenario.create()
                        .onAnyText()
                        .callTool("", "lights", Map.of())
                        .say("Done."));
                RawClient client = RawClient.ready(
                        emulator, RawClient.VERTEX, RawClient.setup("gemini-live-2.5-flash-native-audio", SPOKEN))) {
            client.send(RawClient.text("go"));
            JsonNode call = client.await("toolCall", message -> message.has("toolCall"));
            assertThat(call.at("/toolCall/functionCalls/0").has("id")).isFalse();
            client.send("{\"tool_response\":{\"function_responses\":[{\"name\":\"lights\",\"response\":{}}]}}");
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("Done.");
        }
    }

    @Test
    void modelTakesItsCallBack() {
        try (LiveEmulator emulator = scripted(Scenario.create()
                        .onAnyText()
                        .callTool("x", "lights", Map.of())
                        .meanwhile(acts -> acts.pause(Duration.ofMillis(20)).cancelCalls())
                        .say("Never said."));
                RawClient client = RawClient.ready(emulator, RawClient.setup(F25N, SPOKEN))) {
            client.send(RawClient.text("go"));
            client.await("cancellation", message -> message.has("toolCallCancellation"));
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEmpty();
        }
    }

    @Test
    void family31RefusesClientContentAfterItsFirstTurnAndEchoesTypedText() {
        try (LiveEmulator emulator = LiveEmulator.start();
                RawClient client =
                        RawClient.ready(emulator, RawClient.setup("gemini-3.1-flash-live-preview", SPOKEN))) {
            client.send("{\"realtimeInput\":{\"text\":\"hello\"}}");
            JsonNode end = client.awaitContent("turnComplete");
            assertThat(end.at("/serverContent/generationComplete").asBoolean()).isTrue();
            assertThat(client.transcript("inputTranscription")).isEqualTo("hello");
            assertThat(client.seen().stream().filter(message -> message.size() == 1 && message.has("usageMetadata")))
                    .isNotEmpty();
            assertThat(client.seen().stream()
                            .map(message -> message.path("serverContent"))
                            .filter(content -> content.has("modelTurn") && content.has("outputTranscription")))
                    .isNotEmpty();
            client.send(RawClient.text("again"));
            assertThat(client.awaitClosed())
                    .isEqualTo(new RawClient.Closed(1007, "Request contains an invalid argument."));
        }
    }

    @Test
    void initialHistoryIsNotAnswered() {
        try (LiveEmulator emulator =
                        scripted(Scenario.create().onText("question").say("Answer."));
                RawClient client = RawClient.ready(
                        emulator,
                        RawClient.setup(
                                "gemini-3.8-live",
                                SPOKEN + ",\"historyConfig\":{\"initialHistoryInClientContent\":true}"))) {
            client.send(RawClient.text("this is history"));
            client.send(RawClient.text("this is a question"));
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("Answer.");
            emulator.verify();
        }
    }

    private static String answer(String id, String name, String response) {
        return "{\"toolResponse\":{\"functionResponses\":[{\"id\":\"" + id + "\",\"name\":\"" + name
                + "\",\"response\":" + response + "}]}}";
    }

    private static LiveEmulator scripted(Scenario scenario) {
        return LiveEmulator.builder().scenario(scenario).start();
    }
}
