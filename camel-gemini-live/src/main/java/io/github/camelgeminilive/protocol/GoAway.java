package io.github.camelgeminilive.protocol;

import java.time.Duration;

/**
 * The server will end this connection (protocol section 3.7).
 *
 * @param timeLeft until it does; zero when absent on the wire
 */
public record GoAway(Duration timeLeft) implements ServerMessage {}
