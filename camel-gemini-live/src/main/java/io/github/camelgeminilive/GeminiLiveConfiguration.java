package io.github.camelgeminilive;

import io.vertx.core.http.WebSocketClientOptions;
import java.util.Map;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The options of component, agents and endpoints. Options with the label {@code agent} belong to the agent and must not
 * differ between its endpoints; the others belong to one endpoint.
 *
 * <p>Not thread-safe: read once when an endpoint or agent is made.
 */
@UriParams
@Configurer(extended = true)
public class GeminiLiveConfiguration implements Cloneable {

    @UriParam(label = "agent", defaultValue = "gemini-3.8-live")
    private String model = "gemini-3.8-live";

    @UriParam(label = "agent")
    private @Nullable String voice;

    @UriParam(label = "agent")
    private @Nullable String languageCode;

    @UriParam(label = "agent", defaultValue = "AUDIO", enums = "AUDIO,TEXT,VIDEO")
    private String responseModalities = "AUDIO";

    @UriParam(label = "agent")
    @Metadata(supportFileReference = true, largeInput = true, inputLanguage = "text")
    private @Nullable String systemInstruction;

    @UriParam(label = "agent")
    private @Nullable Double temperature;

    @UriParam(label = "agent")
    private @Nullable Double topP;

    @UriParam(label = "agent")
    private @Nullable Integer topK;

    @UriParam(label = "agent")
    private @Nullable Integer seed;

    @UriParam(label = "agent")
    private @Nullable Integer maxOutputTokens;

    @UriParam(label = "agent,advanced")
    private @Nullable Double presencePenalty;

    @UriParam(label = "agent,advanced")
    private @Nullable Double frequencyPenalty;

    @UriParam(label = "agent", enums = "LOW,MEDIUM,HIGH")
    private @Nullable String mediaResolution;

    @UriParam(label = "agent", enums = "MINIMAL,LOW,MEDIUM,HIGH")
    private @Nullable String thinkingLevel;

    @UriParam(label = "agent")
    private @Nullable Integer thinkingBudget;

    @UriParam(label = "agent", defaultValue = "false")
    private boolean includeThoughts = false;

    @UriParam(label = "agent", defaultValue = "false")
    private boolean enableAffectiveDialog = false;

    @UriParam(label = "agent", defaultValue = "false")
    private boolean proactiveAudio = false;

    @UriParam(label = "agent,advanced", defaultValue = "false")
    private boolean proactiveVideo = false;

    @UriParam(label = "agent")
    private @Nullable String targetLanguageCode;

    @UriParam(label = "agent", defaultValue = "false")
    private boolean echoTargetLanguage = false;

    @UriParam(label = "agent", defaultValue = "false")
    private boolean googleSearch = false;

    @UriParam(label = "agent", defaultValue = "false")
    private boolean codeExecution = false;

    @UriParam(label = "agent", defaultValue = "false")
    private boolean urlContext = false;

    @UriParam(label = "agent", defaultValue = "false")
    private boolean inputAudioTranscription = false;

    @UriParam(label = "agent", defaultValue = "true")
    private boolean outputAudioTranscription = true;

    @UriParam(label = "agent,advanced")
    private @Nullable String transcriptionLanguageCodes;

    @UriParam(label = "agent,advanced")
    private @Nullable String customVocabulary;

    @UriParam(label = "agent,advanced", enums = "VERBATIM,SMART")
    private @Nullable String transcriptionMode;

    @UriParam(label = "agent", defaultValue = "true")
    private boolean automaticActivityDetection = true;

    @UriParam(label = "agent", enums = "HIGH,LOW")
    private @Nullable String startOfSpeechSensitivity;

    @UriParam(label = "agent", enums = "HIGH,LOW")
    private @Nullable String endOfSpeechSensitivity;

    @UriParam(label = "agent")
    private @Nullable Integer prefixPaddingMs;

    @UriParam(label = "agent")
    private @Nullable Integer silenceDurationMs;

    @UriParam(label = "agent", enums = "START_OF_ACTIVITY_INTERRUPTS,NO_INTERRUPTION")
    private @Nullable String activityHandling;

    @UriParam(
            label = "agent",
            enums = "TURN_INCLUDES_ONLY_ACTIVITY,TURN_INCLUDES_ALL_INPUT,TURN_INCLUDES_AUDIO_ACTIVITY_AND_ALL_VIDEO")
    private @Nullable String turnCoverage;

    @UriParam(label = "agent,advanced", defaultValue = "false")
    private boolean explicitVadSignal = false;

    @UriParam(label = "agent", defaultValue = "false")
    private boolean contextWindowCompression = false;

    @UriParam(label = "agent,advanced")
    private @Nullable Long triggerTokens;

    @UriParam(label = "agent,advanced")
    private @Nullable Long targetTokens;

    @UriParam(label = "agent,advanced")
    private @Nullable String safetySettings;

    @UriParam(label = "agent,advanced", prefix = "labels.", multiValue = true)
    private @Nullable Map<String, Object> labels;

    @UriParam(label = "agent,advanced")
    private @Nullable String avatarName;

    @UriParam(label = "agent")
    @Metadata(supportFileReference = true, largeInput = true, inputLanguage = "text")
    private @Nullable String greeting;

    @UriParam(label = "agent")
    @Metadata(supportFileReference = true, largeInput = true, inputLanguage = "json")
    private @Nullable String history;

    @UriParam(label = "agent,advanced", prefix = "setup.", multiValue = true)
    private @Nullable Map<String, Object> setup;

    @UriParam(label = "agent,advanced")
    @Metadata(supportFileReference = true, largeInput = true, inputLanguage = "json")
    private @Nullable String setupJson;

    @UriParam(label = "agent,advanced")
    private @Nullable String modelProfile;

    @UriParam(label = "agent,advanced")
    private @Nullable String modelProfiles;

    @UriParam(label = "agent,advanced", prefix = "profile.", multiValue = true)
    private @Nullable Map<String, Object> profile;

    @UriParam(label = "agent", defaultValue = "auto")
    private GeminiLiveToolMode toolMode = GeminiLiveToolMode.auto;

    @UriParam(label = "agent", defaultValue = "0")
    private int maxToolCallsPerTurn = 0;

    @UriParam(label = "agent", defaultValue = "0")
    private int maxToolCallsPerMinute = 0;

    @UriParam(label = "agent")
    private @Nullable String mcpClients;

    @UriParam(label = "agent", defaultValue = "false")
    private boolean autoOpen = false;

    @UriParam(label = "agent", defaultValue = "1000")
    private int maxSessions = 1000;

    @UriParam(label = "agent,advanced", defaultValue = "40", javaType = "java.time.Duration")
    private long audioChunk = 40;

    @UriParam(label = "agent,advanced", defaultValue = "16000")
    private int audioSendRate = 16000;

    @UriParam(label = "agent,advanced", defaultValue = "1000", javaType = "java.time.Duration")
    private long audioBacklog = 1000;

    @UriParam(label = "agent", defaultValue = "1")
    private double videoFps = 1;

    @UriParam(label = "agent,advanced", defaultValue = "1000", javaType = "java.time.Duration")
    private long streamEndAfter = 1000;

    @UriParam(label = "agent,advanced", defaultValue = "300", javaType = "java.time.Duration")
    private long preRoll = 300;

    @UriParam(label = "agent,security", secret = true)
    private @Nullable String apiKey;

    @UriParam(label = "agent", defaultValue = "false")
    private boolean vertexAi = false;

    @UriParam(label = "agent")
    private @Nullable String project;

    @UriParam(label = "agent")
    private @Nullable String location;

    @UriParam(label = "agent,security")
    private @Nullable String serviceAccountKey;

    @UriParam(label = "agent,security", secret = true)
    private @Nullable String accessToken;

    @UriParam(label = "agent,security")
    private @Nullable GeminiLiveCredentials credentials;

    @UriParam(label = "agent,security")
    private @Nullable String quotaProject;

    @UriParam(label = "agent,advanced", defaultValue = "wss://generativelanguage.googleapis.com")
    private String host = "wss://generativelanguage.googleapis.com";

    @UriParam(label = "agent,advanced", enums = "v1beta,v1alpha,v1beta1,v1")
    private @Nullable String apiVersion;

    @UriParam(label = "agent,security", defaultValue = "false")
    private boolean allowInsecure = false;

    @UriParam(label = "agent,security")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(label = "agent,advanced")
    private @Nullable WebSocketClientOptions clientOptions;

    @UriParam(label = "agent,advanced", defaultValue = "10000", javaType = "java.time.Duration")
    private long connectTimeout = 10000;

    @UriParam(label = "agent,advanced", defaultValue = "15000", javaType = "java.time.Duration")
    private long setupTimeout = 15000;

    @UriParam(label = "agent,advanced", defaultValue = "30000", javaType = "java.time.Duration")
    private long sendTimeout = 30000;

    @UriParam(label = "agent,advanced", defaultValue = "1000")
    private int sendQueueSize = 1000;

    @UriParam(label = "agent,advanced", defaultValue = "3000", javaType = "java.time.Duration")
    private long heldAudio = 3000;

    @UriParam(label = "agent,advanced", defaultValue = "30000", javaType = "java.time.Duration")
    private long reconnectTimeout = 30000;

    @UriParam(label = "agent", defaultValue = "900000", javaType = "java.time.Duration")
    private long idleTimeout = 900000;

    @UriParam(label = "agent", defaultValue = "0", javaType = "java.time.Duration")
    private long maxSessionDuration = 0;

    @UriParam(label = "agent,advanced", defaultValue = "16777216")
    private int maxMessageSize = 16777216;

    @UriParam(label = "agent,advanced", defaultValue = "600000", javaType = "java.time.Duration")
    private long maxReplyAudio = 600000;

    @UriParam(label = "agent,advanced", defaultValue = "67108864")
    private int maxQueuedBytes = 67108864;

    @UriParam(label = "common")
    private @Nullable String sessionId;

    @UriParam(label = "producer")
    private @Nullable GeminiLiveOperation operation;

    @UriParam(label = "producer", defaultValue = "text")
    private GeminiLiveReplyMode reply = GeminiLiveReplyMode.text;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean turnComplete = true;

    @UriParam(label = "producer", defaultValue = "60000", javaType = "java.time.Duration")
    private long requestTimeout = 60000;

    @UriParam(label = "common", defaultValue = "auto")
    private GeminiLivePace pace = GeminiLivePace.auto;

    @UriParam(label = "producer")
    private @Nullable Integer audioInputRate;

    @UriParam(label = "producer", defaultValue = "pcm16", enums = "pcm8,pcm16,pcm24,pcm32,float32,mulaw,alaw")
    private String audioInputFormat = "pcm16";

    @UriParam(label = "producer", defaultValue = "1")
    private int audioInputChannels = 1;

    @UriParam(label = "common", enums = "pcm,wav,mulaw,alaw")
    private @Nullable String audioOutputFormat;

    @UriParam(label = "producer,security", defaultValue = "1")
    private int tokenUses = 1;

    @UriParam(label = "producer,security", defaultValue = "1800000", javaType = "java.time.Duration")
    private long tokenExpireTime = 1800000;

    @UriParam(label = "producer,security", defaultValue = "60000", javaType = "java.time.Duration")
    private long tokenNewSessionExpireTime = 60000;

    @UriParam(label = "producer,security", defaultValue = "all")
    private String tokenLock = "all";

    @UriParam(label = "consumer")
    private @Nullable String events;

    @UriParam(label = "consumer", defaultValue = "1000")
    private int queueSize = 1000;

    @UriParam(label = "consumer", defaultValue = "partial", enums = "partial,final")
    private String transcription = "partial";

    @UriParam(label = "consumer", defaultValue = "120000", javaType = "java.time.Duration")
    private long maxQueuedAudio = 120000;

    @UriParam(label = "consumer", defaultValue = "true")
    private boolean dropAudioOnInterrupt = true;

    @UriParam(label = "consumer,tool")
    private @Nullable String tool;

    @UriParam(label = "consumer,tool")
    @Metadata(supportFileReference = true, largeInput = true, inputLanguage = "text")
    private @Nullable String description;

    @UriParam(label = "consumer,tool", prefix = "parameter.", multiValue = true)
    private @Nullable Map<String, Object> parameter;

    @UriParam(label = "consumer,tool")
    private @Nullable String inputType;

    @UriParam(label = "consumer,tool")
    @Metadata(supportFileReference = true, largeInput = true, inputLanguage = "json")
    private @Nullable String argSchema;

    @UriParam(label = "consumer,tool", defaultValue = "true")
    private boolean validateArguments = true;

    @UriParam(label = "consumer,tool", enums = "BLOCKING,NON_BLOCKING")
    private @Nullable String behavior;

    @UriParam(label = "consumer,tool", enums = "INTERRUPT,WHEN_IDLE,SILENT")
    private @Nullable String scheduling;

    @UriParam(label = "consumer,tool", defaultValue = "30000", javaType = "java.time.Duration")
    private long toolTimeout = 30000;

    @UriParam(label = "consumer,tool", defaultValue = "false")
    private boolean background = false;

    @UriParam(label = "consumer,tool")
    private @Nullable String onCancel;

    @UriParam(label = "consumer,tool", defaultValue = "false")
    private boolean interruptOnCancel = false;

    @UriParam(label = "consumer,tool", defaultValue = "1048576")
    private int maxToolResponse = 1048576;

    /** A copy that can be changed without changing this one. */
    public GeminiLiveConfiguration copy() {
        try {
            return (GeminiLiveConfiguration) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getModel() {
        return model;
    }

    /**
     * The model, as the Live API names it. It decides how text is sent, when an answer is over and how functions
     * behave.
     */
    public void setModel(String model) {
        this.model = model;
    }

    public @Nullable String getVoice() {
        return voice;
    }

    /**
     * Name of one of the prebuilt voices, for example Kore or Puck; case matters. Absent means the model's own
     * choice.
     */
    public void setVoice(@Nullable String voice) {
        this.voice = voice;
    }

    public @Nullable String getLanguageCode() {
        return languageCode;
    }

    /**
     * Language of the speech as a BCP-47 code, for half cascade models. Native audio models choose by themselves:
     * tell them in the system instruction.
     */
    public void setLanguageCode(@Nullable String languageCode) {
        this.languageCode = languageCode;
    }

    public String getResponseModalities() {
        return responseModalities;
    }

    /**
     * What the model answers with: exactly one of AUDIO, TEXT and VIDEO. Current models speak and refuse TEXT.
     */
    public void setResponseModalities(String responseModalities) {
        this.responseModalities = responseModalities;
    }

    public @Nullable String getSystemInstruction() {
        return systemInstruction;
    }

    /**
     * What the model is and how it should behave. Inline, or a resource such as resource:classpath:concierge.md.
     */
    public void setSystemInstruction(@Nullable String systemInstruction) {
        this.systemInstruction = systemInstruction;
    }

    public @Nullable Double getTemperature() {
        return temperature;
    }

    /**
     * Randomness of the answers, from 0 to 2. Absent means the model's default.
     */
    public void setTemperature(@Nullable Double temperature) {
        this.temperature = temperature;
    }

    public @Nullable Double getTopP() {
        return topP;
    }

    /**
     * Nucleus sampling: the model chooses among the tokens whose probabilities add up to this, 0 to 1.
     */
    public void setTopP(@Nullable Double topP) {
        this.topP = topP;
    }

    public @Nullable Integer getTopK() {
        return topK;
    }

    /**
     * The model chooses among this many most probable tokens.
     */
    public void setTopK(@Nullable Integer topK) {
        this.topK = topK;
    }

    public @Nullable Integer getSeed() {
        return seed;
    }

    /**
     * Seed of the sampling, for answers that can be repeated as far as the service allows it.
     */
    public void setSeed(@Nullable Integer seed) {
        this.seed = seed;
    }

    public @Nullable Integer getMaxOutputTokens() {
        return maxOutputTokens;
    }

    /**
     * Tokens that an answer may have at most.
     */
    public void setMaxOutputTokens(@Nullable Integer maxOutputTokens) {
        this.maxOutputTokens = maxOutputTokens;
    }

    public @Nullable Double getPresencePenalty() {
        return presencePenalty;
    }

    /**
     * Makes tokens that were said already less probable.
     */
    public void setPresencePenalty(@Nullable Double presencePenalty) {
        this.presencePenalty = presencePenalty;
    }

    public @Nullable Double getFrequencyPenalty() {
        return frequencyPenalty;
    }

    /**
     * Makes tokens less probable the more often they were said.
     */
    public void setFrequencyPenalty(@Nullable Double frequencyPenalty) {
        this.frequencyPenalty = frequencyPenalty;
    }

    public @Nullable String getMediaResolution() {
        return mediaResolution;
    }

    /**
     * How many tokens a picture of the user costs: LOW, MEDIUM or HIGH.
     */
    public void setMediaResolution(@Nullable String mediaResolution) {
        this.mediaResolution = mediaResolution;
    }

    public @Nullable String getThinkingLevel() {
        return thinkingLevel;
    }

    /**
     * How much the model thinks before it answers, for models that take a level. gemini-3.8-live refuses it,
     * extended thinking needs it.
     */
    public void setThinkingLevel(@Nullable String thinkingLevel) {
        this.thinkingLevel = thinkingLevel;
    }

    public @Nullable Integer getThinkingBudget() {
        return thinkingBudget;
    }

    /**
     * Tokens that the model may think, for 2.5 models: 0 is off, -1 leaves it to the model.
     */
    public void setThinkingBudget(@Nullable Integer thinkingBudget) {
        this.thinkingBudget = thinkingBudget;
    }

    public boolean isIncludeThoughts() {
        return includeThoughts;
    }

    /**
     * Whether the model tells summaries of its thoughts, as events thought.
     */
    public void setIncludeThoughts(boolean includeThoughts) {
        this.includeThoughts = includeThoughts;
    }

    public boolean isEnableAffectiveDialog() {
        return enableAffectiveDialog;
    }

    /**
     * Whether the model adapts to the mood that it hears. Only 2.5 native audio models, with v1alpha or on Vertex
     * AI.
     */
    public void setEnableAffectiveDialog(boolean enableAffectiveDialog) {
        this.enableAffectiveDialog = enableAffectiveDialog;
    }

    public boolean isProactiveAudio() {
        return proactiveAudio;
    }

    /**
     * Whether the model may stay silent when it is not spoken to. Only 2.5 native audio models, with v1alpha or on
     * Vertex AI; newer ones always may.
     */
    public void setProactiveAudio(boolean proactiveAudio) {
        this.proactiveAudio = proactiveAudio;
    }

    public boolean isProactiveVideo() {
        return proactiveVideo;
    }

    /**
     * Whether the model may start to speak because of a picture. Needs proactiveAudio.
     */
    public void setProactiveVideo(boolean proactiveVideo) {
        this.proactiveVideo = proactiveVideo;
    }

    public @Nullable String getTargetLanguageCode() {
        return targetLanguageCode;
    }

    /**
     * Language to translate into as a BCP-47 code, for live translate models.
     */
    public void setTargetLanguageCode(@Nullable String targetLanguageCode) {
        this.targetLanguageCode = targetLanguageCode;
    }

    public boolean isEchoTargetLanguage() {
        return echoTargetLanguage;
    }

    /**
     * Whether speech that is in the target language already is said again, for live translate models.
     */
    public void setEchoTargetLanguage(boolean echoTargetLanguage) {
        this.echoTargetLanguage = echoTargetLanguage;
    }

    public boolean isGoogleSearch() {
        return googleSearch;
    }

    /**
     * Whether the model may search with Google; what it found comes as event grounding.
     */
    public void setGoogleSearch(boolean googleSearch) {
        this.googleSearch = googleSearch;
    }

    public boolean isCodeExecution() {
        return codeExecution;
    }

    /**
     * Whether the model may write and run code on the server. Only 2.0 and half cascade models.
     */
    public void setCodeExecution(boolean codeExecution) {
        this.codeExecution = codeExecution;
    }

    public boolean isUrlContext() {
        return urlContext;
    }

    /**
     * Whether the model may read pages whose addresses the user names. Only half cascade models.
     */
    public void setUrlContext(boolean urlContext) {
        this.urlContext = urlContext;
    }

    public boolean isInputAudioTranscription() {
        return inputAudioTranscription;
    }

    /**
     * Whether the server tells what the user said, as events inputTranscription.
     */
    public void setInputAudioTranscription(boolean inputAudioTranscription) {
        this.inputAudioTranscription = inputAudioTranscription;
    }

    public boolean isOutputAudioTranscription() {
        return outputAudioTranscription;
    }

    /**
     * Whether the server tells what the model says as text, as events outputTranscription. Does nothing when the model
     * answers with TEXT.
     */
    public void setOutputAudioTranscription(boolean outputAudioTranscription) {
        this.outputAudioTranscription = outputAudioTranscription;
    }

    public @Nullable String getTranscriptionLanguageCodes() {
        return transcriptionLanguageCodes;
    }

    /**
     * Languages that the user may speak, as BCP-47 codes separated by commas: a hint for transcripts. Needs
     * inputAudioTranscription.
     */
    public void setTranscriptionLanguageCodes(@Nullable String transcriptionLanguageCodes) {
        this.transcriptionLanguageCodes = transcriptionLanguageCodes;
    }

    public @Nullable String getCustomVocabulary() {
        return customVocabulary;
    }

    /**
     * Words that transcripts of the user should know, separated by commas; at most 1000, best at most 100. Needs
     * inputAudioTranscription.
     */
    public void setCustomVocabulary(@Nullable String customVocabulary) {
        this.customVocabulary = customVocabulary;
    }

    public @Nullable String getTranscriptionMode() {
        return transcriptionMode;
    }

    /**
     * Whether transcripts of the user are word by word (VERBATIM) or tidied up (SMART). Needs
     * inputAudioTranscription.
     */
    public void setTranscriptionMode(@Nullable String transcriptionMode) {
        this.transcriptionMode = transcriptionMode;
    }

    public boolean isAutomaticActivityDetection() {
        return automaticActivityDetection;
    }

    /**
     * Whether the server finds out by itself when the user speaks. If not, the operations activityStart and
     * activityEnd mark it.
     */
    public void setAutomaticActivityDetection(boolean automaticActivityDetection) {
        this.automaticActivityDetection = automaticActivityDetection;
    }

    public @Nullable String getStartOfSpeechSensitivity() {
        return startOfSpeechSensitivity;
    }

    /**
     * How readily the server hears that the user begins to speak: HIGH or LOW.
     */
    public void setStartOfSpeechSensitivity(@Nullable String startOfSpeechSensitivity) {
        this.startOfSpeechSensitivity = startOfSpeechSensitivity;
    }

    public @Nullable String getEndOfSpeechSensitivity() {
        return endOfSpeechSensitivity;
    }

    /**
     * How readily the server hears that the user stopped speaking: HIGH or LOW.
     */
    public void setEndOfSpeechSensitivity(@Nullable String endOfSpeechSensitivity) {
        this.endOfSpeechSensitivity = endOfSpeechSensitivity;
    }

    public @Nullable Integer getPrefixPaddingMs() {
        return prefixPaddingMs;
    }

    /**
     * Milliseconds of speech before the server counts it as the start of speech.
     */
    public void setPrefixPaddingMs(@Nullable Integer prefixPaddingMs) {
        this.prefixPaddingMs = prefixPaddingMs;
    }

    public @Nullable Integer getSilenceDurationMs() {
        return silenceDurationMs;
    }

    /**
     * Milliseconds of silence after which the server counts speech as ended; 500 to 800 is usual, 100 to 200 cuts
     * people off.
     */
    public void setSilenceDurationMs(@Nullable Integer silenceDurationMs) {
        this.silenceDurationMs = silenceDurationMs;
    }

    public @Nullable String getActivityHandling() {
        return activityHandling;
    }

    /**
     * Whether the user's speech interrupts the model.
     */
    public void setActivityHandling(@Nullable String activityHandling) {
        this.activityHandling = activityHandling;
    }

    public @Nullable String getTurnCoverage() {
        return turnCoverage;
    }

    /**
     * Which input belongs to the user's turn.
     */
    public void setTurnCoverage(@Nullable String turnCoverage) {
        this.turnCoverage = turnCoverage;
    }

    public boolean isExplicitVadSignal() {
        return explicitVadSignal;
    }

    /**
     * Whether the server tells when speech begins and ends, as events voiceActivity. Vertex AI only.
     */
    public void setExplicitVadSignal(boolean explicitVadSignal) {
        this.explicitVadSignal = explicitVadSignal;
    }

    public boolean isContextWindowCompression() {
        return contextWindowCompression;
    }

    /**
     * Whether old parts of a long conversation are cut, so that the session is not ended by its length.
     */
    public void setContextWindowCompression(boolean contextWindowCompression) {
        this.contextWindowCompression = contextWindowCompression;
    }

    public @Nullable Long getTriggerTokens() {
        return triggerTokens;
    }

    /**
     * Tokens of context at which it is cut. Needs contextWindowCompression.
     */
    public void setTriggerTokens(@Nullable Long triggerTokens) {
        this.triggerTokens = triggerTokens;
    }

    public @Nullable Long getTargetTokens() {
        return targetTokens;
    }

    /**
     * Tokens of context that are kept when it is cut. Needs contextWindowCompression.
     */
    public void setTargetTokens(@Nullable Long targetTokens) {
        this.targetTokens = targetTokens;
    }

    public @Nullable String getSafetySettings() {
        return safetySettings;
    }

    /**
     * Thresholds of the safety filters: CATEGORY=THRESHOLD separated by commas, for example
     * HARASSMENT=BLOCK_ONLY_HIGH.
     */
    public void setSafetySettings(@Nullable String safetySettings) {
        this.safetySettings = safetySettings;
    }

    public @Nullable Map<String, Object> getLabels() {
        return labels;
    }

    /**
     * Labels of the session for billing and filters, for example labels.team=support. Vertex AI.
     */
    public void setLabels(@Nullable Map<String, Object> labels) {
        this.labels = labels;
    }

    public @Nullable String getAvatarName() {
        return avatarName;
    }

    /**
     * Name of the avatar whose picture speaks. Needs responseModalities=VIDEO on Vertex AI.
     */
    public void setAvatarName(@Nullable String avatarName) {
        this.avatarName = avatarName;
    }

    public @Nullable String getGreeting() {
        return greeting;
    }

    /**
     * Text that is sent as the first input of a new conversation, so that the model speaks first; not after a
     * reconnect. Inline or a resource.
     */
    public void setGreeting(@Nullable String greeting) {
        this.greeting = greeting;
    }

    public @Nullable String getHistory() {
        return history;
    }

    /**
     * What was said before, for new conversations: JSON with a list of contents (role and parts, or role and text).
     * Inline or a resource such as resource:classpath:history.json.
     */
    public void setHistory(@Nullable String history) {
        this.history = history;
    }

    public @Nullable Map<String, Object> getSetup() {
        return setup;
    }

    /**
     * Any other field of the setup message by its path, for example setup.generationConfig.topP=0.9. JSON literals
     * are typed. A field that is set here and by another option is refused.
     */
    public void setSetup(@Nullable Map<String, Object> setup) {
        this.setup = setup;
    }

    public @Nullable String getSetupJson() {
        return setupJson;
    }

    /**
     * A JSON object with fields of the setup message, inline or a resource. A field that is set here and by another
     * option is refused.
     */
    public void setSetupJson(@Nullable String setupJson) {
        this.setupJson = setupJson;
    }

    public @Nullable String getModelProfile() {
        return modelProfile;
    }

    /**
     * Name of the model family whose behaviour is assumed, for example 3.8. Absent means: by the longest matching
     * prefix of the model.
     */
    public void setModelProfile(@Nullable String modelProfile) {
        this.modelProfile = modelProfile;
    }

    public @Nullable String getModelProfiles() {
        return modelProfiles;
    }

    /**
     * Resource with model families of your own, in the form of the built-in file; they go before the built-in ones.
     */
    public void setModelProfiles(@Nullable String modelProfiles) {
        this.modelProfiles = modelProfiles;
    }

    public @Nullable Map<String, Object> getProfile() {
        return profile;
    }

    /**
     * Single values of the model family that differ from the file, for example profile.toolTurn=ONE.
     */
    public void setProfile(@Nullable Map<String, Object> profile) {
        this.profile = profile;
    }

    public GeminiLiveToolMode getToolMode() {
        return toolMode;
    }

    /**
     * Who answers function calls: tool routes (auto), or whoever sends operation toolResponse (manual).
     */
    public void setToolMode(GeminiLiveToolMode toolMode) {
        this.toolMode = toolMode;
    }

    public int getMaxToolCallsPerTurn() {
        return maxToolCallsPerTurn;
    }

    /**
     * How many function calls of one turn are carried out at most; those beyond it get an error answer. 0 for no limit.
     */
    public void setMaxToolCallsPerTurn(int maxToolCallsPerTurn) {
        this.maxToolCallsPerTurn = maxToolCallsPerTurn;
    }

    public int getMaxToolCallsPerMinute() {
        return maxToolCallsPerMinute;
    }

    /**
     * How many function calls of one session are carried out at most within any minute; those beyond it get an error
     * answer. 0 for no limit.
     */
    public void setMaxToolCallsPerMinute(int maxToolCallsPerMinute) {
        this.maxToolCallsPerMinute = maxToolCallsPerMinute;
    }

    public @Nullable String getMcpClients() {
        return mcpClients;
    }

    /**
     * MCP servers whose tools are functions of the agent: names of beans, with commas between, each a McpSyncClient or a
     * McpClient.SyncSpec of the MCP Java SDK (io.modelcontextprotocol.sdk:mcp), which has to be on the class path.
     */
    public void setMcpClients(@Nullable String mcpClients) {
        this.mcpClients = mcpClients;
    }

    public boolean isAutoOpen() {
        return autoOpen;
    }

    /**
     * Whether the default session opens when the context has started, instead of at its first input.
     */
    public void setAutoOpen(boolean autoOpen) {
        this.autoOpen = autoOpen;
    }

    public int getMaxSessions() {
        return maxSessions;
    }

    /**
     * Sessions that an agent may have at once; more are refused.
     */
    public void setMaxSessions(int maxSessions) {
        this.maxSessions = maxSessions;
    }

    public long getAudioChunk() {
        return audioChunk;
    }

    /**
     * Playing time of the chunks in which sound is sent; 20 to 100 ms is fine.
     */
    public void setAudioChunk(long audioChunk) {
        this.audioChunk = audioChunk;
    }

    public int getAudioSendRate() {
        return audioSendRate;
    }

    /**
     * Sample rate in Hz of the sound that is sent to the model; 0 sends sound at the rate it has.
     */
    public void setAudioSendRate(int audioSendRate) {
        this.audioSendRate = audioSendRate;
    }

    public long getAudioBacklog() {
        return audioBacklog;
    }

    /**
     * Live sound that may wait for the socket; the oldest beyond it is dropped and counted.
     */
    public void setAudioBacklog(long audioBacklog) {
        this.audioBacklog = audioBacklog;
    }

    public double getVideoFps() {
        return videoFps;
    }

    /**
     * Pictures that are sent per second at most; of those that come faster the newest wins. 0 sends every picture.
     */
    public void setVideoFps(double videoFps) {
        this.videoFps = videoFps;
    }

    public long getStreamEndAfter() {
        return streamEndAfter;
    }

    /**
     * A gap in live sound after which the server is told that the microphone is off (automatic activity detection
     * only).
     */
    public void setStreamEndAfter(long streamEndAfter) {
        this.streamEndAfter = streamEndAfter;
    }

    public long getPreRoll() {
        return preRoll;
    }

    /**
     * Sound from before activityStart that is sent right after it (manual activity detection only).
     */
    public void setPreRoll(long preRoll) {
        this.preRoll = preRoll;
    }

    public @Nullable String getApiKey() {
        return apiKey;
    }

    /**
     * API key of the Gemini Developer API, or an ephemeral token (auth_tokens/...); with vertexAi an express key. Sent
     * as a header, never in the address.
     */
    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public boolean isVertexAi() {
        return vertexAi;
    }

    /**
     * Whether the model is on Vertex AI. An option project means it too; with an apiKey and no project it is express
     * mode.
     */
    public void setVertexAi(boolean vertexAi) {
        this.vertexAi = vertexAi;
    }

    public @Nullable String getProject() {
        return project;
    }

    /**
     * Google Cloud project, for Vertex AI.
     */
    public void setProject(@Nullable String project) {
        this.project = project;
    }

    public @Nullable String getLocation() {
        return location;
    }

    /**
     * Location on Vertex AI: global, us, eu or a region such as europe-west4. Absent means global.
     */
    public void setLocation(@Nullable String location) {
        this.location = location;
    }

    public @Nullable String getServiceAccountKey() {
        return serviceAccountKey;
    }

    /**
     * Service account key for Vertex AI as a resource, for example file:/etc/keys/voice.json, never the key itself.
     * Absent means application default credentials.
     */
    public void setServiceAccountKey(@Nullable String serviceAccountKey) {
        this.serviceAccountKey = serviceAccountKey;
    }

    public @Nullable String getAccessToken() {
        return accessToken;
    }

    /**
     * OAuth access token for Vertex AI, for tests and short runs: it ends after about an hour. Secret: use a
     * property placeholder.
     */
    public void setAccessToken(@Nullable String accessToken) {
        this.accessToken = accessToken;
    }

    public @Nullable GeminiLiveCredentials getCredentials() {
        return credentials;
    }

    /**
     * A bean that gives OAuth access tokens for Vertex AI, in place of serviceAccountKey and application default
     * credentials.
     */
    public void setCredentials(@Nullable GeminiLiveCredentials credentials) {
        this.credentials = credentials;
    }

    public @Nullable String getQuotaProject() {
        return quotaProject;
    }

    /**
     * Project that is billed and whose quota is used, if it is not that of the credentials. Sent as x-goog-user-
     * project.
     */
    public void setQuotaProject(@Nullable String quotaProject) {
        this.quotaProject = quotaProject;
    }

    public String getHost() {
        return host;
    }

    /**
     * Where the service is, for proxies and the emulator: wss://host, or ws://host to this machine; a path in it goes
     * in front of the service's own. For Vertex AI the default means the host of the location.
     */
    public void setHost(String host) {
        this.host = host;
    }

    public @Nullable String getApiVersion() {
        return apiVersion;
    }

    /**
     * Version of the API. Absent means v1beta for the Gemini Developer API, where v1alpha has setup fields that are
     * not in v1beta yet, and v1beta1 for Vertex AI, which has v1 too.
     */
    public void setApiVersion(@Nullable String apiVersion) {
        this.apiVersion = apiVersion;
    }

    public boolean isAllowInsecure() {
        return allowInsecure;
    }

    /**
     * Whether ws: without TLS may leave this machine. The API key can be read on the way.
     */
    public void setAllowInsecure(boolean allowInsecure) {
        this.allowInsecure = allowInsecure;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * TLS settings of the connection.
     */
    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public @Nullable WebSocketClientOptions getClientOptions() {
        return clientOptions;
    }

    /**
     * Options of the Vert.x WebSocket client, for example an HTTP proxy.
     */
    public void setClientOptions(@Nullable WebSocketClientOptions clientOptions) {
        this.clientOptions = clientOptions;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    /**
     * How long a connection may take to open: TCP, TLS and upgrade together.
     */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getSetupTimeout() {
        return setupTimeout;
    }

    /**
     * How long the server may take to accept the setup.
     */
    public void setSetupTimeout(long setupTimeout) {
        this.setupTimeout = setupTimeout;
    }

    public long getSendTimeout() {
        return sendTimeout;
    }

    /**
     * How long an input waits for a connection before its exchange fails.
     */
    public void setSendTimeout(long sendTimeout) {
        this.sendTimeout = sendTimeout;
    }

    public int getSendQueueSize() {
        return sendQueueSize;
    }

    /**
     * Inputs of a session that may wait for a connection or for their turn.
     */
    public void setSendQueueSize(int sendQueueSize) {
        this.sendQueueSize = sendQueueSize;
    }

    public long getHeldAudio() {
        return heldAudio;
    }

    /**
     * Live sound that is kept while no connection can take it; the oldest beyond it is dropped and counted.
     */
    public void setHeldAudio(long heldAudio) {
        this.heldAudio = heldAudio;
    }

    public long getReconnectTimeout() {
        return reconnectTimeout;
    }

    /**
     * How long connections are tried before a session fails.
     */
    public void setReconnectTimeout(long reconnectTimeout) {
        this.reconnectTimeout = reconnectTimeout;
    }

    public long getIdleTimeout() {
        return idleTimeout;
    }

    /**
     * A session without input or output for this long is closed; 0 for never.
     */
    public void setIdleTimeout(long idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public long getMaxSessionDuration() {
        return maxSessionDuration;
    }

    /**
     * A session is closed when it is this old; 0 for never.
     */
    public void setMaxSessionDuration(long maxSessionDuration) {
        this.maxSessionDuration = maxSessionDuration;
    }

    public int getMaxMessageSize() {
        return maxMessageSize;
    }

    /**
     * Largest message of the server in bytes, at most 16 MiB (16777216); a larger one fails the connection.
     */
    public void setMaxMessageSize(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public long getMaxReplyAudio() {
        return maxReplyAudio;
    }

    /**
     * Sound that a reply may hold, as playing time.
     */
    public void setMaxReplyAudio(long maxReplyAudio) {
        this.maxReplyAudio = maxReplyAudio;
    }

    public int getMaxQueuedBytes() {
        return maxQueuedBytes;
    }

    /**
     * Bytes that may wait in all lanes of a session before reading pauses.
     */
    public void setMaxQueuedBytes(int maxQueuedBytes) {
        this.maxQueuedBytes = maxQueuedBytes;
    }

    public @Nullable String getSessionId() {
        return sessionId;
    }

    /**
     * The session that this endpoint sends to. On a consumer: the only session that it receives. The header
     * CamelGeminiLiveSessionId goes first; neither means the default session.
     */
    public void setSessionId(@Nullable String sessionId) {
        this.sessionId = sessionId;
    }

    public @Nullable GeminiLiveOperation getOperation() {
        return operation;
    }

    /**
     * What a message does. The header CamelGeminiLiveOperation goes first; without either the body decides.
     */
    public void setOperation(@Nullable GeminiLiveOperation operation) {
        this.operation = operation;
    }

    public GeminiLiveReplyMode getReply() {
        return reply;
    }

    /**
     * What a request and reply exchange gets back: what was said (text), WAV sound (audio), or everything as
     * LiveReply (full).
     */
    public void setReply(GeminiLiveReplyMode reply) {
        this.reply = reply;
    }

    public boolean isTurnComplete() {
        return turnComplete;
    }

    /**
     * Whether the contents of operation turns are to be answered now. false adds them to the conversation, and more is
     * to follow. The header CamelGeminiLiveTurnComplete goes first.
     */
    public void setTurnComplete(boolean turnComplete) {
        this.turnComplete = turnComplete;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    /**
     * How long a request and reply exchange waits for the whole answer.
     */
    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public GeminiLivePace getPace() {
        return pace;
    }

    /**
     * How fast sound goes. To the model: files, streams and WAV at the speed of speech (auto, realtime), or as fast as
     * the socket takes it (unpaced). To a route: as it comes (auto, unpaced), or at the speed of speech (realtime).
     */
    public void setPace(GeminiLivePace pace) {
        this.pace = pace;
    }

    public @Nullable Integer getAudioInputRate() {
        return audioInputRate;
    }

    /**
     * Sample rate in Hz of raw sound that does not say its own; absent means 16000, for mulaw and alaw 8000.
     */
    public void setAudioInputRate(@Nullable Integer audioInputRate) {
        this.audioInputRate = audioInputRate;
    }

    public String getAudioInputFormat() {
        return audioInputFormat;
    }

    /**
     * Form of raw sound that does not say its own; little endian, pcm8 unsigned.
     */
    public void setAudioInputFormat(String audioInputFormat) {
        this.audioInputFormat = audioInputFormat;
    }

    public int getAudioInputChannels() {
        return audioInputChannels;
    }

    /**
     * Channels of raw sound that does not say its own: 1 or 2, interleaved.
     */
    public void setAudioInputChannels(int audioInputChannels) {
        this.audioInputChannels = audioInputChannels;
    }

    public @Nullable String getAudioOutputFormat() {
        return audioOutputFormat;
    }

    /**
     * Form of the sound that a route gets, in events of kind audio and with reply=audio: pcm (signed 16 bit little endian
     * mono at the rate of the model), wav (one file for each event or reply), or 8 kHz mulaw or alaw (one stream over the
     * events of an answer). Absent means pcm for events and wav for replies.
     */
    public void setAudioOutputFormat(@Nullable String audioOutputFormat) {
        this.audioOutputFormat = audioOutputFormat;
    }

    public int getTokenUses() {
        return tokenUses;
    }

    /**
     * Sessions that a token of operation createToken can open; 0 for any number.
     */
    public void setTokenUses(int tokenUses) {
        this.tokenUses = tokenUses;
    }

    public long getTokenExpireTime() {
        return tokenExpireTime;
    }

    /**
     * How long the sessions of a token of operation createToken may last; at most 20 hours.
     */
    public void setTokenExpireTime(long tokenExpireTime) {
        this.tokenExpireTime = tokenExpireTime;
    }

    public long getTokenNewSessionExpireTime() {
        return tokenNewSessionExpireTime;
    }

    /**
     * How long a token of operation createToken can open sessions.
     */
    public void setTokenNewSessionExpireTime(long tokenNewSessionExpireTime) {
        this.tokenNewSessionExpireTime = tokenNewSessionExpireTime;
    }

    public String getTokenLock() {
        return tokenLock;
    }

    /**
     * What a token of operation createToken fixes: all (the whole setup of the agent), none, or names of setup
     * fields separated by commas, for example model,systemInstruction,generationConfig.speechConfig.
     */
    public void setTokenLock(String tokenLock) {
        this.tokenLock = tokenLock;
    }

    public @Nullable String getEvents() {
        return events;
    }

    /**
     * The kinds of events that the route receives, separated by commas. Absent means what a conversation needs:
     * text, audio, video, inputTranscription, outputTranscription, interrupted, turnComplete, toolCall,
     * toolCallCancellation, failed, closed.
     */
    public void setEvents(@Nullable String events) {
        this.events = events;
    }

    public int getQueueSize() {
        return queueSize;
    }

    /**
     * Events other than sound that may wait for the route, per session; more pause reading.
     */
    public void setQueueSize(int queueSize) {
        this.queueSize = queueSize;
    }

    public String getTranscription() {
        return transcription;
    }

    /**
     * Whether transcripts come piece by piece as the server tells them (partial), or as one whole text per speaker
     * and turn (final).
     */
    public void setTranscription(String transcription) {
        this.transcription = transcription;
    }

    public long getMaxQueuedAudio() {
        return maxQueuedAudio;
    }

    /**
     * Sound that may wait for the route, as playing time, per session; more pauses reading.
     */
    public void setMaxQueuedAudio(long maxQueuedAudio) {
        this.maxQueuedAudio = maxQueuedAudio;
    }

    public boolean isDropAudioOnInterrupt() {
        return dropAudioOnInterrupt;
    }

    /**
     * Whether sound that the route has not got yet is dropped when the user talks over the model.
     */
    public void setDropAudioOnInterrupt(boolean dropAudioOnInterrupt) {
        this.dropAudioOnInterrupt = dropAudioOnInterrupt;
    }

    public @Nullable String getTool() {
        return tool;
    }

    /**
     * Makes the route a function that the model may call, under this name. Use * to receive the calls that no tool
     * route claims.
     */
    public void setTool(@Nullable String tool) {
        this.tool = tool;
    }

    public @Nullable String getDescription() {
        return description;
    }

    /**
     * What the function does, for the model. Inline or a resource.
     */
    public void setDescription(@Nullable String description) {
        this.description = description;
    }

    public @Nullable Map<String, Object> getParameter() {
        return parameter;
    }

    /**
     * The function's parameters: parameter.NAME is the type (string, number, integer, boolean),
     * parameter.NAME.description, parameter.NAME.required and parameter.NAME.enum say more.
     */
    public void setParameter(@Nullable Map<String, Object> parameter) {
        this.parameter = parameter;
    }

    public @Nullable String getInputType() {
        return inputType;
    }

    /**
     * The class of the function's arguments, a record or a bean, by its full name: the parameters are derived from it,
     * with its annotations of Jackson and Bean Validation, and the body is an instance of it. In place of parameter.NAME
     * and argSchema.
     */
    public void setInputType(@Nullable String inputType) {
        this.inputType = inputType;
    }

    public @Nullable String getArgSchema() {
        return argSchema;
    }

    /**
     * The JSON Schema of the function's arguments, an object. Inline or a resource. In place of parameter.NAME and
     * inputType.
     */
    public void setArgSchema(@Nullable String argSchema) {
        this.argSchema = argSchema;
    }

    public boolean isValidateArguments() {
        return validateArguments;
    }

    /**
     * Whether arguments that do not fit the declaration are refused before the route sees them. Their size, depth and
     * number are bounded in any case.
     */
    public void setValidateArguments(boolean validateArguments) {
        this.validateArguments = validateArguments;
    }

    public @Nullable String getBehavior() {
        return behavior;
    }

    /**
     * Whether the model waits for the answer. Absent means the default of the model's family.
     */
    public void setBehavior(@Nullable String behavior) {
        this.behavior = behavior;
    }

    public @Nullable String getScheduling() {
        return scheduling;
    }

    /**
     * When the model speaks about the answer of a non-blocking function. Absent leaves it to the model.
     */
    public void setScheduling(@Nullable String scheduling) {
        this.scheduling = scheduling;
    }

    public long getToolTimeout() {
        return toolTimeout;
    }

    /**
     * How long the route may take before the model gets an error answer.
     */
    public void setToolTimeout(long toolTimeout) {
        this.toolTimeout = toolTimeout;
    }

    public boolean isBackground() {
        return background;
    }

    /**
     * Whether a turn may be over while a call of this function is open.
     */
    public void setBackground(boolean background) {
        this.background = background;
    }

    public @Nullable String getOnCancel() {
        return onCancel;
    }

    /**
     * The endpoint, for example direct:undo, that gets the arguments of a call that was cancelled after its route had
     * begun, when the route has ended; header CamelGeminiLiveToolFinished says whether it had before the cancellation.
     */
    public void setOnCancel(@Nullable String onCancel) {
        this.onCancel = onCancel;
    }

    public boolean isInterruptOnCancel() {
        return interruptOnCancel;
    }

    /**
     * Whether the thread that carries out a call is interrupted when the call is cancelled.
     */
    public void setInterruptOnCancel(boolean interruptOnCancel) {
        this.interruptOnCancel = interruptOnCancel;
    }

    public int getMaxToolResponse() {
        return maxToolResponse;
    }

    /**
     * Bytes that are read at most when the route's answer is a stream.
     */
    public void setMaxToolResponse(int maxToolResponse) {
        this.maxToolResponse = maxToolResponse;
    }
}
