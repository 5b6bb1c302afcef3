package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.session.Failure;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, and whose Vert.x and threads a component uses and leaves behind. */
class ConnectionSettingsTest extends LiveRouteTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private boolean tls() {
        return contextManagerExtension.getCurrentTestName().contains("Tls");
    }

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder().tls(tls());
    }

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withUseAdviceWith(true);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        if (tls()) {
            created.getRegistry().bind("trusting", trusting());
        }
        return created;
    }

    private SSLContextParameters trusting() throws Exception {
        Path store = folder.resolve("trust.p12");
        try (var out = Files.newOutputStream(store)) {
            emulator().trustStore().store(out, PASSWORD.toCharArray());
        }
        KeyStoreParameters keyStore = new KeyStoreParameters();
        keyStore.setResource("file:" + store);
        keyStore.setPassword(PASSWORD);
        keyStore.setType(emulator().trustStore().getType());
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(keyStore);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    @Test
    void overTlsWithATrustStoreAnAgentConverses() {
        context.start();
        assertThat(template.requestBody("gemini-live:bob?sslContextParameters=#trusting", "hello"))
                .isEqualTo("You said: hello");
    }

    @Test
    void overTlsGlobalParametersAreUsedWhenAskedFor() {
        context.setSSLContextParameters(
                context.getRegistry().lookupByNameAndType("trusting", SSLContextParameters.class));
        component().setUseGlobalSslContextParameters(true);
        context.start();
        assertThat(template.requestBody("gemini-live:bob", "hello")).isEqualTo("You said: hello");
    }

    @Test
    void overTlsATokenIsMadeWithTheTrustOfTheSockets() {
        context.start();
        assertThat(template.requestBody(
                        "gemini-live:bob?operation=createToken&sslContextParameters=#trusting", null, String.class))
                .startsWith("auth_tokens/");
        GeminiLiveException refused = failure(
                GeminiLiveException.class,
                send("gemini-live:eve?operation=createToken", null, Map.of()).getException());
        assertThat(refused)
                .hasMessageContaining("TLS with 127.0.0.1:" + emulator().port() + " failed")
                .hasMessageContaining("unable to find valid certification path");
    }

    @Test
    void overTlsWithoutTrustTheFailureSaysSo() {
        context.start();
        GeminiLiveException refused = failure(
                GeminiLiveException.class,
                send("gemini-live:bob?reconnectTimeout=100", "hello", Map.of()).getException());
        assertThat(refused)
                .hasMessageContaining("TLS with 127.0.0.1:" + emulator().port() + " failed")
                .hasMessageContaining("unable to find valid certification path");
        assertThat(refused.getCode()).isNotEqualTo(Failure.Code.REPORT_BUG);
        assertThat(emulator().connections()).isZero();
    }

    @Test
    void vertxOfTheRegistryIsSharedAndLeftOpen() throws Exception {
        Vertx shared = Vertx.vertx();
        try {
            context.getRegistry().bind("theirs", shared);
            context.start();
            assertThat(template.requestBody("gemini-live:bob", "hello")).isEqualTo("You said: hello");
            context.stop();
            Object alive = shared.executeBlocking(() -> "alive")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            assertThat(alive).isEqualTo("alive");
        } finally {
            shared.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    @Test
    void stoppedContextLeavesNoThreadOfOursBehind() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        context.start();
        assertThat(template.requestBody("gemini-live:bob", "hello")).isEqualTo("You said: hello");
        assertThat(component().getVertx()).as("our own is not bound").isNull();
        assertThat(context.getRegistry().findByType(Vertx.class)).isEmpty();
        context.stop();
        closeEmulator();
        await("the end of all threads", () -> leftOver(before).isEmpty());
    }

    private static Set<String> leftOver(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.contains("GeminiLive") || name.contains("vert.x"))
                .collect(Collectors.toSet());
    }
}
