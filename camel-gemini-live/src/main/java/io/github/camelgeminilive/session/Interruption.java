package io.github.camelgeminilive.session;

/**
 * The user talked over the model: the body of the event {@code interrupted} (T10).
 *
 * @param turn the turn that was cut, 0 if none was; a player drops everything with this number or a lower one
 * @param deliveredMillis sound of that turn that this route had been given, in ms
 * @param droppedMillis sound that this route will not be given any more, in ms
 */
public record Interruption(long turn, long deliveredMillis, long droppedMillis) {}
