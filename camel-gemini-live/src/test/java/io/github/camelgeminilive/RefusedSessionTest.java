package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelgeminilive.emulator.Knobs;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.session.Failure;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A session that can't be had ends in one clear error, at once and not after retries. */
class RefusedSessionTest extends LiveRouteTest {

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder().apiKeys(KEY);
    }

    @Test
    void wrongKeyIsOneErrorAtOnce() {
        GeminiLiveException refused = refused("gemini-live:bob?apiKey=canary-wrong");
        assertThat(refused.getCode()).isEqualTo(Failure.Code.FIX_CREDENTIALS);
        assertThat(refused)
                .hasMessageContaining("API key not valid")
                .hasMessageContaining("check the option apiKey")
                .hasMessageNotContaining("canary");
        assertThat(refused.isRetryable()).isFalse();
    }

    @Test
    void unknownModelIsOneErrorAtOnce() {
        GeminiLiveException refused = refused("gemini-live:bob?model=gemini-0.1-deaf");
        assertThat(refused.getCode()).isEqualTo(Failure.Code.FIX_CONFIGURATION);
        assertThat(refused)
                .hasMessageContaining("models/gemini-0.1-deaf is not found for API version v1beta")
                .hasMessageContaining("check the model and the setup options");
    }

    @Test
    void unknownSetupFieldIsOneErrorAtOnce() {
        GeminiLiveException refused = refused("gemini-live:bob?setup.generationConfig.warmth=1");
        assertThat(refused.getCode()).isEqualTo(Failure.Code.FIX_CONFIGURATION);
        assertThat(refused).hasMessageContaining("warmth").hasMessageContaining("Cannot find field");
    }

    @ParameterizedTest
    @CsvSource({"401, FIX_CREDENTIALS", "403, FIX_CREDENTIALS", "404, FIX_CONFIGURATION"})
    void refusedUpgradeIsOneErrorAtOnce(int status, Failure.Code code) {
        emulator().refuseUpgrades(5, status);
        GeminiLiveException refused = failure(
                GeminiLiveException.class,
                send("gemini-live:bob", "hello", Map.of()).getException());
        assertThat(refused.getCode()).isEqualTo(code);
        assertThat(refused).hasMessageContaining("HTTP status " + status);
        assertThat(emulator().connections()).isZero();
    }

    @Test
    void messageSizeThatCanNotBeReadIsRefusedBeforeConnecting() {
        Exchange refused = send("gemini-live:bob?maxMessageSize=16777217", "hello", Map.of());
        assertThat(refused.getException()).hasStackTraceContaining("Option maxMessageSize: expected at most 16777216");
        assertThat(emulator().connections()).isZero();
    }

    @Test
    void overloadedServerIsTriedAgain() {
        emulator().refuseUpgrades(1, 503);
        assertThat(send("gemini-live:bob", "hello", Map.of()).getException()).isNull();
    }

    @Test
    void refusedSessionIsTriedAgainByTheNextTextAndNotByLateSound() {
        emulator().refuseUpgrades(1, 403);
        assertThat(send("gemini-live:bob", "hello", Map.of()).getException()).isNotNull();
        Exchange sound = send("gemini-live:bob", new byte[1_280], Map.of());
        assertThat(failure(GeminiLiveException.class, sound.getException())).hasMessageContaining("403");
        assertThat(emulator().connections()).isZero();
        assertThat(send("gemini-live:bob", "hello", Map.of()).getException()).isNull();
        assertThat(emulator().connections()).isEqualTo(1);
    }

    @Test
    void speechThatARefusedSessionTakesWithItHearsTheSameReason() {
        emulator().refuseUpgrades(1, 403);
        byte[] speech = new byte[64_000];
        Exchange sent = send("gemini-live:bob?pace=unpaced", new ByteArrayInputStream(speech), Map.of());
        assertThat(failure(GeminiLiveException.class, sent.getException())).hasMessageContaining("HTTP status 403");
    }

    @Test
    void textRightAfterAFailureOpensTheNextSession() throws Exception {
        routes(rb -> {
            rb.onException(GeminiLiveException.class).maximumRedeliveries(1).redeliveryDelay(0);
            rb.from("direct:say").to("gemini-live:bob");
        });
        for (int i = 0; i < 50; i++) {
            emulator().refuseUpgrades(1, 403);
            Exchange sent = send("direct:say", "hello", Map.of(GeminiLiveConstants.SESSION_ID, "s" + i));
            assertThat(sent.getException()).isNull();
        }
    }

    @Test
    void messageLargerThanMaxMessageSizeFailsTheSession() throws Exception {
        emulator().scenario(Scenario.mute());
        routes(rb ->
                rb.from("gemini-live:bob?maxMessageSize=5000&events=failed").to("mock:failed"));
        getMockEndpoint("mock:failed").expectedMessageCount(1);
        open("bob", "s");
        emulator().connection(1).serverSays(Says.transcript("x".repeat(6_000)));
        getMockEndpoint("mock:failed").assertIsSatisfied();
        Failure failure = getMockEndpoint("mock:failed")
                .getExchanges()
                .get(0)
                .getMessage()
                .getBody(Failure.class);
        assertThat(failure.code()).isEqualTo(Failure.Code.FIX_CONFIGURATION);
        assertThat(failure.message()).contains("5000 bytes").contains("maxMessageSize");
        assertThat(emulator().connection(1).awaitClosed(PATIENCE).code()).isEqualTo(1009);
    }

    @Test
    void textThatWaitsLongerThanSendTimeoutFails() {
        emulator().knobs(Knobs.fast().setupDelay(Duration.ofSeconds(30)));
        long start = System.nanoTime();
        GeminiLiveException refused = refusedText("gemini-live:bob?sendTimeout=200");
        assertThat(refused.getCode()).isEqualTo(Failure.Code.TIMED_OUT);
        assertThat(refused).hasMessageContaining("200 ms").hasMessageContaining("option sendTimeout");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void setupThatIsNotAnsweredInTimeFails() {
        emulator().knobs(Knobs.fast().setupDelay(Duration.ofSeconds(30)));
        GeminiLiveException refused = refusedText("gemini-live:bob?setupTimeout=200&reconnectTimeout=100");
        assertThat(refused).hasMessageContaining("no setupComplete within 200 ms (option setupTimeout)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            host=ws://192.0.2.1:9        | Option host: expected wss: for 192.0.2.1 | allowInsecure=true
            host=ftp://example.com       | Option host: expected wss://host         | ftp://example.com
            apiKey=RAW()&host=wss://generativelanguage.googleapis.com | Option apiKey: expected an API key | none
            apiKey=RAW()&host=wss://generativelanguage.googleapis.com/ | Option apiKey: expected an API key | none
            apiKey=RAW()&host=generativelanguage.googleapis.com | Option apiKey: expected an API key | none
            setupJson=RAW([1,2])         | setupJson                                | object
            setupJson=RAW({"a":)         | setupJson                                | JSON
            temperature=0.5&setup.generationConfig.temperature=0.7 | generationConfig.temperature but temperature and setup.generationConfig.temperature both do | leave one out
            voice=Kore&setup.generationConfig.speechConfig.voiceConfig=RAW({"prebuiltVoiceConfig":{"voiceName":"Puck"}}) | voiceName but voice and setup.generationConfig.speechConfig.voiceConfig.prebuiltVoiceConfig.voiceName both do | leave one out
            setup.novelty=1&setup.novelty.kind=2 | novelty but setup.novelty and setup.novelty.kind both do | leave one out
            setupJson=RAW({"generationConfig":{"topP":0.5}})&setup.generationConfig.topP=0.6 | generationConfig.topP | setupJson and setup.generationConfig.topP
            model=a?b                    | Option model | a?b
            audioChunk=5000              | audioChunk | 5000
            """)
    void settingsThatCannotWorkFailTheExchangeAndSayWhy(String options, String named, String also) {
        component().getConfiguration().setApiKey(options.startsWith("apiKey") ? null : KEY);
        Exchange sent = send("gemini-live:bob?" + options.replaceFirst("^apiKey=RAW\\(\\)&", ""), "hello", Map.of());
        assertThat(sent.getException()).isNotNull();
        assertThat(sent.getException()).hasStackTraceContaining(named).hasStackTraceContaining(also);
        assertThat(emulator().connections()).isZero();
    }

    @Test
    void resourceThatIsNotThereFailsTheRoute() {
        Throwable thrown = catchThrowable(() -> routes(
                rb -> rb.from("direct:say").to("gemini-live:bob?systemInstruction=resource:classpath:no-such.txt")));
        assertThat(thrown).hasStackTraceContaining("Expected a readable resource but classpath:no-such.txt is not");
    }

    /** Refused on the first connection, with no second try. */
    private GeminiLiveException refused(String uri) {
        GeminiLiveException refused = refusedText(uri);
        assertThat(emulator().connections()).isEqualTo(1);
        return refused;
    }

    private GeminiLiveException refusedText(String uri) {
        return failure(GeminiLiveException.class, send(uri, "hello", Map.of()).getException());
    }
}
