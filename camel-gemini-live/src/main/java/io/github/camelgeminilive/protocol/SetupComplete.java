package io.github.camelgeminilive.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The first message of the server on a connection (protocol section 3.2).
 *
 * @param sessionId the server's own id of the session, or null: only information, never our session id
 */
public record SetupComplete(@Nullable String sessionId) implements ServerMessage {}
