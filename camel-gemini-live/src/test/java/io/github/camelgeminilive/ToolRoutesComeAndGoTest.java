package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.LiveConnection;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.emulator.wire.ModelProfile;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tool routes that start, stop, are suspended and replaced while a conversation goes on. */
class ToolRoutesComeAndGoTest extends LiveRouteTest {

    private static final String F25N = "gemini-2.5-flash-native-audio-preview-12-2025";
    private static final String F38 = "gemini-3.8-live";

    private final CountDownLatch go = new CountDownLatch(1);

    @Override
    LiveEmulator.Builder emulatorSettings() {
        // calls are put on the wire by hand: the script does not know them
        return LiveEmulator.builder()
                .model(F38, ModelProfile.F38.with(ModelProfile.Trait.IGNORES_UNKNOWN_ANSWERS))
                .scenario(Scenario.mute());
    }

    private void tool(String name, String by) throws Exception {
        routes(rb -> rb.from("gemini-live:bob?tool=" + name + "&description=Does it")
                .routeId(by)
                .setBody(rb.constant(Map.of("by", by))));
    }

    private void slowTool(String name) throws Exception {
        routes(rb -> rb.from("gemini-live:bob?tool=" + name + "&description=Takes long")
                .routeId(name)
                .process(e -> {
                    getMockEndpoint("mock:begun").handle(e);
                    assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
                })
                .setBody(rb.constant(Map.of("by", name))));
    }

    private LiveConnection live(String model) {
        assertThat(send("gemini-live:bob?operation=open&model=" + model, null, Map.of())
                        .getException())
                .isNull();
        return emulator().connection(1);
    }

    private void calls(LiveConnection line, String id, String name) {
        line.serverSays(
                "{\"toolCall\":{\"functionCalls\":[{\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"args\":{}}]}}");
    }

    private JsonNode answer(LiveConnection line, String id) {
        return line.takeFrame(
                        "the answer to " + id,
                        frame -> id.equals(
                                frame.at("/toolResponse/functionResponses/0/id").asText()),
                        PATIENCE)
                .at("/toolResponse/functionResponses/0/response");
    }

    private JsonNode call(LiveConnection line, String id, String name) {
        calls(line, id, name);
        return answer(line, id);
    }

    private List<String> told(LiveConnection line) {
        return line.takeFrame("contextUpdate", PATIENCE)
                .at("/contextUpdate/tools")
                .findValuesAsText("name");
    }

    @Test
    void families38HearOfRoutesThatStartAndStop() throws Exception {
        tool("ring", "ring");
        LiveConnection line = live(F38);
        tool("knock", "knock");
        tool("sing", "sing");
        assertThat(told(line)).as("one update for what changes together").containsExactly("knock", "ring", "sing");
        assertThat(call(line, "1", "knock").at("/by").asText()).isEqualTo("knock");
        context.getRouteController().stopRoute("knock");
        assertThat(told(line)).containsExactly("ring", "sing");
        assertThat(call(line, "2", "knock").at("/status").asText()).isEqualTo("unavailable");
        assertThat(line.frames().stream().filter(frame -> frame.has("contextUpdate")))
                .hasSize(2);
    }

    @Test
    void otherFamiliesHearOfThemWithTheNextConnection() throws Exception {
        tool("ring", "ring");
        LiveConnection line = live(F25N);
        tool("knock", "knock");
        context.getRouteController().stopRoute("ring");
        assertThat(call(line, "1", "ring").at("/status").asText()).isEqualTo("unavailable");
        assertThat(call(line, "2", "knock").at("/by").asText())
                .as("nobody told the model, but if it asks")
                .isEqualTo("knock");
        line.reset();
        assertThat(emulator()
                        .connection(2, PATIENCE)
                        .takeFrame("setup", PATIENCE)
                        .at("/setup/tools")
                        .findValuesAsText("name"))
                .containsExactly("knock");
        assertThat(emulator().frames()).noneMatch(frame -> frame.has("contextUpdate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {F25N, F38})
    void aSuspendedRouteStaysDeclaredAndAnswersThatItIsOutOfService(String model) throws Exception {
        tool("ring", "ring");
        LiveConnection line = live(model);
        context.getRouteController().suspendRoute("ring");
        JsonNode refused = call(line, "1", "ring");
        assertThat(refused.at("/status").asText()).isEqualTo("unavailable");
        assertThat(refused.at("/retryable").asBoolean()).isTrue();
        context.getRouteController().resumeRoute("ring");
        assertThat(call(line, "2", "ring").at("/by").asText()).isEqualTo("ring");
        assertThat(line.frames()).noneMatch(frame -> frame.has("contextUpdate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {F25N, F38})
    void aCallThatRunsWhileItsRouteIsStoppedIsAnsweredOnce(String model) throws Exception {
        getMockEndpoint("mock:begun").expectedMessageCount(1);
        slowTool("slow");
        tool("ring", "ring");
        LiveConnection line = live(model);
        calls(line, "1", "slow");
        getMockEndpoint("mock:begun").assertIsSatisfied();
        assertThat(context.getRouteController().stopRoute("slow", 300, TimeUnit.MILLISECONDS, false))
                .isTrue();
        assertThat(answer(line, "1").at("/status").asText()).isEqualTo("stopped");
        go.countDown();
        await("the end of the route", () -> context.getInflightRepository().size() == 0);
        assertThat(call(line, "2", "ring").at("/by").asText()).isEqualTo("ring");
        assertThat(line.frames().stream()
                        .filter(frame -> frame.at("/toolResponse/functionResponses/0/id")
                                .asText()
                                .equals("1")))
                .hasSize(1);
    }

    @Test
    void aRouteThatComesInPlaceOfAnotherWhileACallIsOpenTakesTheNextCalls() throws Exception {
        getMockEndpoint("mock:begun").expectedMessageCount(1);
        slowTool("book");
        LiveConnection line = live(F38);
        calls(line, "1", "book");
        getMockEndpoint("mock:begun").assertIsSatisfied();
        context.getRouteController().stopRoute("book", 300, TimeUnit.MILLISECONDS, false);
        assertThat(answer(line, "1").at("/status").asText()).isEqualTo("stopped");
        tool("reserve", "reserve");
        assertThat(told(line)).containsExactly("reserve");
        tool("book", "another");
        assertThat(told(line)).containsExactly("book", "reserve");
        assertThat(call(line, "2", "book").at("/by").asText()).isEqualTo("another");
        go.countDown();
    }
}
