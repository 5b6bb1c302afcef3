package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every field of the setup message (protocol sections 2.2 to 2.12): by its option where it has one, else by {@code setup.};
 * where it goes, and that the service that offers it accepts it.
 */
class SetupTableTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SetupRig rig = new SetupRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            v1beta  | model=gemini-3.1-flash-live-preview | /model | "models/gemini-3.1-flash-live-preview"
            v1beta  | responseModalities=AUDIO | /generationConfig/responseModalities | ["AUDIO"]
            v1beta  | responseModalities=audio | /generationConfig/responseModalities | ["AUDIO"]
            vertex  | setup.model=publishers/google/models/gemini-live-2.5-flash&responseModalities=TEXT | /generationConfig/responseModalities | ["TEXT"]
            vertex  | setup.model=publishers/google/models/gemini-3.8-live&responseModalities=VIDEO&avatarName=Ada | /avatarConfig/avatarName | "Ada"
            vertex  | setup.model=publishers/google/models/gemini-3.8-live&responseModalities=VIDEO&setup.avatarConfig.customizedAvatar.imageMimeType=image/png&setup.avatarConfig.customizedAvatar.imageData=AAAA | /avatarConfig/customizedAvatar/imageData | "AAAA"
            vertex  | setup.model=publishers/google/models/gemini-3.8-live&responseModalities=VIDEO&setup.avatarConfig.audioBitrateBps=64000&setup.avatarConfig.videoBitrateBps=900000 | /avatarConfig/videoBitrateBps | 900000
            v1beta  | temperature=0.25 | /generationConfig/temperature | 0.25
            v1beta  | topP=0.9 | /generationConfig/topP | 0.9
            v1beta  | topK=40 | /generationConfig/topK | 40
            v1beta  | seed=7 | /generationConfig/seed | 7
            v1beta  | maxOutputTokens=800 | /generationConfig/maxOutputTokens | 800
            v1beta  | setup.generationConfig.candidateCount=1 | /generationConfig/candidateCount | 1
            v1beta  | presencePenalty=0.5 | /generationConfig/presencePenalty | 0.5
            v1beta  | frequencyPenalty=-0.5 | /generationConfig/frequencyPenalty | -0.5
            v1beta  | mediaResolution=LOW | /generationConfig/mediaResolution | "MEDIA_RESOLUTION_LOW"
            v1beta  | mediaResolution=MEDIA_RESOLUTION_HIGH | /generationConfig/mediaResolution | "MEDIA_RESOLUTION_HIGH"
            v1beta  | setup.generationConfig.enableEnhancedCivicAnswers=true | /generationConfig/enableEnhancedCivicAnswers | true
            v1beta  | model=gemini-3.8-live-extended-thinking&thinkingLevel=low | /generationConfig/thinkingConfig/thinkingLevel | "LOW"
            v1beta  | model=gemini-3.8-live-extended-thinking&thinkingLevel=HIGH&includeThoughts=true | /generationConfig/thinkingConfig/includeThoughts | true
            v1beta  | model=gemini-2.5-flash-native-audio-latest&thinkingBudget=0 | /generationConfig/thinkingConfig/thinkingBudget | 0
            v1alpha | model=gemini-2.5-flash-native-audio-latest&enableAffectiveDialog=true | /generationConfig/enableAffectiveDialog | true
            vertex  | setup.model=publishers/google/models/gemini-live-2.5-flash-native-audio&enableAffectiveDialog=true | /generationConfig/enableAffectiveDialog | true
            v1alpha | model=gemini-2.5-flash-native-audio-latest&proactiveAudio=true | /proactivity/proactiveAudio | true
            vertex  | setup.model=publishers/google/models/gemini-live-2.5-flash-native-audio&proactiveAudio=true&proactiveVideo=true | /proactivity | {"proactiveAudio":true,"proactiveVideo":true}
            v1beta  | model=gemini-3.5-live-translate-preview&targetLanguageCode=de | /generationConfig/translationConfig | {"targetLanguageCode":"de"}
            v1beta  | model=gemini-3.5-live-translate-preview&targetLanguageCode=de&echoTargetLanguage=true | /generationConfig/translationConfig/echoTargetLanguage | true
            v1beta  | voice=Sulafat | /generationConfig/speechConfig/voiceConfig/prebuiltVoiceConfig/voiceName | "Sulafat"
            vertex  | setup.model=publishers/google/models/gemini-live-2.5-flash&languageCode=de-DE | /generationConfig/speechConfig/languageCode | "de-DE"
            v1beta  | setup.generationConfig.speechConfig.voiceConfig.voice=mine | /generationConfig/speechConfig/voiceConfig/voice | "mine"
            v1beta  | setup.generationConfig.speechConfig.voiceConfig.replicatedVoiceConfig=RAW({"mimeType":"audio/wav","voiceSampleAudio":"AAAA","consentAudio":"AAAA"}) | /generationConfig/speechConfig/voiceConfig/replicatedVoiceConfig/consentAudio | "AAAA"
            v1beta  | setup.generationConfig.speechConfig.voiceConfig.replicatedVoiceConfig.voiceConsentSignature.signature=abc | /generationConfig/speechConfig/voiceConfig/replicatedVoiceConfig/voiceConsentSignature/signature | "abc"
            v1beta  | systemInstruction=Be brief. | /systemInstruction | {"parts":[{"text":"Be brief."}]}
            v1beta  | systemInstruction=Be brief.&setup.systemInstruction.role=user | /systemInstruction/role | "user"
            v1beta  | googleSearch=true | /tools | [{"googleSearch":{}}]
            v1beta  | googleSearch=true&#function | /tools | [{"googleSearch":{}},{"functionDeclarations":[{"name":"lights","description":"d"}]}]
            v1beta  | #function:BLOCKING | /tools/0/functionDeclarations/0/behavior | "BLOCKING"
            v1beta  | model=gemini-2.5-flash-native-audio-latest&#function:NON_BLOCKING | /tools/0/functionDeclarations/0/behavior | "NON_BLOCKING"
            v1beta  | setup.tools=RAW([{"googleSearch":{"searchTypes":{"webSearch":{}}}}]) | /tools/0/googleSearch/searchTypes/webSearch | {}
            vertex  | setup.model=publishers/google/models/gemini-3.8-live&setup.tools=RAW([{"googleSearch":{"excludeDomains":["a.example"]}}]) | /tools/0/googleSearch/excludeDomains/0 | "a.example"
            vertex  | setup.model=publishers/google/models/gemini-3.8-live&setup.tools=RAW([{"retrieval":{"disableAttribution":true}}]) | /tools/0/retrieval/disableAttribution | true
            vertex  | setup.model=publishers/google/models/gemini-live-2.5-flash&codeExecution=true&urlContext=true | /tools | [{"codeExecution":{}},{"urlContext":{}}]
            v1beta  | model=gemini-2.0-flash-live-001&codeExecution=true | /tools/0/codeExecution | {}
            v1beta  | automaticActivityDetection=false | /realtimeInputConfig/automaticActivityDetection/disabled | true
            v1beta  | startOfSpeechSensitivity=HIGH | /realtimeInputConfig/automaticActivityDetection/startOfSpeechSensitivity | "START_SENSITIVITY_HIGH"
            v1beta  | startOfSpeechSensitivity=START_SENSITIVITY_LOW | /realtimeInputConfig/automaticActivityDetection/startOfSpeechSensitivity | "START_SENSITIVITY_LOW"
            v1beta  | endOfSpeechSensitivity=LOW | /realtimeInputConfig/automaticActivityDetection/endOfSpeechSensitivity | "END_SENSITIVITY_LOW"
            v1beta  | prefixPaddingMs=20 | /realtimeInputConfig/automaticActivityDetection/prefixPaddingMs | 20
            v1beta  | silenceDurationMs=500 | /realtimeInputConfig/automaticActivityDetection/silenceDurationMs | 500
            v1beta  | activityHandling=NO_INTERRUPTION | /realtimeInputConfig/activityHandling | "NO_INTERRUPTION"
            v1beta  | turnCoverage=TURN_INCLUDES_ALL_INPUT | /realtimeInputConfig/turnCoverage | "TURN_INCLUDES_ALL_INPUT"
            v1beta  | turnCoverage=ONLY_ACTIVITY | /realtimeInputConfig/turnCoverage | "TURN_INCLUDES_ONLY_ACTIVITY"
            v1beta  | setup.realtimeInputConfig.interimTranscriptTimestampEnabled=true | /realtimeInputConfig/interimTranscriptTimestampEnabled | true
            v1beta  | setup.sessionResumption=RAW({}) | /sessionResumption | {}
            v1beta  | setup.sessionResumption.handle=h-1 | /sessionResumption/handle | "h-1"
            vertex  | setup.model=publishers/google/models/gemini-3.8-live&setup.sessionResumption.transparent=true | /sessionResumption/transparent | true
            v1beta  | contextWindowCompression=true | /contextWindowCompression | {"slidingWindow":{}}
            vertex  | setup.model=publishers/google/models/gemini-3.8-live&contextWindowCompression=true&triggerTokens=25000&targetTokens=8000 | /contextWindowCompression | {"triggerTokens":25000,"slidingWindow":{"targetTokens":8000}}
            v1beta  | setup.contextWindowCompression.triggerTokens="25600" | /contextWindowCompression/triggerTokens | "25600"
            v1beta  | inputAudioTranscription=true | /inputAudioTranscription | {}
            v1beta  | inputAudioTranscription=true&transcriptionLanguageCodes=de-DE, en-US | /inputAudioTranscription | {"languageCodes":["de-DE","en-US"]}
            v1beta  | inputAudioTranscription=true&customVocabulary=Concierge,Kudamm | /inputAudioTranscription/customVocabulary | ["Concierge","Kudamm"]
            v1beta  | inputAudioTranscription=true&transcriptionMode=smart | /inputAudioTranscription/mode | "SMART"
            v1beta  | inputAudioTranscription=true&setup.inputAudioTranscription.sourceText=Hi | /inputAudioTranscription | {"sourceText":"Hi"}
            v1beta  | setup.inputAudioTranscription.wordTimestamp=true&setup.inputAudioTranscription.diarization=true | /inputAudioTranscription/diarization | true
            v1beta  | setup.outputAudioTranscription.languageCodes=RAW(["de-DE"]) | /outputAudioTranscription | {"languageCodes":["de-DE"]}
            v1beta  | setup.historyConfig.initialHistoryInClientContent=true | /historyConfig/initialHistoryInClientContent | true
            v1beta  | history=RAW([{"role":"user","text":"Hi"}]) | /historyConfig | {"initialHistoryInClientContent":true}
            vertex  | setup.model=publishers/google/models/gemini-3.8-live&explicitVadSignal=true | /explicitVadSignal | true
            v1beta  | safetySettings=HARASSMENT=BLOCK_ONLY_HIGH | /safetySettings | [{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_ONLY_HIGH"}]
            v1beta  | safetySettings=hate_speech=off, HARM_CATEGORY_JAILBREAK=BLOCK_NONE | /safetySettings/1 | {"category":"HARM_CATEGORY_JAILBREAK","threshold":"BLOCK_NONE"}
            vertex  | setup.model=publishers/google/models/gemini-3.8-live&setup.safetySettings=RAW([{"category":"HARM_CATEGORY_HARASSMENT","threshold":"OFF","method":"SEVERITY"}]) | /safetySettings/0/method | "SEVERITY"
            vertex  | setup.model=publishers/google/models/gemini-3.8-live&labels.team=support&labels.cost-center=4711 | /labels | {"team":"support","cost-center":"4711"}
            v1beta  | model=gemini-3.5-transcribe-live | /generationConfig/responseModalities | ["TEXT"]
            v1beta  | model=gemini-robotics-er-2-streaming-preview | /generationConfig/responseModalities | ["TEXT"]
            v1beta  | model=gemini-9.9-live&voice=Novelle&setup.generationConfig.thinkingConfig.thinkingLevel=LOW&modelProfile=default | /generationConfig/thinkingConfig/thinkingLevel | "LOW"
            """)
    void everyFieldHasAPlaceAndIsAccepted(String where, String options, String path, String value) throws Exception {
        CheckedSetup checked = rig.checked(where, options);
        JsonNode setup = SetupRig.json(checked.composer().setup(SetupRig.declarations(options), true));
        assertThat(setup.at(path)).isEqualTo(JSON.readTree(value));
        if (!options.contains("gemini-9.9")) {
            assertThat(SetupRig.refusal(where, setup)).as(setup.toString()).isNull();
        }
    }

    @Test
    void everySetupOptionIsInTheTableAbove() {
        Set<String> options = SetupOptions.ENTRIES.stream()
                .map(SetupOptions.Entry::option)
                .collect(Collectors.toCollection(TreeSet::new));
        options.addAll(SetupOptions.TOOLS.keySet());
        String table = String.join("\n", rows());
        assertThat(options).allSatisfy(option -> assertThat(table).contains(option));
    }

    private static String[] rows() {
        for (var method : SetupTableTest.class.getDeclaredMethods()) {
            CsvSource source = method.getAnnotation(CsvSource.class);
            if (source != null) {
                return new String[] {source.textBlock()};
            }
        }
        throw new AssertionError("no table");
    }
}
