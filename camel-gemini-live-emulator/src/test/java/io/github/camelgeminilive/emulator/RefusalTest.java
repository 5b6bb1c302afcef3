package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.emulator.script.Scenario;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Close codes and texts of protocol section 5, and the doors of section 1. */
class RefusalTest {
    private static final String INVALID = "Request contains an invalid argument.";
    private static final String PLAIN = "{\"setup\":{\"model\":\"models/gemini-3.8-live\"}}";
    private static LiveEmulator emulator;

    @BeforeAll
    static void start() {
        emulator =
                LiveEmulator.builder().apiKeys("test-key", "auth_tokens/good").start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        DEV    | {"setup":{"model":"models/gemini-3.8-live","foo":1}} | 1007 | Invalid JSON payload received. Unknown name "foo" at 'setup': Cannot find field.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","generationConfig":{"bar":1}}} | 1007 | Invalid JSON payload received. Unknown name "bar" at 'setup.generation_config': Cannot find field.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","tools":[{"functionDeclarations":[{"name":"a","extra":1}]}]}} | 1007 | Invalid JSON payload received. Unknown name "extra" at 'setup.tools[0].function_declarations[0]': Cannot find field.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","proactivity":{"proactiveAudio":true}}} | 1007 | Invalid JSON payload received. Unknown name "proactivity" at 'setup': Cannot find field.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","sessionResumption":{"transparent":true}}} | 1007 | Invalid JSON payload received. Unknown name "transparent" at 'setup.session_resumption': Cannot find field.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","explicitVadSignal":true}} | 1007 | Invalid JSON payload received. Unknown name "explicitVadSignal" at 'setup': Cannot find field.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","avatarConfig":{}}} | 1007 | Invalid JSON payload received. Unknown name "avatarConfig" at 'setup': Cannot find field.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","generationConfig":{"enableAffectiveDialog":true}}} | 1007 | Invalid JSON payload received. Unknown name "enableAffectiveDialog" at 'setup.generation_config': Cannot find field.
        DEV    | {"setup":{"model":"models/gemini-2.0-flash-live-001"}} | 1008 | models/gemini-2.0-flash-live-001 is not found for API version v1beta, or is not supported for bidiGenerateContent. Call Lis
        VERTEX | {"setup":{"model":"projects/p/locations/l/publishers/google/models/none"}} | 1008 | Publisher Model `projects/p/locations/l/publishers/google/models/none` was not found or your project does not have access t
        DEV    | {"setup":{"model":"models/gemini-3.8-live","generationConfig":{"responseModalities":["TEXT"]}}} | 1007 | Cannot extract voices from a non-audio request.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","generationConfig":{"responseModalities":["SOUND"]}}} | 1007 | Invalid value at 'setup.generation_config.response_modalities[0]' (Modality), "SOUND"
        DEV    | {"setup":{"model":"models/gemini-3.8-live","generationConfig":{"thinkingConfig":{"thinkingLevel":"LOW"}}}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.8-live-extended-thinking"}} | 1007 | Thinking level must be specified for this model
        DEV    | {"setup":{"model":"models/gemini-3.8-live","generationConfig":{"speechConfig":{"voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"kore"}}}}}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","sessionResumption":{"handle":"old"}}} | 1008 | BidiGenerateContent session not found
        DEV    | {"setup":{"model":"models/gemini-3.8-live","tools":[{"functionDeclarations":[{"name":"a","parameters":{"type":["STRING","NULL"]}}]}]}} | 1007 | Invalid value at 'setup.tools[0].function_declarations[0].parameters.type' (SchemaType), a list
        DEV    | {"setup":{"model":"models/gemini-2.5-flash-native-audio-latest","tools":[{"googleSearch":{}},{"functionDeclarations":[{"name":"a"}]}]}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.8-live-extended-thinking","generationConfig":{"thinkingConfig":{"thinkingLevel":"MINIMAL"}}}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.8-live-extended-thinking","generationConfig":{"thinkingConfig":{"thinkingLevel":"LOW"}},"tools":[{"functionDeclarations":[{"name":"a","behavior":"BLOCKING"}]}]}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","generationConfig":{"thinkingConfig":{}}}} | 1007 | Request contains an invalid argument.
        VERTEX | {"setup":{"model":"publishers/google/models/gemini-live-2.5-flash","generationConfig":{"thinkingConfig":{"thinkingBudget":0}}}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-2.5-flash-native-audio-latest","proactivity":{"proactiveAudio":true}}} | 1007 | Invalid JSON payload received. Unknown name "proactivity" at 'setup': Cannot find field.
        ALPHA  | {"setup":{"model":"models/gemini-3.1-flash-live-preview","proactivity":{"proactiveAudio":true}}} | 1007 | Request contains an invalid argument.
        ALPHA  | {"setup":{"model":"models/gemini-3.8-live","proactivity":{"proactiveAudio":false}}} | 1007 | Request contains an invalid argument.
        ALPHA  | {"setup":{"model":"models/gemini-2.5-flash-native-audio-latest","proactivity":{"proactiveVideo":true}}} | 1007 | Request contains an invalid argument.
        VERTEX | {"setup":{"model":"publishers/google/models/gemini-live-2.5-flash","proactivity":{"proactiveAudio":true}}} | 1007 | Request contains an invalid argument.
        ALPHA  | {"setup":{"model":"models/gemini-3.1-flash-live-preview","generationConfig":{"enableAffectiveDialog":true}}} | 1007 | Request contains an invalid argument.
        VERTEX | {"setup":{"model":"publishers/google/models/gemini-live-2.5-flash","generationConfig":{"enableAffectiveDialog":true}}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-2.5-flash-native-audio-latest","generationConfig":{"responseModalities":["TEXT"]}}} | 1007 | Cannot extract voices from a non-audio request.
        DEV    | {"setup":{"model":"models/gemini-3.1-flash-live-preview","generationConfig":{"responseModalities":["TEXT"]}}} | 1007 | Cannot extract voices from a non-audio request.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","generationConfig":{"responseModalities":["AUDIO","TEXT"]}}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","generationConfig":{"responseModalities":["VIDEO"]}}} | 1007 | Request contains an invalid argument.
        VERTEX | {"setup":{"model":"publishers/google/models/gemini-live-2.5-flash-native-audio","generationConfig":{"responseModalities":["VIDEO"]}}} | 1007 | Request contains an invalid argument.
        VERTEX | {"setup":{"model":"publishers/google/models/gemini-live-2.5-flash-native-audio","avatarConfig":{"avatarName":"x"}}} | 1007 | Request contains an invalid argument.
        VERTEX | {"setup":{"model":"publishers/google/models/gemini-live-2.5-flash","generationConfig":{"speechConfig":{"voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"Sulafat"}}}}}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","generationConfig":{"speechConfig":{"multiSpeakerVoiceConfig":{}}}}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","tools":[{"codeExecution":{}}]}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.1-flash-live-preview","tools":[{"codeExecution":{}}]}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-2.5-flash-native-audio-latest","tools":[{"urlContext":{}}]}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-2.0-flash-live-001","tools":[{"urlContext":{}}]}} | 1008 | models/gemini-2.0-flash-live-001 is not found for API version v1beta, or is not supported for bidiGenerateContent. Call Lis
        DEV    | {"setup":{"model":"models/gemini-3.8-live","generationConfig":{"translationConfig":{"targetLanguageCode":"de"}}}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.5-live-translate-preview","tools":[{"googleSearch":{}}]}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.5-live-translate-preview","systemInstruction":{"parts":[{"text":"x"}]}}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.5-live-translate-preview","generationConfig":{"responseModalities":["TEXT"]}}} | 1007 | Cannot extract voices from a non-audio request.
        DEV    | {"setup":{"model":"models/gemini-3.5-transcribe-live","generationConfig":{"responseModalities":["AUDIO"]}}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.5-transcribe-live","inputAudioTranscription":{"wordTimestamp":true}}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","inputAudioTranscription":{"mode":"SMART","diarization":true}}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-robotics-er-2-streaming-preview","generationConfig":{"responseModalities":["AUDIO"]}}} | 1007 | Request contains an invalid argument.
        VERTEX | {"setup":{"model":"publishers/google/models/gemini-3.5-live-translate-preview"}} | 1008 | Publisher Model `publishers/google/models/gemini-3.5-live-translate-preview` was not found or your project does not have ac
        DEV    | {"setup":{"model":"models/gemini-3.8-live","safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","method":"SEVERITY"}]}} | 1007 | Invalid JSON payload received. Unknown name "method" at 'setup.safety_settings[0]': Cannot find field.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","tools":[{"functionDeclarations":[{"name":"1a"}]}]}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","tools":[{"functionDeclarations":[{"name":"a b"}]}]}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","tools":[{"functionDeclarations":[{"name":"a"},{"name":"a"}]}]}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","tools":[{"functionDeclarations":[{"name":"a","parameters":{"type":"OBJECT","additionalProperties":false}}]}]}} | 1007 | Invalid JSON payload received. Unknown name "additionalProperties" at 'setup.tools[0].function_declarations[0].parameters':
        DEV    | {"setup":{"model":"models/gemini-3.8-live","tools":[{"retrieval":{}}]}} | 1007 | Invalid JSON payload received. Unknown name "retrieval" at 'setup.tools[0]': Cannot find field.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","systemInstruction":{"parts":[{"inlineData":{"mimeType":"image/png","data":""}}]}}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","labels":{"Team":"x"}}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.8-live","generationConfig":{"stopSequences":["x"]}}} | 1007 | Request contains an invalid argument.
        VERTEX | {"setup":{"model":"publishers/google/models/gemini-3.8-live","contextWindowCompression":{"triggerTokens":"4999"}}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{}} | 1007 | Request contains an invalid argument.
        DEV    | {"clientContent":{"turnComplete":true}} | 1007 | Request contains an invalid argument.
        DEV    | {"setup":{"model":"models/gemini-3.8-live"},"clientContent":{}} | 1007 | Invalid value at 'message' (oneof), oneof field 'message' is already set.
        DEV    | not json | 1007 | Invalid JSON payload received. Unexpected token.
        """)
    void setupIsRefused(String entrance, String setup, int code, String reason) {
        try (RawClient client = RawClient.connect(emulator, path(entrance), "x-goog-api-key", "test-key")) {
            client.send(setup);
            assertThat(client.awaitClosed()).isEqualTo(new RawClient.Closed(code, reason));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        DEV    | {"setup":{"model":"models/gemini-3.8-live","generation_config":{"response_modalities":["AUDIO"],"speechConfig":{"voice_config":{"prebuiltVoiceConfig":{"voice_name":"Kore"}}}}}}
        ALPHA  | {"setup":{"model":"models/gemini-3.8-live","proactivity":{"proactiveAudio":true}}}
        V1     | {"setup":{"model":"models/gemini-3.8-live"}}
        ALPHA  | {"setup":{"model":"models/gemini-2.5-flash-native-audio-latest","generationConfig":{"enableAffectiveDialog":true}}}
        VERTEX | {"setup":{"model":"publishers/google/models/gemini-3.8-live","sessionResumption":{"transparent":true},"explicitVadSignal":true,"avatarConfig":{"avatarName":"x"}}}
        DEV    | {"setup":{"model":"models/gemini-3.8-live-extended-thinking","generationConfig":{"thinkingConfig":{"thinkingLevel":"LOW"}}}}
        DEV    | {"setup":{"model":"models/gemini-3.8-live","contextWindowCompression":{"triggerTokens":"100000","slidingWindow":{"targetTokens":50000}}}}
        DEV    | {"setup":{"model":"models/gemini-3.8-live","tools":[{"googleSearch":{}},{"functionDeclarations":[{"name":"a"}]}],"historyConfig":{"initialHistoryInClientContent":true}}}
        """)
    void setupIsAccepted(String entrance, String setup) {
        try (RawClient client = RawClient.connect(emulator, path(entrance), "x-goog-api-key", "test-key")) {
            client.send(setup);
            client.await("setupComplete", message -> message.has("setupComplete"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        DEV                   | x-goog-api-key: test-key               |
        DEV?key=test-key      |                                        |
        DEV                   | x-goog-api-key: other                  | API key not valid. Please pass a valid API key.
        DEV?key=other         |                                        | API key not valid. Please pass a valid API key.
        DEV                   |                                        | Method doesn't allow unregistered callers
        DEV                   | Authorization: Token auth_tokens/good  | Method doesn't allow unregistered callers
        CONSTRAINED           | Authorization: Token auth_tokens/good  |
        CONSTRAINED?access_token=auth_tokens/good |                    |
        CONSTRAINED           | x-goog-api-key: test-key               | Method doesn't allow unregistered callers
        VERTEX                | Authorization: Bearer test-key         |
        VERTEX                | x-goog-api-key: test-key               |
        VERTEX                |                                        | Method doesn't allow unregistered callers
        """)
    void credentialOpensTheDoorOrTheSocketClosesAtOnce(String door, String header, String reason) {
        String[] headers = header == null ? new String[0] : header.split(": ", 2);
        String name = door.split("\\?", 2)[0];
        try (RawClient client = RawClient.connect(emulator, path(name) + door.substring(name.length()), headers)) {
            String model = name.equals("VERTEX") ? PLAIN.replace("models/", "publishers/google/models/") : PLAIN;
            client.send(model);
            if (reason == null) {
                client.await("setupComplete", message -> message.has("setupComplete"));
            } else {
                assertThat(client.awaitClosed().reason()).startsWith(reason);
            }
        }
    }

    @Test
    void unknownPathIsNotFound() {
        assertThatThrownBy(() -> RawClient.connect(emulator, "/ws/other")).hasMessageContaining("404");
    }

    @Test
    void upgradeIsRefusedWithAStatusAsOftenAsAsked() {
        emulator.refuseUpgrades(1, 503);
        assertThatThrownBy(() -> RawClient.connect(emulator)).hasMessageContaining("503");
        RawClient.connect(emulator).close();
    }

    @Test
    void secondSetupIsRefused() {
        try (RawClient client = RawClient.ready(emulator, PLAIN)) {
            client.send(PLAIN);
            assertThat(client.awaitClosed()).isEqualTo(new RawClient.Closed(1007, INVALID));
        }
    }

    @Test
    void inputBeforeSetupCompleteIsRefused() {
        try (LiveEmulator slow = LiveEmulator.builder()
                        .knobs(Knobs.fast().setupDelay(java.time.Duration.ofMinutes(1)))
                        .start();
                RawClient client = RawClient.connect(slow)) {
            client.send(PLAIN).send(RawClient.text("too early"));
            assertThat(client.awaitClosed()).isEqualTo(new RawClient.Closed(1007, INVALID));
            assertThat(client.seen()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        gemini-3.8-live | {"clientContent":{"turns":[{"role":"system","parts":[{"text":"x"}]}],"turnComplete":true}} | 1007
        gemini-3.8-live | {"realtimeInput":{"audio":{"mimeType":"image/png","data":""}}} | 1007
        gemini-3.8-live | {"realtimeInput":{"video":{"mimeType":"audio/pcm","data":""}}} | 1007
        gemini-3.8-live | {"realtimeInput":{"audio":{"mimeType":"audio/pcm","data":"?"}}} | 1007
        gemini-3.8-live | {"toolResponse":{"functionResponses":[{"id":"never","name":"a","response":{}}]}} | 1008
        gemini-3.8-live | {"toolResponse":{"functionResponses":[{"name":"a","response":{}}]}} | 1007
        gemini-3.8-live | {"toolResponse":{"functionResponses":[{"id":"a","name":"a","response":"text"}]}} | 1007
        gemini-2.5-flash-native-audio-latest | {"clientContent":{"turns":[{"role":"system","parts":[{"text":"x"}]}]}} | 1007
        gemini-2.5-flash-native-audio-latest | {"clientContent":{"turns":[{"role":"model","parts":[{"text":"x"}]}],"turnComplete":true}} | 1007
        gemini-2.5-flash-native-audio-latest | {"clientContent":{"turns":[{"role":"user","parts":[{"inlineData":{"mimeType":"audio/pcm;rate=16000","data":"AAAA"}}]}]}} | 1007
        gemini-2.5-flash-native-audio-latest | {"clientContent":{"turns":[{"role":"user","parts":[{"functionResponse":{"name":"a","response":{}}}]}]}} | 1007
        gemini-3.8-live | {"clientContent":{"turns":[{"role":"user","parts":[{"inlineData":{"mimeType":"audio/pcm;rate=24000","data":"AAAA"}}]}]}} | 1008
        gemini-3.8-live | {"clientContent":{"turns":[{"role":"user","parts":[{"fileData":{"mimeType":"x","fileUri":"y","displayName":"z"}}]}]}} | 1007
        gemini-3.8-live | {"realtimeInput":{"video":{"mimeType":"image/gif","data":"AAAA"}}} | 1007
        gemini-3.8-live | {"realtimeInput":{"activityStart":{}}} | 1007
        gemini-3.8-live | {"toolResponse":{"functionResponses":[{"id":"a","name":"a","response":{},"parts":[{"inlineData":{"mimeType":"application/pdf","data":"AAAA"}}]}]}} | 1007
        gemini-3.8-live | {"toolResponse":{"functionResponses":[{"id":"a","name":"a","response":{},"parts":[{"fileData":{"fileUri":"x"}}]}]}} | 1007
        gemini-3.8-live | {"toolResponse":{"functionResponses":[{"id":"a","name":"a","response":{},"scheduling":"INTERRUPTED"}]}} | 1007
        gemini-3.8-live | {"contextUpdate":{"tools":[{"googleSearch":{}}]}} | 1007
        gemini-3.8-live | {"contextUpdate":{"tools":{"tools":[{"codeExecution":{}}]}}} | 1007
        gemini-3.8-live | {"contextUpdate":{"systemInstruction":{"parts":[{"inlineData":{"mimeType":"image/png","data":""}}]}}} | 1007
        gemini-3.5-live-translate-preview | {"clientContent":{"turnComplete":true}} | 1007
        gemini-3.5-live-translate-preview | {"realtimeInput":{"text":"x"}} | 1007
        gemini-3.5-live-translate-preview | {"realtimeInput":{"video":{"mimeType":"image/png","data":"AAAA"}}} | 1007
        gemini-3.1-flash-live-preview | {"contextUpdate":{"systemInstruction":{"parts":[{"text":"x"}]}}} | 1007
        """)
    void inputIsRefused(String model, String message, int code) {
        try (RawClient client = RawClient.ready(emulator, RawClient.setup(model, ""))) {
            client.send(message);
            assertThat(client.awaitClosed().code()).isEqualTo(code);
        }
    }

    @Test
    void moreThan512FunctionsAreRefused() {
        StringBuilder functions = new StringBuilder();
        for (int i = 0; i <= 512; i++) {
            functions
                    .append(i == 0 ? "" : ",")
                    .append("{\"name\":\"f")
                    .append(i)
                    .append("\"}");
        }
        String all = "\"tools\":[{\"functionDeclarations\":[" + functions + "]}]";
        try (RawClient client = RawClient.connect(emulator)) {
            client.send(RawClient.setup("gemini-3.8-live", all));
            assertThat(client.awaitClosed()).isEqualTo(new RawClient.Closed(1007, INVALID));
        }
        RawClient.ready(emulator, RawClient.setup("gemini-3.8-live", all.replace(",{\"name\":\"f512\"}", "")))
                .close();
    }

    @Test
    void thousandTermsOfVocabularyAreTheMost() {
        String thousand = "\"x\",".repeat(999) + "\"x\"";
        String hints = "\"inputAudioTranscription\":{\"customVocabulary\":[" + thousand + "]}";
        RawClient.ready(emulator, RawClient.setup("gemini-3.8-live", hints)).close();
        try (RawClient client = RawClient.connect(emulator)) {
            client.send(RawClient.setup("gemini-3.8-live", hints.replace("]}", ",\"y\"]}")));
            assertThat(client.awaitClosed()).isEqualTo(new RawClient.Closed(1007, INVALID));
        }
    }

    @Test
    void schedulingOfNativeAudioIsForTheDeveloperApiOnly() {
        String answer = "{\"toolResponse\":{\"functionResponses\":[{\"id\":\"late\",\"name\":\"a\",\"response\":{},"
                + "\"scheduling\":\"SILENT\"}]}}";
        String setup = RawClient.setup("gemini-live-2.5-flash-native-audio", "");
        try (RawClient client = RawClient.ready(emulator, RawClient.VERTEX, setup)) {
            client.send(answer);
            assertThat(client.awaitClosed().reason())
                    .isEqualTo("Function response scheduling is not supported for this model");
        }
        try (RawClient client =
                RawClient.ready(emulator, RawClient.setup("gemini-2.5-flash-native-audio-latest", ""))) {
            client.send(answer).send(RawClient.text("still there?")).awaitContent("turnComplete");
        }
    }

    @Test
    void unscriptedInputIsAProblemAndClosesTheConnection() {
        try (LiveEmulator scripted = LiveEmulator.builder()
                        .scenario(Scenario.create().onText("good morning").say("Hello."))
                        .start();
                RawClient client = RawClient.ready(scripted, PLAIN)) {
            client.send(RawClient.text("good night"));
            assertThat(client.awaitClosed().reason()).startsWith("emulator: expected text \"good morning\" but heard");
            assertThatThrownBy(scripted::verify)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("good night")
                    .hasMessageContaining("rule 1 (text \"good morning\") was never used");
        }
    }

    private static String path(String name) {
        return switch (name) {
            case "DEV" -> RawClient.DEV;
            case "ALPHA" -> RawClient.ALPHA;
            case "V1" -> RawClient.DEV.replace("v1beta", "v1");
            case "CONSTRAINED" -> RawClient.ALPHA + "Constrained";
            default -> RawClient.VERTEX;
        };
    }
}
