package io.github.camelgeminilive.audio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts s16le mono sound into chunks of one duration and keeps what is left over for the next call. Lives as long as
 * one stream of sound; {@link #flush} ends it and makes the object ready for another one. Not thread-safe.
 *
 * <p>Where a chunk would not hold a whole number of samples, chunks differ by one sample so that n of them last n
 * durations to within a sample, for any n.
 */
public final class AudioChunker {

    /** 20 to 40 ms give the best latency (protocol section 8); 40 ms halves the frames: 1,280 bytes at 16 kHz. */
    public static final Duration DEFAULT_CHUNK = Duration.ofMillis(40);

    /** A chunk is base64 in one frame; a minute is far beyond the 1 s that nobody should buffer (protocol section 8). */
    private static final Duration LONGEST_CHUNK = Duration.ofMinutes(1);

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Length of a chunk in samples, times a billion: duration in ns × rate in Hz. */
    private final long billionthsPerChunk;

    /** What the chunks so far fell short of their duration, in billionths of a sample. */
    private long owedBillionths;

    /** The chunk that is being filled, at its full size. */
    private byte[] chunk;

    private int filled;

    /** {@code sampleRate} in Hz, {@code chunk} the duration of a chunk: at least one sample, at most a minute. */
    public AudioChunker(int sampleRate, Duration chunk) {
        if (chunk.compareTo(LONGEST_CHUNK) > 0
                || AudioFormat.s16leMono(sampleRate).bytesFor(chunk) == 0) {
            throw new IllegalArgumentException(
                    "Expected a chunk of at least one sample and at most %s but was %s at %d Hz"
                            .formatted(LONGEST_CHUNK, chunk, sampleRate));
        }
        billionthsPerChunk = Math.multiplyExact(chunk.toNanos(), (long) sampleRate);
        this.chunk = nextChunk();
    }

    /**
     * Takes sound in and returns the chunks that are full now, possibly none. Each is the caller's own.
     *
     * <p>The bytes may end inside a sample, when the rest of it comes next.
     */
    public List<byte[]> cut(byte[] buf, int off, int len) {
        List<byte[]> full = new ArrayList<>(len / chunk.length + 1);
        while (len > 0) {
            int count = Math.min(len, chunk.length - filled);
            System.arraycopy(buf, off, chunk, filled, count);
            filled += count;
            off += count;
            len -= count;
            if (filled == chunk.length) {
                full.add(chunk);
                chunk = nextChunk();
                filled = 0;
            }
        }
        return full;
    }

    /** Takes all of {@code buf} in; see {@link #cut(byte[], int, int)}. */
    public List<byte[]> cut(byte[] buf) {
        return cut(buf, 0, buf.length);
    }

    /** Bytes that wait for a chunk to be full. */
    public int restBytes() {
        return filled;
    }

    /**
     * Ends the stream or gives up waiting: the rest as a shorter chunk, empty if there is none. Half a sample at the
     * very end is no sound and left out.
     */
    public byte[] flush() {
        byte[] rest = Arrays.copyOf(chunk, filled & ~1);
        owedBillionths = 0;
        chunk = nextChunk();
        filled = 0;
        return rest;
    }

    private byte[] nextChunk() {
        long billionths = owedBillionths + billionthsPerChunk;
        owedBillionths = billionths % NANOS_PER_SECOND;
        return new byte[Math.toIntExact(2 * (billionths / NANOS_PER_SECOND))];
    }
}
