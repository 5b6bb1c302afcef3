package io.github.camelgeminilive.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The first message of the server on a connection (protocol section 3.2).
 *
 * @param sessionId the server's own id of the session, or null: only information, never our session id
 * @param voiceConsentSignature stands for the consent recording of a replicated voice in later sessions, or null: who has
 *     it may use the voice
 */
public record SetupComplete(
        @Nullable String sessionId, @Nullable String voiceConsentSignature) implements ServerMessage {

    @Override
    public String toString() {
        return "SetupComplete[" + sessionId + "]";
    }
}
