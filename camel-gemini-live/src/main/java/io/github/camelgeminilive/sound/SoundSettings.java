package io.github.camelgeminilive.sound;

import io.github.camelgeminilive.audio.AudioChunker;
import io.github.camelgeminilive.audio.AudioFormat;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the way out for sound needs to know of an agent's configuration. Frozen at the agent's first session. Immutable.
 *
 * @param audioChunk playing time of one message with sound (option {@code audioChunk}); at most a second, which is more
 *     than anybody should buffer (protocol section 8)
 * @param sendRate of the sound that is sent, in Hz (option {@code audioSendRate}); 0 sends each sound at the rate it has
 * @param silenceAfter that follows bounded sound under automatic detection, so that the server hears the end;
 *     {@link #silenceAfter} computes it
 * @param streamEndAfter gap in sound after which one {@code audioStreamEnd} is sent (protocol section 4.5)
 * @param audioBacklog live sound that may wait to be written; more loses its oldest part (option {@code audioBacklog})
 * @param preRoll newest sound before an activity that is sent with it, manual detection only (option {@code preRoll})
 * @param manualActivity whether the application marks activity itself (option {@code automaticActivityDetection=false})
 * @param queueSize pieces of bounded sound, and marks, that may wait (option {@code sendQueueSize})
 */
public record SoundSettings(
        Duration audioChunk,
        int sendRate,
        Duration silenceAfter,
        Duration streamEndAfter,
        Duration audioBacklog,
        Duration preRoll,
        boolean manualActivity,
        int queueSize) {

    /** What the model hears natively, in Hz (protocol section 8). */
    public static final int NATIVE_RATE = 16_000;

    /** A pause in sending that should be told to the server (protocol section 4.5). */
    public static final Duration DEFAULT_STREAM_END_AFTER = Duration.ofSeconds(1);

    public static final Duration DEFAULT_AUDIO_BACKLOG = Duration.ofSeconds(1);

    /** The attack of a first word that a push-to-talk button or a detector of one's own comes too late for. */
    public static final Duration DEFAULT_PRE_ROLL = Duration.ofMillis(300);

    public static final int DEFAULT_QUEUE_SIZE = 100;

    /** Silence after which the server takes speech for ended when nobody says otherwise (protocol section 2.6). */
    private static final Duration SERVER_SILENCE = Duration.ofMillis(800);

    /** Silence beyond what the server waits for, so that it has heard enough of it for certain. */
    private static final Duration SILENCE_MARGIN = Duration.ofMillis(200);

    private static final Duration LONGEST_CHUNK = Duration.ofSeconds(1);

    public SoundSettings {
        atLeast("audioChunk", audioChunk, Duration.ofMillis(1));
        if (audioChunk.compareTo(LONGEST_CHUNK) > 0) {
            throw new IllegalArgumentException("Expected audioChunk of at most %d ms but was %d ms"
                    .formatted(LONGEST_CHUNK.toMillis(), audioChunk.toMillis()));
        }
        if (streamEndAfter.compareTo(audioChunk) <= 0) {
            throw new IllegalArgumentException(
                    "Expected streamEndAfter to be longer than audioChunk (%d ms) but was %d ms: each chunk would end the sound"
                            .formatted(audioChunk.toMillis(), streamEndAfter.toMillis()));
        }
        atLeast("silenceAfter", silenceAfter, Duration.ZERO);
        atLeast("audioBacklog", audioBacklog, audioChunk);
        atLeast("preRoll", preRoll, Duration.ZERO);
        if (queueSize < 1) {
            throw new IllegalArgumentException("Expected sendQueueSize of at least 1 but was " + queueSize);
        }
        if (sendRate != 0 && (sendRate < AudioFormat.MIN_SAMPLE_RATE || sendRate > AudioFormat.MAX_SAMPLE_RATE)) {
            throw new IllegalArgumentException(
                    "Expected audioSendRate of %d to %d Hz, or 0 for the rate that sound has, but was %d"
                            .formatted(AudioFormat.MIN_SAMPLE_RATE, AudioFormat.MAX_SAMPLE_RATE, sendRate));
        }
    }

    /** The rate at which sound of this format is sent, in Hz. */
    int rateFor(AudioFormat source) {
        return sendRate == 0 ? source.sampleRate() : sendRate;
    }

    /** The settings of an agent about which nothing was said: automatic detection, 16 kHz s16le mono in and out. */
    public static SoundSettings defaults() {
        return new SoundSettings(
                AudioChunker.DEFAULT_CHUNK,
                NATIVE_RATE,
                silenceAfter(null),
                DEFAULT_STREAM_END_AFTER,
                DEFAULT_AUDIO_BACKLOG,
                DEFAULT_PRE_ROLL,
                false,
                DEFAULT_QUEUE_SIZE);
    }

    /**
     * The silence that makes a server certain that speech has ended.
     *
     * @param silenceDurationMs as configured for the server (protocol section 2.6), in ms; null for the server's own
     */
    public static Duration silenceAfter(@Nullable Integer silenceDurationMs) {
        return (silenceDurationMs == null ? SERVER_SILENCE : Duration.ofMillis(silenceDurationMs)).plus(SILENCE_MARGIN);
    }

    private static void atLeast(String option, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException("Expected %s of at least %d ms but was %d ms"
                    .formatted(option, least.toMillis(), value.toMillis()));
        }
    }
}
