package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelgeminilive.audio.AudioFormat.Encoding;
import io.github.camelgeminilive.audio.TelephoneEncoder;
import io.github.camelgeminilive.audio.WavReader;
import io.github.camelgeminilive.emulator.Frame;
import io.github.camelgeminilive.emulator.LiveConnection;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.session.Interruption;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Options for the form and the pace of sound, in both directions. */
class SoundOfRoutesTest extends LiveRouteTest {

    private static final String SILENT = "mute";

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .scenario(Scenario.create()
                        .onText("hello")
                        .anytime()
                        .say("Hello there.")
                        .onText(SILENT)
                        .anytime()
                        .stall());
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (String format : List.of("pcm", "wav", "mulaw", "alaw")) {
                    from("direct:" + format).to("gemini-live:bob?reply=audio&audioOutputFormat=" + format);
                }
                from("direct:usual").to("gemini-live:bob?reply=audio");
            }
        };
    }

    // to the route

    @Test
    void repliesHaveTheFormThatIsAskedFor() throws Exception {
        Exchange pcm = ask("pcm");
        byte[] sound = pcm.getMessage().getBody(byte[].class);
        assertThat(sound.length).isGreaterThan(24_000).isEven();
        expectHeaders(pcm, "audio/pcm;rate=24000", 24_000);

        Exchange usual = ask("usual");
        expectHeaders(usual, "audio/wav", 24_000);
        WavReader wav =
                WavReader.open(new ByteArrayInputStream(ask("wav").getMessage().getBody(byte[].class)));
        assertThat(wav.format().sampleRate()).isEqualTo(24_000);

        Exchange mulaw = ask("mulaw");
        expectHeaders(mulaw, "audio/PCMU;rate=8000", 8_000);
        assertThat(mulaw.getMessage().getBody(byte[].class).length).isBetween(sound.length / 7, sound.length / 5);
        expectHeaders(ask("alaw"), "audio/PCMA;rate=8000", 8_000);
    }

    private Exchange ask(String how) {
        Exchange answer = template.request("direct:" + how, e -> e.getMessage().setBody("hello"));
        assertThat(answer.getException()).isNull();
        return answer;
    }

    private static void expectHeaders(Exchange exchange, String type, int rate) {
        assertThat(exchange.getMessage().getHeader(GeminiLiveConstants.MIME_TYPE))
                .isEqualTo(type);
        assertThat(exchange.getMessage().getHeader(GeminiLiveConstants.SAMPLE_RATE))
                .isEqualTo(rate);
    }

    @Test
    void eventsAreOneStreamForTheTelephoneHoweverTheModelCutsItEvenInsideASample() throws Exception {
        List<Exchange> heard = new CopyOnWriteArrayList<>();
        BlockingQueue<Long> over = new LinkedBlockingQueue<>();
        routes(rb -> {
            rb.from("gemini-live:bob?events=audio&audioOutputFormat=mulaw")
                    .process(exchange -> heard.add(exchange.copy()));
            rb.from("gemini-live:bob?events=turnComplete").process(exchange -> over.add(1L));
        });
        open("bob", "s");
        LiveConnection line = emulator().connection(1);
        byte[] speech = new byte[48_000];
        new Random(11).nextBytes(speech);
        for (int at = 0; at < speech.length; at += 1_921) {
            line.serverSays(Says.audio(Arrays.copyOfRange(speech, at, Math.min(speech.length, at + 1_921))));
        }
        line.serverSays("""
                {"serverContent":{"generationComplete":true}}""");
        line.serverSays(Says.turnComplete());
        assertThat(over.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();

        TelephoneEncoder whole = new TelephoneEncoder(Encoding.ULAW, 24_000);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes(whole.encode(speech));
        expected.writeBytes(whole.flush());
        await("the whole second", () -> joined(heard).length >= 8_000);
        assertThat(joined(heard)).isEqualTo(expected.toByteArray());
        heard.forEach(exchange -> expectHeaders(exchange, "audio/PCMU;rate=8000", 8_000));
        assertThat(heard)
                .allSatisfy(exchange -> assertThat(exchange.getMessage().getHeader(GeminiLiveConstants.TURN))
                        .isEqualTo(1L));
    }

    private static byte[] joined(List<Exchange> exchanges) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        exchanges.forEach(exchange -> all.writeBytes(exchange.getMessage().getBody(byte[].class)));
        return all.toByteArray();
    }

    /** Ten seconds arrive at once; at the speed of speech they can't all have been given to the route. */
    @Test
    void interruptionOvertakesSoundThatIsHeldBackForItsPace() throws Exception {
        BlockingQueue<Interruption> cut = new LinkedBlockingQueue<>();
        routes(rb -> rb.from("gemini-live:bob?events=audio,interrupted&pace=realtime")
                .filter(rb.header(GeminiLiveConstants.EVENT).isEqualTo("interrupted"))
                .process(exchange -> cut.add(exchange.getMessage().getBody(Interruption.class))));
        open("bob", "s");
        LiveConnection line = emulator().connection(1);
        for (int i = 0; i < 2_500; i++) {
            line.serverSays(Says.numbered(i));
        }
        line.serverSays(Says.interrupted());
        Interruption told = cut.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(told).isNotNull();
        assertThat(told.droppedMillis()).isPositive();
        assertThat(told.deliveredMillis() + told.droppedMillis()).isEqualTo(100_000);
    }

    // to the model

    @Test
    void rawFormatsAreNamedByOptions() {
        // a step of -1/2 in 24 bits, twice, as two channels
        byte[] frame = {0, 0, (byte) 0xC0, 0, 0, (byte) 0xC0};
        byte[] sound = new byte[6 * 640];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = frame[i % 6];
        }
        assertThat(send("gemini-live:bob?operation=audio&audioInputFormat=pcm24&audioInputChannels=2", sound, Map.of())
                        .getException())
                .isNull();
        byte[] heard = sent();
        assertThat(heard).hasSize(2 * 640).startsWith(0, (byte) 0xC0, 0, (byte) 0xC0);
    }

    @Test
    void soundGoesOutAtTheRateItHasWhereThatIsAskedFor() {
        assertThat(send(
                                "gemini-live:bob?operation=audio&audioSendRate=0&audioInputFormat=mulaw",
                                new byte[320],
                                Map.of())
                        .getException())
                .isNull();
        Frame frame = emulator()
                .connection(1)
                .takeFrame("sound", f -> f.at("/realtimeInput/audio/data").isTextual(), PATIENCE);
        assertThat(frame.at("/realtimeInput/audio/mimeType").asText()).isEqualTo("audio/pcm;rate=8000");
        assertThat(Base64.getDecoder()
                        .decode(frame.at("/realtimeInput/audio/data").asText()))
                .hasSize(640);
    }

    private byte[] sent() {
        Frame frame = emulator()
                .connection(1)
                .takeFrame("sound", f -> f.at("/realtimeInput/audio/data").isTextual(), PATIENCE);
        assertThat(frame.at("/realtimeInput/audio/mimeType").asText()).isEqualTo("audio/pcm;rate=16000");
        return Base64.getDecoder().decode(frame.at("/realtimeInput/audio/data").asText());
    }

    // refused

    @Test
    void valuesThatAreNotKnownAreRefusedByName() {
        assertThat(refusedFrom("gemini-live:bob?audioOutputFormat=mp3")).contains("audioOutputFormat", "'mp3'");
        assertThat(refusedTo("gemini-live:bob?audioOutputFormat=mp3")).contains("audioOutputFormat", "'mp3'");
        assertThat(refusedTo("gemini-live:bob?audioInputFormat=opus")).contains("audioInputFormat", "'opus'");
        assertThat(refusedTo("gemini-live:bob?audioInputChannels=6")).contains("audioInputChannels", "was 6");
        assertThat(refusedTo("gemini-live:eve?audioSendRate=10")).contains("audioSendRate", "was 10");
        assertThat(refusedTo("gemini-live:ned?audioBacklog=1")).contains("audioBacklog", "was 1 ms");
    }

    private String refusedFrom(String uri) {
        return failure(
                        IllegalArgumentException.class,
                        catchThrowable(() -> routes(rb -> rb.from(uri).to("mock:never"))))
                .getMessage();
    }

    private String refusedTo(String uri) {
        Throwable thrown = catchThrowable(() -> {
            Exception failed = send(uri, "hello", Map.of()).getException();
            if (failed != null) {
                throw failed;
            }
        });
        return failure(IllegalArgumentException.class, thrown).getMessage();
    }
}
