package io.github.camelgeminilive.protocol;

import org.jspecify.annotations.Nullable;

/** Whether the server goes on by itself after a turnComplete (protocol section 3.3). */
public enum InteractionStatus {
    IN_PROGRESS,
    IDLE;

    /** The status of a wire name; REQUIRES_ACTION is an older name of IN_PROGRESS, an unknown name is none. */
    public static @Nullable InteractionStatus ofWire(String name) {
        return switch (name) {
            case "IN_PROGRESS", "REQUIRES_ACTION" -> IN_PROGRESS;
            case "IDLE" -> IDLE;
            default -> null;
        };
    }
}
