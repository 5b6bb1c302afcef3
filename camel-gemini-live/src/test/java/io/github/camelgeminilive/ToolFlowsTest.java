package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.Frame;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.session.TurnEnd;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.Builder;
import org.apache.camel.builder.ValueBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The transcripts 9.4 to 9.7 of the protocol, through routes and sockets: the server says exactly what they say, and the
 * frames of both sides are compared with them.
 */
class ToolFlowsTest extends LiveRouteTest {

    private static final String WEATHER = """
            > {"setup":{...,"tools":[{"functionDeclarations":[{"name":"get_weather","description":"...","parameters":{"type":"OBJECT","properties":{"city":{"type":"STRING"}},"required":["city"]}}]}]}}
            > {"clientContent":{"turns":[{"role":"user","parts":[{"text":"Weather in Oslo?"}]}],"turnComplete":true}}
            < {"toolCall":{"functionCalls":[{"id":"function-call-111","name":"get_weather","args":{"city":"Oslo"}}]}}
            > {"toolResponse":{"functionResponses":[{"id":"function-call-111","name":"get_weather","response":{"output":{"tempC":4}}}]}}
            < {"serverContent":{"outputTranscription":{"text":"Four degrees."}}}
            < {"serverContent":{"modelTurn":{...}}}
            < {"serverContent":{"generationComplete":true}}
            < {"serverContent":{"turnComplete":true},"usageMetadata":{...,"toolUsePromptTokenCount":12}}
            """;

    /** "F38 shape: after toolCall comes this without content; the spoken answer is the next turn." */
    private static final String EMPTY_END = "< {\"serverContent\":{\"turnComplete\":true}}\n";

    private static final String BARGE_IN = """
            < {"toolCall":{"functionCalls":[{"id":"function-call-7","name":"book","args":{"n":2}}]}}
            > {"realtimeInput":{"audio":{...user says "no, stop"...}}}
            < {"serverContent":{"interrupted":true}}
            < {"toolCallCancellation":{"ids":["function-call-7"]}}
            < {"serverContent":{"turnComplete":true}}
              (client cancels the job, compensates if it already ran, sends no response for function-call-7)
            < {"serverContent":{"inputTranscription":{"text":"No, stop."}}}
            < ... new turn
            """;

    private static final String DECLARED = """
            {"name":"long_search","behavior":"NON_BLOCKING",...}""";

    private static final String SEARCH = """
            < {"toolCall":{"functionCalls":[{"id":"fc-9","name":"long_search","args":{"q":"x"}}]}}
            < {"serverContent":{"outputTranscription":{"text":"I am looking, meanwhile..."}}}      (model keeps talking)
            < {"serverContent":{"generationComplete":true}}
            < {"serverContent":{"turnComplete":true}}
            > {"toolResponse":{"functionResponses":[{"id":"fc-9","name":"long_search","response":{"output":"30 % done"},"willContinue":true,"scheduling":"SILENT"}]}}
            > {"toolResponse":{"functionResponses":[{"id":"fc-9","name":"long_search","response":{"output":"found 3"},"scheduling":"WHEN_IDLE"}]}}
            < {"serverContent":{"modelTurn":{...}}}  ...  turnComplete
            """;

    private static final String THINKING = """
            < {"serverContent":{"modelTurn":{...filler audio...},"turnComplete":true,"interactionStatus":"IN_PROGRESS"}}
            < {"toolCall":{"functionCalls":[{"id":"call_123","name":"searchFlights","args":{"to":"SEA"}}]},"interactionStatus":"IN_PROGRESS"}
            > {"toolResponse":{"functionResponses":[{"id":"call_123","name":"searchFlights","response":{"output":{"flight":"DL 145"}}}]}}
            < {"serverContent":{"modelTurn":{...answer...},"turnComplete":true,"interactionStatus":"IDLE"}}
            """;

    private final CountDownLatch meanwhileSaid = new CountDownLatch(1);

    /** The script says nothing but the call, so that its answer is known; the listings say the rest. */
    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .scenario(Scenario.create()
                        .onText("a table")
                        .anytime()
                        .callTool("function-call-7", "book", Map.of("n", 2))
                        .meanwhile(Scenario::endSilently)
                        .onText("search for x")
                        .anytime()
                        .callTool("fc-9", "long_search", Map.of("q", "x"))
                        .meanwhile(Scenario::endSilently)
                        .onText("flights")
                        .anytime()
                        .frame(WireListing.of(THINKING).get(0).concrete())
                        .callTool("call_123", "searchFlights", Map.of("to", "SEA"))
                        .meanwhile(Scenario::endSilently)
                        .onText("weather in Oslo")
                        .anytime()
                        .callTool("function-call-111", "get_weather", Map.of("city", "Oslo"))
                        .meanwhile(Scenario::endSilently)
                        .otherwise()
                        .endSilently());
    }

    private CompletableFuture<Exchange> ask(String text) {
        return template.asyncSend("gemini-live:bob?reply=full", e -> {
            e.setPattern(ExchangePattern.InOut);
            e.getMessage().setBody(text);
        });
    }

    /** Lets the server say its lines in their places, and waits for ours. */
    private void play(List<WireListing.Line> lines) {
        for (WireListing.Line line : lines) {
            if (line.ours()) {
                emulator()
                        .takeFrame(
                                line.json().toString(),
                                frame -> frame.direction() == Frame.Direction.CLIENT && line.fits(frame.json()),
                                PATIENCE);
            } else {
                emulator().connection(1).serverSays(line.concrete());
            }
        }
    }

    /** Every frame of both sides since the first one of the listing, in order. */
    private void assertWire(List<WireListing.Line> lines) {
        List<Frame> frames = emulator().connection(1).frames().stream()
                .filter(frame -> !frame.has("setupComplete") && !frame.has("sessionResumptionUpdate"))
                .toList();
        int from = 0;
        while (from < frames.size() && !lines.get(0).fits(frames.get(from).json())) {
            from++;
        }
        List<Frame> played = frames.subList(from, frames.size());
        assertThat(played).as("frames from %s on", lines.get(0).json()).hasSizeGreaterThanOrEqualTo(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            WireListing.Line line = lines.get(i);
            assertThat(line.fits(played.get(i).json())
                            && line.ours() == (played.get(i).direction() == Frame.Direction.CLIENT))
                    .as("expected %s but was %s", line.json(), played.get(i).text())
                    .isTrue();
        }
        assertThat(played.subList(lines.size(), played.size()))
                .as("nothing of ours after the listing")
                .noneMatch(frame -> frame.direction() == Frame.Direction.CLIENT);
    }

    private LiveReply reply(CompletableFuture<Exchange> asked) throws Exception {
        Exchange exchange = asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(LiveReply.class);
    }

    private static String line(List<WireListing.Line> lines, int number) {
        return lines.get(number).concrete();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gemini-2.5-flash-native-audio-preview-12-2025",
                "gemini-3.8-live&behavior=BLOCKING",
            })
    void section94BlockingCall(String model) throws Exception {
        boolean twoTurns = model.startsWith("gemini-3.8");
        routes(rb -> rb.from(
                        "gemini-live:bob?model=" + model
                                + "&tool=get_weather&description=The weather&parameter.city=string&parameter.city.required=true")
                .process(e ->
                        assertThat(meanwhileSaid.await(20, TimeUnit.SECONDS)).isTrue())
                .setBody(e -> Map.of("output", Map.of("tempC", 4))));
        CompletableFuture<Exchange> asked = ask("Weather in Oslo?");
        String listing = WEATHER;
        if (twoTurns) {
            listing = listing.replace("> {\"toolResponse", EMPTY_END + "> {\"toolResponse")
                    .replace("\"description\":\"...\"", "\"description\":\"...\",\"behavior\":\"BLOCKING\"");
        }
        List<WireListing.Line> lines = WireListing.of(listing);
        emulator().takeFrame("clientContent", PATIENCE);
        await("the call", () -> emulator().connection(1).frames().stream().anyMatch(frame -> frame.has("toolCall")));
        if (twoTurns) {
            emulator().connection(1).serverSays(line(lines, 3));
        }
        await(
                "the end of the first stretch",
                () -> !twoTurns
                        || emulator().connection(1).frames().stream()
                                .anyMatch(frame ->
                                        frame.at("/serverContent/turnComplete").asBoolean()));
        meanwhileSaid.countDown();
        int answer = twoTurns ? 4 : 3;
        play(lines.subList(answer, lines.size()));

        LiveReply reply = reply(asked);
        assertThat(reply.text()).isEqualTo("Four degrees.");
        assertThat(reply.turn()).isEqualTo(1);
        assertThat(reply.ended()).isEqualTo(TurnEnd.complete);
        assertWire(lines);
    }

    @Test
    void section95BargeInCancelsACall() throws Exception {
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        routes(rb -> {
            rb.from("gemini-live:bob?tool=book&description=Books&parameter.n=integer")
                    .process(e -> {
                        ToolCall call = ToolCall.of(e);
                        cancelled.complete(call.awaitCancelled(PATIENCE));
                    })
                    .setBody(constant("booked"));
            rb.from("gemini-live:bob?events=inputTranscription").to("mock:heard");
        });
        getMockEndpoint("mock:heard").expectedMessageCount(1);
        CompletableFuture<Exchange> asked = ask("A table, please.");
        List<WireListing.Line> lines = WireListing.of(BARGE_IN);
        await("the call", () -> emulator().frames().stream().anyMatch(frame -> frame.has("toolCall")));
        assertThat(send("gemini-live:bob", new byte[1280], Map.of()).getException())
                .isNull();
        play(lines.subList(1, lines.size()));

        assertThat(cancelled.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(reply(asked).ended()).isEqualTo(TurnEnd.interrupted);
        getMockEndpoint("mock:heard").assertIsSatisfied();
        assertThat(getMockEndpoint("mock:heard")
                        .getExchanges()
                        .get(0)
                        .getMessage()
                        .getHeader(GeminiLiveConstants.TURN))
                .isEqualTo(2L);
        await("the end of the route", () -> context.getInflightRepository().size() == 0);
        assertWire(lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-3.8-live", "gemini-2.5-flash-native-audio-preview-12-2025"})
    void section96NonBlockingCallWithSchedulingAndStreamedResults(String model) throws Exception {
        routes(rb -> {
            rb.from("gemini-live:bob?tool=long_search&description=Searches&behavior=NON_BLOCKING&scheduling=WHEN_IDLE"
                            + "&parameter.q=string&model=" + model)
                    .process(e -> assertThat(meanwhileSaid.await(20, TimeUnit.SECONDS))
                            .isTrue())
                    .setHeader(GeminiLiveConstants.TOOL_WILL_CONTINUE, rb.constant(true))
                    .setHeader(GeminiLiveConstants.TOOL_SCHEDULING, rb.constant("SILENT"))
                    .setBody(constant("30 % done"))
                    .to("gemini-live:bob?operation=toolResponse")
                    .setBody(constant("found 3"));
            rb.from("gemini-live:bob?events=turnComplete").to("mock:turns");
        });
        getMockEndpoint("mock:turns").expectedMessageCount(1);
        CompletableFuture<Exchange> asked = ask("Search for x");
        List<WireListing.Line> lines = WireListing.of(SEARCH);
        JsonNode setup = emulator().takeFrame("setup", PATIENCE).at("/setup/tools/0/functionDeclarations/0");
        assertThat(WireListing.fits(WireListing.json(DECLARED), setup))
                .as("%s", setup)
                .isTrue();
        await("the call", () -> emulator().frames().stream().anyMatch(frame -> frame.has("toolCall")));
        play(lines.subList(1, 4));
        await(
                "what the model says meanwhile",
                () -> emulator().connection(1).frames().stream()
                        .anyMatch(
                                frame -> frame.at("/serverContent/turnComplete").asBoolean()));
        meanwhileSaid.countDown();
        play(lines.subList(4, lines.size()));

        assertThat(reply(asked).turn()).isEqualTo(1);
        getMockEndpoint("mock:turns").assertIsSatisfied();
        assertWire(lines);
    }

    @Test
    void section97ExtendedThinking() throws Exception {
        routes(rb -> rb.from("gemini-live:bob?tool=searchFlights&description=Searches&parameter.to=string"
                        + "&model=gemini-3.8-live-extended-thinking&thinkingLevel=low")
                .setBody(e -> Map.of("output", Map.of("flight", "DL 145"))));
        CompletableFuture<Exchange> asked = ask("Flights to Seattle?");
        List<WireListing.Line> lines = WireListing.of(THINKING);
        play(lines.subList(2, lines.size()));
        LiveReply reply = reply(asked);
        assertThat(reply.turn()).isEqualTo(1);
        assertThat(reply.ended()).isEqualTo(TurnEnd.complete);
        assertThat(reply.calls()).hasSize(1);
        assertWire(lines);
    }

    private static ValueBuilder constant(Object value) {
        return Builder.constant(value);
    }
}
