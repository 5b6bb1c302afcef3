package io.github.camelgeminilive.examples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README says that the example prints and leaves behind, in both forms of the routes. */
class HelloTest {

    @TempDir
    Path answers;

    @ParameterizedTest(name = "yaml {0}")
    @ValueSource(booleans = {false, true})
    void everyRecordingGetsASpokenAnswerAndTheLightsAreOn(boolean yaml) throws Exception {
        String printed = printed(() -> assertThat(new Hello(yaml, Path.of(""), answers, null).run())
                .as("every answer is complete")
                .isTrue());
        assertThat(printed)
                .contains("you    Please turn on the lights in the kitchen.")
                .contains("tool   turn_on_the_lights {room=kitchen}")
                .contains("model  ")
                .contains("kitchen is on")
                .contains("bedroom is on");
        assertThat(printed.strip()).endsWith("2-bedroom-answer.wav");
        AudioFileFormat wav = AudioSystem.getAudioFileFormat(
                answers.resolve("1-kitchen-answer.wav").toFile());
        assertThat(wav.getFormat().getSampleRate()).isEqualTo(24_000);
        assertThat(wav.getFrameLength()).isGreaterThan(24_000);
    }

    private interface Run {
        void run() throws Exception;
    }

    private static String printed(Run task) throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            task.run();
        } finally {
            System.setOut(out);
        }
        String printed = bytes.toString(StandardCharsets.UTF_8);
        out.print(printed);
        return printed;
    }
}
