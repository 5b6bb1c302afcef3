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
 * <p>Where sound is sent at the rate it has, another rate ends the chunk that was being filled, and what was heard
 * before at the old one is no pre-roll any more.
 *
 * <p>Confined to the session's turnstile.
 */
final class LiveFeed {

    private final SoundSettings settings;
    private final long staleAfterNanos;
    private int rate;
    private AudioChunker chunker;
    private PreRoll preRoll;
    private @Nullable AudioConverter converter;
    private @Nullable AudioFormat format;
    private boolean open;
    private long heardAt;

    LiveFeed(SoundSettings settings) {
        this.settings = settings;
        rate = settings.sendRate() == 0 ? SoundSettings.NATIVE_RATE : settings.sendRate();
        chunker = new AudioChunker(rate, settings.audioChunk());
        preRoll = newPreRoll();
        staleAfterNanos = settings.streamEndAfter().toNanos();
        open = !settings.manualActivity();
    }

    private PreRoll newPreRoll() {
        return new PreRoll((int) AudioFormat.s16leMono(rate).bytesFor(settings.preRoll()));
    }

    /** Takes a message in; returns the chunks that are full. */
    List<SoundChunk> take(byte[] sound, AudioFormat as, long now) {
        List<SoundChunk> chunks = new ArrayList<>();
        AudioConverter current = converter;
        if (current == null || !as.equals(format)) {
            if (current != null) {
                hear(current.flush(), now, chunks);
            }
            int wanted = settings.rateFor(as);
            if (wanted != rate) {
                changeRate(wanted, chunks);
            }
            current = AudioConverter.toModel(as, rate);
            converter = current;
            format = as;
        }
        hear(current.convert(sound), now, chunks);
        return chunks;
    }

    private void changeRate(int wanted, List<SoundChunk> chunks) {
        if (holdsPartial()) {
            chunks.add(flushPartial());
        }
        rate = wanted;
        chunker = new AudioChunker(rate, settings.audioChunk());
        preRoll = newPreRoll();
    }

    private void hear(byte[] pcm, long now, List<SoundChunk> chunks) {
        if (open) {
            chunks.addAll(cut(pcm));
        } else {
            if (now - heardAt > staleAfterNanos) {
                preRoll.take();
            }
            preRoll.add(pcm);
            heardAt = now;
        }
    }

    private List<SoundChunk> cut(byte[] pcm) {
        return chunker.cut(pcm).stream().map(full -> new SoundChunk(full, rate)).toList();
    }

    /** Whether sound waits for a chunk to be full. */
    boolean holdsPartial() {
        return chunker.restBytes() > 0;
    }

    /** The sound that waits for a chunk to be full, possibly none. */
    SoundChunk flushPartial() {
        return new SoundChunk(chunker.flush(), rate);
    }

    /**
     * Sound pauses or ends here: what the converter holds back, and the partial chunk. Half a sample stays where it is:
     * without it all that follows would be noise.
     */
    List<SoundChunk> finish(long now) {
        List<SoundChunk> chunks = new ArrayList<>();
        if (converter != null && converter.pendingBytes() == 0) {
            hear(converter.flush(), now, chunks);
        }
        if (holdsPartial()) {
            chunks.add(flushPartial());
        }
        return chunks;
    }

    /** An activity begins: the sound just before it, as far as it makes full chunks; the rest waits for more. */
    List<SoundChunk> activityStarts(long now) {
        open = true;
        byte[] before = preRoll.take();
        return now - heardAt > staleAfterNanos ? List.of() : cut(before);
    }

    void activityEnds() {
        open = false;
    }
}
