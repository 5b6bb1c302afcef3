package io.github.camelgeminilive.cookbook;

import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.audio.Voice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Something that a voice detector takes for speech. */
final class Speech {

    /** 40 ms at 16 kHz. */
    static final int CHUNK_BYTES = 1_280;

    private static final int RATE = 16_000;

    private Speech() {}

    /** So many ms of speech: raw PCM at 16 kHz. */
    static byte[] pcm(int millis) {
        return new Voice("Kore", 60).speak("a".repeat(millis / 60 + 1)).at(RATE).pcm(0, millis * RATE / 1_000);
    }

    static byte[] silence(int millis) {
        return Sound.silence(millis, RATE).pcm();
    }

    /** Writes a WAV file, whole or not at all, as a folder that is watched needs it. */
    static Path wav(Path file, int millis) {
        byte[] pcm = pcm(millis);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            AudioSystem.write(
                    new AudioInputStream(
                            new ByteArrayInputStream(pcm), new AudioFormat(RATE, 16, 1, true, false), pcm.length / 2),
                    AudioFileFormat.Type.WAVE,
                    out);
            Path parent = Files.createDirectories(file.toAbsolutePath().getParent());
            Path draft = Files.write(Files.createTempFile(parent.getParent(), "draft", ""), out.toByteArray());
            return Files.move(draft, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
