package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelgeminilive.audio.AudioFormat.Encoding;
import io.github.camelgeminilive.audio.WavReader;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.GoAway;
import io.github.camelgeminilive.protocol.Part;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** The data types that the component brings along, in routes against the emulator. */
class DataTypesTest extends LiveRouteTest {

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .scenario(Scenario.create().onText("hello").anytime().say("Hello there."));
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("gemini-live:bob?events=audio")
                        .routeId("sound")
                        .autoStartup(false)
                        .transformDataType("gemini-live:wav")
                        .to("mock:wav");
                from("gemini-live:bob?events=turnComplete")
                        .routeId("words")
                        .autoStartup(false)
                        .transformDataType("gemini-live:text")
                        .to("mock:words");
                from("gemini-live:bob?events=audio,outputTranscription,turnComplete")
                        .routeId("cloud")
                        .autoStartup(false)
                        .transformDataType("gemini-live:application-cloudevents")
                        .to("mock:cloud");
                from("direct:reply")
                        .to("gemini-live:bob?reply=full")
                        .multicast()
                        .to("direct:replyAsWav", "direct:replyAsCloudEvent");
                from("direct:replyAsWav").transformDataType("gemini-live:wav").to("mock:replyAsWav");
                from("direct:replyAsCloudEvent")
                        .transformDataType("gemini-live:application-cloudevents")
                        .to("mock:replyAsCloudEvent");
                from("direct:wav").transformDataType("gemini-live:wav");
                from("direct:text").transformDataType("gemini-live:text");
                from("direct:cloud").transformDataType("gemini-live:application-cloudevents");
            }
        };
    }

    private void greet(String route) throws Exception {
        context.getRouteController().startRoute(route);
        assertThat(send("gemini-live:bob", "hello", Map.of()).getException()).isNull();
    }

    @Test
    void speechOfEventsBecomesWav() throws Exception {
        MockEndpoint mock = getMockEndpoint("mock:wav");
        mock.expectedMinimumMessageCount(2);
        greet("sound");
        mock.assertIsSatisfied();
        Exchange first = mock.getExchanges().get(0);
        WavReader wav =
                WavReader.open(new ByteArrayInputStream(first.getMessage().getBody(byte[].class)));
        assertThat(wav.format().sampleRate()).isEqualTo(24_000);
        assertThat(wav.declaredBytes()).isPositive();
        assertThat(first.getMessage().getHeader(GeminiLiveConstants.MIME_TYPE)).isEqualTo("audio/wav");
        assertThat(first.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("audio/wav");
        assertThat(first.getMessage().getHeader(GeminiLiveConstants.SAMPLE_RATE))
                .isEqualTo(24_000);
    }

    @Test
    void turnThatIsOverBecomesWhatWasSaid() throws Exception {
        MockEndpoint mock = getMockEndpoint("mock:words");
        mock.expectedBodiesReceived("Hello there.");
        greet("words");
        mock.assertIsSatisfied();
    }

    @Test
    void eventsBecomeCloudEvents() throws Exception {
        MockEndpoint mock = getMockEndpoint("mock:cloud");
        mock.expectedMinimumMessageCount(4);
        greet("cloud");
        mock.assertIsSatisfied();
        await("the end of the turn", () -> type(mock, "turnComplete") != null);
        Exchange sound = type(mock, "audio");
        assertThat(sound.getMessage().getBody()).isInstanceOf(byte[].class);
        assertThat(sound.getMessage().getHeaders())
                .containsEntry("CamelCloudEventID", sound.getExchangeId())
                .containsEntry("CamelCloudEventVersion", "1.0")
                .containsEntry("CamelCloudEventSource", "gemini-live:bob")
                .containsEntry("CamelCloudEventSubject", "default")
                .containsEntry(Exchange.CONTENT_TYPE, "audio/pcm;rate=24000");
        assertThat(OffsetDateTime.parse(sound.getMessage().getHeader("CamelCloudEventTime", String.class))
                        .toInstant())
                .isBeforeOrEqualTo(Instant.now());
        assertThat(type(mock, "outputTranscription").getMessage().getHeader(Exchange.CONTENT_TYPE))
                .isEqualTo("text/plain");
        assertThat(type(mock, "turnComplete").getMessage().getHeaders()).doesNotContainKey(Exchange.CONTENT_TYPE);
    }

    private static Exchange type(MockEndpoint mock, String event) {
        return List.copyOf(mock.getExchanges()).stream()
                .filter(exchange -> ("io.github.camelgeminilive." + event)
                        .equals(exchange.getMessage().getHeader("CamelCloudEventType")))
                .findFirst()
                .orElse(null);
    }

    @Test
    void replyBecomesWavOrCloudEvent() throws Exception {
        getMockEndpoint("mock:replyAsWav").expectedMessageCount(1);
        getMockEndpoint("mock:replyAsCloudEvent").expectedMessageCount(1);
        getMockEndpoint("mock:replyAsCloudEvent")
                .expectedHeaderReceived("CamelCloudEventType", "io.github.camelgeminilive.reply");
        template.requestBody("direct:reply", "hello");
        MockEndpoint.assertIsSatisfied(context);
        byte[] wav = getMockEndpoint("mock:replyAsWav")
                .getExchanges()
                .get(0)
                .getMessage()
                .getBody(byte[].class);
        assertThat(WavReader.open(new ByteArrayInputStream(wav)).declaredBytes())
                .isGreaterThan(24_000);
    }

    @Test
    void yamlKnowsTheDataTypesByName() throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("types.yaml", """
                - route:
                    from:
                      uri: gemini-live:bob
                      parameters:
                        events: turnComplete
                      steps:
                        - transformDataType:
                            toType: gemini-live:text
                        - to:
                            uri: mock:yaml
                """));
        getMockEndpoint("mock:yaml").expectedBodiesReceived("Hello there.");
        assertThat(send("gemini-live:bob", "hello", Map.of()).getException()).isNull();
        getMockEndpoint("mock:yaml").assertIsSatisfied();
    }

    @Test
    void wavNamesTheFormatThatTheHeadersName() throws Exception {
        assertThat(wav(new byte[] {1, 2, 3}, Map.of(GeminiLiveConstants.MIME_TYPE, "audio/PCMU;rate=8000"))
                        .format()
                        .encoding())
                .isEqualTo(Encoding.ULAW);
        assertThat(wav(new byte[] {1, 2}, Map.of(GeminiLiveConstants.SAMPLE_RATE, 16_000))
                        .format()
                        .sampleRate())
                .isEqualTo(16_000);
        WavReader turned = wav(
                new byte[] {1, 2}, Map.of(GeminiLiveConstants.MIME_TYPE, "audio/l16;rate=16000;endianness=big-endian"));
        assertThat(turned.sound().readAllBytes()).containsExactly(2, 1);
        assertThat(wav(new byte[] {1, 2}, Map.of(GeminiLiveConstants.MIME_TYPE, "audio/x-mulaw"))
                        .format()
                        .sampleRate())
                .isEqualTo(8_000);
        byte[] once = template.requestBodyAndHeader(
                "direct:wav", new byte[] {1, 2}, GeminiLiveConstants.SAMPLE_RATE, 16_000, byte[].class);
        assertThat(template.requestBody("direct:wav", once, byte[].class)).isEqualTo(once);
    }

    private WavReader wav(byte[] sound, Map<String, Object> headers) throws Exception {
        return WavReader.open(
                new ByteArrayInputStream(template.requestBodyAndHeaders("direct:wav", sound, headers, byte[].class)));
    }

    @Test
    void soundOfUnknownRateAndOtherBodiesAreRefused() {
        assertThat(refused("direct:wav", new byte[2]))
                .contains("CamelGeminiLiveSampleRate")
                .contains("was none");
        for (String type : List.of("audio/pcm", "audio/L16", "AUDIO/PCM", "audio/l8")) {
            Throwable thrown = catchThrowable(() ->
                    template.requestBodyAndHeader("direct:wav", new byte[2], GeminiLiveConstants.MIME_TYPE, type));
            assertThat(failure(IllegalArgumentException.class, thrown)).as(type).hasMessageContaining("was none");
        }
        assertThat(refused("direct:wav", "text")).contains("expected sound").contains("java.lang.String");
        assertThat(refused("direct:cloud", "text")).contains("CamelGeminiLiveEvent is absent");
        assertThat(refused("direct:text", new byte[2])).contains("expected a reply or an event");
        assertThat(refused("direct:text", new GoAway(null))).contains("GoAway");
    }

    private String refused(String uri, Object body) {
        Throwable thrown = catchThrowable(() -> template.requestBody(uri, body));
        return failure(IllegalArgumentException.class, thrown).getMessage();
    }

    @Test
    void recordsOfEventsConvertToText() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("room", "kitchen \"2\"");
        arguments.put("level", 3);
        expectText(
                new FunctionCall("c1", "light", arguments),
                "{\"name\":\"light\",\"args\":{\"room\":\"kitchen \\\"2\\\"\",\"level\":3}}");
        expectText(new Part.ExecutableCode("e1", "PYTHON", "print(1)"), "print(1)");
        expectText(new Part.CodeExecutionResult("e1", "OUTCOME_OK", "1"), "1");
        expectText(new Part.CodeExecutionResult("e1", "OUTCOME_FAILED", null), "");
        assertThat(template.requestBody("direct:text", Map.of("a", 1))).isEqualTo("{\"a\":1}");
        assertThat(template.requestBody("direct:text", "as it is")).isEqualTo("as it is");
        assertThat(template.requestBody("direct:text", (Object) null)).isEqualTo("");
    }

    private void expectText(Object body, String text) {
        assertThat(context.getTypeConverter().convertTo(String.class, body)).isEqualTo(text);
        assertThat(template.requestBody("direct:text", body)).isEqualTo(text);
    }
}
