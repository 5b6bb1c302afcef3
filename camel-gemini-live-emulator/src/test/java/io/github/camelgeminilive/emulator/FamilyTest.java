package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.audio.Voice;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The families beside 2.5 and 3: translation, transcription, robotics, and those that were shut down (section 6). */
class FamilyTest {
    private static final String SPOKEN = "\"outputAudioTranscription\":{},\"inputAudioTranscription\":{}";
    private static final Sound SPEECH =
            new Voice("Kore", 60).speak("Good morning everybody").at(16_000);

    @Test
    void translationRunsOnWithoutTurnsAndWithoutInterruption() {
        Scenario scenario = Scenario.create()
                .onSpeech()
                .transcript("Good morning.")
                .say("Guten Morgen.")
                .onSpeech()
                .say("Wie geht es?");
        String setup = SPOKEN + ",\"generationConfig\":{\"responseModalities\":[\"AUDIO\"],"
                + "\"translationConfig\":{\"targetLanguageCode\":\"de\",\"echoTargetLanguage\":true}}";
        try (LiveEmulator emulator = scripted(scenario);
                RawClient client =
                        RawClient.ready(emulator, RawClient.setup("gemini-3.5-live-translate-preview", setup))) {
            for (int i = 0; i < 2; i++) {
                client.speak(SPEECH).speak(Sound.silence(1_000, 16_000));
            }
            client.await(
                    "the second bill",
                    message -> message.has("usageMetadata")
                            && client.seen("/usageMetadata").size() == 2);
            assertThat(client.transcript("inputTranscription")).isEqualTo("Good morning.");
            assertThat(client.transcript("outputTranscription")).isEqualTo("Guten Morgen.Wie geht es?");
            assertThat(client.heard().durationMillis()).isPositive();
            for (String mark : List.of("turnComplete", "generationComplete", "interrupted")) {
                assertThat(client.seen("/serverContent/" + mark)).as(mark).isEmpty();
            }
            emulator.verify();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void transcriptionGuessesAndThenKnows(boolean vertex) {
        Scenario scenario = Scenario.create().onSpeech().transcript("Good morning everybody here.");
        String model = vertex ? "gemini-3.5-transcribe-live-preview" : "gemini-3.5-transcribe-live";
        String setup = "\"generationConfig\":{\"responseModalities\":[\"TEXT\"]},"
                + "\"inputAudioTranscription\":{\"languageCodes\":[\"en\"],\"mode\":\"SMART\"}";
        try (LiveEmulator emulator = scripted(scenario);
                RawClient client = RawClient.ready(
                        emulator, vertex ? RawClient.VERTEX : RawClient.DEV, RawClient.setup(model, setup))) {
            client.speak(SPEECH).send("{\"realtimeInput\":{\"audioStreamEnd\":true}}");
            JsonNode end = client.awaitContent("inputTranscription");
            assertThat(end.at("/serverContent/inputTranscription/text").asText())
                    .isEqualTo("Good morning everybody here.");
            assertThat(end.at("/serverContent/inputTranscription/finished").asBoolean())
                    .isTrue();
            List<String> guesses = client.seen("/serverContent/interimInputTranscription/text").stream()
                    .map(JsonNode::asText)
                    .toList();
            assertThat(guesses).hasSizeGreaterThan(1).allMatch("Good morning everybody here."::startsWith);
            assertThat(client.seen("/serverContent/modelTurn")).isEmpty();
            assertThat(client.seen("/serverContent/turnComplete")).isEmpty();
        }
    }

    @Test
    void transcriptionWithoutAScriptTellsWhatWasMeasured() {
        try (LiveEmulator emulator = LiveEmulator.start();
                RawClient client = RawClient.ready(emulator, RawClient.setup("gemini-3.5-transcribe-live", ""))) {
            client.speak(SPEECH).send("{\"realtimeInput\":{\"audioStreamEnd\":true}}");
            assertThat(client.awaitContent("inputTranscription")
                            .at("/serverContent/inputTranscription/text")
                            .asText())
                    .contains("s of speech at -");
            client.await("the bill", message -> message.has("usageMetadata"));
            assertThat(client.seen("/serverContent/modelTurn")).isEmpty();
        }
    }

    @Test
    void roboticsWritesAndWaitsForItsFunctions() {
        Scenario scenario = Scenario.create()
                .onText("move")
                .callTool("fc", "move_arm", Map.of("x", 1))
                .say("Moved to {{move_arm.x}}.");
        String setup = "\"tools\":[{\"functionDeclarations\":[{\"name\":\"move_arm\",\"behavior\":\"NON_BLOCKING\"}]}]";
        try (LiveEmulator emulator = scripted(scenario);
                RawClient client =
                        RawClient.ready(emulator, RawClient.setup("gemini-robotics-er-2-streaming-preview", setup))) {
            client.send(RawClient.text("Move!"));
            client.await("toolCall", message -> message.has("toolCall"));
            client.send("{\"toolResponse\":{\"functionResponses\":[{\"id\":\"fc\",\"name\":\"move_arm\",\"response\":"
                    + "{\"x\":1}}]}}");
            JsonNode end = client.awaitContent("turnComplete");
            assertThat(client.seen("/serverContent/turnComplete")).hasSize(1);
            assertThat(client.seen("/serverContent/modelTurn/parts/0/text"))
                    .extracting(JsonNode::asText)
                    .containsExactly("Moved to 1.");
            assertThat(client.heard().size()).isZero();
            assertThat(end.at("/usageMetadata/responseTokensDetails/0/modality").asText())
                    .isEqualTo("TEXT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-2.0-flash-live-001", "gemini-live-2.5-flash-preview"})
    void retiredModelsOpenWhenAskedForAndCallInOneTurn(String model) {
        String setup = SPOKEN + ",\"tools\":[{\"codeExecution\":{}},{\"googleSearch\":{}},"
                + "{\"functionDeclarations\":[{\"name\":\"get_weather\"}]}]";
        try (LiveEmulator closed = LiveEmulator.start();
                RawClient client = RawClient.connect(closed)) {
            client.send(RawClient.setup(model, setup));
            assertThat(client.awaitClosed().code()).isEqualTo(1008);
        }
        Scenario scenario = Scenario.create()
                .onText("weather")
                .callTool("get_weather", Map.of())
                .say("It is {{get_weather.output.tempC}} degrees.");
        try (LiveEmulator emulator = LiveEmulator.builder()
                        .retiredModels(true)
                        .scenario(scenario)
                        .start();
                RawClient client = RawClient.ready(emulator, RawClient.setup(model, setup))) {
            client.send(RawClient.text("Weather?"));
            TurnTest.answer(client);
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("It is 4 degrees.");
            assertThat(client.seen("/serverContent/turnComplete")).hasSize(1);
        }
    }

    @Test
    void halfCascadeOfVertexCallsInTwoTurns() {
        try (LiveEmulator emulator = TurnTest.weather();
                RawClient client =
                        RawClient.ready(emulator, RawClient.VERTEX, RawClient.setup("gemini-live-2.5-flash", SPOKEN))) {
            client.send(RawClient.text("Weather in Oslo?"));
            JsonNode call = client.await("toolCall", message -> message.has("toolCall"));
            client.awaitContent("turnComplete");
            TurnTest.answer(client, call);
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("It is 4 degrees.");
        }
    }

    private static LiveEmulator scripted(Scenario scenario) {
        return LiveEmulator.builder().scenario(scenario).start();
    }
}
