package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.Frame;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Speech from files, streams and bytes: converted to 16 kHz, nothing lost, and its end is told. */
class SpokenInputTest extends LiveRouteTest {

    private static final int FILE_RATE = 22_050;

    /** 0.7 s and a bit that is no multiple of anything. */
    private static final int FILE_SAMPLES = 15_437;

    private static final long CONVERTED = Math.round(FILE_SAMPLES * 16_000.0 / FILE_RATE);

    /** 800 ms that the server waits for, and 200 ms for certain. */
    private static final int SILENCE = 16_000;

    private static final String UNPACED = "gemini-live:bob?pace=unpaced";

    @TempDir
    Path folder;

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder();
    }

    @Test
    void fileOfSpeechArrivesWholeAndIsFollowedBySilenceAndItsEnd() throws Exception {
        Files.write(folder.resolve("please.wav"), wav());
        routes(rb -> rb.from("file:" + folder + "?initialDelay=0&delay=50&noop=false")
                .to(UNPACED)
                .to("mock:sent"));
        getMockEndpoint("mock:sent").expectedMessageCount(1);
        assertWholeUtterance();
        getMockEndpoint("mock:sent").assertIsSatisfied();
        await("the file is moved away", () -> !Files.exists(folder.resolve("please.wav")));
    }

    @Test
    void streamBytesAndPathArriveWholeToo() throws Exception {
        Path file = Files.write(folder.resolve("please.wav"), wav());
        for (Object body : List.of(new ByteArrayInputStream(wav()), wav(), file, file.toFile())) {
            assertThat(send(UNPACED, body, Map.of()).getException()).isNull();
            assertWholeUtterance();
        }
    }

    @Test
    void pacedSpeechTakesAsLongAsItPlays() throws Exception {
        long start = System.nanoTime();
        assertThat(send("gemini-live:bob", wav(), Map.of()).getException()).isNull();
        // what is told has begun to play: all but the last chunk and the lead
        assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThan(1_000);
        assertWholeUtterance();
    }

    private void assertWholeUtterance() {
        Frame end = emulator().takeFrame("audioStreamEnd", f -> isEnd(f), PATIENCE);
        long samples = 0;
        List<Frame> frames = emulator().frames();
        int at = frames.indexOf(end) - 1;
        for (; at >= 0 && !isEnd(frames.get(at)); at--) {
            if (frames.get(at).at("/realtimeInput/audio").isObject()) {
                assertThat(frames.get(at).at("/realtimeInput/audio/mimeType").asText())
                        .isEqualTo("audio/pcm;rate=16000");
                samples += sound(frames.get(at)).length / 2;
            }
        }
        assertThat(samples).isBetween(CONVERTED - 1 + SILENCE, CONVERTED + 1 + SILENCE);
    }

    private static boolean isEnd(Frame frame) {
        return frame.at("/realtimeInput/audioStreamEnd").asBoolean();
    }

    @Test
    void manualModePutsSpeechBetweenMarks() throws Exception {
        String uri = UNPACED + "&automaticActivityDetection=false";
        assertThat(send(uri, wav(), Map.of()).getException()).isNull();
        emulator()
                .takeFrame(
                        "activityEnd", f -> f.at("/realtimeInput/activityEnd").isObject(), PATIENCE);
        List<Frame> sent = emulator().frames().stream()
                .filter(f -> f.direction() == Frame.Direction.CLIENT && f.has("realtimeInput"))
                .toList();
        assertThat(sent.get(0).summary()).isEqualTo("realtimeInput.activityStart");
        assertThat(sent.get(sent.size() - 1).summary()).isEqualTo("realtimeInput.activityEnd");
        long samples = sent.stream()
                .filter(f -> f.at("/realtimeInput/audio").isObject())
                .mapToLong(f -> sound(f).length / 2)
                .sum();
        assertThat(samples).isBetween(CONVERTED - 1, CONVERTED + 1);
    }

    @Test
    void liveMessagesPassAsTheyCome() {
        emulator().scenario(Scenario.mute());
        open("bob", GeminiLiveConstants.DEFAULT_SESSION);
        ByteBuffer samples = ByteBuffer.allocate(10 * 1_280).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples.capacity() / 2; i++) {
            samples.putShort((short) i);
        }
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        for (int i = 0; i < 10; i++) {
            byte[] message = new byte[1_280];
            samples.get(i * 1_280, message);
            assertThat(send("gemini-live:bob", message, Map.of()).getException())
                    .isNull();
            heard.writeBytes(sound(emulator().takeFrame("sound", f -> f.has("realtimeInput"), PATIENCE)));
        }
        assertThat(heard.toByteArray()).isEqualTo(samples.array());
    }

    @Test
    void liveSoundOfAnotherRateIsConverted() {
        emulator().scenario(Scenario.mute());
        open("bob", GeminiLiveConstants.DEFAULT_SESSION);
        // half a second at 8 kHz
        send("gemini-live:bob", new byte[8_000], Map.of(GeminiLiveConstants.SAMPLE_RATE, 8_000));
        send("gemini-live:bob?operation=audioStreamEnd", null, Map.of());
        emulator().takeFrame("audioStreamEnd", SpokenInputTest::isEnd, PATIENCE);
        long samples = emulator().frames().stream()
                .filter(f -> f.at("/realtimeInput/audio").isObject())
                .mapToLong(f -> sound(f).length / 2)
                .sum();
        assertThat(samples).isBetween(7_999L, 8_001L);
    }

    @Test
    void gapInLiveSoundIsToldOnce() {
        emulator().scenario(Scenario.mute());
        String uri = "gemini-live:bob?streamEndAfter=200";
        send(uri, null, Map.of(GeminiLiveConstants.OPERATION, "open"));
        send(uri, new byte[1_280], Map.of());
        emulator().takeFrame("audioStreamEnd", SpokenInputTest::isEnd, PATIENCE);
        send(uri, "still there?", Map.of());
        emulator().takeFrame("the text", f -> f.text().contains("still there?"), PATIENCE);
        assertThat(emulator().frames()).filteredOn(SpokenInputTest::isEnd).hasSize(1);
    }

    @Test
    void textFileIsNeverSound() throws Exception {
        Path text = Files.writeString(folder.resolve("please.txt"), "Please turn on the lights");
        for (Object body : List.of(text, text.toFile())) {
            Exchange sent = send("gemini-live:bob", body, Map.of());
            assertThat(failure(IllegalArgumentException.class, sent.getException()))
                    .hasMessageContaining("a .txt file is never sound")
                    .hasMessageContaining(".wav");
        }
        routes(rb -> {
            rb.onException(IllegalArgumentException.class).handled(true).to("mock:refused");
            rb.from("file:" + folder + "?initialDelay=0&delay=50").to("gemini-live:bob");
        });
        getMockEndpoint("mock:refused").expectedMessageCount(1);
        getMockEndpoint("mock:refused").assertIsSatisfied();
        assertThat(emulator().connections()).isZero();
    }

    @Test
    void spokenQuestionIsAnsweredWithWhatWasMeasured() throws Exception {
        Object answer = template.requestBody(UNPACED, new ByteArrayInputStream(wav()));
        assertThat(answer).asString().matches("I heard 0\\.7 s of speech at -\\d+ dBFS\\.");
    }

    @Test
    void spokenQuestionsAreAnsweredByTheScriptOneAfterTheOther() throws Exception {
        emulator()
                .scenario(Scenario.create()
                        .onSpeech()
                        .transcript("Please turn on the lights.")
                        .say("They are on.")
                        .onSpeech()
                        .say("Good night."));
        File file = Files.write(folder.resolve("please.wav"), wav()).toFile();
        LiveReply reply =
                template.requestBody(UNPACED + "&reply=full&inputAudioTranscription=true", file, LiveReply.class);
        assertThat(reply.text()).isEqualTo("They are on.");
        assertThat(reply.inputTranscription()).isEqualTo("Please turn on the lights.");
        assertThat(template.requestBody(UNPACED, file)).isEqualTo("Good night.");
        emulator().verify();
    }

    @Test
    void spokenQuestionInManualModeIsAnswered() throws Exception {
        Object answer = template.requestBody(UNPACED + "&automaticActivityDetection=false", wav());
        assertThat(answer).asString().startsWith("I heard 0.7 s of speech");
    }

    private static byte[] sound(Frame frame) {
        return Base64.getDecoder().decode(frame.at("/realtimeInput/audio/data").asText());
    }

    /** A tone that any detector takes for speech, as the JDK writes it. */
    private static byte[] wav() throws IOException {
        ByteBuffer pcm = ByteBuffer.allocate(FILE_SAMPLES * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < FILE_SAMPLES; i++) {
            pcm.putShort((short) (8_000 * Math.sin(2 * Math.PI * 440 * i / FILE_RATE)));
        }
        AudioFormat format = new AudioFormat(FILE_RATE, 16, 1, true, false);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(pcm.array()), format, FILE_SAMPLES),
                AudioFileFormat.Type.WAVE,
                out);
        return out.toByteArray();
    }
}
