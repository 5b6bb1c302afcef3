package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.Frame;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an exchange does is decided by header, option and body, and it is done when its frame is written. */
class SendingTest extends LiveRouteTest {

    private static final Map<String, String> NO_HEADERS = Map.of();

    /** 40 ms at 16 kHz: one whole chunk. */
    private static final byte[] CHUNK = new byte[1_280];

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .scenario(Scenario.create()
                        .onText("call me")
                        .anytime()
                        .callTool("c1", "phone", Map.of())
                        .say("It {{phone.output}}.")
                        .otherwise());
    }

    @Test
    void inOnlyTextIsDoneWhenTheSocketHasTakenIt() throws Exception {
        int texts = 40;
        // more than what the socket buffers of both sides hold
        String text = "a".repeat(1_000_000);
        AgentSession session = open("bob", GeminiLiveConstants.DEFAULT_SESSION);
        emulator().connection(1).pauseReading();
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        long before = session.live().counters().sent();
        for (int i = 0; i < texts; i++) {
            sent.add(template.asyncSend("gemini-live:bob", e -> e.getMessage().setBody(text)));
        }
        await("all texts at the socket", () -> session.live().counters().sent() == before + texts);
        assertThat(sent).filteredOn(CompletableFuture::isDone).hasSizeLessThan(texts);

        emulator().connection(1).resumeReading();
        for (CompletableFuture<Exchange> one : sent) {
            assertThat(one.get(20, TimeUnit.SECONDS).getException()).isNull();
        }
        assertThat(sent)
                .allSatisfy(one -> assertThat(one.join().getMessage().getHeader(GeminiLiveConstants.MESSAGE_ID))
                        .isNotNull());
    }

    @Test
    void operationOfTheHeaderWinsOverTheOptionAndIsRemoved() throws Exception {
        routes(rb -> rb.from("direct:send").to("gemini-live:bob?operation=text").to("mock:sent"));
        getMockEndpoint("mock:sent").expectedMessageCount(1);
        getMockEndpoint("mock:sent")
                .message(0)
                .header(GeminiLiveConstants.OPERATION)
                .isNull();
        assertThat(send("direct:send", CHUNK, Map.of(GeminiLiveConstants.OPERATION, "audio"))
                        .getException())
                .isNull();
        emulator().takeFrame("sound", f -> f.at("/realtimeInput/audio").isObject(), PATIENCE);
        getMockEndpoint("mock:sent").assertIsSatisfied();

        Exchange unknown = send("direct:send", "x", Map.of(GeminiLiveConstants.OPERATION, "raw"));
        assertThat(failure(IllegalArgumentException.class, unknown.getException()))
                .hasMessageContaining("Header CamelGeminiLiveOperation: expected one of")
                .hasMessageContaining("but was 'raw', which only the option operation of an endpoint can say");
        assertThat(unknown.getMessage().getHeader(GeminiLiveConstants.OPERATION))
                .isNull();
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("a text", "clientContent"),
                Arguments.of(CHUNK, "realtimeInput.audio"),
                Arguments.of(ByteBuffer.wrap(CHUNK), "realtimeInput.audio"),
                Arguments.of(Buffer.buffer(CHUNK), "realtimeInput.audio"),
                Arguments.of(new InputStreamCache(CHUNK), "realtimeInput.audio"),
                Arguments.of(new ByteArrayInputStream(CHUNK), "realtimeInput.audio"));
    }

    @ParameterizedTest(name = "{index} {1}")
    @MethodSource("bodies")
    void bodyDecidesWithoutAnOperation(Object body, String summary) {
        open("bob", GeminiLiveConstants.DEFAULT_SESSION);
        CompletableFuture<Exchange> sent = template.asyncSend(
                "gemini-live:bob?pace=unpaced", e -> e.getMessage().setBody(body));
        emulator().takeFrame("setup", PATIENCE);
        Frame frame = emulator().takeFrame(PATIENCE);
        assertThat(frame.summary()).isEqualTo(summary);
        assertThat(sent.join().getException()).isNull();
    }

    @Test
    void otherBodiesAreRefusedWithWhatWasFoundAndWhatIsAccepted() {
        for (Object body : new Object[] {42, List.of("x"), Map.of("a", 1)}) {
            Exchange sent = send("gemini-live:bob", body, NO_HEADERS);
            assertThat(failure(IllegalArgumentException.class, sent.getException()))
                    .hasMessageContaining("No operation is given and the body is "
                            + body.getClass().getName())
                    .hasMessageContaining("expected a String (text), bytes, a stream or a file (sound, or a picture");
        }
        assertThat(failure(
                        IllegalArgumentException.class,
                        send("gemini-live:bob", null, NO_HEADERS).getException()))
                .hasMessageContaining("there is no body");
        assertThat(emulator().connections()).isZero();
    }

    @Test
    void pictureIsNotSentAsSound() {
        Exchange sent = send("gemini-live:bob?operation=audio", CHUNK, Map.of(Exchange.CONTENT_TYPE, "image/png"));
        assertThat(failure(IllegalArgumentException.class, sent.getException())).hasMessageContaining("image/png");
        assertThat(emulator().connections()).isZero();
    }

    @Test
    void functionIsAnsweredByHandWithAMapAndTheCallsId() throws Exception {
        functionIsAnswered(
                Map.of("output", "rings"),
                Map.of(GeminiLiveConstants.TOOL_CALL_ID, "c1", GeminiLiveConstants.TOOL_NAME, "phone"));
    }

    @Test
    void functionIsAnsweredByHandWithOurRecord() throws Exception {
        functionIsAnswered(new FunctionResponse("c1", "phone", Map.of("output", "rings"), null, false), NO_HEADERS);
    }

    private void functionIsAnswered(Object answer, Map<String, ?> headers) throws Exception {
        routes(rb -> {
            rb.from("gemini-live:bob?events=toolCall&toolMode=manual").to("mock:calls");
            rb.from("gemini-live:bob?events=turnComplete").to("mock:turns");
        });
        getMockEndpoint("mock:calls").expectedHeaderReceived(GeminiLiveConstants.TOOL_CALL_ID, "c1");
        getMockEndpoint("mock:calls").expectedMessageCount(1);
        send("gemini-live:bob", "call me", NO_HEADERS);
        getMockEndpoint("mock:calls").assertIsSatisfied();
        assertThat(send("gemini-live:bob", answer, headers).getException()).isNull();
        Frame response = emulator().takeFrame("toolResponse", PATIENCE);
        assertThat(response.at("/toolResponse/functionResponses/0/response/output")
                        .asText())
                .isEqualTo("rings");
        assertThat(response.at("/toolResponse/functionResponses/0/name").asText())
                .isEqualTo("phone");
        await(
                "the end of the turn",
                () -> !getMockEndpoint("mock:turns").getExchanges().isEmpty());
        // the call is answered: the same id again is refused, and the conversation lives
        assertThat(send("gemini-live:bob", answer, headers).getException()).isInstanceOf(GeminiLiveException.class);
        assertThat(emulator().connection(1).isOpen()).isTrue();
    }

    @Test
    void answerToACallThatNobodyMadeIsRefused() {
        open("bob", GeminiLiveConstants.DEFAULT_SESSION);
        Exchange sent = send("gemini-live:bob", Map.of(), Map.of(GeminiLiveConstants.TOOL_CALL_ID, "c9"));
        assertThat(failure(GeminiLiveException.class, sent.getException())).hasMessageContaining("c9");
        assertThat(emulator().connection(1).isOpen()).isTrue();
    }

    @Test
    void marksNeedTheModeThatKnowsThem() {
        open("bob", GeminiLiveConstants.DEFAULT_SESSION);
        Exchange sent = send("gemini-live:bob?operation=activityStart", null, NO_HEADERS);
        assertThat(failure(GeminiLiveException.class, sent.getException()))
                .hasMessageContaining("automaticActivityDetection=false");
    }

    @Test
    void marksAreWrittenInManualMode() {
        String uri = "gemini-live:bob?automaticActivityDetection=false";
        for (String mark : List.of("activityStart", "activityEnd")) {
            Exchange sent = send(uri + "&operation=" + mark, null, NO_HEADERS);
            assertThat(sent.getException()).isNull();
            emulator().takeFrame(mark, f -> f.at("/realtimeInput/" + mark).isObject(), PATIENCE);
        }
        assertThat(send(uri + "&operation=audioStreamEnd", null, NO_HEADERS).getException())
                .isInstanceOf(GeminiLiveException.class);
    }
}
