package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.emulator.script.ScriptYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The conversations of Google's notebook on tools in the Live API, with its own messages: snake_case, model 2.0, a key
 * in the query, one tool answer per message.
 */
class SeedsTest {
    private static final String LIGHTS =
            "{\"function_declarations\":[{\"name\":\"turn_on_the_lights\"}," + "{\"name\":\"turn_off_the_lights\"}]}";
    private static final String CODE = "{\"code_execution\":{}}";
    private static final String SEARCH = "{\"google_search\":{}}";

    @ParameterizedTest
    @ValueSource(strings = {"TEXT", "AUDIO"})
    void hello(String modality) {
        assertThat(run(modality, "Hello?", List.of(), """
                - say: "Hello! How can I help you today?"
                """).words()).isEqualTo("Hello! How can I help you today?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEXT", "AUDIO"})
    void lightsOn(String modality) {
        Run run = run(modality, "Turn on the lights", List.of(LIGHTS), """
                - call: {name: turn_on_the_lights}
                - say: "{{turn_on_the_lights.result.string_value}}, the lights are on."
                """);
        assertThat(run.calls()).containsExactly("turn_on_the_lights");
        assertThat(run.words()).isEqualTo("ok, the lights are on.");
    }

    @Test
    void codeExecution() {
        Run run = run("AUDIO", "What is the largest prime palindrome under 100000", List.of(CODE), """
                - executableCode: "print(max(n for n in range(100000) if prime(n) and palindrome(n)))"
                - codeExecutionResult: "98689\\n"
                - say: It is 98689.
                """);
        assertThat(run.client().seen("/serverContent/modelTurn/parts/0/executableCode/code"))
                .hasSize(1);
        assertThat(run.client().seen("/serverContent/modelTurn/parts/0/codeExecutionResult/output"))
                .extracting(JsonNode::asText)
                .containsExactly("98689\n");
        assertThat(run.words()).isEqualTo("It is 98689.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEXT", "AUDIO"})
    void googleSearch(String modality) {
        Run run = run(modality, "Can you use google search tell me about the earthquake?", List.of(SEARCH), """
                - say: A magnitude of 7.0.
                - groundingMetadata:
                    webSearchQueries: [largest earthquake California December 2024]
                    groundingChunks: [{web: {uri: "https://example.org/quake", title: Quake}}]
                    groundingSupports: [{segment: {endIndex: 19, text: A magnitude of 7.0.}, groundingChunkIndices: [0]}]
                """);
        assertThat(run.words()).isEqualTo("A magnitude of 7.0.");
        assertThat(run.client().seen("/serverContent/groundingMetadata/groundingChunks/0/web/uri"))
                .hasSize(1);
    }

    @Test
    void compositionalCalls() {
        Run run = run("AUDIO", "Run some python code to turn the lights on, wait and off", List.of(CODE, LIGHTS), """
                - executableCode: "turn_on_the_lights(); time.sleep(10); turn_off_the_lights()"
                - call: {name: turn_on_the_lights}
                - pause: 20ms
                - call: {name: turn_off_the_lights}
                - codeExecutionResult: ""
                - say: On, and off again.
                """);
        assertThat(run.calls()).containsExactly("turn_on_the_lights", "turn_off_the_lights");
        assertThat(run.words()).isEqualTo("On, and off again.");
        assertThat(run.client().seen("/serverContent/turnComplete")).hasSize(1);
    }

    @Test
    void threeToolsInOnePrompt() {
        Run run = run("AUDIO", "I need you to do three things for me", List.of(SEARCH, CODE, LIGHTS), """
                - call: {name: turn_on_the_lights}
                - executableCode: "print(98689)"
                - codeExecutionResult: "98689"
                - say: The lights are on, the number is 98689, the magnitude 7.0.
                - groundingMetadata: {webSearchQueries: [earthquake]}
                """);
        assertThat(run.calls()).containsExactly("turn_on_the_lights");
        assertThat(run.words()).startsWith("The lights are on, the number is 98689");
        assertThat(run.client().seen("/serverContent/groundingMetadata")).hasSize(1);
        assertThat(run.client().seen("/serverContent/modelTurn/parts/0/codeExecutionResult"))
                .hasSize(1);
    }

    private record Run(RawClient client, List<String> calls, String words) {}

    /** The notebook's own loop: setup, prompt, answer every call with ok, until the turn is complete. */
    private static Run run(String modality, String prompt, List<String> tools, String acts) {
        List<String> lines = new ArrayList<>(List.of("rules:", "  - on: text", "    answer:"));
        Arrays.stream(acts.split("\n")).forEach(line -> lines.add("      " + line));
        Scenario scenario = ScriptYaml.parse(String.join("\n", lines), Path.of("."));
        try (LiveEmulator emulator = LiveEmulator.builder()
                        .retiredModels(true)
                        .apiKeys("k")
                        .knobs(Knobs.fast().binary(true))
                        .scenario(scenario)
                        .start();
                RawClient client = RawClient.connect(emulator, RawClient.DEV + "?key=k")) {
            client.send(
                    "{\"setup\":{\"model\":\"models/gemini-2.0-flash-live-001\",\"tools\":[" + String.join(",", tools)
                            + "],\"output_audio_transcription\":{},\"generation_config\":{\"response_modalities\":[\""
                            + modality + "\"]}}}");
            client.await("setupComplete", message -> message.has("setupComplete"));
            client.send("{\"client_content\":{\"turns\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + prompt
                    + "\"}]}],\"turn_complete\":true}}");
            List<String> calls = new ArrayList<>();
            while (true) {
                JsonNode message = client.await(
                        "a call or the end",
                        one -> one.has("toolCall")
                                || one.at("/serverContent/turnComplete").asBoolean());
                if (!message.has("toolCall")) {
                    break;
                }
                for (JsonNode call : message.at("/toolCall/functionCalls")) {
                    calls.add(call.path("name").asText());
                    client.send("{\"tool_response\":{\"function_responses\":[{\"id\":\""
                            + call.path("id").asText() + "\",\"name\":\""
                            + call.path("name").asText()
                            + "\",\"response\":{\"result\":{\"string_value\":\"ok\"}}}]}}");
                }
            }
            emulator.verify();
            String written = String.join(
                    "",
                    client.seen("/serverContent/modelTurn/parts/0/text").stream()
                            .map(JsonNode::asText)
                            .toList());
            boolean text = modality.equals("TEXT");
            assertThat(client.heard().size() > 0).isEqualTo(!text);
            return new Run(client, calls, text ? written : client.transcript("outputTranscription"));
        }
    }
}
