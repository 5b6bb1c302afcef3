package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelgeminilive.audio.WavReader;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.session.TurnEnd;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

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
