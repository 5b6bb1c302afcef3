package io.github.camelgeminilive.protocol;

/**
 * One message of the server (protocol section 3.1). A frame may carry several, so the codec returns a list.
 *
 * <p>Immutable values.
 */
public sealed interface ServerMessage
        permits SetupComplete,
                ServerContent,
                ToolCall,
                ToolCallCancellation,
                UsageMetadata,
                GoAway,
                SessionResumptionUpdate,
                VoiceActivity,
                InteractionStatusUpdate,
                ServerError,
                UnknownMessage {}
