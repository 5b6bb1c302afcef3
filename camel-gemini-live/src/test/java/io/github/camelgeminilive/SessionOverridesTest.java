package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelgeminilive.protocol.Content;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one session has of its own goes over what its agent says, and is checked the same. */
class SessionOverridesTest {

    private static final List<Map<String, Object>> TOOLS =
            List.of(Map.of("name", "lights", "description", "d"), Map.of("name", "blinds", "description", "d"));

    private final SetupRig rig = new SetupRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void headersGoOverTheAgentsOptionsAndTheRestStays() throws Exception {
        CheckedSetup agent = rig.checked(
                "v1beta", "voice=Kore&systemInstruction=Be brief.&temperature=0.5&outputAudioTranscription=false");
        SessionOverrides own = new SessionOverrides("Be long.", "Puck", null, List.of("lights"), null, Map.of());
        assertThat(message(agent.forSession(own, TOOLS), false)).isEqualTo(new ObjectMapper().readTree("""
                {"model":"models/gemini-3.8-live",
                 "generationConfig":{"temperature":0.5,"responseModalities":["AUDIO"],
                   "speechConfig":{"voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"Puck"}}}},
                 "systemInstruction":{"parts":[{"text":"Be long."}]},
                 "tools":[{"functionDeclarations":[{"name":"lights","description":"d"}]}]}"""));
        assertThat(message(agent, false).at("/systemInstruction/parts/0/text").asText())
                .isEqualTo("Be brief.");
        assertThat(message(agent, false).at("/tools/0/functionDeclarations")).hasSize(2);
    }

    @Test
    void fieldsOfTheBodyMayBeNestedOrPathsAndReplaceWhatIsThere() {
        CheckedSetup agent = rig.checked("v1beta", "temperature=0.5&inputAudioTranscription=true&googleSearch=true");
        SessionOverrides own = setup(Map.of(
                "generationConfig.temperature", 1,
                "generationConfig", Map.of("topP", 0.5),
                "inputAudioTranscription", Map.of("mode", "SMART")));
        JsonNode message = message(agent.forSession(own, List.of()), false);
        assertThat(message.at("/generationConfig/temperature").asInt()).isEqualTo(1);
        assertThat(message.at("/generationConfig/topP").asDouble()).isEqualTo(0.5);
        assertThat(message.at("/inputAudioTranscription/mode").asText()).isEqualTo("SMART");
        assertThat(message.at("/tools/0").has("googleSearch")).isTrue();
    }

    @Test
    void textOfTheBodyThatIsAJsonLiteralMeansWhatItIsAsInOptions() {
        CheckedSetup agent = rig.checked("v1beta", "model=gemini-3.8-live");
        SessionOverrides own = setup(Map.of("generationConfig.temperature", "0.5", "labels.team", "support"));
        JsonNode message = message(
                rig.checked("vertex", "setup.model=publishers/google/models/gemini-3.8-live")
                        .forSession(own, List.of()),
                false);
        assertThat(message.at("/generationConfig/temperature").isNumber()).isTrue();
        assertThat(message.at("/labels/team").asText()).isEqualTo("support");
        assertThatThrownBy(() -> agent.forSession(setup(Map.of("generationConfig.temperature", "warm")), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("generationConfig.temperature");
    }

    @Test
    void historyIsAnnouncedOnlyToANewConversationOfAFamilyThatWantsIt() {
        SessionOverrides own =
                new SessionOverrides(null, null, null, null, List.of(Content.user("I am Ada.")), Map.of());
        CheckedSetup f38 = rig.checked("v1beta", "model=gemini-3.8-live");
        CheckedSetup f25 = rig.checked("v1beta", "model=gemini-2.5-flash-native-audio-latest");
        String announced = "/historyConfig/initialHistoryInClientContent";
        assertThat(message(f38.forSession(own, TOOLS), true).at(announced).asBoolean())
                .isTrue();
        assertThat(message(f38.forSession(own, TOOLS), false).has("historyConfig"))
                .isFalse();
        assertThat(message(f38, true).has("historyConfig")).isFalse();
        CheckedSetup byHand =
                rig.checked("v1beta", "model=gemini-3.8-live&setup.historyConfig.initialHistoryInClientContent=true");
        assertThat(message(byHand, true).at(announced).asBoolean()).isTrue();
        assertThat(message(byHand, false).has("historyConfig")).isFalse();
        assertThat(message(f25.forSession(own, TOOLS), true).has("historyConfig"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "empty"})
    void sessionWithoutHistoryHearsOfNone(String history) {
        CheckedSetup agent = rig.checked("v1beta", "history=RAW([{\"role\":\"user\",\"text\":\"Hi\"}])");
        List<Content> own = history.equals("no") ? null : List.of();
        SessionOverrides overrides = new SessionOverrides("Be long.", null, null, null, own, Map.of());
        assertThat(message(agent.forSession(overrides, TOOLS), true).has("historyConfig"))
                .isEqualTo(history.equals("no"));
    }

    @Test
    void whatCannotWorkIsRefusedByTheNameOfTheHeader() {
        CheckedSetup agent = rig.checked("v1beta", "voice=Kore");
        assertThatThrownBy(
                        () -> agent.forSession(new SessionOverrides(null, "puck", null, null, null, Map.of()), TOOLS))
                .hasMessageContaining("Header CamelGeminiLiveVoice: expected one of the voices of family 3.8")
                .hasMessageContaining("but was puck");
        assertThatThrownBy(() -> CheckedSetup.checkToolSet(List.of("doors"), TOOLS))
                .hasMessageContaining(
                        "Header CamelGeminiLiveToolSet: expected names of the agent's tools [blinds, lights] but was doors");
        assertThatThrownBy(() -> agent.forSession(setup(Map.of("explicitVadSignal", true)), TOOLS))
                .hasMessageContaining("Body of operation open, field explicitVadSignal: expected back end vertex");
        assertThatThrownBy(() -> agent.forSession(setup(Map.of("model", "models/gemini-3.1-flash-live")), TOOLS))
                .hasMessageContaining("all sessions of an agent have the agent's");
        assertThatThrownBy(() -> agent.forSession(
                        new SessionOverrides(
                                null,
                                "Puck",
                                null,
                                null,
                                null,
                                Map.of(
                                        "generationConfig",
                                        Map.of(
                                                "speechConfig",
                                                Map.of(
                                                        "voiceConfig",
                                                        Map.of("prebuiltVoiceConfig", Map.of("voiceName", "Kore")))))),
                        TOOLS))
                .hasMessageContaining("Header CamelGeminiLiveVoice and Body of operation open");
    }

    @Test
    void whatASessionIsToldIsNotPrinted() {
        assertThat(new SessionOverrides("canary", "canary", "canary", null, null, Map.of("canary", "canary"))
                        .toString())
                .doesNotContain("canary");
    }

    private static SessionOverrides setup(Map<String, Object> fields) {
        return new SessionOverrides(null, null, null, null, null, fields);
    }

    private static JsonNode message(CheckedSetup setup, boolean newConversation) {
        return SetupRig.json(setup.composer().setup(TOOLS, newConversation));
    }
}
