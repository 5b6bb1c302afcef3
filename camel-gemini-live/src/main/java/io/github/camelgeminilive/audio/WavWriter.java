package io.github.camelgeminilive.audio;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Writes sound as WAV: at once into bytes, or piece by piece into a file or stream. The header goes out first and says
 * "size unknown"; {@link #close} puts the sizes in where the target lets us go back, so that a file is readable even
 * when the program dies while writing it. Not thread-safe.
 */
public final class WavWriter implements Closeable {

    /** What "until the end" looks like, as ffmpeg writes it into a pipe; {@link WavReader} understands it. */
    private static final long UNKNOWN_BYTES = 0xFFFF_FFFFL;

    /** Room for the largest header of ours beside the sound in the 32 bits of the RIFF size. */
    private static final long MAX_SOUND_BYTES = UNKNOWN_BYTES - 64;

    private final AudioFormat format;
    private final OutputStream out;
    private final @Nullable SeekableByteChannel seekable;
    private final long begin;
    private long soundBytes;
    private boolean closed;

    private WavWriter(AudioFormat format, OutputStream out, @Nullable SeekableByteChannel seekable, long begin)
            throws IOException {
        this.format = format;
        this.out = out;
        this.seekable = seekable;
        this.begin = begin;
        out.write(header(format, UNKNOWN_BYTES));
    }

    /**
     * A whole WAV file.
     *
     * @param sound bytes in {@code format}; not changed
     * @throws IllegalArgumentException when WAV has no way to say the format, which is big endian only
     */
    public static byte[] toBytes(AudioFormat format, byte[] sound) {
        byte[] header = header(format, sound.length);
        int size = Math.addExact(header.length, Math.addExact(sound.length, sound.length & 1));
        return ByteBuffer.allocate(size).put(header).put(sound).array();
    }

    /** Begins a WAV file at {@code file}, in place of what may be there. {@link #close} completes the header. */
    public static WavWriter to(Path file, AudioFormat format) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try {
            return to(channel, format);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Begins a WAV file at the channel's position. {@link #close} completes the header and closes the channel. */
    public static WavWriter to(SeekableByteChannel channel, AudioFormat format) throws IOException {
        return new WavWriter(format, Channels.newOutputStream(channel), channel, channel.position());
    }

    /** Begins a WAV stream, whose header will never know the size. {@link #close} closes the stream. */
    public static WavWriter to(OutputStream out, AudioFormat format) throws IOException {
        return new WavWriter(format, out, null, 0);
    }

    /**
     * Appends sound in the format of this writer; pieces may end anywhere.
     *
     * @throws IOException when writing fails, after {@link #close}, or when 4 GiB, the limit of WAV, would be passed
     */
    public void write(byte[] buf, int off, int len) throws IOException {
        if (closed) {
            throw new IOException("Expected an open WAV writer but it was closed");
        }
        if (soundBytes + len > MAX_SOUND_BYTES) {
            throw new IOException("Expected at most %d bytes of sound in a WAV file but was %d"
                    .formatted(MAX_SOUND_BYTES, soundBytes + len));
        }
        out.write(buf, off, len);
        soundBytes += len;
    }

    /** Appends all of {@code sound}; see {@link #write(byte[], int, int)}. */
    public void write(byte[] sound) throws IOException {
        write(sound, 0, sound.length);
    }

    /** Bytes of sound written so far. */
    public long soundBytes() {
        return soundBytes;
    }

    /** Pads the sound to an even size, completes the header where that is possible, and closes the target. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            if ((soundBytes & 1) == 1) {
                out.write(0);
            }
            if (seekable != null) {
                seekable.position(begin);
                out.write(header(format, soundBytes));
            }
        }
    }

    /** RIFF, fmt, for other than plain PCM fact, and the head of data: 44 or 58 bytes. */
    private static byte[] header(AudioFormat format, long soundBytes) {
        int tag = switch (format.encoding()) {
            case PCM_U8, PCM_S16LE, PCM_S24LE, PCM_S32LE -> 0x0001;
            case PCM_FLOAT32LE -> 0x0003;
            case ALAW -> 0x0006;
            case ULAW -> 0x0007;
            case PCM_S16BE ->
                throw new IllegalArgumentException("Expected a format that WAV can hold but was big endian PCM");
        };
        boolean plain = tag == 0x0001;
        boolean known = soundBytes != UNKNOWN_BYTES;
        int size = plain ? 44 : 58;
        int frameBytes = format.bytesPerFrame();
        ByteBuffer header = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        chunk(header, "RIFF", known ? size - 8 + soundBytes + (soundBytes & 1) : UNKNOWN_BYTES);
        header.put("WAVE".getBytes(StandardCharsets.US_ASCII));
        chunk(header, "fmt ", plain ? 16 : 18);
        header.putShort((short) tag).putShort((short) format.channels()).putInt(format.sampleRate());
        header.putInt(format.sampleRate() * frameBytes).putShort((short) frameBytes);
        header.putShort((short) (8 * format.encoding().bytesPerSample()));
        if (!plain) {
            header.putShort((short) 0);
            chunk(header, "fact", 4);
            header.putInt((int) (known ? soundBytes / frameBytes : UNKNOWN_BYTES));
        }
        chunk(header, "data", soundBytes);
        return header.array();
    }

    private static void chunk(ByteBuffer header, String id, long size) {
        header.put(id.getBytes(StandardCharsets.US_ASCII)).putInt((int) size);
    }
}
