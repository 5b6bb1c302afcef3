package io.github.camelgeminilive.protocol;

import org.jspecify.annotations.Nullable;

/** An error sent as a message: rare and not documented (protocol section 3.1). */
public record ServerError(@Nullable Integer code, String message) implements ServerMessage {}
