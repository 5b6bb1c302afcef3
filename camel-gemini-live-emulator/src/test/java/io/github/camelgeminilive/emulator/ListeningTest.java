package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.audio.Voice;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the emulator hears, and when it is interrupted (protocol sections 4.4, 4.5). */
class ListeningTest {
    private static final String MODEL = "gemini-2.5-flash-native-audio-latest";
    private static final String TRANSCRIBED = "\"outputAudioTranscription\":{},\"inputAudioTranscription\":{}";
    private static final Sound SPEECH = new Voice("Kore", 60).speak("What time is it in the kitchen?");

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 22_050, 24_000, 48_000})
    void parrotRepeatsSpeechOfAnyRateAt24kHz(int rate) {
        try (LiveEmulator emulator = LiveEmulator.start();
                RawClient client = RawClient.ready(emulator, RawClient.setup(MODEL, TRANSCRIBED))) {
            client.speak(Sound.silence(400, rate));
            client.speak(SPEECH.at(rate));
            client.speak(Sound.silence(900, rate));
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription"))
                    .matches("I heard 1\\.[89] s of speech at -2[123] dBFS\\.");
            assertThat(client.transcript("inputTranscription")).startsWith("(1.");
            Sound heard = client.heard();
            assertThat(heard.durationMillis()).isBetween(1_750L, 1_950L);
            assertThat(heard.levelDbfs()).isBetween(SPEECH.levelDbfs() - 1.5, SPEECH.levelDbfs() + 1.5);
        }
    }

    @Test
    void silenceAloneIsNoSpeech() {
        try (LiveEmulator emulator = LiveEmulator.builder()
                        .scenario(Scenario.create().onAnyText().say("Only this."))
                        .start();
                RawClient client = RawClient.ready(emulator, RawClient.setup(MODEL, TRANSCRIBED))) {
            client.speak(Sound.silence(3_000, 16_000));
            client.send("{\"realtimeInput\":{\"audioStreamEnd\":true}}");
            client.send(RawClient.text("hello"));
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("Only this.");
            emulator.verify();
        }
    }

    @Test
    void pauseShorterThanSilenceDurationIsOneUtterance() {
        String vad = "\"realtimeInputConfig\":{\"automaticActivityDetection\":{\"silenceDurationMs\":500}}";
        try (LiveEmulator emulator = LiveEmulator.builder()
                        .scenario(Scenario.create()
                                .onSpeech(Duration.ofMillis(3_900), Duration.ofMillis(4_300))
                                .say("One.")
                                .onSpeech(Duration.ofMillis(1_700), Duration.ofMillis(2_000))
                                .say("Two."))
                        .start();
                RawClient client = RawClient.ready(emulator, RawClient.setup(MODEL, TRANSCRIBED + "," + vad))) {
            Sound voice = SPEECH.at(16_000);
            client.speak(voice).speak(Sound.silence(400, 16_000)).speak(voice).speak(Sound.silence(600, 16_000));
            client.awaitContent("turnComplete");
            client.speak(voice).speak(Sound.silence(600, 16_000));
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("One.Two.");
            emulator.verify();
        }
    }

    @Test
    void audioStreamEndFinalises() {
        try (LiveEmulator emulator = LiveEmulator.builder()
                        .scenario(Scenario.create()
                                .onSpeech()
                                .transcript("What time is it?")
                                .say("Noon."))
                        .start();
                RawClient client = RawClient.ready(emulator, RawClient.setup(MODEL, TRANSCRIBED))) {
            client.speak(SPEECH.at(16_000)).send("{\"realtimeInput\":{\"audioStreamEnd\":true}}");
            client.awaitContent("turnComplete");
            assertThat(client.transcript("inputTranscription")).isEqualTo("What time is it?");
        }
    }

    @Test
    void recordingIsToldFromAnotherOfTheSameLengthByItsEnvelope() {
        Sound lights = phrase(120, 40, 300, 90, 200);
        Sound music = phrase(300, 90, 120, 200, 40);
        try (LiveEmulator emulator = LiveEmulator.builder()
                        .scenario(Scenario.create()
                                .onRecording("lights", lights)
                                .anytime()
                                .say("Lights.")
                                .onRecording("music", music)
                                .anytime()
                                .say("Music."))
                        .start();
                RawClient client = RawClient.ready(emulator, RawClient.setup(MODEL, TRANSCRIBED))) {
            client.speak(music.at(16_000)).speak(Sound.silence(900, 16_000));
            client.awaitContent("turnComplete");
            client.speak(lights.at(8_000)).speak(Sound.silence(900, 8_000));
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("Music.Lights.");
        }
    }

    @Test
    void soundOutsideAPairOfMarksIsDiscarded() {
        String manual = "\"realtimeInputConfig\":{\"automaticActivityDetection\":{\"disabled\":true}}";
        try (LiveEmulator emulator = LiveEmulator.builder()
                        .scenario(Scenario.create()
                                .onSpeech(Duration.ofMillis(1_700), Duration.ofMillis(2_000))
                                .say("Heard."))
                        .start();
                RawClient client = RawClient.ready(emulator, RawClient.setup(MODEL, TRANSCRIBED + "," + manual))) {
            Sound voice = SPEECH.at(16_000);
            client.speak(voice).speak(Sound.silence(1_000, 16_000));
            client.send("{\"realtime_input\":{\"activity_start\":{}}}");
            client.speak(voice);
            client.send("{\"realtimeInput\":{\"text\":\"ignored\"}}");
            client.send("{\"realtimeInput\":{\"activityEnd\":{}}}");
            client.awaitContent("turnComplete");
            client.speak(voice);
            assertThat(client.transcript("outputTranscription")).isEqualTo("Heard.");
            emulator.verify();
        }
    }

    @Test
    void marksWithAutomaticDetectionAreRefused() {
        try (LiveEmulator emulator = LiveEmulator.start();
                RawClient client = RawClient.ready(emulator, RawClient.setup(MODEL, ""))) {
            client.send("{\"realtimeInput\":{\"activityStart\":{}}}");
            assertThat(client.awaitClosed().code()).isEqualTo(1007);
        }
    }

    @Test
    void speechWhileTheModelSpeaksInterruptsIt() {
        try (LiveEmulator emulator = talkative();
                RawClient client = RawClient.ready(emulator, RawClient.setup(MODEL, TRANSCRIBED))) {
            client.send(RawClient.text("tell me a story"));
            client.awaitContent("modelTurn");
            client.speak(SPEECH.at(16_000)).speak(Sound.silence(900, 16_000));
            client.awaitContent("interrupted");
            client.awaitContent("turnComplete");
            assertThat(client.seen("/serverContent/generationComplete")).isEmpty();
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).endsWith("All right.");
            emulator.verify();
        }
    }

    @Test
    void speechAfterGenerationCompleteStillInterruptsThePlayback() {
        try (LiveEmulator emulator = talkative()) {
            emulator.knobs(Knobs.fast().playback(1));
            try (RawClient second = RawClient.ready(emulator, RawClient.setup(MODEL, TRANSCRIBED))) {
                second.send(RawClient.text("tell me a story"));
                second.awaitContent("generationComplete");
                second.speak(SPEECH.at(16_000)).speak(Sound.silence(900, 16_000));
                second.awaitContent("interrupted");
                second.awaitContent("turnComplete");
                second.awaitContent("turnComplete");
                assertThat(second.transcript("outputTranscription")).endsWith("All right.");
            }
        }
    }

    @Test
    void noInterruptionLetsTheReplyFinishFirst() {
        String config = "\"realtimeInputConfig\":{\"activityHandling\":\"NO_INTERRUPTION\"}";
        try (LiveEmulator emulator = talkative();
                RawClient client = RawClient.ready(emulator, RawClient.setup(MODEL, TRANSCRIBED + "," + config))) {
            client.send(RawClient.text("tell me a story"));
            client.awaitContent("modelTurn");
            client.speak(SPEECH.at(16_000)).speak(Sound.silence(900, 16_000));
            client.awaitContent("turnComplete");
            client.awaitContent("turnComplete");
            assertThat(client.seen("/serverContent/interrupted")).isEmpty();
            assertThat(client.seen("/serverContent/generationComplete")).hasSize(2);
        }
    }

    @Test
    void vertexTellsActivityWhenAsked() {
        try (LiveEmulator emulator = LiveEmulator.start();
                RawClient client = RawClient.ready(
                        emulator, RawClient.VERTEX, RawClient.setup("gemini-3.8-live", "\"explicitVadSignal\":true"))) {
            client.speak(Sound.silence(500, 16_000)).speak(SPEECH.at(16_000)).speak(Sound.silence(900, 16_000));
            client.awaitContent("turnComplete");
            assertThat(client.seen("/voiceActivity/type"))
                    .extracting(type -> type.asText())
                    .containsExactly("ACTIVITY_START", "ACTIVITY_END");
            assertThat(client.seen("/voiceActivity/audioOffset").get(0).asText())
                    .matches("0\\.5\\d*s");
            assertThat(client.seen().get(0).at("/setupComplete/sessionId").asText())
                    .isNotEmpty();
            assertThat(client.seen("/usageMetadata/candidatesTokenCount")).isNotEmpty();
        }
    }

    private static LiveEmulator talkative() {
        return LiveEmulator.builder()
                .knobs(Knobs.fast().generationSpeed(4))
                .scenario(Scenario.create()
                        .onText("story")
                        .say("Once upon a time there was a house with many lights, and each of them had a name.")
                        .onSpeech()
                        .transcript("Stop.")
                        .say("All right."))
                .start();
    }

    /** Bursts of a voice of these lengths in ms, with short gaps: an envelope that is easy to tell. */
    private static Sound phrase(int... bursts) {
        Sound all = new Sound(new short[0], Sound.SPOKEN_RATE);
        Sound voice = new Voice("Puck", 60).speak("aaaaaaaaaaaaaaaaaaaaa");
        for (int millis : bursts) {
            all = all.then(Sound.ofPcm(voice.pcm(0, millis * 24), Sound.SPOKEN_RATE))
                    .then(Sound.silence(100, Sound.SPOKEN_RATE));
        }
        return all;
    }
}
