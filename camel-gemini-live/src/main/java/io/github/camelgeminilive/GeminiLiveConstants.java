package io.github.camelgeminilive;

import org.apache.camel.spi.Metadata;

/** The scheme and the message headers. Nothing that the model chose ever becomes the name of a header. */
public final class GeminiLiveConstants {

    public static final String SCHEME = "gemini-live";

    /** The session that is meant when nobody names one. */
    public static final String DEFAULT_SESSION = "default";

    @Metadata(
            label = "common",
            description = "The session, chosen by the application. Absent when sending means the default session.",
            javaType = "String",
            important = true)
    public static final String SESSION_ID = "CamelGeminiLiveSessionId";

    @Metadata(label = "consumer", description = "The agent that the event belongs to.", javaType = "String")
    public static final String AGENT = "CamelGeminiLiveAgent";

    @Metadata(
            label = "consumer",
            description = "The kind of event, in the names of the option events.",
            javaType = "String",
            important = true)
    public static final String EVENT = "CamelGeminiLiveEvent";

    @Metadata(
            label = "common",
            description =
                    "The number of the turn that an event, a function call or a reply belongs to; rises within a session.",
            javaType = "Long",
            important = true)
    public static final String TURN = "CamelGeminiLiveTurn";

    @Metadata(
            label = "consumer",
            description = "The number of the connection that the event came on, from 1.",
            javaType = "Integer")
    public static final String CONNECTION = "CamelGeminiLiveConnection";

    @Metadata(
            label = "consumer",
            description = "Whether the turn of a transcript or of usage was over already.",
            javaType = "Boolean")
    public static final String LATE = "CamelGeminiLiveLate";

    @Metadata(label = "common", description = "Media type of the sound or picture in the body.", javaType = "String")
    public static final String MIME_TYPE = "CamelGeminiLiveMimeType";

    @Metadata(
            label = "common",
            description = "Sample rate in Hz of the sound in the body: signed 16 bit little endian mono PCM.",
            javaType = "Integer",
            important = true)
    public static final String SAMPLE_RATE = "CamelGeminiLiveSampleRate";

    @Metadata(
            label = "producer",
            description = "Set on the exchange when an input was accepted; reports of losses name it.",
            javaType = "String")
    public static final String MESSAGE_ID = "CamelGeminiLiveMessageId";

    @Metadata(
            label = "producer",
            description = "What the message does; goes before the option operation and is removed when read.",
            javaType = "io.github.camelgeminilive.GeminiLiveOperation",
            important = true)
    public static final String OPERATION = "CamelGeminiLiveOperation";

    @Metadata(
            label = "producer",
            description =
                    "Whether the contents of operation turns are to be answered now, before the option turnComplete.",
            javaType = "Boolean")
    public static final String TURN_COMPLETE = "CamelGeminiLiveTurnComplete";

    @Metadata(
            label = "producer",
            description = "Operation open: what the model is and does in this session, in place of the agent's.",
            javaType = "String")
    public static final String SYSTEM_INSTRUCTION = "CamelGeminiLiveSystemInstruction";

    @Metadata(
            label = "producer",
            description = "Operation open: the voice of this session, in place of the agent's.",
            javaType = "String")
    public static final String VOICE = "CamelGeminiLiveVoice";

    @Metadata(
            label = "producer",
            description = "Operation open: the language of this session, in place of the agent's.",
            javaType = "String")
    public static final String LANGUAGE_CODE = "CamelGeminiLiveLanguageCode";

    @Metadata(
            label = "producer",
            description =
                    "Operations open and contextUpdate: names of the functions that this session has, a list or comma separated.",
            javaType = "String")
    public static final String TOOL_SET = "CamelGeminiLiveToolSet";

    @Metadata(
            label = "producer",
            description = "Operation open: what was said before, a list of contents or Maps, or JSON text.",
            javaType = "java.util.List")
    public static final String HISTORY = "CamelGeminiLiveHistory";

    @Metadata(label = "common", description = "The function of a call or an answer.", javaType = "String")
    public static final String TOOL_NAME = "CamelGeminiLiveToolName";

    @Metadata(
            label = "common",
            description = "The id of a function call; names the call that operation toolResponse answers.",
            javaType = "String")
    public static final String TOOL_CALL_ID = "CamelGeminiLiveToolCallId";

    @Metadata(
            label = "common",
            description = "When the model speaks about this answer: INTERRUPT, WHEN_IDLE or SILENT.",
            javaType = "String")
    public static final String TOOL_SCHEDULING = "CamelGeminiLiveToolScheduling";

    @Metadata(
            label = "consumer",
            description = "In a message to the endpoint of option onCancel: whether the route had ended before the call"
                    + " was cancelled; if not, what it did in a transaction was rolled back.",
            javaType = "Boolean")
    public static final String TOOL_FINISHED = "CamelGeminiLiveToolFinished";

    @Metadata(label = "common", description = "Whether more answers to the same call follow.", javaType = "Boolean")
    public static final String TOOL_WILL_CONTINUE = "CamelGeminiLiveToolWillContinue";

    @Metadata(
            label = "consumer",
            description = "Set to ok by a tool route whose handled failure is to count as success.",
            javaType = "String")
    public static final String TOOL_OUTCOME = "CamelGeminiLiveToolOutcome";

    @Metadata(label = "common", description = "Whether the turn was interrupted.", javaType = "Boolean")
    public static final String INTERRUPTED = "CamelGeminiLiveInterrupted";

    @Metadata(
            label = "common",
            description =
                    "How the turn ended: complete, interrupted, noAnswer, waitingForInput, empty, blocked, stalled, "
                            + "connection or closed.",
            javaType = "String")
    public static final String FINISH_REASON = "CamelGeminiLiveFinishReason";

    @Metadata(
            label = "common",
            description = "The server's own reason for the end of the turn, if it gave one, such as RESPONSE_REJECTED.",
            javaType = "String")
    public static final String TURN_COMPLETE_REASON = "CamelGeminiLiveTurnCompleteReason";

    @Metadata(
            label = "consumer",
            description =
                    "The transcript whose text is the body, with all that the server told of it: speaker, language, times "
                            + "and words.",
            javaType = "io.github.camelgeminilive.protocol.Transcription")
    public static final String TRANSCRIPTION = "CamelGeminiLiveTranscription";

    @Metadata(label = "common", description = "Tokens that were read for the turn.", javaType = "Integer")
    public static final String INPUT_TOKENS = "CamelGeminiLiveInputTokens";

    @Metadata(label = "common", description = "Tokens that were generated in the turn.", javaType = "Integer")
    public static final String OUTPUT_TOKENS = "CamelGeminiLiveOutputTokens";

    @Metadata(label = "common", description = "Tokens of the turn together.", javaType = "Integer")
    public static final String TOTAL_TOKENS = "CamelGeminiLiveTotalTokens";

    @Metadata(
            label = "consumer",
            description = "Close code of a connection that ended, or the HTTP status that refused it.",
            javaType = "Integer")
    public static final String CLOSE_CODE = "CamelGeminiLiveCloseCode";

    @Metadata(
            label = "producer",
            description = "When the sessions of the ephemeral token in the body end, as RFC 3339.",
            javaType = "String")
    public static final String TOKEN_EXPIRE_TIME = "CamelGeminiLiveTokenExpireTime";

    @Metadata(
            label = "producer",
            description = "When the ephemeral token in the body opens no more sessions, as RFC 3339.",
            javaType = "String")
    public static final String TOKEN_NEW_SESSION_EXPIRE_TIME = "CamelGeminiLiveTokenNewSessionExpireTime";

    private GeminiLiveConstants() {}
}
