package io.github.camelgeminilive.session;

import java.time.Duration;

/**
 * What a session needs to know of its agent's configuration. Frozen at the agent's first session.
 *
 * @param model the model id, for messages to people
 * @param profile how the model's family behaves
 * @param manualActivity whether the application marks activity itself (automatic detection is off)
 * @param manualTools whether calls are only told and answered by {@code toolResponse}
 * @param calls what calls and answers have to keep to
 * @param connectTimeout for TCP, TLS and upgrade
 * @param setupTimeout from the setup message to setupComplete
 * @param sendTimeout for which an input waits for a connection
 * @param sendQueueSize inputs that may wait
 * @param heldAudio live sound that is kept while no connection can take it
 * @param pictureGap between two pictures; zero to send every one
 * @param opening what a new conversation begins with
 * @param reconnectTimeout for which connections are tried before the session fails
 * @param idleTimeout without input or output after which the session closes; zero for never
 * @param maxSessionDuration after which the session closes; zero for never
 * @param maxReplyAudioBytes sound that a reply may hold
 * @param maxQueuedBytes in all lanes of the session before reading pauses
 * @param credentialsHint what to do when the server does not let us in, with the names of options
 */
public record SessionSettings(
        String model,
        ModelProfile profile,
        boolean manualActivity,
        boolean manualTools,
        CallRules calls,
        Duration connectTimeout,
        Duration setupTimeout,
        Duration sendTimeout,
        int sendQueueSize,
        Duration heldAudio,
        Duration pictureGap,
        Opening opening,
        Duration reconnectTimeout,
        Duration idleTimeout,
        Duration maxSessionDuration,
        long maxReplyAudioBytes,
        long maxQueuedBytes,
        String credentialsHint) {

    /** What the model's family takes, and in which form. */
    public FamilyInput family() {
        return new FamilyInput(model, profile, manualActivity);
    }
}
