package io.github.camelgeminilive.session;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a route wants of its lane.
 *
 * @param kinds the events that it gets
 * @param maxAudioNanos sound that may wait, as playing time
 * @param queueSize other events that may wait
 * @param dropAudioOnInterrupt whether undelivered sound is dropped when the model is interrupted
 * @param realtime whether sound is handed on at the speed of speech, else as it comes
 * @param shape makes what gives each lane's sound its form; null to hand it on as the model sends it
 * @param wholeTranscripts whether transcripts are put together: one for each speaker and turn
 */
public record LaneSettings(
        Set<EventKind> kinds,
        long maxAudioNanos,
        int queueSize,
        boolean dropAudioOnInterrupt,
        boolean realtime,
        @Nullable Supplier<SoundShape> shape,
        boolean wholeTranscripts) {

    /** Sound as it comes, in the form in which it comes. */
    public LaneSettings(Set<EventKind> kinds, long maxAudioNanos, int queueSize, boolean dropAudioOnInterrupt) {
        this(kinds, maxAudioNanos, queueSize, dropAudioOnInterrupt, false, null, false);
    }
}
