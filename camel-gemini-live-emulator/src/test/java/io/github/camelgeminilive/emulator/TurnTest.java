package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one turn looks like on the wire, for each family (protocol sections 4.3, 4.6, 9). */
class TurnTest {
    private static final String ASKS_ALL =
            "\"outputAudioTranscription\":{},\"inputAudioTranscription\":{}," + "\"sessionResumption\":{}";

    @Test
    void textTurnIsAnsweredInTheOrderOfSection91() {
        try (LiveEmulator emulator = LiveEmulator.builder()
                        .scenario(Scenario.create().onText("greet me").say("Hello there."))
                        .start();
                RawClient client =
                        RawClient.ready(emulator, RawClient.setup("gemini-2.5-flash-native-audio-latest", ASKS_ALL))) {
            client.send(RawClient.text("Please greet me!"));
            JsonNode end = client.awaitContent("turnComplete");
            assertThat(end.path("usageMetadata").path("responseTokenCount").asInt())
                    .isPositive();
            assertThat(client.transcript("outputTranscription")).isEqualTo("Hello there.");
            assertThat(client.heard().durationMillis()).isBetween(600L, 1000L);
            assertThat(kinds(client))
                    .containsExactly(
                            "setupComplete",
                            "handle",
                            "no handle",
                            "text",
                            "outputTranscription",
                            "audio",
                            "generationComplete",
                            "turnComplete");
            emulator.verify();
            assertThat(emulator.takeFrame("setup", RawClient.PATIENCE)
                            .at("/setup/model")
                            .asText())
                    .endsWith("latest");
        }
    }

    @Test
    void blockingCallOfNativeAudioIsOneTurn() {
        try (LiveEmulator emulator = weather();
                RawClient client =
                        RawClient.ready(emulator, RawClient.setup("gemini-2.5-flash-native-audio-latest", ASKS_ALL))) {
            client.send(RawClient.text("Weather in Oslo?"));
            answer(client);
            client.awaitContent("turnComplete");
            assertThat(client.seen("/serverContent/turnComplete")).hasSize(1);
            assertThat(client.transcript("outputTranscription")).isEqualTo("It is 4 degrees.");
            emulator.verify();
        }
    }

    @Test
    void callOf38IsTwoTurnsAndTheFirstIsEmpty() {
        try (LiveEmulator emulator = weather();
                RawClient client = RawClient.ready(emulator, RawClient.setup("gemini-3.8-live", ASKS_ALL))) {
            client.send(RawClient.text("Weather in Oslo?"));
            JsonNode call = client.await("toolCall", message -> message.has("toolCall"));
            client.awaitContent("turnComplete");
            assertThat(client.seen("/serverContent/modelTurn")).isEmpty();
            answer(client, call);
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("It is 4 degrees.");
            emulator.verify();
        }
    }

    static LiveEmulator weather() {
        return LiveEmulator.builder()
                .scenario(Scenario.create()
                        .onText("weather oslo")
                        .callTool("get_weather", Map.of("city", "Oslo"))
                        .say("It is {{get_weather.output.tempC}} degrees."))
                .start();
    }

    static void answer(RawClient client) {
        answer(client, client.await("toolCall", message -> message.has("toolCall")));
    }

    static void answer(RawClient client, JsonNode toolCall) {
        JsonNode call = toolCall.at("/toolCall/functionCalls/0");
        client.send("{\"toolResponse\":{\"functionResponses\":[{\"id\":\""
                + call.path("id").asText() + "\",\"name\":\"get_weather\",\"response\":{\"output\":{\"tempC\":4}}}]}}");
    }

    /** The messages by what they are, repetitions left out. */
    static List<String> kinds(RawClient client) {
        List<String> kinds = new ArrayList<>();
        for (JsonNode message : client.seen()) {
            String kind = kind(message);
            if (kinds.isEmpty() || !kinds.get(kinds.size() - 1).equals(kind)) {
                kinds.add(kind);
            }
        }
        List<String> once = new ArrayList<>();
        kinds.stream()
                .filter(kind -> !once.contains(kind) || kind.endsWith("Complete"))
                .forEach(once::add);
        return once.subList(0, Math.min(once.size(), once.lastIndexOf("turnComplete") + 1));
    }

    private static String kind(JsonNode message) {
        if (message.has("sessionResumptionUpdate")) {
            return message.path("sessionResumptionUpdate").has("newHandle") ? "handle" : "no handle";
        }
        JsonNode content = message.path("serverContent");
        if (content.has("modelTurn")) {
            return content.at("/modelTurn/parts/0").has("text") ? "text" : "audio";
        }
        return (content.isMissingNode() ? message : content).fieldNames().next();
    }
}
