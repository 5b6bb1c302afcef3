package io.github.camelgeminilive.codec;

import static io.github.camelgeminilive.codec.ContentBuilder.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionCall.PartialArg;
import io.github.camelgeminilive.protocol.GoAway;
import io.github.camelgeminilive.protocol.InteractionStatus;
import io.github.camelgeminilive.protocol.InteractionStatusUpdate;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.protocol.ServerError;
import io.github.camelgeminilive.protocol.ServerMessage;
import io.github.camelgeminilive.protocol.SessionResumptionUpdate;
import io.github.camelgeminilive.protocol.SetupComplete;
import io.github.camelgeminilive.protocol.ToolCall;
import io.github.camelgeminilive.protocol.ToolCallCancellation;
import io.github.camelgeminilive.protocol.Transcription;
import io.github.camelgeminilive.protocol.Transcription.Word;
import io.github.camelgeminilive.protocol.UnknownMessage;
import io.github.camelgeminilive.protocol.UsageMetadata;
import io.github.camelgeminilive.protocol.UsageMetadata.ModalityTokenCount;
import io.github.camelgeminilive.protocol.VoiceActivity;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServerFixturesTest {

    private static final String PCM24 = "audio/pcm;rate=24000";
    private static final byte[] ALPHABET_BYTES = {(byte) 0xfb, (byte) 0xff, (byte) 0xbf, 1};
    private static final Map<String, List<ServerMessage>> EXPECTED = expected();

    private final JsonCodec codec = new JsonCodec();

    static List<String> fixtures() {
        return WireFixtures.names("server");
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void fixtureIsReadAsExpected(String name) throws WireException {
        assertThat(EXPECTED).containsKey(name);

        assertThat(Plain.of(codec.decode(WireFixtures.read("server", name)))).isEqualTo(Plain.of(EXPECTED.get(name)));
    }

    @Test
    void everyExpectationHasItsFixture() {
        assertThat(fixtures()).containsExactlyInAnyOrderElementsOf(EXPECTED.keySet());
    }

    @Test
    void everyKindOfServerMessageIsReadFromSomeFixture() throws WireException {
        Set<Class<?>> read = new HashSet<>();
        for (String name : fixtures()) {
            codec.decode(WireFixtures.read("server", name)).forEach(message -> read.add(message.getClass()));
        }

        assertThat(read).containsExactlyInAnyOrder(ServerMessage.class.getPermittedSubclasses());
    }

    @Test
    void everyKindOfPartIsReadFromSomeFixture() {
        Set<Class<?>> read = new HashSet<>();
        EXPECTED.values().stream()
                .flatMap(List::stream)
                .filter(io.github.camelgeminilive.protocol.ServerContent.class::isInstance)
                .map(io.github.camelgeminilive.protocol.ServerContent.class::cast)
                .forEach(content -> content.modelTurn().forEach(part -> read.add(part.getClass())));

        assertThat(read).containsExactlyInAnyOrder(Part.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void everyFixtureTellsItsOrigin(String name) {
        assertThat(WireFixtures.origins()).contains("| server/" + name + ".json |");
    }

    private static Map<String, List<ServerMessage>> expected() {
        Map<String, List<ServerMessage>> all = new HashMap<>();
        all.put("empty", List.of());
        all.put("setup-complete", List.of(new SetupComplete(null, null)));
        all.put("setup-complete-vertex", List.of(new SetupComplete("5d7a3f60-1c7e", "c2ln")));
        all.put("go-away", List.of(new GoAway(Duration.ofSeconds(50))));
        all.put("go-away-fraction", List.of(new GoAway(Duration.ofMillis(9500))));
        all.put("go-away-empty", List.of(new GoAway(Duration.ZERO)));
        all.put("unknown-message", List.of(new UnknownMessage("quantum_state")));
        all.put("error-object", List.of(new ServerError(13, "Internal error encountered.")));
        all.put("error-flat", List.of(new ServerError(8, "Resource has been exhausted"), new UnknownMessage("status")));
        all.put("error-text", List.of(new ServerError(null, "boom")));
        all.put("interaction-status-alone", List.of(new InteractionStatusUpdate(InteractionStatus.IDLE)));
        all.put("interaction-status-new", List.of(new UnknownMessage("interactionStatus")));
        parts(all);
        flags(all);
        transcriptions(all);
        tools(all);
        usage(all);
        resumption(all);
        voiceActivity(all);
        combinations(all);
        return all;
    }

    private static void parts(Map<String, List<ServerMessage>> all) {
        all.put("empty-content", List.of(content().build()));
        all.put("audio", part(new Part.InlineData(PCM24, new byte[] {0, 1, 2, 3, 4, 5})));
        all.put("audio-data-first", part(new Part.InlineData(PCM24, ALPHABET_BYTES)));
        all.put("audio-escaped", part(new Part.InlineData(PCM24, ALPHABET_BYTES)));
        all.put("audio-url-safe", part(new Part.InlineData("audio/pcm", ALPHABET_BYTES)));
        all.put("video", part(new Part.InlineData("video/mp4; codecs=\"avc1.42c01f, mp4a.40.2\"", new byte[] {
            0, 0, 0, 0x18, 'f', 't', 'y', 'p'
        })));
        all.put(
                "thought",
                part(new Part.Text("**Greeting**\n\nThe user wants a greeting.", true), new Part.Text("Hello", false)));
        all.put(
                "code-execution",
                part(
                        new Part.ExecutableCode("e-1", "PYTHON", "print(1 + 1)"),
                        new Part.CodeExecutionResult("e-1", "OUTCOME_OK", "2\n")));
        all.put("bare-code-execution-result", part(new Part.CodeExecutionResult(null, null, null)));
        all.put(
                "other-parts",
                part(
                        new Part.Other(
                                Map.of("toolCall", Map.of("toolType", "GOOGLE_SEARCH", "args", Map.of("q", "x")))),
                        new Part.Other(Map.of("thoughtSignature", "c2ln")),
                        new Part.Text("said", false),
                        new Part.Other(Map.of("partMetadata", Map.of("a", 1)))));
        all.put(
                "audio-with-signature",
                part(
                        new Part.InlineData(PCM24, new byte[] {0, 1, 2}),
                        new Part.Other(Map.of("thoughtSignature", "c2ln")),
                        new Part.Other(Map.of(
                                "toolResponse",
                                Map.of("id", "t-1", "response", Map.of("list", Arrays.asList(1, null)))))));
    }

    private static void flags(Map<String, List<ServerMessage>> all) {
        all.put(
                "generation-and-turn-complete",
                List.of(content().generationComplete().turnComplete().build()));
        all.put("speech-state", List.of(content().speechState("NON_SPEECH").build()));
        all.put("interrupted", List.of(content().interrupted().build()));
        all.put("waiting-for-input", List.of(content().waitingForInput().build()));
        all.put(
                "blocked-turn",
                List.of(content()
                        .turnComplete()
                        .reason("PROHIBITED_INPUT_CONTENT")
                        .build()));
        all.put(
                "new-reason",
                List.of(content()
                        .turnComplete()
                        .reason("A_REASON_OF_TOMORROW")
                        .speechState("NON_SPEECH")
                        .build()));
        all.put(
                "content-with-status-outside",
                List.of(content()
                        .turnComplete()
                        .status(InteractionStatus.IN_PROGRESS)
                        .build()));
    }

    private static void transcriptions(Map<String, List<ServerMessage>> all) {
        all.put(
                "input-transcription",
                List.of(content().input(text(" the time?")).build()));
        all.put(
                "interim-transcription",
                List.of(content()
                        .interim(new Transcription("what is", false, "en-US", null))
                        .build()));
        all.put(
                "output-transcription",
                List.of(content()
                        .output(new Transcription(
                                "Dzień dobry 👋",
                                true,
                                "pl-PL",
                                "spk_1",
                                null,
                                Duration.ofMillis(900),
                                List.of(new Word("Dzień", Duration.ofMillis(100), null))))
                        .build()));
        Map<String, Object> grounding = new LinkedHashMap<>();
        grounding.put("webSearchQueries", List.of("weather oslo"));
        grounding.put("searchEntryPoint", Map.of("renderedContent", "<div>…</div>"));
        grounding.put(
                "groundingChunks", List.of(Map.of("web", Map.of("uri", "https://example.org/w", "title", "Weather"))));
        grounding.put(
                "groundingSupports",
                List.of(Map.of(
                        "segment",
                        Map.of("endIndex", 12, "text", "Four degrees"),
                        "groundingChunkIndices",
                        List.of(0),
                        "confidenceScores",
                        List.of(0.75))));
        grounding.put("retrievalMetadata", null);
        Map<String, Object> urls = Map.of(
                "urlMetadata",
                List.of(Map.of(
                        "retrievedUrl", "https://example.org/", "urlRetrievalStatus", "URL_RETRIEVAL_STATUS_SUCCESS")));
        all.put(
                "grounding",
                List.of(content().grounding(grounding).urlContext(urls).build()));
    }

    private static void tools(Map<String, List<ServerMessage>> all) {
        all.put(
                "tool-call",
                List.of(new ToolCall(
                        List.of(new FunctionCall("function-call-111", "get_weather", Map.of("city", "Oslo"))))));
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("n", 2);
        args.put("x", -1500.0);
        args.put("big", 9007199254740993L);
        args.put("yes", true);
        args.put("none", null);
        args.put("list", Arrays.asList(1, "zwei", List.of(), Map.of()));
        args.put("snake_case", Map.of("kept", "as_is"));
        all.put(
                "tool-calls-parallel",
                List.of(new ToolCall(
                        List.of(new FunctionCall("fc-1", "a", args), new FunctionCall("fc-2", "b", Map.of())))));
        all.put(
                "tool-call-vertex",
                List.of(new ToolCall(List.of(
                        new FunctionCall(null, "a", Map.of(), List.of(new PartialArg("$.city", "Os", false)), true)))));
        all.put(
                "tool-call-pieces",
                List.of(new ToolCall(List.of(
                        new FunctionCall(
                                null,
                                "",
                                Map.of(),
                                List.of(
                                        new PartialArg("$.text", "New ", true),
                                        new PartialArg("$.n", 50, false),
                                        new PartialArg("$.x", 0.5, false),
                                        new PartialArg("$.yes", false, false),
                                        new PartialArg("$.none", null, false),
                                        new PartialArg("$.nothing", null, false)),
                                true),
                        new FunctionCall(null, "", Map.of())))));
        all.put(
                "tool-call-with-status",
                List.of(
                        new ToolCall(List.of(new FunctionCall("call_123", "searchFlights", Map.of("to", "SEA")))),
                        new InteractionStatusUpdate(InteractionStatus.IN_PROGRESS)));
        all.put(
                "tool-call-cancellation",
                List.of(new ToolCallCancellation(List.of("function-call-7", "function-call-8"))));
    }

    private static void usage(Map<String, List<ServerMessage>> all) {
        all.put(
                "turn-complete-with-usage",
                List.of(
                        new UsageMetadata(
                                1131,
                                0,
                                26,
                                0,
                                0,
                                1157,
                                tokens("TEXT", 1131),
                                List.of(),
                                tokens("AUDIO", 26),
                                List.of(),
                                null),
                        content().turnComplete().build()));
        all.put(
                "usage-vertex",
                List.of(new UsageMetadata(
                        12, 0, 3, 0, 0, 15, List.of(), List.of(), tokens("AUDIO", 3), List.of(), "ON_DEMAND")));
        all.put(
                "usage-developer",
                List.of(new UsageMetadata(
                        900,
                        100,
                        40,
                        12,
                        7,
                        959,
                        List.of(new ModalityTokenCount("TEXT", 500), new ModalityTokenCount("AUDIO", 400)),
                        tokens("TEXT", 100),
                        tokens("AUDIO", 40),
                        tokens("TEXT", 12),
                        "standard")));
    }

    private static void resumption(Map<String, List<ServerMessage>> all) {
        all.put("resumption-update", List.of(new SessionResumptionUpdate("h-1", true, null)));
        all.put("resumption-update-empty", List.of(new SessionResumptionUpdate(null, false, null)));
        all.put("resumption-update-transparent", List.of(new SessionResumptionUpdate("u-1", true, 1L)));
        all.put("resumption-update-number", List.of(new SessionResumptionUpdate(null, false, 4294967296L)));
    }

    private static void voiceActivity(Map<String, List<ServerMessage>> all) {
        VoiceActivity start = new VoiceActivity(VoiceActivity.Type.ACTIVITY_START, null);
        VoiceActivity end = new VoiceActivity(VoiceActivity.Type.ACTIVITY_END, null);
        all.put(
                "voice-activity-start",
                List.of(new VoiceActivity(VoiceActivity.Type.ACTIVITY_START, Duration.ofMillis(1250))));
        all.put("voice-activity-end", List.of(end));
        all.put("voice-activity-new", List.of(new VoiceActivity(VoiceActivity.Type.UNKNOWN, null)));
        all.put("vad-signal-start", List.of(start));
        all.put("vad-signal-end", List.of(end));
        all.put("voice-activity-both-forms", List.of(start));
    }

    private static void combinations(Map<String, List<ServerMessage>> all) {
        all.put(
                "audio-with-transcript-and-flags",
                List.of(content()
                        .parts(new Part.InlineData(PCM24, new byte[] {0, 1}))
                        .output(text("Hi"))
                        .generationComplete()
                        .turnComplete()
                        .status(InteractionStatus.IN_PROGRESS)
                        .build()));
        all.put(
                "snake-case",
                List.of(
                        new SessionResumptionUpdate("h-2", true, null),
                        total(5, 0),
                        content()
                                .parts(new Part.InlineData(PCM24, new byte[] {0, 1}))
                                .turnComplete()
                                .build()));
        all.put(
                "nulls",
                List.of(
                        content()
                                .parts(new Part.InlineData("", new byte[0]))
                                .input(text(""))
                                .build(),
                        new GoAway(Duration.ZERO)));
        all.put(
                "many-in-one-frame",
                List.of(
                        new SetupComplete(null, null),
                        new SessionResumptionUpdate(null, false, null),
                        new VoiceActivity(VoiceActivity.Type.ACTIVITY_END, null),
                        total(0, 3),
                        content().turnComplete().build(),
                        new ToolCall(List.of()),
                        new ToolCallCancellation(List.of("x")),
                        new GoAway(Duration.ofSeconds(10)),
                        new UnknownMessage("brandNew")));
    }

    private static List<ServerMessage> part(Part... parts) {
        return List.of(content().parts(parts).build());
    }

    private static Transcription text(String text) {
        return new Transcription(text, false, null, null);
    }

    private static List<ModalityTokenCount> tokens(String modality, int count) {
        return List.of(new ModalityTokenCount(modality, count));
    }

    private static UsageMetadata total(int prompt, int total) {
        return new UsageMetadata(prompt, 0, 0, 0, 0, total, List.of(), List.of(), List.of(), List.of(), null);
    }
}
