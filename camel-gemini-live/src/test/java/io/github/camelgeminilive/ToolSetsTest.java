package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.emulator.wire.ModelProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.ValueBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which functions a session has: from its opening on, by an update, and while routes come and go. */
class ToolSetsTest extends LiveRouteTest {

    private static final String UPDATE = "gemini-live:bob?operation=contextUpdate";

    @Override
    LiveEmulator.Builder emulatorSettings() {
        // calls are put on the wire by hand: the script does not know them
        return LiveEmulator.builder()
                .model("gemini-3.8-live", ModelProfile.F38.with(ModelProfile.Trait.IGNORES_UNKNOWN_ANSWERS))
                .scenario(Scenario.mute());
    }

    private void tools(String... names) throws Exception {
        routes(rb -> {
            for (String name : names) {
                rb.from("gemini-live:bob?tool=" + name + "&description=Does it")
                        .routeId(name)
                        .setBody(simple(rb, name));
            }
        });
    }

    private static ValueBuilder simple(RouteBuilder rb, String name) {
        return rb.constant(Map.of("by", name));
    }

    private void openWith(Object toolSet) {
        Exchange opened = send(
                "gemini-live:bob?operation=open",
                null,
                toolSet == null ? Map.of() : Map.of(GeminiLiveConstants.TOOL_SET, toolSet));
        assertThat(opened.getException()).isNull();
    }

    private Exchange update(Object body, Object toolSet) {
        return send(UPDATE, body, Map.of(GeminiLiveConstants.TOOL_SET, toolSet));
    }

    private JsonNode nextUpdate(int connection) {
        return emulator()
                .connection(connection)
                .takeFrame("contextUpdate", PATIENCE)
                .at("/contextUpdate");
    }

    private static Set<String> names(JsonNode node) {
        return new TreeSet<>(
                node.at("/functionDeclarations").isMissingNode()
                        ? node.findValuesAsText("name")
                        : node.at("/functionDeclarations").findValuesAsText("name"));
    }

    /** Calls a function, whatever is declared, and waits for the answer. */
    private JsonNode call(int connection, String name) {
        String id = "id-" + name + "-" + System.nanoTime();
        emulator()
                .connection(connection)
                .serverSays("{\"toolCall\":{\"functionCalls\":[{\"id\":\"" + id + "\",\"name\":\"" + name
                        + "\",\"args\":{}}]}}");
        return emulator()
                .connection(connection)
                .takeFrame(
                        "the answer to " + id,
                        frame -> id.equals(
                                frame.at("/toolResponse/functionResponses/0/id").asText()),
                        PATIENCE)
                .at("/toolResponse/functionResponses/0/response");
    }

    @Test
    void callsOfFunctionsThatTheSessionDoesNotHaveAreAnsweredAndNotRun() throws Exception {
        tools("ring", "knock");
        routes(rb -> rb.from("gemini-live:bob?tool=*").to("mock:others").setBody(rb.constant("taken")));
        getMockEndpoint("mock:others").expectedMessageCount(0);
        openWith("ring");
        assertThat(call(1, "ring").at("/by").asText()).isEqualTo("ring");
        for (String name : List.of("knock", "madeUp")) {
            JsonNode refused = call(1, name);
            assertThat(refused.at("/status").asText()).as(name).isEqualTo("unknown_function");
            assertThat(refused.at("/retryable").asBoolean()).isFalse();
        }
        getMockEndpoint("mock:others").assertIsSatisfied();
    }

    @Test
    void aFunctionThatTheSetupItselfDeclaresIsInEverySet() throws Exception {
        tools("ring", "knock");
        routes(rb -> rb.from("gemini-live:bob?tool=*&setupJson=RAW({\"tools\":[{\"functionDeclarations\":"
                        + "[{\"name\":\"given\",\"description\":\"d\"}]}]})")
                .setBody(rb.constant(Map.of("by", "all"))));
        openWith("ring");
        assertThat(names(emulator().takeFrame("setup", PATIENCE).at("/setup/tools")))
                .containsExactly("given", "ring");
        assertThat(call(1, "given").at("/by").asText()).isEqualTo("all");
        assertThat(call(1, "knock").at("/status").asText()).isEqualTo("unknown_function");
    }

    @Test
    void anUpdateChoosesAnotherSetForNowAndForTheNextConnection() throws Exception {
        tools("ring", "knock", "sing");
        openWith("ring");
        assertThat(update("Be brief.", List.of("knock", "sing")).getException()).isNull();
        JsonNode told = nextUpdate(1);
        assertThat(names(told.at("/tools/tools"))).containsExactly("knock", "sing");
        assertThat(told.at("/systemInstruction/parts/0/text").asText()).isEqualTo("Be brief.");
        assertThat(call(1, "ring").at("/status").asText()).isEqualTo("unknown_function");
        assertThat(call(1, "sing").at("/by").asText()).isEqualTo("sing");

        emulator().connection(1).reset();
        JsonNode setup =
                emulator().connection(2, PATIENCE).takeFrame("setup", PATIENCE).at("/setup/tools");
        assertThat(names(setup)).containsExactly("knock", "sing");
        JsonNode again = nextUpdate(2);
        assertThat(names(again.at("/tools/tools"))).containsExactly("knock", "sing");
        assertThat(again.at("/systemInstruction/parts/0/text").asText()).isEqualTo("Be brief.");

        assertThat(update(null, "").getException()).isNull();
        JsonNode none = nextUpdate(2);
        assertThat(none.at("/tools/tools").isArray()).isTrue();
        assertThat(none.at("/tools/tools")).isEmpty();
        assertThat(none.has("systemInstruction")).isFalse();
        assertThat(call(2, "sing").at("/status").asText()).isEqualTo("unknown_function");
    }

    @Test
    void aFunctionOfTheSetWhoseRouteStartsLaterIsToldThenAndOthersAreNot() throws Exception {
        tools("ring", "knock");
        openWith(null);
        assertThat(update(null, "ring, knock").getException()).isNull();
        assertThat(names(nextUpdate(1))).containsExactly("knock", "ring");
        context.getRouteController().stopRoute("knock");
        assertThat(names(nextUpdate(1).at("/tools/tools"))).containsExactly("ring");
        assertThat(call(1, "knock").at("/status").asText()).isEqualTo("unavailable");
        tools("sing");
        context.getRouteController().startRoute("knock");
        assertThat(names(nextUpdate(1).at("/tools/tools"))).containsExactly("knock", "ring");
        assertThat(call(1, "sing").at("/status").asText()).isEqualTo("unknown_function");
        assertThat(call(1, "knock").at("/by").asText()).isEqualTo("knock");
    }

    @Test
    void toolsGivenAsTheyAreAreTheOnlyOnesThatRun() throws Exception {
        tools("ring", "knock");
        openWith(null);
        Object ring = Map.of("functionDeclarations", List.of(Map.of("name", "ring", "description", "Rings")));
        assertThat(send(UPDATE, Map.of("tools", List.of(ring)), Map.of()).getException())
                .isNull();
        nextUpdate(1);
        assertThat(call(1, "ring").at("/by").asText()).isEqualTo("ring");
        assertThat(call(1, "knock").at("/status").asText()).isEqualTo("unknown_function");
    }

    @Test
    void toolsGivenAsTheyAreTakeTheSetupsOwnFunctionsAwayUntilASetIsChosen() throws Exception {
        tools("ring");
        routes(rb -> rb.from("gemini-live:bob?tool=*&setupJson=RAW({\"tools\":[{\"functionDeclarations\":"
                        + "[{\"name\":\"given\",\"description\":\"d\"}]}]})")
                .setBody(rb.constant(Map.of("by", "all"))));
        openWith(null);
        assertThat(send(UPDATE, Map.of("tools", List.of()), Map.of()).getException())
                .isNull();
        nextUpdate(1);
        assertThat(call(1, "given").at("/status").asText()).isEqualTo("unknown_function");
        assertThat(update(null, "ring").getException()).isNull();
        assertThat(names(nextUpdate(1).at("/tools/tools"))).containsExactly("given", "ring");
        assertThat(call(1, "given").at("/by").asText()).isEqualTo("all");
    }

    @Test
    void whatCanNotWorkIsRefused() throws Exception {
        tools("ring");
        openWith(null);
        assertThat(failure(
                        IllegalArgumentException.class,
                        update(null, "ring,nobody").getException()))
                .hasMessageContaining("CamelGeminiLiveToolSet")
                .hasMessageContaining("[ring] but was nobody");
        assertThat(failure(
                        IllegalArgumentException.class,
                        update(Map.of("tools", List.of()), "ring").getException()))
                .hasMessageContaining("there are both");
        assertThat(failure(
                        IllegalArgumentException.class,
                        send(UPDATE, null, Map.of()).getException()))
                .hasMessageContaining("it is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gemini-2.5-flash-native-audio-preview-12-2025", "gemini-3.1-flash-live-preview"})
    void familiesWithoutUpdatesSaySo(String model) throws Exception {
        routes(rb -> rb.from("gemini-live:bob?tool=ring&description=Rings&model=" + model)
                .to("mock:ring"));
        assertThat(failure(IllegalArgumentException.class, update(null, "ring").getException()))
                .hasMessageContaining("close the session and open it again");
    }
}
