package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelgeminilive.audio.WavReader;
import io.github.camelgeminilive.emulator.Frame;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.session.TurnEnd;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An InOut exchange waits for the whole answer (T3, T20). */
class RequestReplyTest extends LiveRouteTest {

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .scenario(Scenario.create()
                        .onText("greet me")
                        .anytime()
                        .say("Hello there.")
                        .onText("count")
                        .anytime()
                        .say("You said {{input}}.")
                        .onText("be silent")
                        .anytime()
                        .stall()
                        .onText("take your time")
                        .anytime()
                        .pause(Duration.ofMillis(600))
                        .say("Late.")
                        .onText("end empty")
                        .anytime()
                        .endTurn()
                        .onText("say something forbidden")
                        .anytime()
                        .turnCompleteReason("PROHIBITED_INPUT_CONTENT")
                        .endTurn()
                        .onText("wait for me")
                        .anytime()
                        .waitingForInput()
                        .onText("begin and stop")
                        .anytime()
                        .say("Well,")
                        .stall()
                        .onText("ask me back")
                        .anytime()
                        .callTool("t1", "back", Map.of())
                        .say("It is {{back.output}}.")
                        .onSpeech()
                        .anytime()
                        .say("I heard you.")
                        .otherwise()
                        .say("What?"));
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to("gemini-live:bob");
                from("direct:askFull").to("gemini-live:bob?reply=full");
                from("direct:askAudio").to("gemini-live:bob?reply=audio");
                from("direct:askLittle").to("gemini-live:brief?reply=full&maxReplyAudio=300");
                from("direct:askShort").to("gemini-live:bob?requestTimeout=300");
            }
        };
    }

    @Test
    void textIsAnsweredWithWhatWasSaid() {
        Exchange answer = template.request("direct:ask", e -> e.getMessage().setBody("Please greet me"));
        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo("Hello there.");
        assertThat(answer.getMessage().getHeader(GeminiLiveConstants.FINISH_REASON))
                .isEqualTo("complete");
        assertThat(answer.getMessage().getHeader(GeminiLiveConstants.TURN)).isEqualTo(1L);
        assertThat(answer.getMessage().getHeader(GeminiLiveConstants.TOTAL_TOKENS, Integer.class))
                .isPositive();
        assertThat(answer.getMessage().getHeader(GeminiLiveConstants.MESSAGE_ID))
                .isEqualTo("1");
    }

    @Test
    void fullReplyHoldsSoundAndTranscript() {
        LiveReply reply = template.requestBody("direct:askFull", "Please greet me", LiveReply.class);
        assertThat(reply.text()).isEqualTo("Hello there.");
        assertThat(reply.ended()).isEqualTo(TurnEnd.complete);
        assertThat(reply.sampleRate()).isEqualTo(24_000);
        assertThat(reply.sound().length).isGreaterThan(24_000);
        assertThat(reply.soundTruncated()).isFalse();
        assertThat(context.getTypeConverter().convertTo(String.class, reply)).isEqualTo("Hello there.");
    }

    @Test
    void replyThatMayNotHoldAllTheSoundSaysSo() {
        LiveReply reply = template.requestBody("direct:askLittle", "Please greet me", LiveReply.class);
        assertThat(reply.soundTruncated()).isTrue();
        assertThat(reply.sound().length).isLessThanOrEqualTo(300 * 48);
        assertThat(reply.text()).isEqualTo("Hello there.");
    }

    @Test
    void audioReplyIsAWavFile() throws Exception {
        byte[] wav = template.requestBody("direct:askAudio", "Please greet me", byte[].class);
        WavReader read = WavReader.open(new ByteArrayInputStream(wav));
        assertThat(read.format().sampleRate()).isEqualTo(24_000);
        assertThat(read.declaredBytes()).isGreaterThan(24_000);
    }

    @Test
    void callersOfOneSessionAreAnsweredOneAfterAnotherEachWithItsOwn() throws Exception {
        List<CompletableFuture<Object>> asked = IntStream.range(0, 8)
                .mapToObj(i -> template.asyncRequestBody("direct:ask", i % 2 == 0 ? "greet me" : "who?"))
                .toList();
        for (int i = 0; i < 8; i++) {
            assertThat(asked.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(i % 2 == 0 ? "Hello there." : "What?");
        }
        assertThat(emulator().connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash-native-audio-preview-12-2025,",
        "gemini-3.8-live,",
        "gemini-3.8-live-extended-thinking,&thinkingLevel=low"
    })
    void turnsAreAnsweredInEveryModeOfReply(String model, String more) throws Exception {
        String uri = "gemini-live:ann?model=" + model + (more == null ? "" : more);
        List<Content> turns = List.of(Content.user("Please greet me"));
        assertThat(template.requestBody(uri, turns)).isEqualTo("Hello there.");
        LiveReply full = template.requestBody(uri + "&reply=full", turns, LiveReply.class);
        assertThat(full.text()).isEqualTo("Hello there.");
        assertThat(full.turn()).isEqualTo(2);
        byte[] wav = template.requestBody(uri + "&reply=audio", turns, byte[].class);
        assertThat(WavReader.open(new ByteArrayInputStream(wav)).declaredBytes())
                .isGreaterThan(24_000);
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash-native-audio-preview-12-2025,",
        "gemini-3.1-flash-live-preview,",
        "gemini-3.8-live,",
        "gemini-3.8-live-extended-thinking,&thinkingLevel=low"
    })
    void anUtteranceIsAnsweredInEveryModeOfReply(String model, String more) throws Exception {
        String uri = "gemini-live:ann?pace=unpaced&model=" + model + (more == null ? "" : more);
        assertThat(template.requestBody(uri, speech())).isEqualTo("I heard you.");
        LiveReply full = template.requestBody(uri + "&reply=full", speech(), LiveReply.class);
        assertThat(full.text()).isEqualTo("I heard you.");
        byte[] wav = template.requestBody(uri + "&reply=audio", speech(), byte[].class);
        assertThat(WavReader.open(new ByteArrayInputStream(wav)).declaredBytes())
                .isGreaterThan(24_000);
    }

    /** Half a second of a tone, at 16 kHz. */
    private static byte[] speech() {
        ByteBuffer pcm = ByteBuffer.allocate(16_000).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 8_000; i++) {
            pcm.putShort((short) (12_000 * Math.sin(2 * Math.PI * 440 * i / 16_000)));
        }
        return pcm.array();
    }

    @ParameterizedTest
    @CsvSource({
        "greet me,complete",
        "end empty,empty",
        "say something forbidden,blocked",
        "wait for me,waitingForInput",
        "be silent,noAnswer",
        "begin and stop,stalled"
    })
    void everyEndOfATurnIsAReplyToTextAndToTurns(String question, String ended) {
        String uri = "gemini-live:eve?profile.noAnswer=PT2S&profile.stalled=PT0.5S";
        for (Object body : List.of(question, List.of(Content.user(question)))) {
            Exchange answer = template.request(
                    uri + "&sessionId=" + (body instanceof String ? "text" : "turns"),
                    e -> e.getMessage().setBody(body));
            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getHeader(GeminiLiveConstants.FINISH_REASON))
                    .as(question)
                    .isEqualTo(ended);
        }
    }

    @Test
    void anAnswerThatComesTooLateReachesNobody() {
        String uri = "gemini-live:bob?requestTimeout=200";
        for (Object late : List.of("take your time", List.of(Content.user("take your time")))) {
            failure(ExchangeTimedOutException.class, catchThrowable(() -> template.requestBody(uri, late)));
            assertThat(template.requestBody("direct:ask", "greet me")).isEqualTo("Hello there.");
        }
    }

    @Test
    void callersWithTextAndTurnsOfOneSessionWaitForEachOther() throws Exception {
        List<CompletableFuture<Object>> asked = IntStream.range(0, 6)
                .mapToObj(i -> template.asyncRequestBody(
                        "direct:ask", i % 2 == 0 ? "greet me" : List.of(Content.user("who?"))))
                .toList();
        for (int i = 0; i < 6; i++) {
            assertThat(asked.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(i % 2 == 0 ? "Hello there." : "What?");
        }
    }

    @Test
    void turnsFromInsideACallOfTheSameSessionAreSentAndNotWaitedFor() throws Exception {
        routes(rb -> rb.from("gemini-live:bob?tool=back&description=Asks back")
                .process(e -> e.getMessage().setBody(List.of(Content.user("count, please"))))
                .to(ExchangePattern.InOut, "gemini-live:bob")
                .process(e -> e.getMessage().setBody(Map.of("output", "done"))));
        CompletableFuture<Object> asked = template.asyncRequestBody("direct:ask", "ask me back");
        emulator().takeFrame("the turns", f -> f.text().contains("count, please"), PATIENCE);
        Frame answer = emulator().takeFrame("toolResponse", PATIENCE);
        assertThat(answer.at("/toolResponse/functionResponses/0/response/output")
                        .asText())
                .isEqualTo("done");
        asked.cancel(true);
    }

    @Test
    void requestTimeoutIsTheUsualException() {
        Throwable thrown = catchThrowable(() -> template.requestBody("direct:askShort", "be silent"));
        failure(ExchangeTimedOutException.class, thrown);
    }

    @Test
    void emptyTextIsRefused() {
        Throwable thrown = catchThrowable(() -> template.requestBody("direct:ask", " "));
        assertThat(failure(IllegalArgumentException.class, thrown)).hasMessageContaining("expected text");
    }
}
