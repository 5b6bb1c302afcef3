package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can't work is refused before anything is connected, and what may not work is told; both name the option. */
class SetupRefusalTest {

    private static final String VERTEX_38 = "setup.model=publishers/google/models/gemini-3.8-live";
    private static final String VERTEX_25N = "setup.model=publishers/google/models/gemini-live-2.5-flash-native-audio";
    private static final String VERTEX_25H = "setup.model=publishers/google/models/gemini-live-2.5-flash";

    private final SetupRig rig = new SetupRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            temperature=2.5                       | temperature: expected 0 to 2 but was 2.5
            topP=-0.1                             | topP: expected 0 to 1 but was -0.1
            topK=0                                | topK: expected at least 1 but was 0
            maxOutputTokens=0                     | maxOutputTokens: expected at least 1
            presencePenalty=3                     | presencePenalty: expected -2 to 2
            frequencyPenalty=-3                   | frequencyPenalty: expected -2 to 2
            mediaResolution=TINY                  | mediaResolution: expected one of MEDIA_RESOLUTION_LOW, MEDIA_RESOLUTION_MEDIUM, MEDIA_RESOLUTION_HIGH, MEDIA_RESOLUTION_UNSPECIFIED but was TINY
            thinkingLevel=MAX                     | thinkingLevel: expected one of MINIMAL, LOW, MEDIUM, HIGH
            thinkingBudget=-2                     | thinkingBudget: expected at least -1
            responseModalities=SPEECH             | responseModalities: expected one of AUDIO, TEXT, VIDEO
            responseModalities=AUDIO,TEXT         | responseModalities: expected one of AUDIO, TEXT, VIDEO
            transcriptionMode=LOOSE               | transcriptionMode: expected one of VERBATIM, SMART but was LOOSE
            startOfSpeechSensitivity=MEDIUM       | startOfSpeechSensitivity: expected one of START_SENSITIVITY_HIGH
            endOfSpeechSensitivity=NO             | endOfSpeechSensitivity: expected one of END_SENSITIVITY_HIGH
            prefixPaddingMs=-1                    | prefixPaddingMs: expected at least 0 but was -1
            silenceDurationMs=-1                  | silenceDurationMs: expected at least 0 but was -1
            activityHandling=SHOUT                | activityHandling: expected one of START_OF_ACTIVITY_INTERRUPTS, NO_INTERRUPTION
            turnCoverage=ALL                      | turnCoverage: expected one of TURN_INCLUDES_ONLY_ACTIVITY
            triggerTokens=0                       | triggerTokens: expected at least 1
            targetTokens=-1                       | targetTokens: expected at least 0
            safetySettings=HARASSMENT             | safetySettings: expected CATEGORY=THRESHOLD
            safetySettings=RUDENESS=OFF           | safetySettings: expected one of HARM_CATEGORY_HARASSMENT
            safetySettings=HARASSMENT=NEVER       | safetySettings: expected one of BLOCK_LOW_AND_ABOVE
            safetySettings=HARASSMENT=OFF,harassment=OFF | safetySettings: expected each category once but HARM_CATEGORY_HARASSMENT is there twice
            labels.Team=support                   | labels: expected names of [a-z0-9_-]{0,63} but was 'Team'
            labels.team=Support                   | labels: expected a value of [a-z0-9_-]{0,63} for team
            videoFps=-1                           | videoFps: expected 0 or more but was -1
            setup.generationConfig.temperature=warm | setup.generationConfig.temperature: expected a number but was a text
            setup.generationConfig.topK=1.5       | setup.generationConfig.topK: expected an integer but was 1.5
            setup.inputAudioTranscription=true    | setup.inputAudioTranscription: expected an object but was true
            setup.generationConfig.enableAffectiveDialog=yes | expected true or false but was a text
            setup.generationConfig.responseSchema=RAW({}) | setup.generationConfig.responseSchema: expected nothing, since the Live API refuses
            setup.generationConfig.responseModalities=RAW(["AUDIO","TEXT"]) | expected at most 1 but were 2
            setup.realtimeInputConfig.automaticActivityDetection.startOfSpeechSensitivity=HIGH | expected one of START_SENSITIVITY_HIGH
            """)
    void valueThatIsWrongEverywhereIsRefusedWhenTheEndpointIsMade(String options, String message) {
        assertThat(catchThrowable(() -> rig.configuration("v1beta", options)))
                .hasStackTraceContaining("Option ")
                .hasStackTraceContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            v1beta  | voice=kore                                | Option voice: expected one of the voices of family 3.8, Achernar, Achird | yes
            vertex  | VERTEX_25H&voice=Sulafat                  | Option voice: expected one of the voices of family 2.5-half-cascade-vertex, Aoede, Charon, Fenrir, Kore, Leda, Orus, Puck, Zephyr, but was Sulafat | yes
            v1beta  | thinkingLevel=LOW                         | Option thinkingLevel: model models/gemini-3.8-live (family 3.8, v1beta) refuses it | yes
            v1beta  | thinkingBudget=0                          | Option thinkingBudget: model models/gemini-3.8-live | yes
            v1beta  | includeThoughts=true                      | Option includeThoughts: model models/gemini-3.8-live | yes
            v1beta  | model=gemini-3.8-live-extended-thinking   | Option thinkingLevel: model models/gemini-3.8-live-extended-thinking (family 3.8-extended-thinking, v1beta) needs it: set thinkingLevel to LOW, MEDIUM or HIGH | yes
            v1beta  | model=gemini-3.8-live-extended-thinking&thinkingLevel=LOW&#function:BLOCKING | Option behavior of a tool route: model models/gemini-3.8-live-extended-thinking (family 3.8-extended-thinking, v1beta) refuses BLOCKING | yes
            v1beta  | model=gemini-3.1-flash-live-preview&#function:NON_BLOCKING | Option behavior of a tool route: model models/gemini-3.1-flash-live-preview (family 3.1, v1beta) refuses NON_BLOCKING | no
            vertex  | VERTEX_25N&#function:NON_BLOCKING         | Option behavior of a tool route | no
            vertex  | VERTEX_25N&#function:BLOCKING             | saying so breaks them | no
            v1beta  | responseModalities=TEXT                   | Option responseModalities: model models/gemini-3.8-live (family 3.8, v1beta) refuses TEXT: it speaks; outputAudioTranscription gives the text | yes
            v1beta  | model=gemini-2.5-flash-native-audio-latest&responseModalities=TEXT | (family 2.5-native-audio, v1beta) refuses TEXT | yes
            v1beta  | model=gemini-3.1-flash-live-preview&responseModalities=TEXT | (family 3.1, v1beta) refuses TEXT | yes
            v1beta  | responseModalities=VIDEO                  | only Vertex AI has avatars | yes
            vertex  | VERTEX_25N&responseModalities=VIDEO       | it has no avatar | yes
            v1alpha | enableAffectiveDialog=true                | Option enableAffectiveDialog: model models/gemini-3.8-live (family 3.8, v1alpha) refuses | no
            v1alpha | model=gemini-3.1-flash-live-preview&enableAffectiveDialog=true | only 2.5 native audio models have it | yes
            v1beta  | model=gemini-2.5-flash-native-audio-latest&enableAffectiveDialog=true | set apiVersion=v1alpha | yes
            v1beta  | model=gemini-2.5-flash-native-audio-latest&proactiveAudio=true | Option proactiveAudio: expected back end v1alpha or vertex for the setup field proactivity but it is v1beta | yes
            v1alpha | model=gemini-3.1-flash-live-preview&proactiveAudio=true | Option proactiveAudio: model models/gemini-3.1-flash-live-preview | yes
            v1alpha | model=gemini-2.5-flash-native-audio-latest&proactiveVideo=true | Option proactiveVideo: model models/gemini-2.5-flash-native-audio-latest (family 2.5-native-audio, v1alpha) refuses it: set proactiveAudio=true | yes
            v1alpha | setup.proactivity.proactiveAudio=false    | Option setup.proactivity.proactiveAudio: model models/gemini-3.8-live (family 3.8, v1alpha) refuses false: it is always proactive | yes
            v1beta  | explicitVadSignal=true                    | Option explicitVadSignal: expected back end vertex for the setup field explicitVadSignal but it is v1beta | yes
            v1beta  | avatarName=Ada&responseModalities=VIDEO   | Option avatarName: expected back end vertex | yes
            vertex  | VERTEX_38&avatarName=Ada                  | Option avatarName: model publishers/google/models/gemini-3.8-live (family 3.8, vertex) refuses it: set responseModalities=VIDEO | no
            v1beta  | setup.sessionResumption.transparent=true  | Option setup.sessionResumption.transparent: expected back end vertex | yes
            v1beta  | codeExecution=true                        | Option codeExecution: model models/gemini-3.8-live | yes
            v1beta  | model=gemini-2.5-flash-native-audio-latest&urlContext=true | Option urlContext | yes
            v1beta  | model=gemini-2.0-flash-live-001&urlContext=true | Option urlContext: model models/gemini-2.0-flash-live-001 (family 2.0, v1beta) refuses it: only half cascade models read pages | yes
            v1beta  | setup.tools=RAW([{"codeExecution":{}}])   | Option setup.tools: model models/gemini-3.8-live | yes
            v1beta  | setup.tools=RAW([{"googleSearch":{"excludeDomains":["a.example"]}}]) | expected back end vertex for the setup field tools.googleSearch.excludeDomains | yes
            v1beta  | targetLanguageCode=de                     | Option targetLanguageCode: model models/gemini-3.8-live (family 3.8, v1beta) refuses it: only live translate models | yes
            v1beta  | model=gemini-3.5-live-translate-preview&systemInstruction=Hi | Option systemInstruction: model models/gemini-3.5-live-translate-preview (family live-translate, v1beta) refuses it: it only translates | yes
            v1beta  | model=gemini-3.5-live-translate-preview&#function | A tool route: | yes
            v1beta  | model=gemini-3.5-live-translate-preview&googleSearch=true | Option googleSearch: model models/gemini-3.5-live-translate-preview | yes
            v1beta  | model=gemini-3.5-transcribe-live&googleSearch=true | it only writes down what was said | yes
            v1beta  | model=gemini-robotics-er-2-streaming-preview&#function:NON_BLOCKING | its calls always block | -
            vertex  | VERTEX_38&contextWindowCompression=true&triggerTokens=4000 | Option triggerTokens: model publishers/google/models/gemini-3.8-live (family 3.8, vertex) refuses it: expected 5000 to 128000 | yes
            vertex  | VERTEX_38&contextWindowCompression=true&triggerTokens=200000 | Option triggerTokens | yes
            vertex  | VERTEX_38&contextWindowCompression=true&targetTokens=200000 | Option targetTokens | yes
            v1beta  | inputAudioTranscription=true&transcriptionMode=SMART&setup.inputAudioTranscription.wordTimestamp=true | SMART excludes it | yes
            v1beta  | setup.generationConfig.speechConfig.multiSpeakerVoiceConfig=RAW({})&profile.kick=false | the Live API refuses this field | yes
            """)
    void whatTheServiceRefusesIsRefusedBefore(String where, String row, String message, String service) {
        String options = models(row);
        assertThatThrownBy(() -> rig.checked(where, options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("=ok sends it all the same");
        if (!service.equals("-")) {
            String refusal = SetupRig.refusal(where, rig.unchecked(where, options));
            assertThat(refusal != null)
                    .as("the emulator refuses it: %s", refusal)
                    .isEqualTo(service.equals("yes"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            contextWindowCompression=true&triggerTokens=500&targetTokens=500 | Option triggerTokens: expected more than 500 (Option targetTokens) but was 500
            transcriptionMode=SMART                | Option transcriptionMode: expected inputAudioTranscription=true beside it
            transcriptionLanguageCodes=de-DE       | Option transcriptionLanguageCodes: expected inputAudioTranscription=true
            customVocabulary=Kudamm                | Option customVocabulary: expected inputAudioTranscription=true
            triggerTokens=5000                     | Option triggerTokens: expected contextWindowCompression=true beside it
            targetTokens=5000                      | Option targetTokens: expected contextWindowCompression=true beside it
            model=gemini-3.5-live-translate-preview&history=RAW([]) | Option history: model models/gemini-3.5-live-translate-preview (family live-translate) takes none
            modelProfile=4.0                       | Option modelProfile: expected one of [2.0, 2.5-half-cascade
            profile.toolturn=ONE                   | Option profile.: expected one of [clientContent, contextUpdate
            profile.toolTurn=THREE                 | Option profile.: expected one of [ONE, TWO, STATUS, TWO_STATUS] for 3.8.toolTurn but was THREE
            profile.noAnswer=soon                  | expected an ISO-8601 duration such as PT1.5S for 3.8.noAnswer
            profile.limit.generationConfig.temprature=error | expected the path of a setup field
            profile.limit.labels=maybe             | profile.: 3.8.limit.labels: expected "error
            googleSearch=true&setup.tools=RAW([{"googleSearch":{}}]) | tools.googleSearch but setup.tools and googleSearch both do
            """)
    void optionsThatContradictEachOtherAreRefused(String options, String message) {
        assertThatThrownBy(() -> rig.checked("v1beta", options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            v1beta  | languageCode=de-DE                     | Option languageCode: model models/gemini-3.8-live (family 3.8, v1beta) may refuse or ignore it: it chooses the language by itself
            v1beta  | model=gemini-3.1-flash-live-preview&thinkingLevel=LOW | Option thinkingLevel
            v1beta  | labels.team=support                    | Option labels: model
            v1alpha | proactiveAudio=true                    | Option proactiveAudio: model models/gemini-3.8-live (family 3.8, v1alpha) may refuse or ignore it: it is always proactive
            vertex  | VERTEX_38&turnCoverage=ALL_INPUT       | Option turnCoverage
            v1beta  | model=gemini-2.5-flash-native-audio-latest&googleSearch=true&#function | Option googleSearch: model models/gemini-2.5-flash-native-audio-latest (family 2.5-native-audio, v1beta) may refuse or ignore it: search beside functions
            v1beta  | automaticActivityDetection=false&silenceDurationMs=500 | Option silenceDurationMs
            v1beta  | model=gemini-3.8-live-extended-thinking&thinkingLevel=MINIMAL | may refuse or ignore MINIMAL
            v1beta  | setup.tools=RAW([{"googleMaps":{}}])   | Option setup.tools: model models/gemini-3.8-live (family 3.8, v1beta) may refuse or ignore it: no Live model lists it
            v1beta  | setup.generationConfig.tempreature=1   | Option setup.generationConfig.tempreature: expected a setup field that we know but generationConfig.tempreature is none (near: generationConfig.temperature); it is sent as it is
            v1beta  | model=gemini-robotics-er-2-streaming-preview&codeExecution=true | Option codeExecution: model models/gemini-robotics-er-2-streaming-preview (family robotics, v1beta) may refuse or ignore it
            v1beta  | setup.temperature=1                    | Option setup.temperature: expected a setup field that we know but temperature is none (near: generationConfig.temperature)
            v1beta  | setupJson=RAW({"realtimeInputConfig":{"turnCover":"x"}}) | Option setupJson: expected a setup field that we know but realtimeInputConfig.turnCover is none (near: realtimeInputConfig.turnCoverage)
            """)
    void whatMayNotWorkIsToldAndSent(String where, String options, String warning) {
        assertThat(rig.checked(where, models(options)).warnings())
                .singleElement()
                .asString()
                .contains(warning);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> rig.checked("v1beta", "voice=kore&thinkingLevel=LOW&codeExecution=true"))
                .hasMessageContaining("Option voice")
                .hasMessageContaining("Option thinkingLevel")
                .hasMessageContaining("Option codeExecution");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            v1beta | thinkingLevel=LOW&profile.limit.generationConfig.thinkingConfig=ok
            v1beta | thinkingLevel=LOW&profile.limit.generationConfig.thinkingConfig=none
            v1beta | voice=Novelle&profile.limit.generationConfig.speechConfig.voiceConfig.prebuiltVoiceConfig.voiceName=ok
            v1beta | voice=Novelle&profile.voices=Novelle,Kore
            v1beta | explicitVadSignal=true&profile.limit.explicitVadSignal=ok
            v1beta | setup.generationConfig.thinkingConfig.thinkingLevel=ULTRA&model=gemini-3.8-live-extended-thinking&profile.limit.generationConfig.thinkingConfig.thinkingLevel=ok
            v1beta | thinkingLevel=LOW&modelProfile=3.8-extended-thinking
            v1beta | setup.novelty=1&profile.limit.novelty=ok
            v1beta | languageCode=de-DE&profile.limit.generationConfig.speechConfig.languageCode=none
            v2beta | setup.tools=RAW([{"googleSearch":{"timeRangeFilter":{"startTime":"2026-01-01T00:00:00Z"}}}])
            v2beta | model=gemini-2.5-flash-native-audio-latest&proactiveAudio=true&enableAffectiveDialog=true
            """)
    void aProfileOfTheUsersLiftsRefusalsAndWarnings(String where, String options) {
        assertThat(rig.checked(where, options).warnings()).isEmpty();
    }

    private static String models(String row) {
        return row.replace("VERTEX_38", VERTEX_38)
                .replace("VERTEX_25N", VERTEX_25N)
                .replace("VERTEX_25H", VERTEX_25H);
    }
}
