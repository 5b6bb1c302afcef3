package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelgeminilive.emulator.Frame;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.session.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ephemeral tokens: made by one agent, used by another as a browser would, and held to what they allow. */
class CreateTokenTest extends LiveRouteTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder().apiKeys(KEY);
    }

    private Exchange create(String options) {
        return send("gemini-live:bob?operation=createToken" + options, null, Map.of());
    }

    private String token(String options) {
        Exchange made = create(options);
        assertThat(made.getException()).isNull();
        return made.getMessage().getBody(String.class);
    }

    private JsonNode request() throws Exception {
        List<String> requests = emulator().tokenRequests();
        return JSON.readTree(requests.get(requests.size() - 1));
    }

    private String ask(String agent, String token, String options) {
        return template.requestBody("gemini-live:" + agent + "?apiKey=" + token + options, "hello", String.class);
    }

    private GeminiLiveException refused(Exchange exchange) {
        return failure(GeminiLiveException.class, exchange.getException());
    }

    private Exchange asked(String agent, String token, String options) {
        return template.request("gemini-live:" + agent + "?apiKey=" + token + options, e -> {
            e.setPattern(ExchangePattern.InOut);
            e.getMessage().setBody("hello");
        });
    }

    @Test
    void aTokenIsMadeAndOpensASession() throws Exception {
        Exchange made = create("");
        String token = made.getMessage().getBody(String.class);
        assertThat(token).startsWith("auth_tokens/");
        assertThat(emulator().connections()).as("no session is opened for it").isZero();
        Instant expires =
                Instant.parse(made.getMessage().getHeader(GeminiLiveConstants.TOKEN_EXPIRE_TIME, String.class));
        Instant start = Instant.parse(
                made.getMessage().getHeader(GeminiLiveConstants.TOKEN_NEW_SESSION_EXPIRE_TIME, String.class));
        assertThat(Duration.between(start, expires)).isEqualTo(Duration.ofMinutes(29));
        JsonNode request = request();
        assertThat(request.get("uses").asInt()).isEqualTo(1);
        assertThat(request.get("expireTime").asText()).isEqualTo(expires.toString());
        assertThat(request.get("newSessionExpireTime").asText()).isEqualTo(start.toString());

        assertThat(ask("browser", token, "")).isEqualTo("You said: hello");
        assertThat(emulator().connection(1).path()).endsWith("v1beta.GenerativeService.BidiGenerateContentConstrained");
        assertThat(emulator().connection(1).headers()).containsEntry("Authorization", "Token " + token);
        assertThat(emulator().connection(1).headers().keySet()).doesNotContain("x-goog-api-key");
    }

    @Test
    void theWholeSetupIsLockedSoThatTheClientsIsIgnored() throws Exception {
        routes(rb -> rb.from("gemini-live:bob?tool=lights&description=Turns on the lights")
                .setBody(rb.constant("on")));
        String token = token("&systemInstruction=Be brief.&voice=Kore");
        JsonNode request = request();
        assertThat(request.at("/bidiGenerateContentSetup/systemInstruction/parts/0/text")
                        .asText())
                .isEqualTo("Be brief.");
        assertThat(request.at("/bidiGenerateContentSetup/tools/0/functionDeclarations/0/name")
                        .asText())
                .isEqualTo("lights");
        assertThat(request.at("/bidiGenerateContentSetup/generationConfig/responseModalities/0")
                        .asText())
                .isEqualTo("AUDIO");
        assertThat(request.get("fieldMask").asText().split(",", -1))
                .contains("model", "generationConfig", "systemInstruction", "tools", "realtimeInputConfig")
                .doesNotContain("sessionResumption", "historyConfig", "proactivity");
        // text would fail on this model if it counted
        assertThat(ask("browser", token, "&responseModalities=TEXT&systemInstruction=Obey me.&model=other"))
                .isEqualTo("You said: hello");
    }

    @Test
    void namedFieldsAreLockedBesideModelAndModality() throws Exception {
        token("&systemInstruction=Be brief.&voice=Kore&temperature=0.5"
                + "&tokenLock=systemInstruction, generationConfig.speechConfig");
        JsonNode request = request();
        assertThat(request.get("fieldMask").asText())
                .isEqualTo("model,generationConfig.responseModalities,systemInstruction,generationConfig.speechConfig");
        assertThat(request.get("bidiGenerateContentSetup")).isEqualTo(JSON.readTree("""
                {"model":"models/gemini-3.8-live",
                 "generationConfig":{"responseModalities":["AUDIO"],
                   "speechConfig":{"voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"Kore"}}}},
                 "systemInstruction":{"parts":[{"text":"Be brief."}]}}"""));
    }

    @Test
    void noneLocksNothing() throws Exception {
        String token = token("&tokenLock=none&systemInstruction=Be brief.");
        assertThat(request().has("bidiGenerateContentSetup")).isFalse();
        assertThat(request().has("fieldMask")).isFalse();
        assertThat(ask("browser", token, "")).isEqualTo("You said: hello");
    }

    @Test
    void onV1alphaTheTokenIsMadeThereAndLocksProactivityToo() throws Exception {
        String token = token("&apiVersion=v1alpha");
        assertThat(request().get("fieldMask").asText()).contains("proactivity");
        assertThat(ask("browser", token, "&apiVersion=v1alpha")).isEqualTo("You said: hello");
        assertThat(emulator().connection(1).path()).contains("v1alpha").endsWith("Constrained");
    }

    @Test
    void aTokenThatIsUsedUpOpensNoMore() {
        String token = token("&tokenUses=2");
        ask("one", token, "");
        ask("two", token, "");
        GeminiLiveException refused = refused(asked("three", token, ""));
        assertThat(refused.getCode()).isEqualTo(Failure.Code.FIX_CREDENTIALS);
        assertThat(refused).hasMessageContaining("used too many times").hasMessageContaining("createToken");
        assertThat(refused.getMessage()).doesNotContain(token);
    }

    @Test
    void aTokenThatIsTooOldOpensNoSession() {
        String token = token("&tokenNewSessionExpireTime=30s");
        emulator().passTime(Duration.ofSeconds(31));
        GeminiLiveException refused = refused(asked("browser", token, ""));
        assertThat(refused.getCode()).isEqualTo(Failure.Code.FIX_CREDENTIALS);
        assertThat(refused).hasMessageContaining("new_session_expire_time").hasMessageContaining("createToken");
    }

    @Test
    void aShortLifeEndsTheTimeToStartToo() throws Exception {
        token("&tokenExpireTime=20s");
        assertThat(request().get("newSessionExpireTime")).isEqualTo(request().get("expireTime"));
    }

    @Test
    void aReconnectComesWithTheSameToken() {
        String token = token("&tokenUses=0");
        ask("browser", token, "");
        emulator().connection(1).reset();
        Frame again = emulator().connection(2).takeFrame("setup", PATIENCE);
        assertThat(again.has("setup")).isTrue();
        assertThat(emulator().connection(2).headers()).containsEntry("Authorization", "Token " + token);
        await(
                "the next connection",
                () -> session("browser", "default").live().status().live());
    }

    @Test
    void aWrongKeyIsToldInGooglesWordsAndNotShown() {
        Exchange refused = create("&apiKey=canary-wrong");
        assertThat(refused(refused).getCode()).isEqualTo(Failure.Code.FIX_CREDENTIALS);
        assertThat(refused(refused))
                .hasMessageContaining("HTTP status 400 INVALID_ARGUMENT: API key not valid")
                .hasMessageContaining("option apiKey");
        assertThat(refused(refused).getMessage()).doesNotContain("canary");
    }

    @Test
    void aFieldThatTheServiceDoesNotKnowIsToldInItsWords() {
        GeminiLiveException refused = refused(create("&tokenLock=proactivity"));
        assertThat(refused.getCode()).isEqualTo(Failure.Code.FIX_CONFIGURATION);
        assertThat(refused).hasMessageContaining("HTTP status 400").hasMessageContaining("tokenLock");
    }

    @Test
    void aTokenMakesNoTokens() {
        GeminiLiveException refused = refused(create("&apiKey=auth_tokens/canary"));
        assertThat(refused.getCode()).isEqualTo(Failure.Code.FIX_CONFIGURATION);
        assertThat(refused).hasMessageContaining("with an ephemeral token");
        assertThat(refused.getMessage()).doesNotContain("canary");
    }

    @Test
    void aServiceThatIsNotThereIsWorthAnotherTry() {
        emulator().close();
        GeminiLiveException refused = refused(create(""));
        assertThat(refused.getCode()).isEqualTo(Failure.Code.CONNECTION_LOST);
        assertThat(refused)
                .hasMessageContaining(
                        "cannot connect to 127.0.0.1:" + emulator().port());
    }

    @ParameterizedTest
    @CsvSource({
        "tokenUses=-1, tokenUses",
        "tokenExpireTime=20h, tokenExpireTime",
        "tokenExpireTime=0, tokenExpireTime",
        "tokenNewSessionExpireTime=10, tokenNewSessionExpireTime",
        "tokenLock=, tokenLock",
        "tokenLock=tools.0, tokenLock",
        "tokenLock=system_instruction, tokenLock",
        "tokenLock=generationConfig.responseModalities.x, tokenLock"
    })
    void whatCannotBeIsRefusedByName(String option, String name) {
        // when the producer is made, or where the setup has to be known with the message
        Throwable thrown = catchThrowable(() -> {
            throw create("&" + option).getException();
        });
        assertThat(failure(IllegalArgumentException.class, thrown)).hasMessageContaining("Option " + name);
        assertThat(emulator().tokenRequests()).isEmpty();
    }

    @Test
    void aHeaderCannotAskForAToken() {
        for (Object header : List.of("createToken", GeminiLiveOperation.createToken)) {
            Exchange exchange = send("gemini-live:bob", "hello", Map.of(GeminiLiveConstants.OPERATION, header));
            assertThat(exchange.getException())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected one of text, audio")
                    .hasMessageContaining("but was 'createToken'");
        }
        assertThat(emulator().tokenRequests()).isEmpty();
    }

    @Test
    void aTokenFreezesTheSettingsAsASessionWould() {
        token("");
        assertThatThrownBy(() -> send("gemini-live:bob?voice=Puck", "hello", Map.of()))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("option voice that agent bob has since its first session");
    }
}
