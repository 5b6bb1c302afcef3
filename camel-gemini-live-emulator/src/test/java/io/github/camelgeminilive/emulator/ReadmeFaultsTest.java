package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.account.ConversationAccount;
import io.github.camelgeminilive.emulator.account.Tally;
import io.github.camelgeminilive.emulator.script.Continuity;
import io.github.camelgeminilive.emulator.script.Moment;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.emulator.script.ScriptYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plays what the README shows of broken connections, and reads every fault that a script can name. */
class ReadmeFaultsTest {
    private static final String MODEL = "gemini-2.5-flash-native-audio-latest";
    private static final Path FOLDER = Path.of(".");

    @Test
    void scenarioOfTheReadmePlays() throws Exception {
        Scenario scenario = Scenario.create()
                .continuity(continuity -> continuity.callsAgain(Continuity.Again.OTHER_WORDS))
                .at(Moment.midToolCall())
                .close(1011, "Internal error encountered.")
                .onText("book")
                .callTools(Scenario.call("book", Map.of("day", "Friday"), null)
                        .otherWords(Map.of("day", "the day after Thursday")))
                .say("It is number {{book.number}}.");
        play(scenario);
        String source =
                Files.readString(Path.of("src/test/java/io/github/camelgeminilive/emulator/ReadmeFaultsTest.java"));
        assertThat(block("java"))
                .allSatisfy(line -> assertThat(source).contains(line.replaceFirst(" //.*", "")))
                .hasSizeGreaterThan(8);
    }

    @Test
    void scriptOfTheReadmePlays() throws Exception {
        play(ScriptYaml.parse(String.join("\n", block("yaml")), FOLDER));
    }

    private static void play(Scenario scenario) {
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start()) {
            String handle;
            JsonNode first;
            try (RawClient client = RawClient.ready(emulator, RawClient.setup(MODEL, "\"sessionResumption\":{}"))) {
                handle = client.awaitHandle();
                client.send(RawClient.text("book a table, m5"));
                first = call(client);
                assertThat(client.awaitClosed().code()).isEqualTo(1011);
            }
            String more = "\"outputAudioTranscription\":{}";
            try (RawClient client = RawClient.ready(emulator, RawClient.resuming(MODEL, handle, more))) {
                client.send(RawClient.text("book a table, m5"));
                JsonNode second = call(client);
                assertThat(first.at("/args/day").asText()).isEqualTo("Friday");
                assertThat(second.at("/args/day").asText()).isEqualTo("the day after Thursday");
                client.send(RawClient.answer(second.path("id").asText(), "book", "{\"number\":\"x1\"}"));
                client.awaitContent("turnComplete");
                assertThat(client.transcript("outputTranscription")).isEqualTo("It is number x1.");
            }
            ConversationAccount account = emulator.account().conversation(1);
            assertEquals(new Tally(1, 1, 0), account.of("m5"));
            assertEquals(Set.of("x1"), account.wish("m5").executions());
            assertEquals(2, account.wish("m5").calls().size());
            emulator.verify();
        }
    }

    /** The lines of the first block of this language under the heading of broken connections, but for plain comments. */
    private static List<String> block(String language) throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(readme.substring(readme.indexOf("## When connections break")));
        assertThat(block.find()).isTrue();
        return block.group(1)
                .lines()
                .filter(line -> !line.startsWith("// "))
                .map(line -> language.equals("java") ? line.strip() : line)
                .toList();
    }

    @Test
    void everyContinuityOfTheReadmeIsReadFromAScript() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        Matcher rows = Pattern.compile("(?m)^\\| `(\\w+)` \\|")
                .matcher(readme.substring(readme.indexOf("| continuity |"), readme.indexOf("In Java they are")));
        Set<String> named = new TreeSet<>();
        while (rows.find()) {
            named.add(rows.group(1));
        }
        assertThatThrownBy(() -> ScriptYaml.parse("continuity: {x: 1}", FOLDER))
                .hasMessage("Expected only " + named + " at continuity but was x");
        Continuity read = ScriptYaml.parse("""
                continuity:
                  handles: midTurn
                  explicitNotResumable: true
                  handleDelay: 50ms
                  inputDelay: 1s
                  handleLife: 10min
                  deadHandle: closedLater
                  oldSocket: isKicked
                  resumed: forgetful
                  frozenSetup: true
                  firstIndex: 0
                  staleExchange: false
                  silentAfterAnswer: true
                  callsAgain: sameId
                """, FOLDER).build().faults().continuity();
        assertThat(read).isNotNull();
        assertThat(read.copy())
                .usingRecursiveComparison()
                .isEqualTo(new Continuity()
                        .handles(Continuity.Handles.MID_TURN)
                        .explicitNotResumable(true)
                        .handleDelay(Duration.ofMillis(50))
                        .inputDelay(Duration.ofSeconds(1))
                        .handleLife(Duration.ofMinutes(10))
                        .deadHandle(Continuity.DeadHandle.CLOSED_LATER)
                        .oldSocket(Continuity.OldSocket.IS_KICKED)
                        .resumed(Continuity.Resumed.FORGETFUL)
                        .frozenSetup(true)
                        .firstIndex(0)
                        .staleExchange(false)
                        .silentAfterAnswer(true)
                        .callsAgain(Continuity.Again.SAME_ID));
    }

    @Test
    void everyMomentIsReadFromAScript() {
        Scenario scenario = ScriptYaml.parse("""
                at:
                  - {moment: beforeSetupComplete, times: 5, do: [{close: {code: 1011}}]}
                  - {moment: afterSetupComplete, connection: 2, do: [{goAway: 10s}]}
                  - {moment: midTurn, resumed: true, do: [halfOpen]}
                  - {moment: midToolCall, times: always, do: [hush]}
                  - {moment: afterTurnComplete, do: [vanish]}
                  - {moment: {afterMessages: 3}, do: [{pong: none}, {pong: 2s}]}
                  - {moment: {after: 9min}, do: [{goAway: {timeLeft: 50s, silent: true}}, handle, notResumable]}
                """, FOLDER);
        assertThat(scenario.build().faults().planned())
                .extracting(planned -> planned.moment())
                .containsExactly(
                        Moment.beforeSetupComplete().times(5),
                        Moment.afterSetupComplete().onConnection(2),
                        Moment.midTurn().onResume(),
                        Moment.midToolCall().always(),
                        Moment.afterTurnComplete(),
                        Moment.afterMessages(3),
                        Moment.after(Duration.ofMinutes(9)));
        assertThat(scenario.build().faults().planned())
                .extracting(planned -> planned.acts().size())
                .containsExactly(1, 1, 1, 1, 1, 2, 3);
    }

    @Test
    void faultsOfAScriptHappen() throws Exception {
        Scenario scenario = ScriptYaml.parse("""
                refuseUpgrades: {times: 1, status: 429}
                at:
                  - {moment: {afterMessages: 1}, do: [handle, {goAway: {timeLeft: 1min, silent: true}}]}
                rules:
                  - on: any
                    answer: [{wish: silence}, {say: Nobody hears this.}]
                """, FOLDER);
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start()) {
            assertThatThrownBy(() -> RawClient.connect(emulator)).hasMessageContaining("429");
            try (RawClient client = RawClient.ready(emulator, RawClient.setup(MODEL, ""))) {
                client.send(RawClient.text("hello"));
                client.awaitHandle();
                client.await("goAway", message -> message.has("goAway"));
                emulator.passTime(Duration.ofMinutes(2));
                assertThat(client.awaitClosed().code()).isEqualTo(1011);
                assertThat(client.seen("/serverContent/turnComplete")).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        continuity: {handles: often}                | Expected one of [family, never, turnEnds, midTurn, withhold] at continuity.handles but was "often"
        continuity: {frozenSetup: 1}                | Expected true or false at continuity.frozenSetup but was 1
        continuity: {firstIndex: 2}                 | Expected 0 or 1 at continuity.firstIndex but was 2
        at: [{moment: later}]                       | Expected beforeSetupComplete, afterSetupComplete, midTurn, midToolCall, afterTurnComplete, {afterMessages: 3} or {after: 9min} at at[0].moment but was "later"
        at: [{do: []}]                              | Expected the key moment at at[0] but was {"do":[]}
        at: [{moment: midTurn, do: [{pong: soon}]}] | Expected a duration such as 200ms or 1.5s at at[0].do[0].pong but was "soon"
        refuseUpgrades: {times: 2}                  | Expected the key status at refuseUpgrades but was {"times":2}
        rules: [{on: any, answer: [{call: {name: x, again: maybe}}]}] | Expected one of [newId, sameId, otherWords, not] at rules[0].answer[0].call.again but was "maybe"
        """)
    void mistakeIsToldWithItsPlace(String yaml, String message) {
        assertThatThrownBy(() -> ScriptYaml.parse(yaml, FOLDER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static JsonNode call(RawClient client) {
        return client.await("toolCall", message -> message.has("toolCall")).at("/toolCall/functionCalls/0");
    }
}
