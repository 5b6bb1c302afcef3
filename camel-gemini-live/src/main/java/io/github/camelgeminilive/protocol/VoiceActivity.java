package io.github.camelgeminilive.protocol;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The server heard the user start or stop speaking (protocol section 3.9), in either of its two wire forms.
 *
 * @param type which of the two; UNKNOWN for a name we do not know
 * @param audioOffset place in the sound sent so far, if told
 */
public record VoiceActivity(Type type, @Nullable Duration audioOffset) implements ServerMessage {

    /** Start or end of speech. */
    public enum Type {
        ACTIVITY_START,
        ACTIVITY_END,
        UNKNOWN
    }
}
