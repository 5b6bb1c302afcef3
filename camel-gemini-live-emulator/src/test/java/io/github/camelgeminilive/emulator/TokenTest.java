package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ephemeral tokens: made over HTTP, enforced at the constrained method (protocol section 7). */
class TokenTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    private static final String PLAIN = "{\"setup\":{\"model\":\"models/gemini-3.8-live\"}}";
    private static final String RESUMABLE =
            "{\"setup\":{\"model\":\"models/gemini-3.8-live\",\"sessionResumption\":{}}}";
    private LiveEmulator emulator;

    @BeforeEach
    void start() {
        emulator = LiveEmulator.builder()
                .apiKeys("good-key")
                .clock(InstantSource.fixed(START))
                .start();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1beta", "v1alpha", "v1"})
    void tokenIsItsNameAndNothingElse(String version) {
        Answer answer = post("/" + version + "/auth_tokens", "good-key", "{\"uses\":2}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).hasSize(1);
        assertThat(answer.json().path("name").asText()).matches("auth_tokens/\\w{20,}");
        assertThat(emulator.tokenRequests()).containsExactly("{\"uses\":2}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"foo":1}                                   | Invalid JSON payload received. Unknown name "foo" at 'auth_token': Cannot find field.
        {"bidiGenerateContentSetup":{"setup":{}}}   | Invalid JSON payload received. Unknown name "setup" at 'auth_token.bidi_generate_content_setup': Cannot find field.
        {"bidiGenerateContentSetup":{"generationConfig":{"inputs":{}}}} | Invalid JSON payload received. Unknown name "inputs" at 'auth_token.bidi_generate_content_setup.generation_config': Cannot find field.
        {"liveConnectConstraints":{}}               | Invalid JSON payload received. Unknown name "liveConnectConstraints" at 'auth_token': Cannot find field.
        {"uses":"many"}                             | Invalid value at 'auth_token.uses' (TYPE_INT32), "many"
        {"expireTime":"soon"}                       | Invalid value at 'auth_token.expire_time' (type.googleapis.com/google.protobuf.Timestamp), "soon"
        {"expireTime":"2026-11-02T12:00:00Z"}       | Request contains an invalid argument.
        {"newSessionExpireTime":"2026-11-01T11:00:00Z"} | Request contains an invalid argument.
        {"fieldMask":"tools.0","bidiGenerateContentSetup":{"tools":[{"googleSearch":{}}]}} | field_mask is invalid for BidiGenerateContentSetup
        {"fieldMask":"temperature"}                 | field_mask is invalid for BidiGenerateContentSetup
        {"fieldMask":"generationConfig.temperature,"} | field_mask is invalid for BidiGenerateContentSetup
        {"fieldMask":"proactivity"}                 | field_mask is invalid for BidiGenerateContentSetup
        {"fieldMask":"model","bidiGenerateContentSetup":{"model":"models/gemini-3.8-live","systemInstruction":{"parts":[{"text":"x"}]}}} | BidiGenerateContentSetup contains fields that are not specified in field_mask
        []                                          | Invalid JSON payload received. Unexpected token.
        {                                           | Invalid JSON payload received. Unexpected token.
        """)
    void badRequestIsRefusedInGooglesForm(String body, String message) {
        Answer answer = post("/v1beta/auth_tokens", "good-key", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/code").asInt()).isEqualTo(400);
        assertThat(answer.json().at("/error/status").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(answer.json().at("/error/message").asText()).isEqualTo(message);
    }

    @Test
    void wrongKeyMissingKeyAndATokenMakeNoToken() {
        Answer wrong = post("/v1beta/auth_tokens", "other", "{}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().at("/error/message").asText()).startsWith("API key not valid");
        assertThat(post("/v1beta/auth_tokens", "", "{}").status()).isEqualTo(403);
        assertThat(post("/v1beta/auth_tokens", token("{}"), "{}").status()).isEqualTo(403);
        assertThat(post("/v2/auth_tokens", "good-key", "{}").status()).isEqualTo(404);
    }

    @Test
    void tokenOpensTheConstrainedMethodAsOftenAsItMay() {
        String token = token("{\"uses\":2}");
        for (int i = 0; i < 2; i++) {
            try (RawClient client = constrained(token).send(PLAIN)) {
                client.await("setupComplete", message -> message.has("setupComplete"));
            }
        }
        assertClosed(token, PLAIN, 1011, "Token has been used too many times");
    }

    @Test
    void tokenWithoutUsesIsForOneConversationAndZeroIsForAnyNumber() {
        String once = token("{}");
        open(once, PLAIN).close();
        assertClosed(once, PLAIN, 1011, "Token has been used too many times");
        String often = token("{\"uses\":0}");
        open(often, PLAIN).close();
        open(often, PLAIN).close();
    }

    @Test
    void refusedSetupIsNoUse() {
        String token = token("{}");
        assertClosed(token, "{\"setup\":{\"model\":\"models/none\"}}", 1008, "models/none is not found");
        open(token, PLAIN).close();
    }

    @Test
    void resumeIsNoUseAndMayComeAfterTheTimeToStart() {
        String token = token("{\"uses\":1}");
        String handle;
        try (RawClient client = constrained(token).send(RESUMABLE)) {
            handle = client.await(
                            "a handle",
                            message -> message.at("/sessionResumptionUpdate").has("newHandle"))
                    .at("/sessionResumptionUpdate/newHandle")
                    .asText();
        }
        emulator.passTime(Duration.ofSeconds(61));
        String resume = RESUMABLE.replace("{}}}", "{\"handle\":\"" + handle + "\"}}}");
        open(token, resume).close();
        assertClosed(token, PLAIN, 1011, "new_session_expire_time deadline exceeded");
        emulator.passTime(Duration.ofMinutes(30));
        assertClosed(token, resume, 1011, "Deadline expired before operation could complete.");
    }

    @Test
    void timesOfTheRequestCount() {
        String token = token("{\"newSessionExpireTime\":\"2026-11-01T12:10:00.5Z\","
                + "\"expireTime\":\"2026-11-01T15:00:00+02:00\",\"uses\":0}");
        emulator.passTime(Duration.ofMinutes(10));
        open(token, PLAIN).close();
        emulator.passTime(Duration.ofSeconds(1));
        assertClosed(token, PLAIN, 1011, "new_session_expire_time deadline exceeded");
        emulator.passTime(Duration.ofHours(1));
        assertClosed(token, PLAIN, 1011, "Deadline expired before operation could complete.");
    }

    @Test
    void messageAfterTheExpiryEndsTheSession() {
        try (RawClient client = open(token("{}"), PLAIN)) {
            client.send(RawClient.text("in time")).awaitContent("turnComplete");
            emulator.passTime(Duration.ofMinutes(31));
            client.send(RawClient.text("too late"));
            assertThat(client.awaitClosed())
                    .isEqualTo(new RawClient.Closed(1011, "Deadline expired before operation could complete."));
        }
    }

    @Test
    void unknownTokenAndTokenOnThePlainMethodAreRefused() {
        assertClosed("auth_tokens/nobody", PLAIN, 1007, "API key not valid");
        String token = token("{}");
        try (RawClient client = RawClient.connect(emulator, RawClient.DEV, "Authorization", "Token " + token)) {
            assertThat(client.awaitClosed().reason()).startsWith("Method doesn't allow unregistered callers");
        }
        try (RawClient client = RawClient.connect(emulator, RawClient.DEV + "?key=" + token)) {
            assertThat(client.awaitClosed().reason()).startsWith("Method doesn't allow unregistered callers");
        }
    }

    @Test
    void wholeSetupIsLockedAndTheClientsIsIgnored() {
        String token = token("{\"bidiGenerateContentSetup\":{\"model\":\"models/gemini-3.8-live\","
                + "\"generationConfig\":{\"responseModalities\":[\"AUDIO\"]},\"outputAudioTranscription\":{}}}");
        String other = "{\"setup\":{\"model\":\"models/gemini-3.1-flash-live-preview\",\"sessionResumption\":{},"
                + "\"generationConfig\":{\"responseModalities\":[\"TEXT\"]}}}";
        try (RawClient client = open(token, other)) {
            client.send(RawClient.text("hello")).awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("You said: hello");
            assertThat(client.seen("/sessionResumptionUpdate")).isEmpty();
        }
    }

    @Test
    void setupWithoutAModalityMeansText() {
        String token = token("{\"bidiGenerateContentSetup\":{\"model\":\"models/gemini-3.8-live\"}}");
        assertClosed(token, PLAIN, 1007, "Cannot extract voices from a non-audio request.");
    }

    @Test
    void maskAloneLocksFieldsToTheirDefaults() {
        String token = token("{\"fieldMask\":\"sessionResumption,generationConfig.thinkingConfig\"}");
        String asks = "{\"setup\":{\"model\":\"models/gemini-3.8-live\",\"sessionResumption\":{},"
                + "\"generationConfig\":{\"thinkingConfig\":{\"thinkingLevel\":\"LOW\"}},"
                + "\"outputAudioTranscription\":{}}}";
        try (RawClient client = open(token, asks)) {
            client.send(RawClient.text("hello")).awaitContent("turnComplete");
            assertThat(client.seen("/sessionResumptionUpdate")).isEmpty();
            assertThat(client.transcript("outputTranscription")).isEqualTo("You said: hello");
        }
    }

    @Test
    void setupAndMaskFixTheListedFieldsAndTakeTheOthersFromTheClient() {
        String token =
                token("{\"fieldMask\":\"model,tools,generationConfig.speechConfig,generationConfig.temperature\","
                        + "\"bidiGenerateContentSetup\":{\"model\":\"models/gemini-3.8-live\",\"tools\":[{\"googleSearch\":{}}],"
                        + "\"generationConfig\":{\"speechConfig\":{\"voiceConfig\":{\"prebuiltVoiceConfig\":"
                        + "{\"voiceName\":\"Kore\"}}}}}}");
        String asks = "{\"setup\":{\"model\":\"models/gemini-3.1-flash-live-preview\",\"sessionResumption\":{},"
                + "\"tools\":[{\"codeExecution\":{}}],"
                + "\"generationConfig\":{\"temperature\":1,\"topP\":0.5,\"speechConfig\":{\"voiceConfig\":"
                + "{\"prebuiltVoiceConfig\":{\"voiceName\":\"nobody\"}}}}}}";
        try (RawClient client = open(token, asks)) {
            client.await("a handle", message -> message.has("sessionResumptionUpdate"));
        }
    }

    private String token(String body) {
        Answer answer = post("/v1beta/auth_tokens", "good-key", body);
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json().path("name").asText();
    }

    private RawClient constrained(String token) {
        return RawClient.connect(emulator, RawClient.DEV + "Constrained", "Authorization", "Token " + token);
    }

    private RawClient open(String token, String setup) {
        RawClient client = constrained(token).send(setup);
        client.await("setupComplete", message -> message.has("setupComplete"));
        return client;
    }

    private void assertClosed(String token, String setup, int code, String reason) {
        try (RawClient client = constrained(token).send(setup)) {
            RawClient.Closed closed = client.awaitClosed();
            assertThat(closed.reason()).startsWith(reason);
            assertThat(closed.code()).isEqualTo(code);
        }
    }

    private record Answer(int status, JsonNode json) {}

    private Answer post(String path, String key, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + emulator.port() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("x-goog-api-key", key);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new AssertionError("Expected an answer to " + body, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
