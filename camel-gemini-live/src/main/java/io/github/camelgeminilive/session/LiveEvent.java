package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.Transcription;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to routes.
 *
 * @param kind what it is
 * @param turn the number of the turn it belongs to; 0 when it belongs to none
 * @param connection the number of the connection it came on; 0 before the first
 * @param body the natural value: {@link Sound}, String, Map or a record (pieces of transcripts too); null where the kind says it all
 * @param late whether its turn was over already (T18)
 */
public record LiveEvent(
        EventKind kind, long turn, int connection, @Nullable Object body, boolean late) {

    public LiveEvent(EventKind kind, long turn, int connection, @Nullable Object body) {
        this(kind, turn, connection, body, false);
    }

    /** Playing time of the sound in this event in nanoseconds, 0 if it is not sound. */
    public long soundNanos() {
        return kind == EventKind.audio && body instanceof Sound sound ? sound.durationNanos() : 0;
    }

    /** Size that counts against the bound on queued bytes. */
    public int bytes() {
        if (body instanceof Sound sound) {
            return sound.data().length;
        }
        if (body instanceof Transcription piece) {
            return 64 + 2 * piece.text().length();
        }
        return body instanceof String text ? 2 * text.length() : 64;
    }

    /** Bodies hold what people said: never printed. */
    @Override
    public String toString() {
        return kind + " of turn " + turn + " on connection " + connection;
    }
}
