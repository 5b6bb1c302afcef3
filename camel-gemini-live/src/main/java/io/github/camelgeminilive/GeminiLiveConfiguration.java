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

    @UriParam(label = "agent", defaultValue = "false")
    private boolean inputAudioTranscription = false;

    @UriParam(label = "agent", defaultValue = "true")
    private boolean outputAudioTranscription = true;

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

    @UriParam(label = "agent,advanced", prefix = "setup.", multiValue = true)
    private @Nullable Map<String, Object> setup;

    @UriParam(label = "agent,advanced")
    @Metadata(supportFileReference = true, largeInput = true, inputLanguage = "json")
    private @Nullable String setupJson;

    @UriParam(label = "agent", defaultValue = "auto")
    private GeminiLiveToolMode toolMode = GeminiLiveToolMode.auto;

    @UriParam(label = "agent", defaultValue = "false")
    private boolean autoOpen = false;

    @UriParam(label = "agent", defaultValue = "1000")
    private int maxSessions = 1000;

    @UriParam(label = "agent,advanced", defaultValue = "40", javaType = "java.time.Duration")
    private long audioChunk = 40;

    @UriParam(label = "agent,advanced", defaultValue = "1000", javaType = "java.time.Duration")
    private long streamEndAfter = 1000;

    @UriParam(label = "agent,advanced", defaultValue = "300", javaType = "java.time.Duration")
    private long preRoll = 300;

    @UriParam(label = "agent,security", secret = true)
    private @Nullable String apiKey;

    @UriParam(label = "agent,advanced", defaultValue = "wss://generativelanguage.googleapis.com")
    private String host = "wss://generativelanguage.googleapis.com";

    @UriParam(label = "agent,advanced", defaultValue = "v1beta", enums = "v1beta,v1alpha")
    private String apiVersion = "v1beta";

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

    @UriParam(label = "producer", defaultValue = "60000", javaType = "java.time.Duration")
    private long requestTimeout = 60000;

    @UriParam(label = "producer", defaultValue = "auto")
    private GeminiLivePace pace = GeminiLivePace.auto;

    @UriParam(label = "producer", defaultValue = "16000")
    private int audioInputRate = 16000;

    @UriParam(label = "consumer")
    private @Nullable String events;

    @UriParam(label = "consumer", defaultValue = "1000")
    private int queueSize = 1000;

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

    @UriParam(label = "consumer,tool", enums = "BLOCKING,NON_BLOCKING")
    private @Nullable String behavior;

    @UriParam(label = "consumer,tool", enums = "INTERRUPT,WHEN_IDLE,SILENT")
    private @Nullable String scheduling;

    @UriParam(label = "consumer,tool", defaultValue = "30000", javaType = "java.time.Duration")
    private long toolTimeout = 30000;

    @UriParam(label = "consumer,tool", defaultValue = "false")
    private boolean background = false;

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

    public GeminiLiveToolMode getToolMode() {
        return toolMode;
    }

    /**
     * Who answers function calls: tool routes (auto), or whoever sends operation toolResponse (manual).
     */
    public void setToolMode(GeminiLiveToolMode toolMode) {
        this.toolMode = toolMode;
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
     * API key of the Gemini Developer API. Sent as a header, never in the address.
     */
    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public String getHost() {
        return host;
    }

    /**
     * Where the service is, for proxies and the emulator: wss://host, or ws://host to this machine.
     */
    public void setHost(String host) {
        this.host = host;
    }

    public String getApiVersion() {
        return apiVersion;
    }

    /**
     * Version of the API; v1alpha for setup fields that are not in v1beta yet.
     */
    public void setApiVersion(String apiVersion) {
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
     * How fast bounded sound is sent: files, streams and WAV at the speed of speech (auto, realtime), or as fast as
     * the socket takes it (unpaced).
     */
    public void setPace(GeminiLivePace pace) {
        this.pace = pace;
    }

    public int getAudioInputRate() {
        return audioInputRate;
    }

    /**
     * Sample rate in Hz of raw PCM sound that does not say its own: signed 16 bit little endian mono.
     */
    public void setAudioInputRate(int audioInputRate) {
        this.audioInputRate = audioInputRate;
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
