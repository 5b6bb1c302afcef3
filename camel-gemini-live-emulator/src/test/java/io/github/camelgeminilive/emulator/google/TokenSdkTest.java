package io.github.camelgeminilive.emulator.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.genai.AsyncSession;
import com.google.genai.Client;
import com.google.genai.types.Content;
import com.google.genai.types.CreateAuthTokenConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.LiveConnectConfig;
import com.google.genai.types.LiveConnectConstraints;
import com.google.genai.types.Modality;
import com.google.genai.types.Part;
import io.github.camelgeminilive.emulator.LiveEmulator;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Google's own Java SDK makes ephemeral tokens at the emulator and connects with them. */
class TokenSdkTest {
    private static final String PASSWORD = "changeit";
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String MODEL = "gemini-3.8-live";
    private LiveEmulator emulator;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        emulator = LiveEmulator.builder().tls(true).apiKeys("good-key").start();
        Path trust = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(trust)) {
            emulator.trustStore().store(out, PASSWORD.toCharArray());
        }
        System.setProperty("javax.net.ssl.trustStore", trust.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    }

    @AfterEach
    void stop() {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
        emulator.close();
    }

    @Test
    void tokenOfTheSdkOpensOneSession() throws Exception {
        String token;
        try (Client client = client("good-key")) {
            token = client.authTokens
                    .create(CreateAuthTokenConfig.builder().uses(1).build())
                    .name()
                    .orElseThrow();
        }
        try (Client client = client(token)) {
            AsyncSession session =
                    client.async.live.connect(MODEL, audio().build()).get(15, TimeUnit.SECONDS);
            session.close().get();
            assertThat(emulator.connection(1).path()).endsWith("BidiGenerateContentConstrained");
            var neverOpens = client.async.live.connect(MODEL, audio().build());
            assertThat(emulator.connection(2).awaitClosed(PATIENCE).reason())
                    .isEqualTo("Token has been used too many times");
            assertThat(neverOpens.isCompletedExceptionally() || !neverOpens.isDone())
                    .isTrue();
        }
    }

    @Test
    void maskThatTheSdkMakesOfItsConstraintsIsTaken() throws Exception {
        try (Client client = client("good-key")) {
            client.authTokens.create(constrained(audio())
                    .lockAdditionalFields(List.of("temperature"))
                    .build());
            JsonNode body = new ObjectMapper().readTree(emulator.tokenRequests().get(0));
            assertThat(body.path("fieldMask").asText())
                    .contains("generationConfig.responseModalities")
                    .contains("generationConfig.temperature");
            client.authTokens.create(
                    constrained(audio()).lockAdditionalFields(List.of()).build());
            client.authTokens.create(constrained(audio()).build());
        }
    }

    private static CreateAuthTokenConfig.Builder constrained(LiveConnectConfig.Builder config) {
        return CreateAuthTokenConfig.builder()
                .liveConnectConstraints(LiveConnectConstraints.builder()
                        .model(MODEL)
                        .config(config.systemInstruction(Content.fromParts(Part.fromText("Be brief.")))
                                .build())
                        .build());
    }

    private static LiveConnectConfig.Builder audio() {
        return LiveConnectConfig.builder().responseModalities(Modality.Known.AUDIO);
    }

    private Client client(String key) {
        return Client.builder()
                .apiKey(key)
                .httpOptions(HttpOptions.builder()
                        .baseUrl("https://localhost:" + emulator.port())
                        .apiVersion("v1alpha")
                        .build())
                .build();
    }
}
