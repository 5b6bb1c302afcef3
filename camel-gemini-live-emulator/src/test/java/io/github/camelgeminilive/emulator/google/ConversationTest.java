package io.github.camelgeminilive.emulator.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.AsyncSession;
import com.google.genai.Client;
import com.google.genai.types.AudioTranscriptionConfig;
import com.google.genai.types.Blob;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.LiveConnectConfig;
import com.google.genai.types.LiveSendClientContentParameters;
import com.google.genai.types.LiveSendRealtimeInputParameters;
import com.google.genai.types.LiveSendToolResponseParameters;
import com.google.genai.types.LiveServerMessage;
import com.google.genai.types.Modality;
import com.google.genai.types.Part;
import com.google.genai.types.SessionResumptionConfig;
import com.google.genai.types.Tool;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.audio.Voice;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Google's own Java SDK talks to the emulator, over TLS since its socket knows nothing else. */
class ConversationTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final LinkedBlockingQueue<LiveServerMessage> messages = new LinkedBlockingQueue<>();
    private final List<LiveServerMessage> seen = new ArrayList<>();
    private LiveEmulator emulator;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        emulator = LiveEmulator.builder().tls(true).apiKeys("good-key").start();
        Path trust = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(trust)) {
            emulator.trustStore().store(out, PASSWORD);
        }
        System.setProperty("javax.net.ssl.trustStore", trust.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", new String(PASSWORD));
    }

    @AfterEach
    void stop() {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textTurn(boolean vertex) throws Exception {
        emulator.scenario(Scenario.create().onText("greet me").say("Hello there."));
        try (Client client = client("good-key", vertex)) {
            AsyncSession session = connect(client, "gemini-3.8-live", config().build());
            session.sendClientContent(typed("Please greet me.")).get();
            LiveServerMessage end = await("turnComplete", this::turnComplete);
            assertThat(end.usageMetadata().orElseThrow().responseTokenCount().orElseThrow())
                    .isPositive();
            assertThat(transcript()).isEqualTo("Hello there.");
            assertThat(soundMillis()).isBetween(600L, 1_000L);
            session.close().get();
        }
        emulator.verify();
        assertThat(emulator.connection(1).awaitClosed(PATIENCE).code()).isEqualTo(1000);
        assertThat(emulator.connection(1).headers()).containsKey("x-goog-api-key");
    }

    @Test
    void audioTurnIsRepeatedWithoutAScript() throws Exception {
        Sound speech =
                new Voice("Puck", 60).speak("Turn on the lights in the kitchen").at(16_000);
        try (Client client = client("good-key", false)) {
            AsyncSession session = connect(client, "gemini-2.5-flash-native-audio-latest", config().build());
            for (int at = 0; at < speech.size(); at += 640) {
                // One by one: the SDK promises no order among sends that are under way at once.
                session.sendRealtimeInput(LiveSendRealtimeInputParameters.builder()
                                .audio(Blob.builder()
                                        .mimeType("audio/pcm;rate=16000")
                                        .data(speech.pcm(at, 640))
                                        .build())
                                .build())
                        .get();
            }
            session.sendRealtimeInput(LiveSendRealtimeInputParameters.builder()
                            .audioStreamEnd(true)
                            .build())
                    .get();
            await("turnComplete", this::turnComplete);
            assertThat(transcript()).startsWith("I heard ").contains("s of speech at -");
            assertThat(soundMillis()).isBetween(speech.durationMillis() - 150, speech.durationMillis() + 150);
            session.close().get();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-3.8-live", "gemini-2.5-flash-native-audio-latest", "gemini-3.1-flash-live-preview"})
    void toolRoundTrip(String model) throws Exception {
        emulator.scenario(Scenario.create()
                .onText("turn on the lights")
                .callTool("turn_on_the_lights", Map.of("room", "kitchen"))
                .say("The lights are {{turn_on_the_lights.status}}."));
        LiveConnectConfig config = config().tools(Tool.builder()
                        .functionDeclarations(FunctionDeclaration.builder()
                                .name("turn_on_the_lights")
                                .description("Turns on the lights in a room")
                                .build())
                        .build())
                .build();
        try (Client client = client("good-key", false)) {
            AsyncSession session = connect(client, model, config);
            session.sendClientContent(typed("Turn on the lights!")).get();
            LiveServerMessage message = await("toolCall", one -> one.toolCall().isPresent());
            FunctionCall call = message.toolCall()
                    .orElseThrow()
                    .functionCalls()
                    .orElseThrow()
                    .get(0);
            assertThat(call.args().orElseThrow().get("room")).isEqualTo("kitchen");
            session.sendToolResponse(LiveSendToolResponseParameters.builder()
                            .functionResponses(FunctionResponse.builder()
                                    .id(call.id().orElseThrow())
                                    .name("turn_on_the_lights")
                                    .response(Map.of("status", "on"))
                                    .build())
                            .build())
                    .get();
            await(
                    "the end of the answer",
                    one -> turnComplete(one) && !transcript().isEmpty());
            assertThat(transcript()).isEqualTo("The lights are on.");
            session.close().get();
        }
        emulator.verify();
    }

    @Test
    void wrongKeyOpensAndIsThenRefused() {
        try (Client client = client("bad-key", false)) {
            // The SDK's future never ends then (section 1.6), so the end is seen from here.
            CompletableFuture<AsyncSession> neverEnds = client.async.live.connect("gemini-3.8-live", config().build());
            assertThat(emulator.connection(1).awaitClosed(PATIENCE).reason()).startsWith("API key not valid");
            assertThat(neverEnds.isCompletedExceptionally() || !neverEnds.isDone())
                    .isTrue();
        }
    }

    private Client client(String key, boolean vertex) {
        return Client.builder()
                .apiKey(key)
                .vertexAI(vertex)
                .httpOptions(HttpOptions.builder()
                        .baseUrl("https://localhost:" + emulator.port())
                        .build())
                .build();
    }

    private static LiveConnectConfig.Builder config() {
        return LiveConnectConfig.builder()
                .responseModalities(Modality.Known.AUDIO)
                .outputAudioTranscription(AudioTranscriptionConfig.builder().build())
                .sessionResumption(SessionResumptionConfig.builder().build());
    }

    private AsyncSession connect(Client client, String model, LiveConnectConfig config) throws Exception {
        AsyncSession session = client.async.live.connect(model, config).get(15, TimeUnit.SECONDS);
        var unused = session.receive(message -> {
            synchronized (seen) {
                seen.add(message);
            }
            messages.add(message);
        });
        return session;
    }

    private static LiveSendClientContentParameters typed(String text) {
        return LiveSendClientContentParameters.builder()
                .turns(Content.fromParts(Part.fromText(text)))
                .turnComplete(true)
                .build();
    }

    private LiveServerMessage await(String what, Predicate<LiveServerMessage> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            LiveServerMessage message = messages.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (message == null) {
                throw new AssertionError("Expected " + what + " but saw " + seen.size() + " messages; the emulator saw "
                        + emulator.frames() + " " + emulator.problems());
            }
            if (wanted.test(message)) {
                return message;
            }
        }
    }

    private boolean turnComplete(LiveServerMessage message) {
        return message.serverContent()
                .flatMap(content -> content.turnComplete())
                .orElse(false);
    }

    private String transcript() {
        synchronized (seen) {
            return seen.stream()
                    .flatMap(message -> message.serverContent().stream())
                    .flatMap(content -> content.outputTranscription().stream())
                    .map(transcription -> transcription.text().orElse(""))
                    .collect(Collectors.joining());
        }
    }

    private long soundMillis() {
        synchronized (seen) {
            return seen.stream()
                            .flatMap(message -> message.serverContent().stream())
                            .flatMap(content -> content.modelTurn().stream())
                            .flatMap(turn -> turn.parts().orElse(List.of()).stream())
                            .flatMap(part -> part.inlineData().stream())
                            .mapToLong(blob -> blob.data().orElseThrow().length)
                            .sum()
                    / 48;
        }
    }
}
