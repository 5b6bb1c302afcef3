package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.auth.TokenServer;
import io.github.camelgeminilive.emulator.Frame;
import io.github.camelgeminilive.emulator.LiveConnection;
import io.github.camelgeminilive.session.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conversations on Vertex AI: where they go, and where their access tokens come from, at every connection. */
class VertexTest extends LiveRouteTest {

    @TempDir
    Path folder;

    private final AtomicInteger own = new AtomicInteger();
    private TokenServer server;

    @Override
    void configure(GeminiLiveConfiguration configuration) {
        configuration.setApiKey(null);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        server = new TokenServer();
        CamelContext created = super.createCamelContext();
        created.getRegistry().bind("tokens", (GeminiLiveCredentials) () -> "own-" + own.incrementAndGet());
        created.getRegistry().bind("down", (GeminiLiveCredentials) () -> {
            if (own.incrementAndGet() == 1) {
                throw new IOException("no route to the vault");
            }
            return "own-" + own;
        });
        created.getRegistry().bind("broken", (GeminiLiveCredentials) () -> {
            throw new IllegalStateException("the vault is sealed");
        });
        created.getRegistry().bind("empty", (GeminiLiveCredentials) () -> "");
        return created;
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    private String key(String... extra) throws Exception {
        return "&serviceAccountKey=file:" + server.keyFile(folder, extra);
    }

    private String ask(String uri) {
        return template.requestBody(uri, "hello", String.class);
    }

    private String authorization(int connection) {
        return emulator().connection(connection).headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("authorization"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("none");
    }

    private String billed(int connection) {
        return emulator().connection(connection).headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("x-goog-user-project"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("none");
    }

    private GeminiLiveException refused(String uri) {
        return failure(GeminiLiveException.class, send(uri, "hello", Map.of()).getException());
    }

    /** Breaks the newest connection and waits until the next one has its setup. */
    private void reconnect(String agent) {
        int broken = emulator().connections();
        emulator().connection(broken).reset();
        emulator().connection(broken + 1).takeFrame("setup", PATIENCE);
        await(
                "the next connection",
                () -> session(agent, "default").live().status().live());
    }

    @Test
    void aServiceAccountConversesAndEveryConnectionHasAFreshToken() throws Exception {
        server.lifeSeconds(60);
        assertThat(ask("gemini-live:bob?project=p&location=europe-west4" + key()))
                .isEqualTo("You said: hello");
        LiveConnection line = emulator().connection(1);
        assertThat(line.path()).isEqualTo("/ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent");
        assertThat(authorization(1)).isEqualTo("Bearer token-1");
        assertThat(billed(1)).isEqualTo("none");
        Frame setup = emulator().connection(1).frames().get(0);
        assertThat(setup.at("/setup/model").asText())
                .isEqualTo("projects/p/locations/europe-west4/publishers/google/models/gemini-3.8-live");
        reconnect("bob");
        assertThat(authorization(2)).isEqualTo("Bearer token-2");
        reconnect("bob");
        assertThat(authorization(3)).isEqualTo("Bearer token-3");
    }

    @Test
    void manyConnectionsAtOnceCostOneToken() throws Exception {
        String uri = "gemini-live:bob?project=p" + key();
        routes(rb -> rb.from("direct:many").to(uri));
        for (int i = 0; i < 20; i++) {
            template.sendBodyAndHeader("direct:many", "hello", GeminiLiveConstants.SESSION_ID, "s" + i);
        }
        assertThat(emulator().connections()).isEqualTo(20);
        assertThat(server.asked()).isEqualTo(1);
    }

    @Test
    void theQuotaProjectOfTheCredentialsIsBilledUnlessAnOptionNamesAnother() throws Exception {
        String key = key(",\"quota_project_id\":\"payer\"");
        ask("gemini-live:bob?project=p" + key);
        assertThat(billed(1)).isEqualTo("payer");
        ask("gemini-live:eve?project=p&quotaProject=other" + key);
        assertThat(billed(2)).isEqualTo("other");
    }

    @Test
    void anAccessTokenIsSentAsItIs() {
        ask("gemini-live:bob?project=p&accessToken=ya29.x&apiVersion=v1");
        assertThat(authorization(1)).isEqualTo("Bearer ya29.x");
        assertThat(emulator().connection(1).path()).contains(".v1.LlmBidiService/");
        assertThat(server.asked()).isZero();
    }

    @Test
    void anExpressKeyNeedsNoProject() {
        ask("gemini-live:bob?vertexAi=true&apiKey=express");
        assertThat(emulator().connection(1).path()).contains("LlmBidiService/BidiGenerateContent");
        assertThat(emulator().connection(1).headers()).containsEntry("x-goog-api-key", "express");
        assertThat(authorization(1)).isEqualTo("none");
        assertThat(emulator().connection(1).frames().get(0).at("/setup/model").asText())
                .isEqualTo("publishers/google/models/gemini-3.8-live");
    }

    @Test
    void aBeanOfTheApplicationIsAskedForEachConnection() {
        ask("gemini-live:bob?project=p&credentials=#tokens");
        assertThat(authorization(1)).isEqualTo("Bearer own-1");
        reconnect("bob");
        assertThat(authorization(2)).isEqualTo("Bearer own-2");
    }

    @Test
    void aBeanThatCannotReachItsSourceIsAskedAgain() {
        assertThat(ask("gemini-live:bob?project=p&credentials=#down")).isEqualTo("You said: hello");
        assertThat(authorization(1)).isEqualTo("Bearer own-2");
    }

    @ParameterizedTest
    @CsvSource({"broken, the vault is sealed", "empty, an empty text"})
    void aBeanThatHasNoTokenEndsTheSession(String bean, String said) {
        GeminiLiveException refused = refused("gemini-live:bob?project=p&credentials=#" + bean);
        assertThat(refused.getCode()).isEqualTo(Failure.Code.FIX_CREDENTIALS);
        assertThat(refused).hasMessageContaining("option credentials").hasMessageContaining(said);
        assertThat(emulator().connections()).isZero();
    }

    @Test
    void aRefusalOfTheTokenServerSaysWhatToMend() throws Exception {
        server.refuse(400, "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT Signature.\"}");
        GeminiLiveException refused = refused("gemini-live:bob?project=p" + key());
        assertThat(refused.getCode()).isEqualTo(Failure.Code.FIX_CREDENTIALS);
        assertThat(refused.isRetryable()).isFalse();
        assertThat(refused)
                .hasMessageContaining("HTTP status 400 invalid_grant")
                .hasMessageContaining("roles/aiplatform.user");
        assertThat(emulator().connections()).isZero();
        assertThat(server.asked()).isEqualTo(1);
    }

    @Test
    void aTokenServerThatHangsHoldsNobodyLongerThanConnectTimeout() throws Exception {
        server.hang(true);
        GeminiLiveException refused =
                refused("gemini-live:bob?project=p&connectTimeout=300&reconnectTimeout=100" + key());
        assertThat(refused.getCode()).isEqualTo(Failure.Code.CONNECTION_LOST);
        assertThat(refused).hasMessageContaining("no access token within 300 ms (option connectTimeout)");
        assertThat(emulator().connections()).isZero();
        // another agent is not held up by it
        assertThat(ask("gemini-live:eve?project=p&accessToken=t")).isEqualTo("You said: hello");
    }

    @Test
    void aTokenServerThatIsDownAtAReconnectIsAskedUntilItIsBack() throws Exception {
        server.lifeSeconds(60);
        BlockingQueue<String> life = new LinkedBlockingQueue<>();
        String uri = "gemini-live:bob?project=p" + key();
        routes(rb -> {
            rb.from("direct:ask").to(uri);
            rb.from("gemini-live:bob?events=opened,disconnected,restarted,failed")
                    .process(e -> life.add(e.getMessage().getHeader(GeminiLiveConstants.EVENT, String.class)));
        });
        ask("direct:ask");
        assertThat(life.poll(20, TimeUnit.SECONDS)).isEqualTo("opened");
        server.refuse(503, "{}");
        emulator().connection(1).reset();
        assertThat(life.poll(20, TimeUnit.SECONDS)).isEqualTo("disconnected");
        int before = server.asked();
        await("another question", () -> server.asked() > before);
        assertThat(emulator().connections()).isEqualTo(1);
        server.refuse(200, "");
        assertThat(life.poll(20, TimeUnit.SECONDS)).isEqualTo("restarted");
        assertThat(authorization(2)).isEqualTo("Bearer token-2");
        assertThat(ask("direct:ask")).isEqualTo("You said: hello");
    }

    @ParameterizedTest
    @CsvSource({"401", "403"})
    void aRefusedUpgradeNamesTheRole(int status) {
        emulator().refuseUpgrades(1, status);
        GeminiLiveException refused = refused("gemini-live:bob?project=acme&accessToken=t");
        assertThat(refused.getCode()).isEqualTo(Failure.Code.FIX_CREDENTIALS);
        assertThat(refused)
                .hasMessageContaining("HTTP status " + status)
                .hasMessageContaining("role roles/aiplatform.user in project acme");
    }

    @Test
    void aKeyInPlaceOfItsResourceIsRefusedAndNotShown() {
        Exchange exchange = send(
                "gemini-live:bob?project=p&serviceAccountKey=RAW({\"private_key\":\"canary\"})", "hello", Map.of());
        assertThat(exchange.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Option serviceAccountKey");
        assertThat(exchange.getException().getMessage()).doesNotContain("canary");
    }

    @Test
    void aKeyFileThatIsNotThereIsToldBeforeAnythingConnects() {
        GeminiLiveException refused = refused("gemini-live:bob?project=p&serviceAccountKey=file:/no/such/key.json");
        assertThat(refused.getCode()).isEqualTo(Failure.Code.FIX_CREDENTIALS);
        assertThat(refused).hasMessageContaining("option serviceAccountKey").hasMessageContaining("can't be found");
        assertThat(emulator().connections()).isZero();
    }

    @Test
    void vertexMakesNoEphemeralTokens() {
        GeminiLiveException refused = refused("gemini-live:bob?operation=createToken&project=p&accessToken=t");
        assertThat(refused.getCode()).isEqualTo(Failure.Code.FIX_CONFIGURATION);
        assertThat(refused).hasMessageContaining("createToken").hasMessageContaining("Vertex AI");
    }

    @Test
    void aStoppedContextDoesNotWaitForATokenServerThatHangs() throws Exception {
        server.hang(true);
        String uri = "gemini-live:bob?project=p" + key();
        routes(rb -> rb.from("direct:ask").to(uri));
        var waiting = template.asyncSend("direct:ask", e -> e.getMessage().setBody("hello"));
        await("the question", () -> server.asked() == 1);
        context.stop();
        GeminiLiveException closed = failure(
                GeminiLiveException.class, waiting.get(20, TimeUnit.SECONDS).getException());
        assertThat(closed.getCode()).isEqualTo(Failure.Code.SESSION_CLOSED);
        assertThat(server.asked()).isEqualTo(1);
    }
}
