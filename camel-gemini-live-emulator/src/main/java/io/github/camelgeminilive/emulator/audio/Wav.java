package io.github.camelgeminilive.emulator.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads and writes WAV: 8, 16, 24 and 32 bit PCM and 32 bit float, any rate, any number of channels (mixed to one).
 * Own code, because the JDK's reader lives in java.desktop and refuses headers with an unknown length, which is how
 * speech programs write to a pipe. Thread-safe.
 */
public final class Wav {
    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int EXTENSIBLE = 0xFFFE;

    private Wav() {}

    public static Sound read(Path file) {
        try {
            return parse(Files.readAllBytes(file), file.getFileName().toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the WAV file " + file + ": " + e, e);
        }
    }

    /**
     * @param name what to call the file in an error
     * @throws IllegalArgumentException when the bytes are no WAV that this class reads
     */
    public static Sound parse(byte[] bytes, String name) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 12 || !tag(bytes, 0).equals("RIFF") || !tag(bytes, 8).equals("WAVE")) {
            throw new IllegalArgumentException("Expected a WAV file (RIFF ... WAVE) but " + name + " is none");
        }
        Format format = null;
        int at = 12;
        while (at + 8 <= bytes.length) {
            String tag = tag(bytes, at);
            long size = in.getInt(at + 4) & 0xffff_ffffL;
            int body = at + 8;
            if (tag.equals("fmt ") && size >= 16 && body + 16 <= bytes.length) {
                format = Format.read(in, body, (int) size);
            } else if (tag.equals("data")) {
                if (format == null) {
                    throw new IllegalArgumentException("Expected the fmt chunk before the data chunk in " + name);
                }
                int length = (int) Math.min(size, bytes.length - body);
                return format.decode(in, body, length, name);
            }
            at = (int) Math.min(Integer.MAX_VALUE - 16L, body + size + (size & 1));
        }
        throw new IllegalArgumentException("Expected a data chunk but " + name + " has none");
    }

    /** The sound as a 16 bit mono WAV file. */
    public static byte[] write(Sound sound) {
        byte[] pcm = sound.pcm();
        ByteBuffer out = ByteBuffer.allocate(44 + pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + pcm.length);
        out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        out.putShort((short) PCM).putShort((short) 1).putInt(sound.rate()).putInt(sound.rate() * 2);
        out.putShort((short) 2).putShort((short) 16);
        out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(pcm.length).put(pcm);
        return out.array();
    }

    private static String tag(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.US_ASCII);
    }

    private record Format(int kind, int channels, int rate, int bits) {
        static Format read(ByteBuffer in, int at, int size) {
            int kind = in.getShort(at) & 0xffff;
            if (kind == EXTENSIBLE && size >= 26) {
                kind = in.getShort(at + 24) & 0xffff;
            }
            return new Format(kind, in.getShort(at + 2), in.getInt(at + 4), in.getShort(at + 14));
        }

        Sound decode(ByteBuffer in, int at, int length, String name) {
            boolean known =
                    kind == PCM && (bits == 8 || bits == 16 || bits == 24 || bits == 32) || kind == FLOAT && bits == 32;
            if (!known || channels < 1) {
                throw new IllegalArgumentException("Expected PCM or 32 bit float in " + name + " but was format " + kind
                        + " with " + bits + " bit and " + channels + " channels");
            }
            int frame = bits / 8 * channels;
            short[] samples = new short[length / frame];
            for (int i = 0; i < samples.length; i++) {
                double sum = 0;
                for (int c = 0; c < channels; c++) {
                    sum += sample(in, at + i * frame + c * bits / 8);
                }
                samples[i] = (short) Math.max(-32768, Math.min(32767, Math.round(sum / channels)));
            }
            return new Sound(samples, rate);
        }

        private double sample(ByteBuffer in, int at) {
            if (kind == FLOAT) {
                return in.getFloat(at) * 32767.0;
            }
            return switch (bits) {
                case 8 -> ((in.get(at) & 0xff) - 128) * 256.0;
                case 16 -> in.getShort(at);
                case 24 -> ((in.get(at) & 0xff) | ((in.get(at + 1) & 0xff) << 8) | (in.get(at + 2) << 16)) / 256.0;
                default -> in.getInt(at) / 65536.0;
            };
        }
    }
}
