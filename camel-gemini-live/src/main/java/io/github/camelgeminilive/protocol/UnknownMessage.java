package io.github.camelgeminilive.protocol;

/**
 * A message of a kind that this version does not know: a newer server is an event in {@code raw}, not a failure.
 *
 * @param name the top-level field on the wire
 */
public record UnknownMessage(String name) implements ServerMessage {}
