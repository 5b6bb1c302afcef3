package io.github.camelgeminilive.protocol;

/** An interactionStatus at the top level of a frame, beside a toolCall or alone (protocol section 10, row 7). */
public record InteractionStatusUpdate(InteractionStatus status) implements ServerMessage {}
