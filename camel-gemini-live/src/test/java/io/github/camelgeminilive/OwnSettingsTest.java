package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.Frame;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one session has of its own (operation open), and what its conversation begins with. */
class OwnSettingsTest extends LiveRouteTest {

    private static final String HISTORY =
            "[{\"role\":\"user\",\"text\":\"I am Ada.\"},{\"role\":\"model\",\"text\":\"Hello Ada.\"},"
                    + "{\"role\":\"user\",\"text\":\"Remember me.\"}]";

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .scenario(Scenario.create()
                        .onText("what is my name")
                        .whenHistory("I am Ada")
                        .anytime()
                        .say("Ada.")
                        .onText("greet the caller")
                        .anytime()
                        .say("Welcome.")
                        .otherwise()
                        .say("What?"));
    }

    private Exchange open(String uri, Object body, Map<String, ?> headers) {
        Map<String, Object> all = new LinkedHashMap<>(headers);
        all.put(GeminiLiveConstants.SESSION_ID, "a");
        return send(uri, body, all);
    }

    private JsonNode setup(int connection) {
        return emulator().connection(connection).takeFrame("setup", PATIENCE).at("/setup");
    }

    @Test
    void headersAndBodyOfOpenAreTheSessionsOwn() throws Exception {
        routes(rb -> {
            rb.from("gemini-live:bob?tool=ring&description=Rings").to("mock:ring");
            rb.from("gemini-live:bob?tool=knock&description=Knocks").to("mock:knock");
        });
        Exchange opened = open(
                "gemini-live:bob?operation=open&voice=Kore&systemInstruction=Be+brief.",
                Map.of("generationConfig", Map.of("topP", 0.5), "generationConfig.topK", 7),
                Map.of(
                        GeminiLiveConstants.SYSTEM_INSTRUCTION,
                        "resource:classpath:nothing {{no.placeholder}}",
                        GeminiLiveConstants.VOICE,
                        "Puck",
                        GeminiLiveConstants.TOOL_SET,
                        "ring"));
        assertThat(opened.getException()).isNull();
        JsonNode own = setup(1);
        assertThat(own.at("/systemInstruction/parts/0/text").asText())
                .as("data, not a resource")
                .isEqualTo("resource:classpath:nothing {{no.placeholder}}");
        assertThat(own.at("/generationConfig/speechConfig/voiceConfig/prebuiltVoiceConfig/voiceName")
                        .asText())
                .isEqualTo("Puck");
        assertThat(own.at("/generationConfig/topP").asDouble()).isEqualTo(0.5);
        assertThat(own.at("/generationConfig/topK").asInt()).isEqualTo(7);
        assertThat(own.at("/tools/0/functionDeclarations")).hasSize(1);

        send("gemini-live:bob", "hello", Map.of(GeminiLiveConstants.SESSION_ID, "b"));
        JsonNode agents = setup(2);
        assertThat(agents.at("/systemInstruction/parts/0/text").asText()).isEqualTo("Be brief.");
        assertThat(agents.at("/tools/0/functionDeclarations")).hasSize(2);
    }

    @Test
    void aSessionIsNotOpenedTwiceWithDifferentSettings() {
        Map<String, String> puck = Map.of(GeminiLiveConstants.VOICE, "Puck");
        String uri = "gemini-live:bob?operation=open";
        assertThat(open(uri, null, puck).getException()).isNull();
        assertThat(open(uri, null, puck).getException()).isNull();
        assertThat(open(uri, null, Map.of()).getException()).isNull();
        Exchange other = open(uri, null, Map.of(GeminiLiveConstants.VOICE, "Kore"));
        assertThat(failure(GeminiLiveException.class, other.getException()))
                .hasMessageContaining("open already with other settings");
        assertThat(emulator().connections()).isEqualTo(1);
        open("gemini-live:bob?operation=close", null, Map.of());
        assertThat(open(uri, null, Map.of(GeminiLiveConstants.VOICE, "Kore")).getException())
                .isNull();
        assertThat(setup(2).toString()).contains("Kore");
    }

    @Test
    void aSessionThatTimedOutComesBackWithItsOwnSettings() {
        assertThat(open(
                                "gemini-live:bob?operation=open&idleTimeout=300",
                                null,
                                Map.of(GeminiLiveConstants.VOICE, "Puck"))
                        .getException())
                .isNull();
        emulator().connection(1).awaitClosed(PATIENCE);
        await("the end", () -> agent("bob").openSession("a") == null);
        send("gemini-live:bob", "hello", Map.of(GeminiLiveConstants.SESSION_ID, "a"));
        assertThat(setup(2).toString()).contains("Puck");
    }

    @Test
    void whatCanNotWorkIsRefusedBeforeConnecting() {
        for (Map.Entry<Map<String, Object>, String> wrong : Map.<Map<String, Object>, String>of(
                        Map.of(GeminiLiveConstants.TOOL_SET, List.of("nobody")), "CamelGeminiLiveToolSet",
                        Map.of(GeminiLiveConstants.VOICE, "Nobody"), "CamelGeminiLiveVoice",
                        Map.of(GeminiLiveConstants.HISTORY, "[1]"), "Header CamelGeminiLiveHistory")
                .entrySet()) {
            Exchange refused = open("gemini-live:bob?operation=open", null, wrong.getKey());
            assertThat(failure(IllegalArgumentException.class, refused.getException()))
                    .hasMessageContaining(wrong.getValue());
        }
        assertThat(emulator().connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash-native-audio-preview-12-2025,,false",
        "gemini-3.1-flash-live-preview,,true",
        "gemini-3.8-live,,true",
        "gemini-3.8-live-extended-thinking,&thinkingLevel=low,true"
    })
    void historyIsKnownInEveryFamilyAndNothingIsSaidByIt(String model, String more, boolean announced)
            throws Exception {
        String uri = "gemini-live:bob?model=" + model + (more == null ? "" : more) + "&history=RAW(" + HISTORY + ")";
        Exchange answer = template.request(uri, e -> e.getMessage().setBody("What is my name?"));
        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo("Ada.");
        assertThat(answer.getMessage().getHeader(GeminiLiveConstants.TURN))
                .as("history is no turn")
                .isEqualTo(1L);
        assertThat(setup(1).at("/historyConfig/initialHistoryInClientContent").asBoolean())
                .isEqualTo(announced);
        JsonNode history = emulator().takeFrame("clientContent", PATIENCE).at("/clientContent");
        assertThat(history.at("/turns")).hasSize(3);
        assertThat(history.at("/turnComplete").asBoolean()).isEqualTo(announced);
    }

    @Test
    void historyOfOneSessionReplacesTheAgents() {
        assertThat(open(
                                "gemini-live:bob?operation=open&history=RAW([{\"role\":\"user\",\"text\":\"Hi\"}])",
                                null,
                                Map.of(GeminiLiveConstants.HISTORY, HISTORY))
                        .getException())
                .isNull();
        Exchange answer = template.request(
                "gemini-live:bob?sessionId=a", e -> e.getMessage().setBody("What is my name?"));
        assertThat(answer.getMessage().getBody()).isEqualTo("Ada.");
    }

    @ParameterizedTest
    @CsvSource({"gemini-2.5-flash-native-audio-preview-12-2025", "gemini-3.1-flash-live-preview", "gemini-3.8-live"})
    void greetingMakesTheModelSpeakFirstAndOnlyOnce(String model) throws Exception {
        String uri = "gemini-live:bob?model=" + model + "&greeting=Greet the caller.";
        routes(rb -> {
            rb.from(uri + "&events=turnComplete").to("mock:turns");
            rb.from("gemini-live:bob?events=restarted").to("mock:restarted");
        });
        getMockEndpoint("mock:turns").expectedMessageCount(1);
        getMockEndpoint("mock:restarted").expectedMessageCount(1);
        assertThat(open("gemini-live:bob?operation=open", null, Map.of()).getException())
                .isNull();
        getMockEndpoint("mock:turns").assertIsSatisfied();
        emulator().connection(1).reset();
        getMockEndpoint("mock:restarted").assertIsSatisfied();
        template.request("gemini-live:bob?sessionId=a", e -> e.getMessage().setBody("hello"));
        List<Frame> second = emulator().connection(2).frames().stream()
                .filter(f -> f.direction() == Frame.Direction.CLIENT)
                .toList();
        assertThat(second).hasSize(2);
        assertThat(second.get(1).text()).contains("hello").doesNotContain("Greet");
    }

    @Test
    void historyThatCanNotBeReadIsRefusedBeforeConnecting() {
        Exchange refused = send("gemini-live:bob?history=nonsense", "hi", Map.of());
        assertThat(failure(IllegalArgumentException.class, refused.getException()))
                .hasMessageContaining("Option history: expected JSON");
        assertThat(emulator().connections()).isZero();
    }
}
