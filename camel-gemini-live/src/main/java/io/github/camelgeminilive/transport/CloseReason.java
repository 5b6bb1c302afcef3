package io.github.camelgeminilive.transport;

import org.jspecify.annotations.Nullable;

/**
 * Why a connection is over (protocol section 5). Facts only; what to do about it is decided elsewhere.
 *
 * @param kind how it ended
 * @param code the WebSocket close code; the HTTP status for {@code REFUSED}; 1006 without a close frame; 0 for
 *     {@code UNREACHABLE} and {@code NO_CREDENTIALS}
 * @param text the peer's reason (cut to 123 bytes by the peer) or ours; may be empty; holds no credential
 * @param cause what the network library said, if anything
 */
public record CloseReason(
        Kind kind, int code, String text, @Nullable Throwable cause) {

    /** How a connection ended. */
    public enum Kind {
        /** Never opened: name, network, TLS, time-out. */
        UNREACHABLE,
        /** Never tried: we had no credentials to show. */
        NO_CREDENTIALS,
        /** The upgrade was answered with an HTTP status other than 101. */
        REFUSED,
        /** The peer sent a close frame. */
        CLOSED_BY_PEER,
        /** We closed it. */
        CLOSED_BY_US,
        /** It broke without a close frame. */
        LOST,
        /** A message was larger than the limit. */
        TOO_LARGE
    }

    @Override
    public String toString() {
        return kind + " " + code + (text.isEmpty() ? "" : " " + text);
    }
}
