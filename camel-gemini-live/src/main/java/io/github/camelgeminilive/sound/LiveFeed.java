package io.github.camelgeminilive.sound;

import io.github.camelgeminilive.audio.AudioChunker;
import io.github.camelgeminilive.audio.AudioConverter;
import io.github.camelgeminilive.audio.AudioFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes chunks of live sound: one stream, however its messages cut it, even inside a sample. Under manual detection
 * sound outside an activity becomes pre-roll. Lives as long as the session's sound.
 *
 * <p>Confined to the session's turnstile.
 */
final class LiveFeed {

    private final int modelRate;
    private final AudioChunker chunker;
    private final PreRoll preRoll;
    private final long staleAfterNanos;
    private @Nullable AudioConverter converter;
    private @Nullable AudioFormat format;
    private boolean open;
    private long heardAt;

    LiveFeed(SoundSettings settings) {
        modelRate = settings.modelRate();
        chunker = new AudioChunker(modelRate, settings.audioChunk());
        preRoll = new PreRoll((int) AudioFormat.s16leMono(modelRate).bytesFor(settings.preRoll()));
        staleAfterNanos = settings.streamEndAfter().toNanos();
        open = !settings.manualActivity();
    }

    /** Takes a message in; returns the chunks that are full. */
    List<byte[]> take(byte[] sound, AudioFormat as, long now) {
        List<byte[]> chunks = new ArrayList<>();
        AudioConverter current = converter;
        if (current == null || !as.equals(format)) {
            if (current != null) {
                hear(current.flush(), now, chunks);
            }
            current = AudioConverter.toModel(as, modelRate);
            converter = current;
            format = as;
        }
        hear(current.convert(sound), now, chunks);
        return chunks;
    }

    private void hear(byte[] pcm, long now, List<byte[]> chunks) {
        if (open) {
            chunks.addAll(chunker.cut(pcm));
        } else {
            if (now - heardAt > staleAfterNanos) {
                preRoll.take();
            }
            preRoll.add(pcm);
            heardAt = now;
        }
    }

    /** Whether sound waits for a chunk to be full. */
    boolean holdsPartial() {
        return chunker.restBytes() > 0;
    }

    /** The sound that waits for a chunk to be full, possibly none. */
    byte[] flushPartial() {
        return chunker.flush();
    }

    /**
     * Sound pauses or ends here: what the converter holds back, and the partial chunk. Half a sample stays where it is:
     * without it all that follows would be noise.
     */
    List<byte[]> finish(long now) {
        List<byte[]> chunks = new ArrayList<>();
        if (converter != null && converter.pendingBytes() == 0) {
            hear(converter.flush(), now, chunks);
        }
        if (holdsPartial()) {
            chunks.add(chunker.flush());
        }
        return chunks;
    }

    /** An activity begins: the sound just before it, as far as it makes full chunks; the rest waits for more. */
    List<byte[]> activityStarts(long now) {
        open = true;
        byte[] before = preRoll.take();
        return now - heardAt > staleAfterNanos ? List.of() : chunker.cut(before);
    }

    void activityEnds() {
        open = false;
    }
}
