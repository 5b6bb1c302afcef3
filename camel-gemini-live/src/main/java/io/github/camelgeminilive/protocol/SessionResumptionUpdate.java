package io.github.camelgeminilive.protocol;

import org.jspecify.annotations.Nullable;

/**
 * State of resumption (protocol section 3.8).
 *
 * @param newHandle a secret: whoever has key and handle gets the conversation; null or empty is not usable
 * @param resumable absent on the wire is false
 * @param lastConsumedClientMessageIndex Vertex AI with transparent resumption only
 */
public record SessionResumptionUpdate(
        @Nullable String newHandle,
        boolean resumable,
        @Nullable Long lastConsumedClientMessageIndex) implements ServerMessage {

    /** Whether this update holds a handle that may be adopted. */
    public boolean usable() {
        return resumable && newHandle != null && !newHandle.isEmpty();
    }

    @Override
    public String toString() {
        return "SessionResumptionUpdate[resumable=" + resumable + "]";
    }
}
