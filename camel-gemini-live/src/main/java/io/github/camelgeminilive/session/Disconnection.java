package io.github.camelgeminilive.session;

/**
 * A connection ended that we did not close: the body of the event {@code disconnected}.
 *
 * @param code WebSocket close code or HTTP status; 1006 without a close frame
 * @param reason the server's words
 * @param planned whether the server had announced it (goAway)
 * @param reconnecting whether another connection is tried
 */
public record Disconnection(int code, String reason, boolean planned, boolean reconnecting) {}
