package io.github.camelgeminilive.sound;

import io.github.camelgeminilive.audio.AudioChunker;
import io.github.camelgeminilive.audio.AudioConverter;
import io.github.camelgeminilive.audio.AudioFormat;
import io.github.camelgeminilive.audio.WavReader;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads bounded sound from a stream, one chunk at a time, as the model wants it. Reads no further than one chunk needs:
 * the stream may be endless and as slow as speech. A stream that stops in the middle of a chunk holds that part back
 * until it goes on or ends.
 *
 * <p>Not thread-safe, but for {@link #close}, which any thread may call to wake a reader that waits for bytes.
 */
final class SoundReader implements Closeable {

    /** What it takes to recognise a WAV file. */
    private static final int HEADER_BYTES = 12;

    private final InputStream in;
    private final @Nullable AudioFormat format;
    private final SoundSettings settings;
    private final Deque<SoundChunk> ready = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable Sound sound;
    private boolean ended;

    /** What is read once it is known what it is, and how it is sent. */
    private record Sound(
            InputStream in,
            AudioFormat format,
            int rate,
            int chunkBytes,
            AudioConverter converter,
            AudioChunker chunker) {}

    /** {@code format} is that of raw sound, null when it has to be WAV. */
    SoundReader(InputStream in, @Nullable AudioFormat format, SoundSettings settings) {
        this.in = in;
        this.format = format;
        this.settings = settings;
    }

    /**
     * The next chunk, the last one may be shorter; null at the end. Waits for the stream.
     *
     * @throws IOException when reading fails or this is no WAV file although it has to be
     */
    @Nullable
    SoundChunk next() throws IOException {
        if (sound == null) {
            sound = open();
        }
        while (ready.isEmpty() && !ended) {
            read(sound);
        }
        return ready.poll();
    }

    private Sound open() throws IOException {
        byte[] first = in.readNBytes(HEADER_BYTES);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(first), in);
        if (format != null && !WavReader.looksLikeWav(first)) {
            return sound(whole, format);
        }
        WavReader wav = WavReader.open(whole);
        return sound(wav.sound(), wav.format());
    }

    private Sound sound(InputStream bytes, AudioFormat is) {
        int rate = settings.rateFor(is);
        return new Sound(
                bytes,
                is,
                rate,
                (int) AudioFormat.s16leMono(rate).bytesFor(settings.audioChunk()),
                AudioConverter.toModel(is, rate),
                new AudioChunker(rate, settings.audioChunk()));
    }

    private void read(Sound from) throws IOException {
        byte[] buffer = new byte[missingBytes(from)];
        int count = from.in().read(buffer);
        if (count >= 0) {
            take(from, from.chunker().cut(from.converter().convert(buffer, 0, count)));
            return;
        }
        ended = true;
        take(from, from.chunker().cut(from.converter().flush()));
        byte[] rest = from.chunker().flush();
        if (rest.length > 0) {
            take(from, List.of(rest));
        }
    }

    private void take(Sound from, List<byte[]> chunks) {
        for (byte[] chunk : chunks) {
            ready.add(new SoundChunk(chunk, from.rate()));
        }
    }

    /** Bytes of the stream that the current chunk still needs. */
    private int missingBytes(Sound from) {
        long samples = Math.max(1, (from.chunkBytes() - from.chunker().restBytes()) / 2);
        long frames = (samples * from.format().sampleRate() + from.rate() - 1) / from.rate();
        return (int) Math.max(
                1, frames * from.format().bytesPerFrame() - from.converter().pendingBytes());
    }

    /** Closes the stream, once; that a stream can't be closed changes nothing for anybody. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                in.close();
            } catch (IOException e) {
                // it was read, or given up: nothing is lost with it
            }
        }
    }
}
