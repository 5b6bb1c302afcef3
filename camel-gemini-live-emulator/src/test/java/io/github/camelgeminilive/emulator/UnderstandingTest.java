package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.audio.Voice;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.emulator.script.ScriptYaml;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a script can wait for beside text and speech, and what it can ask of the conversation (sections 2.11 to 2.16). */
class UnderstandingTest {
    private static final String F31 = "gemini-3.1-flash-live-preview";
    private static final String F38 = "gemini-3.8-live";
    private static final String SPOKEN = "\"outputAudioTranscription\":{}";
    private static final String SEEDED = SPOKEN + ",\"historyConfig\":{\"initialHistoryInClientContent\":true}";
    private static final String MANUAL =
            SPOKEN + ",\"realtimeInputConfig\":{\"automaticActivityDetection\":{\"disabled\":true}}";
    private static final String INVALID = "Request contains an invalid argument.";

    @Test
    void pictureIsAnsweredByItsRuleAndPassesWithoutOne() {
        Scenario scenario = Scenario.create()
                .onVideo("image/png")
                .say("A drawing.")
                .onVideo()
                .say("A photo.");
        try (LiveEmulator emulator = scripted(scenario);
                RawClient client = RawClient.ready(emulator, RawClient.setup(F38, SPOKEN))) {
            client.send(picture("image/png")).awaitContent("turnComplete");
            client.send(picture("image/jpeg")).awaitContent("turnComplete");
            client.send(picture("image/webp")).send(picture("image/jpeg"));
            emulator.takeFrame(
                    "the last picture", frame -> frame.index() > 0 && frame.has("realtimeInput"), RawClient.PATIENCE);
            assertThat(client.transcript("outputTranscription")).isEqualTo("A drawing.A photo.");
            emulator.verify();
            assertThat(emulator.connection(1).isOpen()).isTrue();
        }
    }

    @Test
    void incrementsWaitUntilOneAsksForTheAnswer() {
        Scenario scenario = Scenario.create()
                .onTurns("first part")
                .quietly()
                .onText("first part second part")
                .say("Both.");
        try (LiveEmulator emulator = scripted(scenario);
                RawClient client = RawClient.ready(emulator, RawClient.setup(F38, SPOKEN))) {
            client.send(turns("first part", false)).send(turns("second part", true));
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("Both.");
            assertThat(client.seen("/serverContent/turnComplete")).hasSize(1);
            emulator.verify();
        }
    }

    @Test
    void seededHistoryIsNotAnsweredAndCanBeAskedFor() {
        Scenario scenario = Scenario.create()
                .onText("what is my name")
                .whenHistory("I am Ada")
                .whenHistory("hello Ada")
                .say("Ada.");
        try (LiveEmulator emulator = scripted(scenario);
                RawClient client = RawClient.ready(emulator, RawClient.setup(F38, SEEDED))) {
            client.send("{\"clientContent\":{\"turns\":[{\"role\":\"user\",\"parts\":[{\"text\":\"I am Ada.\"}]},"
                    + "{\"role\":\"model\",\"parts\":[{\"text\":\"Hello, Ada!\"}]}],\"turnComplete\":true}}");
            client.send(RawClient.text("What is my name?")).awaitContent("turnComplete");
            assertThat(client.seen("/serverContent/turnComplete")).hasSize(1);
            assertThat(client.transcript("outputTranscription")).isEqualTo("Ada.");
            emulator.verify();
        }
    }

    @Test
    void family31TakesItsHistoryFirstThenRealtimeInputOnly() {
        Scenario scenario = Scenario.create()
                .onRealtimeText("go on")
                .whenHistory("once upon")
                .say("A time.");
        try (LiveEmulator emulator = scripted(scenario);
                RawClient client = RawClient.ready(emulator, RawClient.setup(F31, SEEDED))) {
            client.send(turns("once upon", false)).send(turns("there was", true));
            client.send("{\"realtimeInput\":{\"text\":\"go on\"}}").awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("A time.");
            emulator.verify();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"realtimeInput":{"text":"too early"}}
        {"realtimeInput":{"video":{"mimeType":"image/png","data":"AAAA"}}}
        """)
    void family31RefusesRealtimeInputBeforeItsHistoryIsDone(String early) {
        try (LiveEmulator emulator = LiveEmulator.start();
                RawClient client = RawClient.ready(emulator, RawClient.setup(F31, SEEDED))) {
            client.send(turns("once upon", false)).send(early);
            assertThat(client.awaitClosed()).isEqualTo(new RawClient.Closed(1007, INVALID));
        }
    }

    @Test
    void family31RefusesClientContentAfterItsHistory() {
        try (LiveEmulator emulator = LiveEmulator.start();
                RawClient client = RawClient.ready(emulator, RawClient.setup(F31, SEEDED))) {
            client.send(turns("once upon", true)).send(turns("more", true));
            assertThat(client.awaitClosed()).isEqualTo(new RawClient.Closed(1007, INVALID));
        }
    }

    @Test
    void contextUpdateChangesInstructionAndToolsForWhatFollows() {
        String setup = SPOKEN + ",\"systemInstruction\":{\"parts\":[{\"text\":\"Talk like a pirate.\"}]},"
                + "\"tools\":[{\"functionDeclarations\":[{\"name\":\"sail\"}]}]";
        Scenario scenario = Scenario.create()
                .onText("hello")
                .whenInstruction("pirate")
                .whenTool("sail")
                .say("Ahoy.")
                .onContextUpdate()
                .quietly()
                .onText("hello")
                .whenInstruction("butler")
                .whenNoTool("sail")
                .whenTool("serve")
                .callTool("fc", "serve", Map.of())
                .say("Sir.");
        try (LiveEmulator emulator = scripted(scenario);
                RawClient client = RawClient.ready(emulator, RawClient.setup(F38, setup))) {
            client.send(RawClient.text("hello")).awaitContent("turnComplete");
            client.send("{\"contextUpdate\":{\"systemInstruction\":{\"parts\":[{\"text\":\"You are a butler.\"}]},"
                    + "\"tools\":{\"tools\":[{\"functionDeclarations\":[{\"name\":\"serve\"}]}]}}}");
            client.send(RawClient.text("hello"));
            client.await("toolCall", message -> message.has("toolCall"));
            client.send(
                    "{\"toolResponse\":{\"functionResponses\":[{\"id\":\"fc\",\"name\":\"serve\",\"response\":{}}]}}");
            client.await(
                    "Sir",
                    message -> message.at("/serverContent/outputTranscription/text")
                            .asText()
                            .contains("Sir"));
            emulator.verify();
        }
    }

    @Test
    void partOfAContextUpdateLeavesTheRestAndAnEmptyListTakesAllToolsAway() {
        String setup = SPOKEN + ",\"systemInstruction\":{\"parts\":[{\"text\":\"Be brief.\"}]},"
                + "\"tools\":[{\"functionDeclarations\":[{\"name\":\"sail\"}]}]";
        Scenario scenario = Scenario.create()
                .onText("one")
                .whenInstruction("verbose")
                .whenTool("sail")
                .say("One.")
                .onText("two")
                .whenInstruction("verbose")
                .whenNoTool("sail")
                .say("Two.")
                .onText("three")
                .callTool("sail", Map.of())
                .say("Never said.");
        try (LiveEmulator emulator = scripted(scenario);
                RawClient client = RawClient.ready(emulator, RawClient.setup(F38, setup))) {
            client.send("{\"contextUpdate\":{\"systemInstruction\":{\"parts\":[{\"text\":\"Be verbose.\"}]}}}");
            client.send(RawClient.text("one")).awaitContent("turnComplete");
            client.send("{\"contextUpdate\":{\"tools\":{\"tools\":[]}}}");
            client.send(RawClient.text("two")).awaitContent("turnComplete");
            client.send(RawClient.text("three")).awaitContent("turnComplete");
            assertThat(client.seen("/toolCall")).isEmpty();
            assertThat(client.transcript("outputTranscription")).isEqualTo("One.Two.");
            assertThat(emulator.problems())
                    .singleElement()
                    .asString()
                    .contains("expected a call of a function in force [] but the script calls sail");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash-native-audio-latest",
        "gemini-3.1-flash-live-preview",
        "gemini-3.8-live-extended-thinking"
    })
    void contextUpdateIsAnUnknownNameElsewhere(String model) {
        String thinking = model.endsWith("thinking")
                ? "\"generationConfig\":{\"thinkingConfig\":{\"thinkingLevel\":\"LOW\"}}"
                : "";
        try (LiveEmulator emulator = LiveEmulator.start();
                RawClient client = RawClient.ready(emulator, RawClient.setup(model, thinking))) {
            client.send("{\"contextUpdate\":{\"systemInstruction\":{\"parts\":[{\"text\":\"x\"}]}}}");
            assertThat(client.awaitClosed())
                    .isEqualTo(new RawClient.Closed(
                            1007, "Invalid JSON payload received. Unknown name \"contextUpdate\": Cannot find field."));
        }
    }

    @Test
    void roleSystemIsANewInstructionOnVertex() {
        Scenario scenario =
                Scenario.create().onText("hello").whenInstruction("pirate").say("Ahoy.");
        try (LiveEmulator emulator = scripted(scenario);
                RawClient client = RawClient.ready(
                        emulator, RawClient.VERTEX, RawClient.setup("gemini-live-2.5-flash-native-audio", SPOKEN))) {
            client.send(
                    "{\"clientContent\":{\"turns\":[{\"role\":\"system\",\"parts\":[{\"text\":\"Be a pirate.\"}]}]}}");
            client.send(RawClient.text("hello")).awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("Ahoy.");
        }
    }

    @Test
    void marksOfActivityCanBeAnswered() {
        Scenario scenario = Scenario.create()
                .onActivityStart()
                .content("speechState", "SPEECH")
                .onSpeech()
                .say("Heard.")
                .onActivityEnd()
                .content("speechState", "NON_SPEECH");
        try (LiveEmulator emulator = scripted(scenario);
                RawClient client = RawClient.ready(emulator, RawClient.setup(F38, MANUAL))) {
            client.send("{\"realtimeInput\":{\"activityStart\":{}}}");
            client.await(
                    "SPEECH",
                    message -> message.at("/serverContent/speechState").asText().equals("SPEECH"));
            client.speak(new Voice("Kore", 60).speak("Good morning").at(16_000));
            client.send("{\"realtimeInput\":{\"activityEnd\":{}}}");
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("Heard.");
            client.await(
                    "NON_SPEECH",
                    message -> message.at("/serverContent/speechState").asText().equals("NON_SPEECH"));
            emulator.verify();
        }
    }

    @Test
    void realtimeTextIsToldFromTypedTurns() {
        Scenario scenario = Scenario.create()
                .onRealtimeText("hello")
                .say("Live.")
                .onText("hello")
                .say("Typed.");
        try (LiveEmulator emulator = scripted(scenario);
                RawClient client = RawClient.ready(emulator, RawClient.setup(F38, SPOKEN))) {
            client.send("{\"realtimeInput\":{\"text\":\"hello\"}}").awaitContent("turnComplete");
            client.send(RawClient.text("hello")).awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("Live.Typed.");
        }
    }

    @Test
    void yamlWaitsForTheSame() {
        String script = """
                rules:
                  - on: {video: image/png}
                    answer: [say: Drawing.]
                  - on: contextUpdate
                    quiet: true
                  - on: {turns: part}
                    quiet: true
                  - on: {text: part, instruction: pirate, history: part}
                    answer: [say: Ahoy.]
                  - on: {realtimeText: x, noTool: sail}
                    answer: [say: X.]
                  - on: {input: video, tool: sail}
                    answer: [say: Ship.]
                """;
        try (LiveEmulator emulator = scripted(ScriptYaml.parse(script, Path.of(".")));
                RawClient client = RawClient.ready(emulator, RawClient.setup(F38, SPOKEN))) {
            client.send(picture("image/png")).awaitContent("turnComplete");
            client.send("{\"contextUpdate\":{\"systemInstruction\":{\"parts\":[{\"text\":\"A pirate.\"}]}}}");
            client.send(turns("part", false)).send(turns("two", true)).awaitContent("turnComplete");
            client.send("{\"realtimeInput\":{\"text\":\"x\"}}").awaitContent("turnComplete");
            client.send(
                    "{\"contextUpdate\":{\"tools\":{\"tools\":[{\"functionDeclarations\":[{\"name\":\"sail\"}]}]}}}");
            client.send(picture("image/jpeg")).awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("Drawing.Ahoy.X.Ship.");
            emulator.verify();
        }
    }

    @Test
    void emptyClientContentInterruptsAndBeginsNothing() {
        Scenario scenario = Scenario.create()
                .onText("talk")
                .say("Talking.")
                .stall()
                .onText("again")
                .say("Again.");
        try (LiveEmulator emulator = scripted(scenario);
                RawClient client = RawClient.ready(emulator, RawClient.setup(F38, SPOKEN))) {
            client.send(RawClient.text("talk")).awaitContent("modelTurn");
            client.send("{\"clientContent\":{\"turnComplete\":false}}").awaitContent("interrupted");
            client.awaitContent("turnComplete");
            client.send(RawClient.text("again")).awaitContent("generationComplete");
            assertThat(List.copyOf(client.seen("/serverContent/turnComplete")).size())
                    .isLessThan(3);
            assertThat(client.transcript("outputTranscription")).endsWith("Again.");
            emulator.verify();
        }
    }

    private static String picture(String type) {
        return "{\"realtimeInput\":{\"video\":{\"mimeType\":\"" + type + "\",\"data\":\"AAAA\"}}}";
    }

    private static String turns(String text, boolean complete) {
        return "{\"clientContent\":{\"turns\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + text
                + "\"}]}],\"turnComplete\":" + complete + "}}";
    }

    private static LiveEmulator scripted(Scenario scenario) {
        return LiveEmulator.builder().scenario(scenario).start();
    }
}
