package io.github.camelgeminilive.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.ActivityEnd;
import io.github.camelgeminilive.protocol.ClientMessage.ActivityStart;
import io.github.camelgeminilive.protocol.ClientMessage.AudioStreamEnd;
import io.github.camelgeminilive.protocol.ClientMessage.ClientContent;
import io.github.camelgeminilive.protocol.ClientMessage.ContextUpdate;
import io.github.camelgeminilive.protocol.ClientMessage.Raw;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeAudio;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeText;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeVideo;
import io.github.camelgeminilive.protocol.ClientMessage.Setup;
import io.github.camelgeminilive.protocol.ClientMessage.ToolResponse;
import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.protocol.ResponsePart;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read again by a tree reader that knows nothing of the codec, and compared with hand-written JSON. */
class ClientFixturesTest {

    private static final byte[] BYTES = {0, 1, 2, 3};
    private static final Map<String, ClientMessage> MESSAGES = Map.ofEntries(
            Map.entry("setup", setup()),
            Map.entry(
                    "client-content",
                    new ClientContent(
                            List.of(
                                    Content.user("Grüß mich.\n"),
                                    new Content("model", List.of(new Part.Text("Hallo.", false)))),
                            true)),
            Map.entry("client-content-image", contentOfEveryPart()),
            Map.entry("client-content-cancel", new ClientContent(List.of(), false)),
            Map.entry("client-content-parts", contentOfOtherParts()),
            Map.entry("realtime-video", new RealtimeVideo("image/jpeg", BYTES)),
            Map.entry(
                    "context-update",
                    new ContextUpdate(
                            Map.of("parts", List.of(Map.of("text", "Speak Danish."))),
                            List.of(Map.of("functionDeclarations", List.of(Map.of("name", "ring")))))),
            Map.entry("context-update-no-tools", new ContextUpdate(null, List.of())),
            Map.entry("raw", new Raw("{\"realtimeInput\":{\"text\":\"Hi\"}}", null)),
            Map.entry("tool-response-picture", pictureResponse()),
            Map.entry("realtime-text", new RealtimeText("Greet me. 👋")),
            Map.entry("realtime-audio", new RealtimeAudio(BYTES, 16000)),
            Map.entry("activity-start", new ActivityStart()),
            Map.entry("activity-end", new ActivityEnd()),
            Map.entry("audio-stream-end", new AudioStreamEnd()),
            Map.entry(
                    "tool-response",
                    new ToolResponse(List.of(new FunctionResponse(
                            "function-call-111", "get_weather", Map.of("output", Map.of("tempC", 4)))))),
            Map.entry(
                    "tool-response-streaming",
                    new ToolResponse(List.of(
                            new FunctionResponse("fc-9", "long_search", Map.of("output", "30 % done"), "SILENT", true),
                            new FunctionResponse(
                                    "fc-9", "long_search", Map.of("output", "found 3"), "WHEN_IDLE", false)))),
            Map.entry(
                    "tool-response-without-id",
                    new ToolResponse(List.of(
                            new FunctionResponse(null, "a", Map.of("error", "service unavailable, do not retry"))))));

    private final JsonCodec codec = new JsonCodec();
    private final ObjectMapper tree = new ObjectMapper();

    static List<String> fixtures() {
        return WireFixtures.names("client");
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void messageIsWrittenAsTheFixture(String name) throws IOException {
        assertThat(MESSAGES).containsKey(name);

        String written = codec.encode(MESSAGES.get(name));

        assertThat(tree.readTree(written)).isEqualTo(tree.readTree(WireFixtures.read("client", name)));
        assertThat(written).isEqualTo(tree.readTree(written).toString().transform(ClientFixturesTest::escaped));
    }

    @Test
    void everyMessageHasItsFixture() {
        assertThat(fixtures()).containsExactlyInAnyOrderElementsOf(MESSAGES.keySet());
    }

    @Test
    void everyKindOfClientMessageIsWritten() {
        assertThat(MESSAGES.values().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(ClientMessage.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void everyFixtureTellsItsOrigin(String name) {
        assertThat(WireFixtures.origins()).contains("| client/" + name + ".json |");
    }

    private static Setup setup() {
        return new Setup(Map.ofEntries(
                Map.entry("model", "models/gemini-3.8-live"),
                Map.entry(
                        "generationConfig",
                        Map.of(
                                "responseModalities",
                                List.of("AUDIO"),
                                "temperature",
                                0.5,
                                "speechConfig",
                                Map.of("voiceConfig", Map.of("prebuiltVoiceConfig", Map.of("voiceName", "Kore"))))),
                Map.entry("systemInstruction", Map.of("parts", List.of(Map.of("text", "Answer briefly.")))),
                Map.entry("outputAudioTranscription", Map.of()),
                Map.entry("sessionResumption", Map.of()),
                Map.entry("contextWindowCompression", Map.of("slidingWindow", Map.of("targetTokens", 8000L))),
                Map.entry("realtimeInputConfig", Map.of("automaticActivityDetection", Map.of("disabled", false))),
                Map.entry(
                        "avatarConfig",
                        Map.of("customizedAvatar", Map.of("imageMimeType", "image/png", "imageData", BYTES)))));
    }

    private static ClientContent contentOfEveryPart() {
        return new ClientContent(
                List.of(new Content(
                        "user",
                        List.of(
                                new Part.InlineData("image/png", BYTES),
                                new Part.ExecutableCode("e-1", "PYTHON", "1"),
                                new Part.CodeExecutionResult(null, "OUTCOME_OK", "1"),
                                new Part.Text("hm", true)))),
                false);
    }

    private static ClientContent contentOfOtherParts() {
        return new ClientContent(
                List.of(
                        new Content(
                                "user",
                                List.of(new Part.Other(Map.of(
                                        "fileData", Map.of("fileUri", "gs://b/a.png", "mimeType", "image/png"))))),
                        new Content(
                                "model",
                                List.of(new Part.Other(
                                        Map.of("functionCall", Map.of("name", "ring", "args", Map.of("times", 2)))))),
                        new Content(
                                "user",
                                List.of(new Part.Other(Map.of(
                                        "functionResponse",
                                        Map.of("name", "ring", "response", Map.of("output", "done"))))))),
                true);
    }

    private static ToolResponse pictureResponse() {
        return new ToolResponse(List.of(new FunctionResponse(
                "fc-1",
                "look",
                Map.of("output", "attached"),
                null,
                false,
                List.of(
                        new ResponsePart("image/png", BYTES, null, "door.png"),
                        new ResponsePart("image/webp", null, "gs://b/c.webp", null)))));
    }

    /** As the tree writes it, with the characters beyond ASCII escaped: compact, and nothing added. */
    private static String escaped(String json) {
        StringBuilder escaped = new StringBuilder();
        for (char c : json.toCharArray()) {
            escaped.append(c < 128 ? String.valueOf(c) : String.format("\\u%04X", (int) c));
        }
        return escaped.toString();
    }
}
