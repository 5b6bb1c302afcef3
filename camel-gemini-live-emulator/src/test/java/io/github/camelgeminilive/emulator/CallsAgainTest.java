package io.github.camelgeminilive.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.account.Wish;
import io.github.camelgeminilive.emulator.script.Continuity;
import io.github.camelgeminilive.emulator.script.Moment;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that were open when their connection broke: known, lost or made again (protocol sections 4.6, 4.8). */
class CallsAgainTest {
    private static final String F25N = "gemini-2.5-flash-native-audio-latest";
    private static final String F31 = "gemini-3.1-flash-live-preview";
    private static final String F38 = "gemini-3.8-live";
    private static final String ASKS = "\"sessionResumption\":{},\"outputAudioTranscription\":{}";
    private static final String SAID = "\"outputAudioTranscription\":{}";

    @ParameterizedTest
    @EnumSource(Continuity.Again.class)
    void requestThatIsRepeatedLeadsToTheCallAgainAsTheScriptSays(Continuity.Again how) {
        Scenario scenario = Scenario.create()
                .onText("book")
                .callTools(Scenario.call("book", Map.of("day", "Friday"), null)
                        .otherWords(Map.of("day", "the day after Thursday"))
                        .again(how))
                .say("Booked.")
                .anytime();
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start()) {
            String handle;
            JsonNode first;
            try (RawClient client = RawClient.ready(emulator, RawClient.setup(F25N, ASKS))) {
                handle = client.awaitHandle();
                client.send(RawClient.text("book it, m5"));
                first = call(client);
            }
            emulator.connection(1).awaitClosed(RawClient.PATIENCE);
            try (RawClient client = RawClient.ready(emulator, RawClient.resuming(F25N, handle, SAID))) {
                client.send(RawClient.text("book it, m5"));
                Wish wish;
                if (how == Continuity.Again.NOT) {
                    client.awaitContent("turnComplete");
                    wish = emulator.account().conversation(1).wish("m5");
                    assertThat(wish.calls()).containsExactly(first.path("id").asText());
                    assertThat(client.seen("/toolCall")).isEmpty();
                    return;
                }
                JsonNode second = call(client);
                boolean sameId = second.path("id").equals(first.path("id"));
                boolean sameWords = second.path("args").equals(first.path("args"));
                assertThat(sameId).isEqualTo(how == Continuity.Again.SAME_ID);
                assertThat(sameWords).isEqualTo(how != Continuity.Again.OTHER_WORDS);
                client.send(RawClient.answer(second.path("id").asText(), "book", "{\"number\":\"x1\"}"));
                client.awaitContent("turnComplete");
                assertThat(client.transcript("outputTranscription")).isEqualTo("Booked.");
                wish = emulator.account().conversation(1).wish("m5");
                assertThat(wish.calls())
                        .containsExactly(
                                first.path("id").asText(), second.path("id").asText());
                assertThat(wish.executions()).containsExactly("x1");
            }
        }
    }

    @Test
    void secondCallOfTheSameConnectionIsNoRepetition() {
        Scenario scenario = Scenario.create()
                .continuity(continuity -> continuity.callsAgain(Continuity.Again.NOT))
                .onText("book")
                .callTool("book", Map.of("day", "Friday"))
                .callTool("book", Map.of("day", "Monday"))
                .say("Both.");
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start();
                RawClient client = RawClient.ready(emulator, RawClient.setup(F25N, ASKS))) {
            client.send(RawClient.text("book both, m5"));
            for (int i = 0; i < 2; i++) {
                client.send(RawClient.answer(call(client).path("id").asText(), "book", "{\"number\":\"x" + i + "\"}"));
            }
            client.awaitContent("turnComplete");
            assertThat(emulator.account().wishes()).extracting(Wish::executions).containsExactly(Set.of("x0", "x1"));
        }
    }

    @Test
    void callThatTheStateHoldsIsAnsweredOnTheNextConnection() {
        Scenario scenario = Scenario.create()
                .continuity(continuity -> continuity.handles(Continuity.Handles.MID_TURN))
                .onText("book")
                .callTool("book", Map.of("day", "Friday"))
                .say("Number {{book.number}}.");
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start()) {
            String handle;
            String id;
            try (RawClient client = RawClient.ready(emulator, RawClient.setup(F38, ASKS))) {
                client.send(RawClient.text("book it, m5"));
                id = call(client).path("id").asText();
                handle = client.awaitHandle();
            }
            emulator.connection(1).awaitClosed(RawClient.PATIENCE);
            try (RawClient client = RawClient.ready(emulator, RawClient.resuming(F38, handle, SAID))) {
                client.send(RawClient.answer(id, "book", "{\"number\":\"x7\"}"));
                client.awaitContent("turnComplete");
                assertThat(client.transcript("outputTranscription")).isEqualTo("Number x7.");
                assertThat(emulator.account().conversation(1).wish("m5").executions())
                        .containsExactly("x7");
                emulator.verify();
            }
        }
    }

    /** Breaks a 3.8 session between its handle of mid turn and the answer to the call; gives handle and id. */
    private static String[] breakBetweenRequestAndCall(LiveEmulator emulator) {
        try (RawClient client = RawClient.ready(emulator, RawClient.setup(F38, ASKS))) {
            client.awaitHandle();
            client.send(RawClient.text("book it, m5"));
            String handle = client.awaitHandle();
            return new String[] {handle, call(client).path("id").asText()};
        } finally {
            emulator.connection(1).awaitClosed(RawClient.PATIENCE);
        }
    }

    private static Scenario booking() {
        return Scenario.create()
                .onText("book")
                .say("One moment.")
                .callTool("book", Map.of("day", "Friday"))
                .say("Booked.")
                .onText("hello")
                .say("Hello.");
    }

    @Test
    void stuckSessionIsFreedByAnAnswerToTheLostCall() {
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(booking()).start()) {
            String[] broken = breakBetweenRequestAndCall(emulator);
            try (RawClient client = RawClient.ready(emulator, RawClient.resuming(F38, broken[0], SAID))) {
                client.send(RawClient.answer(broken[1], "book", "{\"error\":\"lost\"}"));
                JsonNode empty = client.awaitContent("turnComplete");
                assertThat(empty.path("serverContent").size()).isEqualTo(1);
                client.send(RawClient.text("hello"));
                client.awaitContent("turnComplete");
                assertThat(client.transcript("outputTranscription")).isEqualTo("Hello.");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nextInputOnlyEndsTheExchangeOfAStuckSession(boolean asksAgain) {
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(booking()).start()) {
            String[] broken = breakBetweenRequestAndCall(emulator);
            try (RawClient client = RawClient.ready(emulator, RawClient.resuming(F38, broken[0], SAID))) {
                client.send(asksAgain ? "{\"clientContent\":{\"turnComplete\":true}}" : RawClient.text("hello"));
                client.awaitContent("turnComplete");
                assertThat(client.transcript("outputTranscription")).isEmpty();
                client.send(RawClient.text("hello"));
                client.awaitContent("turnComplete");
                assertThat(client.transcript("outputTranscription")).isEqualTo("Hello.");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answerToACallThatNobodyMadeClosesThatOneOnly(boolean made) {
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(booking()).start()) {
            String[] broken = breakBetweenRequestAndCall(emulator);
            try (RawClient client = RawClient.ready(emulator, RawClient.resuming(F38, broken[0], SAID))) {
                client.send(RawClient.answer(made ? broken[1] : "function-call-1", "book", "{\"error\":\"lost\"}"));
                if (made) {
                    client.awaitContent("turnComplete");
                } else {
                    assertThat(client.awaitClosed().reason()).isEqualTo("Requested entity was not found.");
                }
            }
        }
    }

    @Test
    void sessionIsNotStuckWhenTheScriptSaysSo() {
        Scenario scenario = booking().continuity(continuity -> continuity.staleExchange(false));
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start()) {
            String[] broken = breakBetweenRequestAndCall(emulator);
            try (RawClient client = RawClient.ready(emulator, RawClient.resuming(F38, broken[0], SAID))) {
                client.send(RawClient.text("hello"));
                client.awaitContent("turnComplete");
                assertThat(client.transcript("outputTranscription")).isEqualTo("Hello.");
            }
        }
    }

    @Test
    void requestThatTheStateHoldsIsAnsweredWhenItIsAskedAgain() {
        Scenario scenario = Scenario.create()
                .onText("tell")
                .say("Once upon a time.")
                .onText("thanks")
                .say("Any time.");
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start()) {
            emulator.disturb(
                    Moment.midTurn(), acts -> acts.pause(Duration.ofMillis(20)).close(1011, "Internal error"));
            emulator.knobs(Knobs.fast().generationSpeed(1));
            String handle;
            try (RawClient client = RawClient.ready(emulator, RawClient.setup(F38, ASKS))) {
                client.awaitHandle();
                client.send(RawClient.text("tell me m1"));
                handle = client.awaitHandle();
                client.awaitClosed();
            }
            emulator.knobs(Knobs.fast());
            try (RawClient client = RawClient.ready(emulator, RawClient.resuming(F38, handle, SAID))) {
                client.send("{\"clientContent\":{\"turnComplete\":true}}");
                client.awaitContent("turnComplete");
                assertThat(client.transcript("outputTranscription")).isEqualTo("Once upon a time.");
                client.send(RawClient.text("thanks"));
                client.awaitContent("turnComplete");
                assertThat(emulator.account().of("m1").received()).isEqualTo(1);
                emulator.verify();
            }
        }
    }

    @Test
    void modelThatIsSilentAfterAnAnswerGoesOnAtTheNextRealtimeInput() {
        Scenario scenario = Scenario.create()
                .continuity(continuity -> continuity.silentAfterAnswer(true))
                .onText("book")
                .callTool("book", Map.of("day", "Friday"))
                .say("Booked.");
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start();
                RawClient client = RawClient.ready(emulator, RawClient.setup(F31, SAID))) {
            client.send("{\"realtimeInput\":{\"text\":\"book it\"}}");
            client.send(RawClient.answer(call(client).path("id").asText(), "book", "{\"output\":\"done\"}"));
            emulator.connection(1).takeFrame("toolResponse", RawClient.PATIENCE);
            emulator.connection(1).disturb(acts -> acts.frame("{\"quiet\":1}"));
            client.await("nothing", message -> message.has("quiet"));
            assertThat(client.transcript("outputTranscription")).isEmpty();
            client.send("{\"realtimeInput\":{\"text\":\" \"}}");
            client.awaitContent("turnComplete");
            assertThat(client.transcript("outputTranscription")).isEqualTo("Booked.");
            emulator.verify();
        }
    }

    @Test
    void callsOfAScriptCanBelongToANamedWish() {
        Scenario scenario = Scenario.create()
                .onText("book")
                .wish("a table")
                .callTool("book", Map.of())
                .say("Done.");
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start();
                RawClient client = RawClient.ready(emulator, RawClient.setup(F25N, ASKS))) {
            client.send(RawClient.text("book"));
            String id = call(client).path("id").asText();
            client.send(RawClient.answer(id, "book", "{\"output\":\"done\"}"));
            client.awaitContent("turnComplete");
            assertThat(emulator.account().wishes())
                    .containsExactly(new Wish(1, "a table", List.of(id), Set.of("of " + id)));
        }
    }

    private static JsonNode call(RawClient client) {
        return client.await("toolCall", message -> message.has("toolCall")).at("/toolCall/functionCalls/0");
    }
}
