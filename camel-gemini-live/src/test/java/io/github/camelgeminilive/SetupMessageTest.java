package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** The first frame of a connection is the setup that the options describe (protocol section 2.2). */
class SetupMessageTest extends LiveRouteTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder().scenario(Scenario.mute());
    }

    @Test
    void agentWithoutOptionsSaysModelModalityAndTranscription() throws Exception {
        assertSetup("", """
                {"model":"models/gemini-3.8-live",
                 "generationConfig":{"responseModalities":["AUDIO"]},
                 "outputAudioTranscription":{}}""");
        assertThat(emulator().connection(1).headers()).containsEntry("x-goog-api-key", KEY);
        assertThat(emulator().connection(1).path())
                .isEqualTo("/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent");
    }

    @Test
    void everyOptionHasItsField() throws Exception {
        assertSetup(
                "&model=gemini-3.8-live&voice=Kore&languageCode=de-DE&temperature=0.25&systemInstruction=Be brief."
                        + "&inputAudioTranscription=true&outputAudioTranscription=true"
                        + "&startOfSpeechSensitivity=HIGH&endOfSpeechSensitivity=LOW&prefixPaddingMs=20"
                        + "&silenceDurationMs=500&activityHandling=NO_INTERRUPTION"
                        + "&turnCoverage=TURN_INCLUDES_ALL_INPUT",
                """
                {"model":"models/gemini-3.8-live",
                 "generationConfig":{"responseModalities":["AUDIO"],"temperature":0.25,
                   "speechConfig":{"languageCode":"de-DE","voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"Kore"}}}},
                 "systemInstruction":{"parts":[{"text":"Be brief."}]},
                 "inputAudioTranscription":{},"outputAudioTranscription":{},
                 "realtimeInputConfig":{
                   "automaticActivityDetection":{"startOfSpeechSensitivity":"START_SENSITIVITY_HIGH",
                     "endOfSpeechSensitivity":"END_SENSITIVITY_LOW","prefixPaddingMs":20,"silenceDurationMs":500},
                   "activityHandling":"NO_INTERRUPTION","turnCoverage":"TURN_INCLUDES_ALL_INPUT"}}""");
    }

    @Test
    void manualModeDisablesDetectionAndTranscriptionCanBeOff() throws Exception {
        assertSetup("&automaticActivityDetection=false&outputAudioTranscription=false", """
                {"model":"models/gemini-3.8-live",
                 "generationConfig":{"responseModalities":["AUDIO"]},
                 "realtimeInputConfig":{"automaticActivityDetection":{"disabled":true}}}""");
    }

    @Test
    void systemInstructionIsReadFromAResource() throws Exception {
        assertSetup("&systemInstruction=resource:classpath:instructions/brief.txt&outputAudioTranscription=false", """
                {"model":"models/gemini-3.8-live",
                 "generationConfig":{"responseModalities":["AUDIO"]},
                 "systemInstruction":{"parts":[{"text":"Be brief."}]}}""");
    }

    @Test
    void singleFieldsAreTypedAsTheyLook() throws Exception {
        assertSetup(
                "&outputAudioTranscription=false&setup.generationConfig.topK=40&setup.generationConfig.topP=0.9"
                        + "&setup.historyConfig.initialHistoryInClientContent=true"
                        + "&setup.contextWindowCompression.slidingWindow=RAW({})"
                        + "&setup.contextWindowCompression.triggerTokens=\"25600\""
                        + "&setup.realtimeInputConfig.turnCoverage=TURN_INCLUDES_ALL_INPUT",
                """
                {"model":"models/gemini-3.8-live",
                 "generationConfig":{"responseModalities":["AUDIO"],"topK":40,"topP":0.9},
                 "historyConfig":{"initialHistoryInClientContent":true},
                 "contextWindowCompression":{"slidingWindow":{},"triggerTokens":"25600"},
                 "realtimeInputConfig":{"turnCoverage":"TURN_INCLUDES_ALL_INPUT"}}""");
    }

    @Test
    void setupJsonIsMergedAndGivesTheModelToo() throws Exception {
        assertSetup(
                "&voice=Kore&setupJson=RAW({\"model\":\"models/gemini-3.1-flash-live-preview\","
                        + "\"generationConfig\":{\"topP\":0.5,\"speechConfig\":{\"languageCode\":\"de-DE\"}},"
                        + "\"outputAudioTranscription\":{}})",
                """
                {"model":"models/gemini-3.1-flash-live-preview",
                 "generationConfig":{"responseModalities":["AUDIO"],"topP":0.5,
                   "speechConfig":{"languageCode":"de-DE","voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"Kore"}}}},
                 "outputAudioTranscription":{}}""");
    }

    @Test
    void setupJsonIsReadFromAResource() throws Exception {
        assertSetup("&outputAudioTranscription=false&setupJson=resource:classpath:instructions/setup.json", """
                {"model":"models/gemini-3.8-live",
                 "generationConfig":{"responseModalities":["AUDIO"],"topP":0.5}}""");
    }

    private void assertSetup(String options, String expected) throws Exception {
        Exchange opened = send("gemini-live:bob?operation=open" + options, null, Map.of());
        assertThat(opened.getException()).isNull();
        JsonNode setup = emulator().connection(1).takeFrame(PATIENCE).at("/setup");
        assertThat(setup).isEqualTo(JSON.readTree(expected));
    }
}
