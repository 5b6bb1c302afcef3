package io.github.camelgeminilive.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.camelgeminilive.auth.TokenSource.AccessToken;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Google's auth library against a token server of our own: how old a token may be, and what its failures mean. */
class GoogleTokensTest {

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private TokenServer server;
    private Path key;
    private TokenSource tokens;

    @BeforeEach
    void start() throws Exception {
        server = new TokenServer();
        key = server.keyFile(folder);
        tokens = GoogleTokens.serviceAccount(() -> Files.newInputStream(key), nanos::get);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private NoTokenException refused() {
        return catchThrowableOfType(NoTokenException.class, tokens::token);
    }

    @Test
    void theServiceAccountAsksForTheScopeOfVertexAi() throws Exception {
        assertThat(tokens.token()).isEqualTo(new AccessToken("token-1", null));
        assertThat(server.assertions())
                .singleElement()
                .asString()
                .contains("https://www.googleapis.com/auth/cloud-platform", "voice@p.iam.gserviceaccount.com");
    }

    @Test
    void aTokenIsUsedAgainForAMinuteAndNotLonger() throws Exception {
        assertThat(tokens.token().value()).isEqualTo("token-1");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
        assertThat(tokens.token().value()).isEqualTo("token-1");
        nanos.addAndGet(1);
        assertThat(tokens.token().value()).isEqualTo("token-2");
    }

    @Test
    void aTokenThatEndsSoonIsNotUsedAgain() throws Exception {
        server.lifeSeconds(60);
        assertThat(tokens.token().value()).isEqualTo("token-1");
        assertThat(tokens.token().value()).isEqualTo("token-2");
    }

    @Test
    void theQuotaProjectOfTheKeyIsTold() throws Exception {
        key = server.keyFile(folder, ",\"quota_project_id\":\"payer\"");
        assertThat(tokens.token().quotaProject()).isEqualTo("payer");
    }

    @ParameterizedTest
    @CsvSource({"400, false", "401, false", "403, false", "408, true", "429, true", "500, true", "503, true"})
    void theStatusOfTheTokenServerTellsWhetherToTryAgain(int status, boolean retryable) {
        server.refuse(status, "{\"error\":\"invalid_grant\",\"error_description\":\"quotes canary-echo\"}");
        NoTokenException refused = refused();
        assertThat(refused)
                // the JDK keeps the body of a 401 to itself
                .hasMessageContaining("HTTP status " + status + (status == 401 ? "" : " invalid_grant"))
                .hasMessageContaining("serviceAccountKey")
                .hasNoCause();
        assertThat(refused.getMessage()).doesNotContain("canary");
        assertThat(refused.retryable()).isEqualTo(retryable);
        assertThat(server.asked()).as("we try again ourselves").isEqualTo(1);
    }

    @Test
    void aServerThatIsDownIsWorthAnotherTry() throws Exception {
        server.close();
        NoTokenException refused = refused();
        assertThat(refused.retryable()).isTrue();
        assertThat(refused).hasMessageContaining("ConnectException");
    }

    @Test
    void anAnswerThatIsNoTokenIsNotQuoted() {
        server.refuse(201, "{\"canary-odd\":1}");
        assertThat(refused().getMessage()).doesNotContain("canary");
    }

    @Test
    void aKeyThatWasReplacedAfterARefusalIsReadAnew() throws Exception {
        server.refuse(401, "{\"error\":\"invalid_client\"}");
        assertThat(refused().retryable()).isFalse();
        try (TokenServer other = new TokenServer()) {
            key = other.keyFile(folder);
            assertThat(tokens.token().value()).isEqualTo("token-1");
            assertThat(other.asked()).isEqualTo(1);
        }
    }

    @Test
    void aKeyFileThatIsNotThereIsTold() {
        tokens = GoogleTokens.serviceAccount(
                () -> {
                    throw new FileNotFoundException("/secret/place");
                },
                nanos::get);
        assertThat(refused())
                .hasMessage("expected to read the service account key (option serviceAccountKey) but the file can't be"
                        + " found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"service_account","private_key":"canary-key"}
            {"type":"authorized_user","refresh_token":"canary-refresh"}
            canary-text
            `{"type":"service_account","client_id":"1","client_email":"e","private_key_id":"i","private_key":"canary-pem"}`
            """)
    void aFileThatIsNoKeyIsToldWithoutWhatIsInIt(String text) throws Exception {
        Files.writeString(key, text);
        NoTokenException refused = refused();
        assertThat(refused)
                .hasMessageContaining("expected to read the service account key")
                .hasNoCause();
        assertThat(refused.getMessage()).doesNotContain("canary");
        assertThat(refused.retryable()).isFalse();
    }
}
