package io.github.camelgeminilive.emulator.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.genai.Client;
import com.google.genai.types.LiveClientSetup;
import com.google.genai.types.LiveConnectConfig;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.RawClient;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every setup field that Google's Java SDK can write is accepted, or refused where protocol section 2 says so. The SDK
 * makes each message itself, out of values that reflection over its builders made.
 */
class SetupFieldsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INVALID = "Request contains an invalid argument.";
    private static final String UNKNOWN = "Invalid JSON payload received. Unknown name";
    private static LiveEmulator emulator;

    @BeforeAll
    static void start() {
        emulator = LiveEmulator.start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    /** What must become of a setup; a reason that is empty means accepted. */
    private record Verdict(String model, String reason) {}

    @ParameterizedTest(name = "{0} on Vertex: {1}")
    @MethodSource("cases")
    void fieldIsAcceptedOrRefusedAsTheProtocolSays(String path, boolean vertex, JsonNode setup) {
        Verdict verdict = verdict(path, vertex);
        String model = vertex ? "publishers/google/models/" + verdict.model() : "models/" + verdict.model();
        ((ObjectNode) setup).put("model", model);
        String message = JSON.createObjectNode().set("setup", setup).toString();
        String entrance = vertex ? RawClient.VERTEX : RawClient.DEV;
        try (RawClient client = RawClient.connect(emulator, entrance, "x-goog-api-key", "test-key")) {
            client.send(message);
            if (verdict.reason().isEmpty()) {
                client.await("setupComplete for " + message, answer -> answer.has("setupComplete"));
            } else {
                RawClient.Closed closed = client.awaitClosed();
                assertThat(closed.reason()).as(message).startsWith(verdict.reason());
                assertThat(closed.code()).isEqualTo(1007);
            }
        }
    }

    @Test
    void casesHoldEveryFieldThatTheBuildersKnow() throws Exception {
        List<String> paths = cases().map(one -> one.get()[0].toString()).toList();
        assertThat(paths.size()).isGreaterThan(200);
        assertThat(paths)
                .contains(
                        "sessionResumption.transparent",
                        "tools.functionDeclarations.behavior.NON_BLOCKING",
                        "realtimeInputConfig.automaticActivityDetection.silenceDurationMs",
                        "speechConfig.voiceConfig.prebuiltVoiceConfig.voiceName",
                        "generationConfig.responseModalities.TEXT",
                        "historyConfig.initialHistoryInClientContent");
    }

    /** The exceptions of protocol section 2; everything else is accepted by 3.8. */
    private static Verdict verdict(String path, boolean vertex) {
        String nativeAudio = vertex ? "gemini-live-2.5-flash-native-audio" : "gemini-2.5-flash-native-audio-latest";
        String field = path.startsWith("generationConfig.") ? path.substring("generationConfig.".length()) : path;
        if (field.endsWith("responseModalities.TEXT")) {
            return new Verdict(nativeAudio, "Cannot extract voices from a non-audio request.");
        }
        if (field.startsWith("responseModalities.")) {
            boolean accepted = field.endsWith("AUDIO") || field.endsWith("VIDEO") && vertex;
            return new Verdict("gemini-3.8-live", accepted ? "" : INVALID);
        }
        if (field.startsWith("thinkingConfig")) {
            return new Verdict(nativeAudio, "");
        }
        if (field.startsWith("enableAffectiveDialog") || field.startsWith("proactivity")) {
            return new Verdict(nativeAudio, vertex ? "" : UNKNOWN);
        }
        if (field.startsWith("translationConfig")) {
            return vertex
                    ? new Verdict("gemini-3.8-live", INVALID)
                    : new Verdict("gemini-3.5-live-translate-preview", "");
        }
        if (field.startsWith("avatarConfig")) {
            return new Verdict("gemini-3.8-live", vertex ? "" : UNKNOWN);
        }
        if (field.startsWith("tools.codeExecution") || field.startsWith("tools.urlContext")) {
            return vertex ? new Verdict("gemini-live-2.5-flash", "") : new Verdict("gemini-3.8-live", INVALID);
        }
        if (field.startsWith("systemInstruction.parts") && !field.equals("systemInstruction.parts.text")) {
            String elsewhere = vertex ? "functionResponse.willContinue" : "functionResponse.parts.fileData";
            return new Verdict("gemini-3.8-live", field.contains(elsewhere) ? UNKNOWN : INVALID);
        }
        if (field.startsWith("tools.mcpServers")) {
            return new Verdict("gemini-3.8-live", vertex ? UNKNOWN : "");
        }
        boolean notInLive = Stream.of(
                        "responseLogprobs",
                        "logprobs",
                        "responseMimeType",
                        "responseSchema",
                        "responseJsonSchema",
                        "stopSequences",
                        "routingConfig",
                        "audioTimestamp",
                        "speechConfig.multiSpeakerVoiceConfig")
                .anyMatch(field::startsWith);
        return new Verdict("gemini-3.8-live", notInLive ? INVALID : "");
    }

    static Stream<Arguments> cases() throws Exception {
        List<Arguments> cases = new ArrayList<>();
        for (boolean vertex : new boolean[] {false, true}) {
            try (Client client =
                    Client.builder().apiKey("test-key").vertexAI(vertex).build()) {
                for (SdkFields.Case one : SdkFields.of(LiveConnectConfig.class)) {
                    add(cases, one.path(), vertex, connect(client, (LiveConnectConfig) one.value()));
                }
                for (SdkFields.Case one : SdkFields.of(LiveClientSetup.class)) {
                    if (!one.path().equals("model")) {
                        add(cases, one.path(), vertex, convert(client, one.value(), vertex));
                    }
                }
            }
        }
        return cases.stream();
    }

    /** A field that the SDK itself refuses for this back end is no case: it cannot be written. */
    private static void add(List<Arguments> cases, String path, boolean vertex, JsonNode setup) {
        if (setup != null) {
            cases.add(Arguments.of(path, vertex, setup));
        }
    }

    private static JsonNode connect(Client client, LiveConnectConfig config) throws Exception {
        Method method = client.async
                .live
                .getClass()
                .getDeclaredMethod("getSetupRequest", String.class, LiveConnectConfig.class);
        method.setAccessible(true);
        try {
            return JSON.readTree((String) method.invoke(client.async.live, "some-model", config))
                    .path("setup");
        } catch (InvocationTargetException e) {
            return refusedBySdk(e);
        }
    }

    private static JsonNode convert(Client client, Object setup, boolean vertex) throws Exception {
        Field api = client.async.live.getClass().getDeclaredField("apiClient");
        api.setAccessible(true);
        Constructor<?> constructor =
                Class.forName("com.google.genai.LiveConverters").getConstructors()[0];
        constructor.setAccessible(true);
        Object converters = constructor.newInstance(api.get(client.async.live));
        String name = vertex ? "liveClientSetupToVertex" : "liveClientSetupToMldev";
        Method method = converters.getClass().getDeclaredMethod(name, JsonNode.class, ObjectNode.class);
        method.setAccessible(true);
        Method toNode =
                Class.forName("com.google.genai.JsonSerializable").getDeclaredMethod("toJsonNode", Object.class);
        toNode.setAccessible(true);
        try {
            JsonNode node = (JsonNode) method.invoke(converters, toNode.invoke(null, setup), null);
            return JSON.readTree(node.toString());
        } catch (InvocationTargetException e) {
            return refusedBySdk(e);
        }
    }

    private static JsonNode refusedBySdk(InvocationTargetException e) {
        if (e.getCause() instanceof IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("(?s).*(only supported|not supported|unsupported).*");
            return null;
        }
        throw new AssertionError("The SDK failed to write a field", e);
    }
}
