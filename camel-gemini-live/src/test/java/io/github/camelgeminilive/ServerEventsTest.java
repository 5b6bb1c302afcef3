package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelgeminilive.emulator.LiveConnection;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.protocol.SetupComplete;
import io.github.camelgeminilive.protocol.Transcription;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.TurnSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

/** What the server says (protocol section 3) as routes see it: bodies and headers. */
class ServerEventsTest extends LiveRouteTest {

    private static final String TRANSCRIPTS = "inputTranscription,outputTranscription,turnComplete";

    /** One part of each kind that a turn keeps, and what is told beside it. */
    private static final String RICH = """
            {"serverContent":{"modelTurn":{"parts":[\
            {"executableCode":{"id":"e-1","language":"PYTHON","code":"print(2)"}},\
            {"codeExecutionResult":{"id":"e-1","outcome":"OUTCOME_OK","output":"2"}},\
            {"text":"Let me see.","thought":true,"thoughtSignature":"c2ln"}]},\
            "inputTranscription":{"text":"How much?","speakerLabel":"A"},\
            "outputTranscription":{"text":"Two.","languageCode":"en-US"},\
            "groundingMetadata":{"webSearchQueries":["one and one"]},\
            "urlContextMetadata":{"urlMetadata":[{"retrievedUrl":"https://example.org/"}]}}}""";

    private final BlockingQueue<Message> seen = new LinkedBlockingQueue<>();

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder().scenario(Scenario.mute());
    }

    private void remember(Exchange exchange) {
        seen.add(exchange.getMessage().copy());
    }

    private Message next(String event) throws InterruptedException {
        Message message = seen.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(message).as("the event %s", event).isNotNull();
        assertThat(message.getHeader(GeminiLiveConstants.EVENT)).isEqualTo(event);
        return message;
    }

    private LiveConnection connected(String agent) {
        open(agent, GeminiLiveConstants.DEFAULT_SESSION);
        return emulator().connection(1);
    }

    private static String says(String side, String text, String more) {
        return "{\"serverContent\":{\"" + side + "\":{\"text\":\"" + text + "\"" + more + "}}}";
    }

    @Test
    void twoRoutesOfOneSessionTakeTranscriptsWholeAndInPieces() throws Exception {
        List<String> pieces = new CopyOnWriteArrayList<>();
        routes(rb -> {
            rb.from("gemini-live:bob?transcription=final&events=" + TRANSCRIPTS).process(this::remember);
            rb.from("gemini-live:bob?events=" + TRANSCRIPTS)
                    .filter(rb.body().isInstanceOf(String.class))
                    .process(exchange -> pieces.add(exchange.getMessage().getBody(String.class)));
        });
        LiveConnection line = connected("bob");
        line.serverSays(says("inputTranscription", "What", ",\"speakerLabel\":\"A\""));
        line.serverSays(says("inputTranscription", " time?", ",\"speakerLabel\":\"A\",\"endOffset\":\"1.5s\""));
        line.serverSays(says("outputTranscription", "It is", ""));
        line.serverSays(says("outputTranscription", " noon.", ""));
        line.serverSays(Says.turnComplete());
        line.serverSays(says("inputTranscription", ".", ""));

        Message heard = next("inputTranscription");
        assertThat(heard.getBody()).isEqualTo("What time?");
        assertThat(heard.getHeader(GeminiLiveConstants.TURN)).isEqualTo(1L);
        assertThat(heard.getHeader(GeminiLiveConstants.LATE)).isNull();
        assertThat(heard.getHeader(GeminiLiveConstants.TRANSCRIPTION))
                .isEqualTo(new Transcription("What time?", true, null, "A", null, Duration.ofMillis(1500), List.of()));
        assertThat(next("outputTranscription").getBody()).isEqualTo("It is noon.");
        next("turnComplete");
        Message late = next("inputTranscription");
        assertThat(late.getBody()).isEqualTo(".");
        assertThat(late.getHeader(GeminiLiveConstants.LATE)).isEqualTo(true);
        await("the pieces", () -> pieces.equals(List.of("What", " time?", "It is", " noon.", ".")));
    }

    @Test
    void whatIsNoConversationIsTheRoutesToChoose() throws Exception {
        routes(rb -> rb.from(
                        "gemini-live:bob?events=opened,part,interimInputTranscription,speechState,interactionStatus,raw")
                .process(this::remember));
        LiveConnection line = connected("bob");
        next("raw");
        assertThat(next("opened").getBody()).isInstanceOf(SetupComplete.class);
        String frame = "{\"serverContent\":{\"interimInputTranscription\":{\"text\":\"wha\"},"
                + "\"modelTurn\":{\"parts\":[{\"partMetadata\":{\"a\":1}}]},\"speechState\":\"SPEECH\","
                + "\"interactionStatus\":\"IN_PROGRESS\",\"ofTomorrow\":true}}";
        line.serverSays(frame);
        assertThat(next("raw").getBody()).isEqualTo(frame);
        assertThat(next("interimInputTranscription").getBody()).isEqualTo("wha");
        assertThat(next("part").getBody()).isEqualTo(Map.of("partMetadata", Map.of("a", 1)));
        assertThat(next("speechState").getBody()).isEqualTo("SPEECH");
        assertThat(next("interactionStatus").getBody()).isEqualTo("IN_PROGRESS");
    }

    @Test
    void theEndOfATurnTellsAllOfIt() throws Exception {
        routes(rb -> rb.from("gemini-live:bob?events=turnComplete").process(this::remember));
        LiveConnection line = connected("bob");
        line.serverSays(RICH);
        line.serverSays("""
                {"serverContent":{"turnComplete":true,"turnCompleteReason":"RESPONSE_REJECTED"},\
                "usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":3,"totalTokenCount":10,\
                "trafficType":"ON_DEMAND","toolUsePromptTokensDetails":[{"modality":"TEXT","tokenCount":2}]}}""");
        Message over = next("turnComplete");
        assertThat(over.getHeader(GeminiLiveConstants.FINISH_REASON)).isEqualTo("blocked");
        assertThat(over.getHeader(GeminiLiveConstants.TURN_COMPLETE_REASON)).isEqualTo("RESPONSE_REJECTED");
        assertThat(over.getHeader(GeminiLiveConstants.OUTPUT_TOKENS)).isEqualTo(3);
        TurnSummary turn = over.getBody(TurnSummary.class);
        assertThat(turn.thoughts()).isEqualTo("Let me see.");
        assertThat(turn.usage()).isNotNull().satisfies(usage -> {
            assertThat(usage.serviceTier()).isEqualTo("ON_DEMAND");
            assertThat(usage.toolUsePromptTokensDetails()).hasSize(1);
        });
        assertThat(turn.inputTranscripts()).containsExactly(new Transcription("How much?", true, null, "A"));
    }

    @Test
    void aFullReplyHoldsWhatTheServerRanReadAndFound() throws Exception {
        routes(rb -> rb.from("direct:ask").to("gemini-live:bob?reply=full"));
        CompletableFuture<Object> asked = template.asyncRequestBody("direct:ask", (Object) "How much?");
        LiveConnection line = emulator().connection(1, PATIENCE);
        await(
                "the question",
                () -> session("bob", GeminiLiveConstants.DEFAULT_SESSION)
                                .live()
                                .counters()
                                .sent()
                        > 0);
        line.serverSays(RICH);
        line.serverSays(Says.turnComplete());
        LiveReply reply = (LiveReply) asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(reply.text()).isEqualTo("Two.");
        assertThat(reply.executableCode()).containsExactly(new Part.ExecutableCode("e-1", "PYTHON", "print(2)"));
        assertThat(reply.codeExecutionResults())
                .containsExactly(new Part.CodeExecutionResult("e-1", "OUTCOME_OK", "2"));
        assertThat(reply.grounding()).containsExactly(Map.of("webSearchQueries", List.of("one and one")));
        assertThat(reply.urlContext()).hasSize(1);
        assertThat(reply.outputTranscripts()).containsExactly(new Transcription("Two.", true, "en-US", null));
        assertThat(context.getTypeConverter().convertTo(String.class, reply)).isEqualTo("Two.");
        assertThat(reply.toString()).doesNotContain("Two", "print");
    }

    @Test
    void aCallInPiecesReachesItsRouteOnce() throws Exception {
        routes(rb -> rb.from(
                        "gemini-live:bob?tool=lights&description=Lights&parameter.color=string&parameter.level=integer")
                .process(this::remember)
                .setBody(rb.constant("done")));
        LiveConnection line = connected("bob");
        for (String piece : List.of(
                "{\"id\":\"c-1\",\"name\":\"lights\",\"willContinue\":true}",
                "{\"id\":\"c-1\",\"partialArgs\":[{\"jsonPath\":\"$.color\",\"stringValue\":\"wa\","
                        + "\"willContinue\":true},{\"jsonPath\":\"$.level\",\"numberValue\":50}],\"willContinue\":true}",
                "{\"id\":\"c-1\",\"partialArgs\":[{\"jsonPath\":\"$.color\",\"stringValue\":\"rm\"}]}")) {
            line.serverSays("{\"toolCall\":{\"functionCalls\":[" + piece + "]}}");
        }
        Message call = seen.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(call).isNotNull();
        assertThat(call.getBody()).isEqualTo(Map.of("color", "warm", "level", 50));
        assertThat(call.getHeader(GeminiLiveConstants.TOOL_CALL_ID)).isEqualTo("c-1");
        await(
                "the call is settled",
                () -> session("bob", GeminiLiveConstants.DEFAULT_SESSION)
                                .live()
                                .status()
                                .openCalls()
                        == 0);
        assertThat(seen).isEmpty();
    }

    @Test
    void nobodyWaitsForAModelWithoutTurns() {
        Throwable thrown =
                catchThrowable(() -> template.requestBody("gemini-live:ann?modelProfile=live-translate", "Good day"));
        GeminiLiveException refused = failure(GeminiLiveException.class, thrown);
        assertThat(refused.getCode()).isEqualTo(Failure.Code.BAD_INPUT);
        assertThat(refused).hasMessageContaining("no turns").hasMessageContaining("InOnly");
    }
}
