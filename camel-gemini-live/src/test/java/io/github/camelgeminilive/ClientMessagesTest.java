package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.Frame;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.session.Drop;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Turns, pictures, updates, interruptions and messages of one's own, from routes to the wire. */
class ClientMessagesTest extends LiveRouteTest {

    private static final Map<String, String> NO_HEADERS = Map.of();
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 2};
    private static final byte[] WEBP = {'R', 'I', 'F', 'F', 0, 0, 0, 0, 'W', 'E', 'B', 'P', 3};

    @TempDir
    Path folder;

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .scenario(Scenario.create()
                        .onText("what is my name")
                        .whenInstruction("Be polite")
                        .anytime()
                        .say("You are Ada, madam.")
                        .onText("what is my name")
                        .whenHistory("I am Ada")
                        .anytime()
                        .say("Ada.")
                        .onText("story")
                        .anytime()
                        .say("Once upon a time.")
                        .stall()
                        .otherwise()
                        .say("What?"));
    }

    private JsonNode frame(String pointer) {
        return emulator()
                .takeFrame(pointer, f -> !f.at(pointer).isMissingNode(), PATIENCE)
                .at(pointer);
    }

    private static Map<String, Object> said(String role, String text) {
        return Map.of("role", role, "text", text);
    }

    private Exchange ask(String uri, Object body) {
        return template.request(uri, e -> e.getMessage().setBody(body));
    }

    // turns

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-flash-native-audio-preview-12-2025,",
        "gemini-3.8-live,",
        "gemini-3.8-live-extended-thinking,&thinkingLevel=low"
    })
    void incrementsAreAddedAndTurnsThatAskAreAnswered(String model, String more) {
        String uri = "gemini-live:bob?model=" + model + (more == null ? "" : more);
        Exchange added = template.request(
                uri + "&turnComplete=false", e -> e.getMessage().setBody(List.of(Content.user("I am Ada."))));
        assertThat(added.getException()).isNull();
        assertThat(added.getMessage().getHeader(GeminiLiveConstants.TURN)).isNull();
        assertThat(frame("/clientContent/turnComplete").asBoolean()).isFalse();

        Exchange answer = ask(uri, List.of(said("user", "What is my name?")));
        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo("Ada.");
        assertThat(answer.getMessage().getHeader(GeminiLiveConstants.MESSAGE_ID))
                .isEqualTo("2");
        assertThat(frame("/clientContent/turnComplete").asBoolean()).isTrue();
    }

    @Test
    void turnsMayBeJsonAndTheHeaderGoesBeforeTheOption() {
        String json =
                "[{\"role\":\"user\",\"parts\":[{\"text\":\"I am Ada.\"}]},{\"role\":\"model\",\"text\":\"Hi!\"}]";
        Exchange added =
                send("gemini-live:bob?operation=turns", json, Map.of(GeminiLiveConstants.TURN_COMPLETE, false));
        assertThat(added.getException()).isNull();
        JsonNode content = frame("/clientContent");
        assertThat(content.at("/turnComplete").asBoolean()).isFalse();
        assertThat(content.at("/turns/0/parts/0/text").asText()).isEqualTo("I am Ada.");
        assertThat(content.at("/turns/1/role").asText()).isEqualTo("model");
    }

    @Test
    void historyThatJsonCannotHoldIsRefusedBeforeAnythingConnects() {
        Map<String, Object> odd = Map.of("functionCall", Map.of("name", "f", "args", Map.of("when", new Object())));
        Exchange refused = send(
                "gemini-live:bob?operation=open",
                "",
                Map.of(GeminiLiveConstants.HISTORY, List.of(Map.of("role", "model", "parts", List.of(odd)))));
        assertThat(failure(IllegalArgumentException.class, refused.getException()))
                .hasMessageContaining("convert it before it is sent");
        Exchange opened = send("gemini-live:bob?operation=open", "", NO_HEADERS);
        assertThat(opened.getException()).isNull();
    }

    @Test
    void turnsThatTheFamilyDoesNotTakeAreRefusedBeforeAnythingConnects() {
        Exchange refused =
                send("gemini-live:bob?model=gemini-3.1-flash-live-preview", List.of(said("user", "hi")), NO_HEADERS);
        assertThat(failure(IllegalArgumentException.class, refused.getException()))
                .hasMessageContaining("family 3.1")
                .hasMessageContaining("option history");
        Exchange system = send("gemini-live:ann", List.of(said("system", "be nice")), NO_HEADERS);
        assertThat(failure(IllegalArgumentException.class, system.getException()))
                .hasMessageContaining("contextUpdate");
        assertThat(emulator().connections()).isZero();
    }

    // video

    @Test
    void picturesOfEveryBodyAndTypeAreSentAsWhatTheyAre() throws Exception {
        Path png = Files.write(folder.resolve("a.png"), PNG);
        Path nameless = Files.write(folder.resolve("b.bin"), WEBP);
        Map<String, String> image = Map.of(Exchange.CONTENT_TYPE, "image/jpeg");
        Map<String, String> video = Map.of(GeminiLiveConstants.OPERATION, "video");
        assertPicture(PNG, Map.of(Exchange.CONTENT_TYPE, "image/png; a=b"), "image/png");
        assertPicture(ByteBuffer.wrap(JPEG), image, "image/jpeg");
        assertPicture(Buffer.buffer(WEBP), image, "image/webp");
        assertPicture(png, NO_HEADERS, "image/png");
        assertPicture(png.toFile(), NO_HEADERS, "image/png");
        assertPicture(nameless, video, "image/webp");
        assertPicture(new ByteArrayInputStream(JPEG), video, "image/jpeg");
    }

    private void assertPicture(Object body, Map<String, String> headers, String type) {
        assertThat(send("gemini-live:bob?videoFps=0", body, headers).getException())
                .isNull();
        assertThat(frame("/realtimeInput/video/mimeType").asText()).isEqualTo(type);
    }

    @Test
    void whatIsNoPictureThatModelsTakeIsRefusedWithWhatWasFound() {
        for (Map.Entry<Object, String> wrong : Map.<Object, String>of(
                        "GIF89a".getBytes(StandardCharsets.UTF_8),
                        "found image/gif",
                        "%PDF-1.7".getBytes(StandardCharsets.UTF_8),
                        "found application/pdf",
                        new byte[] {1, 2, 3},
                        "3 bytes that begin like none of them",
                        new byte[0],
                        "is empty",
                        "text",
                        "java.lang.String")
                .entrySet()) {
            Exchange refused = send("gemini-live:bob?operation=video", wrong.getKey(), NO_HEADERS);
            assertThat(failure(IllegalArgumentException.class, refused.getException()))
                    .hasMessageContaining(wrong.getValue());
        }
        Exchange bmp = send("gemini-live:bob", new byte[] {1}, Map.of(Exchange.CONTENT_TYPE, "image/bmp"));
        assertThat(failure(IllegalArgumentException.class, bmp.getException())).hasMessageContaining("image/bmp");
        assertThat(emulator().connections()).isZero();
    }

    @Test
    void theNewestPictureReplacesTheOneThatWaitsAndItsExchangeGoesOn() throws Exception {
        assertThat(send("gemini-live:bob?operation=open&videoFps=2", null, NO_HEADERS)
                        .getException())
                .isNull();
        AgentSession session = session("bob", GeminiLiveConstants.DEFAULT_SESSION);
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            byte[] picture = Arrays.copyOf(JPEG, 5);
            picture[4] = (byte) i;
            sent.add(template.asyncSend(
                    "gemini-live:bob?operation=video", e -> e.getMessage().setBody(picture)));
            int before = i;
            await(
                    "picture " + i,
                    () -> session.live().status().waiting() > 0
                            || session.live().counters().sent() > before);
        }
        for (CompletableFuture<Exchange> one : sent) {
            assertThat(one.get(20, TimeUnit.SECONDS).getException()).isNull();
        }
        long pictures = emulator().frames().stream()
                .filter(f -> !f.at("/realtimeInput/video").isMissingNode())
                .count();
        assertThat(pictures + session.live().counters().drops(Drop.replacedPicture))
                .isEqualTo(4);
    }

    // contextUpdate

    @Test
    void updateReplacesTheInstructionWhileTheConversationGoesOn() throws Exception {
        routes(rb -> rb.from("gemini-live:bob?events=restarted").to("mock:restarted"));
        ask("gemini-live:bob", List.of(said("user", "I am Ada.")));
        assertThat(send("gemini-live:bob?operation=contextUpdate", "Be polite.", NO_HEADERS)
                        .getException())
                .isNull();
        assertThat(ask("gemini-live:bob", "What is my name?").getMessage().getBody())
                .isEqualTo("You are Ada, madam.");

        getMockEndpoint("mock:restarted").expectedMessageCount(1);
        emulator().connection(1).reset();
        getMockEndpoint("mock:restarted").assertIsSatisfied();
        ask("gemini-live:bob", "What is my name?");
        List<String> second = emulator().connection(2).frames().stream()
                .filter(f -> f.direction() == Frame.Direction.CLIENT)
                .map(Frame::summary)
                .toList();
        assertThat(second).startsWith("setup", "contextUpdate", "clientContent");
    }

    @Test
    void updatesHoldToolsTooAndAreRefusedWhereTheFamilyHasNone() {
        List<Object> tools = List.of(Map.of("functionDeclarations", List.of(Map.of("name", "ring"))));
        assertThat(send("gemini-live:bob?operation=contextUpdate", Map.of("tools", tools), NO_HEADERS)
                        .getException())
                .isNull();
        assertThat(frame("/contextUpdate/tools/tools/0/functionDeclarations/0/name")
                        .asText())
                .isEqualTo("ring");
        Exchange odd = send("gemini-live:bob?operation=contextUpdate", Map.of("voice", "Kore"), NO_HEADERS);
        assertThat(failure(IllegalArgumentException.class, odd.getException()))
                .hasMessageContaining("systemInstruction and tools");
        Exchange none = send(
                "gemini-live:ann?operation=contextUpdate&model=gemini-2.5-flash-native-audio-preview-12-2025",
                "Be polite.",
                NO_HEADERS);
        assertThat(failure(IllegalArgumentException.class, none.getException()))
                .hasMessageContaining("family 2.5-native-audio")
                .hasMessageContaining("close the session and open it again");
    }

    @Test
    void toolRoutesThatStartAndStopAreToldToOpenSessions() throws Exception {
        open("bob", GeminiLiveConstants.DEFAULT_SESSION);
        routes(rb -> {
            rb.from("gemini-live:bob?tool=ring&description=Rings")
                    .routeId("ring")
                    .to("mock:ring");
            rb.from("gemini-live:bob?tool=knock&description=Knocks")
                    .routeId("knock")
                    .to("mock:knock");
        });
        JsonNode update = frame("/contextUpdate");
        assertThat(update.at("/tools/tools/0/functionDeclarations").size()).isEqualTo(2);
        assertThat(update.has("systemInstruction")).isFalse();
        context.getRouteController().stopRoute("ring");
        context.getRouteController().stopRoute("knock");
        assertThat(frame("/contextUpdate").at("/tools/tools")).isEmpty();
        long updates =
                emulator().frames().stream().filter(f -> f.has("contextUpdate")).count();
        assertThat(updates).as("what changes together is told once").isEqualTo(2);
    }

    // interrupt

    @Test
    void interruptEndsTheAnswerAndItsCallerHearsSo() throws Exception {
        routes(rb -> rb.from("gemini-live:bob?events=outputTranscription").to("mock:heard"));
        getMockEndpoint("mock:heard").expectedMinimumMessageCount(1);
        CompletableFuture<Exchange> caller = template.asyncSend("gemini-live:bob", e -> {
            e.setPattern(ExchangePattern.InOut);
            e.getMessage().setBody("Tell me a story");
        });
        getMockEndpoint("mock:heard").assertIsSatisfied();
        assertThat(send("gemini-live:bob?operation=interrupt", null, NO_HEADERS).getException())
                .isNull();
        Exchange told = caller.get(20, TimeUnit.SECONDS);
        assertThat(told.getException()).isNull();
        assertThat(told.getMessage().getHeader(GeminiLiveConstants.FINISH_REASON))
                .isEqualTo("interrupted");
    }

    @Test
    void interruptOpensNoSessionAndIsRefusedWhereTheFamilyHasNone() {
        Exchange closed = send("gemini-live:bob?operation=interrupt", null, NO_HEADERS);
        assertThat(failure(GeminiLiveException.class, closed.getException())).hasMessageContaining("to be open");
        Exchange none =
                send("gemini-live:ann?operation=interrupt&model=gemini-3.1-flash-live-preview", null, NO_HEADERS);
        assertThat(failure(IllegalArgumentException.class, none.getException())).hasMessageContaining("family 3.1");
        assertThat(emulator().connections()).isZero();
    }

    // raw

    @Test
    void rawMessagesGoOutAsTheyAreAndAskIfTheyAsk() throws Exception {
        routes(rb -> rb.from("gemini-live:bob?events=turnComplete").to("mock:turns"));
        getMockEndpoint("mock:turns").expectedMessageCount(1);
        String json = "{ \"clientContent\":{\"turns\":[{\"role\":\"user\",\"parts\":[{\"text\":\"I am Ada. What is my"
                + " name?\"}]}],\"turnComplete\":true}}";
        assertThat(send("gemini-live:bob?operation=raw", json, NO_HEADERS).getException())
                .isNull();
        Frame frame = emulator().takeFrame("clientContent", PATIENCE);
        assertThat(frame.text()).isEqualTo(json);
        getMockEndpoint("mock:turns").assertIsSatisfied();
        assertThat(send("gemini-live:bob?operation=raw", Map.of("realtimeInput", Map.of("text", "hi")), NO_HEADERS)
                        .getException())
                .isNull();
        assertThat(frame("/realtimeInput/text").asText()).isEqualTo("hi");
        Exchange setup = send("gemini-live:bob?operation=raw", "{\"setup\":{}}", NO_HEADERS);
        assertThat(failure(IllegalArgumentException.class, setup.getException()))
                .hasMessageContaining("setup");
    }

    @Test
    void operationsThatOnlyTheUriMayNameAreRefusedInAHeader() {
        for (Object operation : List.of("raw", "contextUpdate", GeminiLiveOperation.raw)) {
            Exchange refused = send("gemini-live:bob", "{}", Map.of(GeminiLiveConstants.OPERATION, operation));
            assertThat(failure(IllegalArgumentException.class, refused.getException()))
                    .hasMessageContaining("which only the option operation of an endpoint can say");
        }
        assertThat(emulator().connections()).isZero();
    }
}
