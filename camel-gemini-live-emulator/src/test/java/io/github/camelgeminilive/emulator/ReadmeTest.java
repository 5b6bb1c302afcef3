package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.audio.Voice;
import io.github.camelgeminilive.emulator.audio.Wav;
import io.github.camelgeminilive.emulator.script.ScriptYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plays the script that the README shows, and the mistakes that one can make in a script. */
class ReadmeTest {
    @TempDir
    Path folder;

    @Test
    void scriptOfTheReadmePlays() throws Exception {
        Sound thanks = new Voice("Kore", 60).speak("Thank you very much").at(22_050);
        Files.write(folder.resolve("thank-you.wav"), Wav.write(thanks));
        Files.write(
                folder.resolve("goodbye.wav"),
                Wav.write(new Voice("Puck", 60).speak("Goodbye").at(44_100)));
        String readme = Files.readString(Path.of("README.md"));
        int from = readme.indexOf("```yaml\n") + "```yaml\n".length();
        Path script =
                Files.writeString(folder.resolve("house.yaml"), readme.substring(from, readme.indexOf("```", from)));
        String setup =
                RawClient.setup("gemini-3.8-live", "\"outputAudioTranscription\":{},\"inputAudioTranscription\":{}");
        try (LiveEmulator emulator =
                        LiveEmulator.builder().scenario(ScriptYaml.read(script)).start();
                RawClient client = RawClient.ready(emulator, setup)) {
            client.send(RawClient.text("Turn on all the lights!"));
            String id = client.await("toolCall", message -> message.has("toolCall"))
                    .at("/toolCall/functionCalls/0/id")
                    .asText();
            client.awaitContent("turnComplete");
            client.send("{\"toolResponse\":{\"functionResponses\":[{\"id\":\"" + id
                    + "\",\"name\":\"turn_on_the_lights\",\"response\":{\"status\":\"on\"}}]}}");
            client.awaitContent("turnComplete");
            client.speak(thanks.at(16_000)).speak(Sound.silence(900, 16_000));
            client.awaitContent("turnComplete");
            client.send(RawClient.text("What else?"));
            client.awaitContent("turnComplete");
            client.send(RawClient.text("Bye."));
            assertThat(client.awaitClosed()).isEqualTo(new RawClient.Closed(1011, "Internal error encountered."));
            assertThat(client.transcript("inputTranscription")).isEqualTo("Thank you very much.");
            assertThat(client.transcript("outputTranscription"))
                    .isEqualTo("The lights are on.You are welcome.I did not expect that.Goodbye.");
            emulator.verify();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        rules: [{on: {txt: x}}]                        | Expected only [history, input, instruction, noTool, realtimeText, speech, text, tool, turns, video] at rules[0].on but was txt
        rules: [{answer: []}]                          | Expected the key on at rules[0] but was {"answer":[]}
        rules: [{on: any, answer: [{sya: x}]}]         | at rules[0].answer[0].sya but was sya
        rules: [{on: any, answer: [{pause: 3}]}]       | Expected a duration such as 200ms or 1.5s at rules[0].answer[0].pause but was 3
        rules: [{on: any, answer: [{close: {}}]}]      | Expected the key code at rules[0].answer[0].close but was {}
        rules: [{on: {speech: {wav: no.wav}}}]         | Expected a readable WAV file beside the script at rules[0].on.speech.wav but was no.wav
        rules: [{on: any, answer: [{call: {}}]}]       | Expected the key name at rules[0].answer[0].call but was {}
        rules: [{on: any, answer: [{content: {turnComplet: true}}]}] | but was message.serverContent.turnComplet at rules[0].answer[0].content
        rules: [{on: any, answer: [{usage: [1]}]}]     | Expected an object with fields of the wire at rules[0].answer[0].usage but was [1]
        rules: [{on: any, answer: [{video: no.mp4}]}]  | Expected a readable MP4 file beside the script at rules[0].answer[0].video but was no.mp4
        rules: [{on: {}}]                              | Expected what to wait for at rules[0].on but was nothing
        rule: []                                       | Expected only [at, beforeSetupComplete, continuity, otherwise, refuseUpgrades, rules, setupComplete, start] at script but was rule
        rules: [                                       | Expected YAML but
        just text                                      | Expected an object with [at, beforeSetupComplete, continuity, otherwise, refuseUpgrades, rules, setupComplete, start] at script but was "just text"
        """)
    void mistakeIsToldWithItsPlace(String yaml, String message) {
        assertThatThrownBy(() -> ScriptYaml.parse(yaml, folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
