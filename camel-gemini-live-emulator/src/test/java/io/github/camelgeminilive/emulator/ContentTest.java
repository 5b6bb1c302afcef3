package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.emulator.script.ScriptYaml;
import io.github.camelgeminilive.emulator.wire.ServerFields;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that a server message can hold can be said by a script, in Java and in YAML (protocol section 3). */
class ContentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SPOKEN = "\"outputAudioTranscription\":{},\"inputAudioTranscription\":{}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        executableCode: "print(7)"                       | {"serverContent":{"modelTurn":{"role":"model","parts":[{"executableCode":{"code":"print(7)","language":"PYTHON"}}]}}}
        executableCode: {code: "1", id: c}               | {"serverContent":{"modelTurn":{"role":"model","parts":[{"executableCode":{"code":"1","id":"c"}}]}}}
        codeExecutionResult: "7"                         | {"serverContent":{"modelTurn":{"role":"model","parts":[{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"7"}}]}}}
        codeExecutionResult: {outcome: OUTCOME_FAILED}   | {"serverContent":{"modelTurn":{"role":"model","parts":[{"codeExecutionResult":{"outcome":"OUTCOME_FAILED"}}]}}}
        serverToolCall: {toolType: GOOGLE_SEARCH_WEB, id: s, args: {q: x}} | {"serverContent":{"modelTurn":{"role":"model","parts":[{"toolCall":{"toolType":"GOOGLE_SEARCH_WEB","id":"s","args":{"q":"x"}}}]}}}
        serverToolResponse: {id: s, response: {a: 1}}    | {"serverContent":{"modelTurn":{"role":"model","parts":[{"toolResponse":{"id":"s","response":{"a":1}}}]}}}
        part: {text: hm, thought: true, thoughtSignature: AAE=} | {"serverContent":{"modelTurn":{"role":"model","parts":[{"text":"hm","thought":true,"thoughtSignature":"AAE="}]}}}
        video: avatar.mp4                                | {"serverContent":{"modelTurn":{"role":"model","parts":[{"inlineData":{"mimeType":"video/mp4; codecs=\\"avc1.42c01f, mp4a.40.2\\"","data":"AQID"}}]}}}
        groundingMetadata: {webSearchQueries: [q], groundingChunks: [{web: {uri: u, title: t, domain: d}}], groundingSupports: [{segment: {endIndex: 3, text: abc}, groundingChunkIndices: [0], confidenceScores: [0.5]}]} | {"serverContent":{"groundingMetadata":{"webSearchQueries":["q"],"groundingChunks":[{"web":{"uri":"u","title":"t","domain":"d"}}],"groundingSupports":[{"segment":{"endIndex":3,"text":"abc"},"groundingChunkIndices":[0],"confidenceScores":[0.5]}]}}}
        urlContextMetadata: {urlMetadata: [{retrievedUrl: u, urlRetrievalStatus: URL_RETRIEVAL_STATUS_SUCCESS}]} | {"serverContent":{"urlContextMetadata":{"urlMetadata":[{"retrievedUrl":"u","urlRetrievalStatus":"URL_RETRIEVAL_STATUS_SUCCESS"}]}}}
        interimTranscript: hel                           | {"serverContent":{"interimInputTranscription":{"text":"hel"}}}
        transcript: {text: hi, languageCode: en, speakerLabel: A, finished: true, words: [{word: hi, startOffset: 0s, endOffset: 0.4s}]} | {"serverContent":{"inputTranscription":{"text":"hi","languageCode":"en","speakerLabel":"A","finished":true,"words":[{"word":"hi","startOffset":"0s","endOffset":"0.4s"}]}}}
        outputTranscript: {text: ho, languageCode: de}   | {"serverContent":{"outputTranscription":{"text":"ho","languageCode":"de"}}}
        speechState: SPEECH                              | {"serverContent":{"speechState":"SPEECH"}}
        content: {interactionStatus: IDLE}               | {"serverContent":{"interactionStatus":"IDLE"}}
        message: {interactionStatus: IDLE}               | {"interactionStatus":"IDLE"}
        voiceActivity: {type: ACTIVITY_START, offset: 1500ms} | {"voiceActivity":{"type":"ACTIVITY_START","audioOffset":"1.5s"}}
        voiceActivityDetectionSignal: VAD_SIGNAL_TYPE_SOS | {"voiceActivityDetectionSignal":{"vadSignalType":"VAD_SIGNAL_TYPE_SOS"}}
        message: {toolCallCancellation: {ids: [x]}, usageMetadata: {totalTokenCount: 3}} | {"toolCallCancellation":{"ids":["x"]},"usageMetadata":{"totalTokenCount":3}}
        """)
    void actSendsItsFrame(String act, String frame) throws Exception {
        Files.write(folder.resolve("avatar.mp4"), new byte[] {1, 2, 3});
        List<JsonNode> frames = play(yaml(act), "gemini-3.8-live");
        assertThat(frames).contains(JSON.readTree(frame));
    }

    @Test
    void javaAndYamlSayTheSame() throws Exception {
        Files.write(folder.resolve("avatar.mp4"), new byte[] {1, 2, 3});
        Scenario java = Scenario.create()
                .onText("go")
                .interimTranscript("g")
                .transcript("go", Map.of("languageCode", "en"))
                .speechState("NON_SPEECH")
                .voiceActivity("ACTIVITY_END", Duration.ofMillis(20))
                .voiceActivityDetectionSignal("VAD_SIGNAL_TYPE_EOS")
                .executableCode("print(1)")
                .codeExecutionResult("1")
                .serverToolCall("s", "URL_CONTEXT", Map.of("u", 1))
                .serverToolResponse("s", "URL_CONTEXT", Map.of("ok", true))
                .groundingMetadata(Map.of("webSearchQueries", List.of("q")))
                .urlContextMetadata("u", "URL_RETRIEVAL_STATUS_ERROR")
                .part(Map.of("text", "written"))
                .content("waitingForInput", true)
                .message(Map.of("goAway", Map.of("timeLeft", "9.5s")))
                .video(folder.resolve("avatar.mp4"))
                .outputTranscript("said", Map.of("finished", true))
                .together(one -> one.thought("a").text("b"))
                .afterTurn(late -> late.transcript("late", Map.of()))
                .usage(Map.of("cachedContentTokenCount", 4))
                .interactionStatus("IDLE")
                .turnCompleteReason("NEED_MORE_INPUT")
                .endTurn();
        Scenario yaml = yaml("""
                interimTranscript: g
                transcript: {text: go, languageCode: en}
                speechState: NON_SPEECH
                voiceActivity: {type: ACTIVITY_END, offset: 20ms}
                voiceActivityDetectionSignal: VAD_SIGNAL_TYPE_EOS
                executableCode: print(1)
                codeExecutionResult: "1"
                serverToolCall: {id: s, toolType: URL_CONTEXT, args: {u: 1}}
                serverToolResponse: {id: s, toolType: URL_CONTEXT, response: {ok: true}}
                groundingMetadata: {webSearchQueries: [q]}
                urlContextMetadata: {urlMetadata: [{retrievedUrl: u, urlRetrievalStatus: URL_RETRIEVAL_STATUS_ERROR}]}
                part: {text: written}
                content: {waitingForInput: true}
                message: {goAway: {timeLeft: 9.5s}}
                video: avatar.mp4
                outputTranscript: {text: said, finished: true}
                together: [thought: a, text: b]
                afterTurn: [transcript: {text: late}]
                usage: {cachedContentTokenCount: 4}
                interactionStatus: IDLE
                turnCompleteReason: NEED_MORE_INPUT
                endTurn: x""".split("\n"));
        List<JsonNode> said = play(java, "gemini-3.8-live");
        assertThat(said).hasSize(20).isEqualTo(play(yaml, "gemini-3.8-live"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void wholeAnswerFitsIntoOneMessage(boolean endsInside) {
        Scenario scenario = Scenario.create().onText("go").together(one -> {
            one.say("All at once.").groundingMetadata(Map.of("webSearchQueries", List.of("q")));
            if (endsInside) {
                one.endTurn();
            }
        });
        List<JsonNode> frames = play(scenario, "gemini-3.1-flash-live-preview");
        JsonNode content = frames.get(0).path("serverContent");
        assertThat(content.at("/outputTranscription/text").asText()).isEqualTo("All at once.");
        assertThat(content.at("/modelTurn/parts").size()).isGreaterThan(3);
        assertThat(content.has("groundingMetadata")).isTrue();
        assertThat(content.path("turnComplete").asBoolean()).isEqualTo(endsInside);
        assertThat(content.path("generationComplete").asBoolean()).isEqualTo(endsInside);
        assertThat(frames).hasSize(endsInside ? 1 : 2);
    }

    @Test
    void lateAndDoubleTranscriptsComeAfterTheEndOfTheTurn() {
        Scenario scenario = Scenario.create()
                .onText("go")
                .say("Hello.")
                .afterTurn(late -> late.transcript("go", Map.of()).outputTranscript("Hello.", Map.of()));
        List<JsonNode> frames = play(scenario, "gemini-3.8-live");
        int end = indexOf(frames, "/serverContent/turnComplete");
        assertThat(frames.subList(end + 1, frames.size()))
                .extracting(frame -> frame.path("serverContent").fieldNames().next())
                .containsExactly("inputTranscription", "outputTranscription");
    }

    @Test
    void turnMayBeEmptyAndMayLackItsEnd() {
        List<JsonNode> empty = play(Scenario.create().onText("go").endTurn(), "gemini-3.8-live");
        assertThat(empty).hasSize(1);
        assertThat(empty.get(0).path("serverContent"))
                .isEqualTo(JSON.createObjectNode().put("turnComplete", true));
        List<JsonNode> endless =
                play(Scenario.create().onText("go").text("no end").endSilently(), "gemini-3.8-live");
        assertThat(indexOf(endless, "/serverContent/turnComplete")).isEqualTo(-1);
        assertThat(indexOf(endless, "/serverContent/modelTurn")).isZero();
    }

    @Test
    void setupCompleteHoldsWhatTheScriptSays() {
        Scenario scenario = Scenario.create()
                .setupComplete(Map.of("sessionId", "s-1", "voiceConsentSignature", Map.of("signature", "sig")));
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start();
                RawClient client = RawClient.connect(emulator)) {
            client.send(RawClient.setup("gemini-3.8-live", ""));
            JsonNode complete = client.await("setupComplete", message -> message.has("setupComplete"));
            assertThat(complete.at("/setupComplete/sessionId").asText()).isEqualTo("s-1");
            assertThat(complete.at("/setupComplete/voiceConsentSignature/signature")
                            .asText())
                    .isEqualTo("sig");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void usageHoldsEveryCountInTheBackEndsOwnNames(boolean vertex) {
        Scenario scenario = Scenario.create()
                .onText("go")
                .thought("thinking about it")
                .say("Hello there.")
                .usage(Map.of(
                        "cachedContentTokenCount",
                        5,
                        "responseTokenCount",
                        77,
                        "responseTokensDetails",
                        List.of(Map.of("modality", "AUDIO", "tokenCount", 77))));
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start();
                RawClient client = RawClient.ready(
                        emulator, vertex ? RawClient.VERTEX : RawClient.DEV, RawClient.setup("gemini-3.8-live", ""))) {
            client.send(RawClient.text("go"));
            JsonNode usage = client.awaitContent("turnComplete").path("usageMetadata");
            String response = vertex ? "candidates" : "response";
            assertThat(usage.path(response + "TokenCount").asInt()).isEqualTo(77);
            assertThat(usage.at("/" + response + "TokensDetails/0/tokenCount").asInt())
                    .isEqualTo(77);
            assertThat(usage.path("cachedContentTokenCount").asInt()).isEqualTo(5);
            assertThat(usage.path("thoughtsTokenCount").asInt()).isPositive();
            assertThat(usage.has("trafficType")).isEqualTo(vertex);
            assertThat(usage.has(vertex ? "responseTokenCount" : "candidatesTokenCount"))
                    .isFalse();
        }
    }

    @Test
    void answersOfFunctionsCountAsToolTokens() {
        try (LiveEmulator emulator = TurnTest.weather();
                RawClient client =
                        RawClient.ready(emulator, RawClient.setup("gemini-2.5-flash-native-audio-latest", SPOKEN))) {
            client.send(RawClient.text("Weather in Oslo?"));
            TurnTest.answer(client);
            JsonNode usage = client.awaitContent("turnComplete").path("usageMetadata");
            assertThat(usage.path("toolUsePromptTokenCount").asInt()).isPositive();
            assertThat(usage.at("/toolUsePromptTokensDetails/0/tokenCount").asInt())
                    .isEqualTo(usage.path("toolUsePromptTokenCount").asInt());
        }
    }

    @Test
    void argumentsOfACallComePieceByPiece() {
        Scenario scenario = Scenario.create()
                .onText("go")
                .callTools(Scenario.streamedCall(
                        "book", Map.of("to", Map.of("city", "Oslo"), "seats", List.of(1, true)), "fc-1"))
                .say("Booked {{book.number}}.");
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start();
                RawClient client = RawClient.ready(
                        emulator, RawClient.VERTEX, RawClient.setup("gemini-live-2.5-flash-native-audio", SPOKEN))) {
            client.send(RawClient.text("go"));
            client.await(
                    "the last piece",
                    message -> message.has("toolCall")
                            && !message.at("/toolCall/functionCalls/0").has("willContinue"));
            List<JsonNode> calls = client.seen("/toolCall/functionCalls/0");
            assertThat(calls.get(0).path("name").asText()).isEqualTo("book");
            assertThat(calls).allMatch(call -> call.path("id").asText().equals("fc-1"));
            StringBuilder city = new StringBuilder();
            calls.stream()
                    .map(call -> call.at("/partialArgs/0"))
                    .filter(piece -> piece.path("jsonPath").asText().equals("$.to.city"))
                    .forEach(piece -> city.append(piece.path("stringValue").asText()));
            assertThat(city).hasToString("Oslo");
            assertThat(client.seen("/toolCall/functionCalls/0/partialArgs/0/numberValue"))
                    .hasSize(1);
            assertThat(client.seen("/toolCall/functionCalls/0/partialArgs/0/boolValue"))
                    .hasSize(1);
            client.send("{\"toolResponse\":{\"functionResponses\":[{\"id\":\"fc-1\",\"name\":\"book\","
                    + "\"response\":{\"number\":7}}]}}");
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("Booked 7.");
        }
    }

    @Test
    void avatarSpeaksInBoxesOfMp4() {
        Scenario scenario = Scenario.create().onText("go").say("I have a face.");
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start();
                RawClient client = RawClient.ready(
                        emulator,
                        RawClient.VERTEX,
                        RawClient.setup(
                                "gemini-3.8-live",
                                SPOKEN + ",\"generationConfig\":{\"responseModalities\":[\"VIDEO\"]},"
                                        + "\"avatarConfig\":{\"avatarName\":\"Kira\"}"))) {
            client.send(RawClient.text("go"));
            client.awaitContent("turnComplete");
            List<JsonNode> blobs = client.seen("/serverContent/modelTurn/parts/0/inlineData");
            assertThat(blobs)
                    .isNotEmpty()
                    .allMatch(blob -> blob.path("mimeType").asText().startsWith("video/mp4"));
            byte[] first = Base64.getDecoder().decode(blobs.get(0).path("data").asText());
            assertThat(new String(first, 4, 4, java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("styp");
            assertThat(client.transcript("outputTranscription")).isEqualTo("I have a face.");
        }
    }

    @Test
    void wrongNameOfAFieldFailsWhereItIsWritten() {
        Scenario scenario = Scenario.create().onText("go");
        assertThatThrownBy(() -> scenario.content("turnCompleted", true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but was message.serverContent.turnCompleted");
        assertThatThrownBy(() -> scenario.groundingMetadata(Map.of("groundingChunks", Map.of())))
                .hasMessageContaining("Expected a list for message.serverContent.groundingMetadata.groundingChunks");
    }

    private Scenario yaml(String... acts) {
        List<String> lines = new ArrayList<>(List.of("rules:", "  - on: {text: go}", "    answer:"));
        Arrays.stream(acts)
                .map(act -> act.equals("endTurn: x") ? "endTurn" : act)
                .forEach(act -> lines.add("      - " + act));
        return ScriptYaml.parse(String.join("\n", lines), folder);
    }

    /** The frames after setupComplete, each held to the list of the server's fields, up to the answer to a probe. */
    private static List<JsonNode> play(Scenario scenario, String model) {
        // Nothing interrupts, so the probe is answered when all else is said.
        String setup = SPOKEN + ",\"realtimeInputConfig\":{\"activityHandling\":\"NO_INTERRUPTION\"}";
        scenario.onText("probe")
                .pause(Duration.ofMillis(20))
                .frame("{\"probe\":1}")
                .endSilently();
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start();
                RawClient client = RawClient.ready(emulator, RawClient.setup(model, setup))) {
            client.send("{\"realtimeInput\":{\"text\":\"go\"}}");
            client.send("{\"realtimeInput\":{\"text\":\"probe\"}}");
            client.await("the probe", message -> message.has("probe"));
            List<JsonNode> frames = new ArrayList<>();
            for (JsonNode frame : client.seen()) {
                boolean echo = frame.at("/serverContent/inputTranscription/text")
                                .asText()
                                .matches("go|probe")
                        && model.contains("3.1");
                boolean usageAlone = frame.size() == 1 && frame.has("usageMetadata");
                if (!frame.has("setupComplete") && !frame.has("probe") && !echo && !usageAlone) {
                    ServerFields.check("Server", frame, "frame");
                    ObjectNode plain = frame.deepCopy();
                    if (frame.at("/serverContent/turnComplete").asBoolean()) {
                        plain.remove("usageMetadata");
                    }
                    frames.add(plain);
                }
            }
            return frames;
        }
    }

    private static int indexOf(List<JsonNode> frames, String pointer) {
        for (int i = 0; i < frames.size(); i++) {
            if (!frames.get(i).at(pointer).isMissingNode()) {
                return i;
            }
        }
        return -1;
    }
}
