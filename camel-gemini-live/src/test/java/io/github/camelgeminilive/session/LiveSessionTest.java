package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.TestSettings.F31;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeAudio;
import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.transport.FakeConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The shell: how a session comes up, and goes on beside many others. */
class LiveSessionTest extends LiveSessionRig {
    @Test
    void theHandshakeAndInputsThatWaitedForItInTheirOrder() {
        LiveSession session = session(TestSettings.of(F38));
        assertThat(transport.connections()).isEmpty();
        text(session, "one");
        session.send(Input.Kind.PACED_AUDIO, new RealtimeAudio(new byte[64], 16_000), "", false, word("sound"));
        text(session, "two");
        assertThat(transport.connections()).hasSize(1);
        server().open();
        assertThat(server().sent()).containsExactly("{\"setup\":{\"model\":\"models/m\"}}");
        assertThat(log).isEmpty();
        assertThat(session.status().waiting()).isEqualTo(3);
        says("{'setupComplete':{}}");
        assertThat(log).containsExactly("one written", "sound written", "two written");
        assertThat(server().sent()).hasSize(4);
        assertThat(server().sent().get(1)).contains("one");
        assertThat(server().sent().get(2)).contains("audio/pcm;rate=16000");
        assertThat(server().sent().get(3)).contains("two");
        assertThat(session.status()).isEqualTo(new SessionStatus("Live", 1, 0, 0, null, null, Long.MIN_VALUE));
        assertThat(session.counters().sent()).isEqualTo(3);
    }

    @Test
    void textGoesOutAsTheFamilyNeedsIt() {
        LiveSession session = live(TestSettings.of(F31));
        text(session, "hello");
        assertThat(server().sent()).last().isEqualTo("{\"realtimeInput\":{\"text\":\"hello\"}}");
        session = live(TestSettings.of(F38));
        text(session, "hello");
        assertThat(server().sent()).last().asString().startsWith("{\"clientContent\":");
    }

    @Test
    void anInputThatNoConnectionTakesInTimeFails() {
        LiveSession session = session(TestSettings.of(F38));
        text(session, "one");
        for (int i = 0; i < 6; i++) {
            clock.advanceSeconds(5);
        }
        assertThat(log).containsExactly("one failed TIMED_OUT");
    }

    @Test
    void whatJsonCannotHoldIsRefusedAndTheSessionGoesOn() {
        LiveSession session = live(TestSettings.of(F38));
        Map<String, Object> odd = Map.of("parts", List.of(Map.of("text", new Object())));
        session.send(
                Input.Kind.CONTEXT_UPDATE, new ClientMessage.ContextUpdate(odd, null), "", false, word("instruction"));
        session.send(
                Input.Kind.CONTEXT_UPDATE,
                new ClientMessage.ContextUpdate(null, List.of(odd)),
                "",
                false,
                word("tools"));
        Part call = new Part.Other(Map.of("functionCall", Map.of("args", Map.of("when", new Object()))));
        session.send(
                Input.Kind.TURNS,
                new ClientMessage.ClientContent(List.of(new Content("user", List.of(call))), true),
                "",
                false,
                word("turns"));
        text(session, "one");
        assertThat(log)
                .containsExactly(
                        "instruction failed BAD_INPUT",
                        "tools failed BAD_INPUT",
                        "turns failed BAD_INPUT",
                        "one written");
    }

    @Test
    void aFullQueueRefusesTheNewest() {
        LiveSession session = session(TestSettings.of(F38).sendQueueSize(2));
        text(session, "one");
        text(session, "two");
        text(session, "three");
        assertThat(log).containsExactly("three failed QUEUE_FULL");
        opens();
        assertThat(log).containsExactly("three failed QUEUE_FULL", "one written", "two written");
    }

    @Test
    void aConnectionThatDoesNotOpenInTimeIsReplaced() {
        LiveSession session = session(TestSettings.of(F38));
        text(session, "one");
        clock.advanceSeconds(5);
        assertThat(server().closeReason()).isNotNull();
        assertThat(session.status().state()).isEqualTo("BackingOff");
        assertThat(session.status().troubled()).isTrue();
        assertThat(session.status().lastEnd()).contains("connectTimeout");
        clock.advanceSeconds(1);
        assertThat(transport.connections()).hasSize(2);
        opens();
        assertThat(log).containsExactly("one written");
    }

    @Test
    void aWrongKeyEndsAtOnceInOneClearFailure() {
        LiveSession session = session(TestSettings.of(F38));
        events(session, EventKind.failed, EventKind.closed, EventKind.disconnected);
        text(session, "one");
        server().open();
        server().serverCloses(1007, "API key not valid. Please pass a valid API key.");
        assertThat(log).containsExactly("ended FIX_CREDENTIALS", "one failed FIX_CREDENTIALS", "failed");
        assertThat(session.status().failure()).isNotNull();
        assertThat(clock.pending()).isZero();
        clock.advanceSeconds(60);
        assertThat(transport.connections()).hasSize(1);
        text(session, "two");
        assertThat(log).endsWith("two failed FIX_CREDENTIALS");
    }

    @Test
    void aPlanThatCannotBeMadeEndsTheSessionAtOnce() {
        plan.refusal = new IllegalArgumentException("Expected an apiKey but there is none");
        LiveSession session = session(TestSettings.of(F38));
        text(session, "one");
        assertThat(log).containsExactly("ended FIX_CONFIGURATION", "one failed FIX_CONFIGURATION");
        assertThat(String.valueOf(session.status().failure())).contains("Expected an apiKey");
    }

    @Test
    void aSetupThatCannotBeWrittenEndsTheSessionAtOnce() {
        plan.setup = Map.of("model", new Object());
        LiveSession session = session(TestSettings.of(F38));
        text(session, "one");
        server().open();
        assertThat(log).containsExactly("ended FIX_CONFIGURATION", "one failed FIX_CONFIGURATION");
        assertThat(server().isOpen()).isFalse();
        assertThat(transport.connections()).hasSize(1);
    }

    @Test
    void aFailingEffectIsToldAndDoesNotTakeTheOthersWithIt() {
        LiveSession session = live(TestSettings.of(F38));
        ask(session, "one");
        session.addLane(new LaneSettings(EnumSet.of(EventKind.turnComplete), 0, 10, true), (event, done) -> {
            throw new IllegalStateException("sink");
        });
        says("{'serverContent':{'outputTranscription':{'text':'1'},'turnComplete':true}}");
        assertThat(log).endsWith("one replied complete 1");
        assertThat(tearDown.takeBugs()).extracting(Throwable::getMessage).containsExactly("sink");
    }

    @Test
    void twoHundredSessionsOnOneClock() {
        List<LiveSession> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            LiveSession session = session(TestSettings.of(F38).idleTimeout(Duration.ofMinutes(15)));
            ask(session, "question " + i);
            all.add(session);
        }
        assertThat(transport.connections()).hasSize(200);
        for (int i = 0; i < 200; i++) {
            FakeConnection connection = transport.connections().get(i);
            connection.open();
            connection.serverSays("{\"setupComplete\":{}}");
            if (i % 2 == 0) {
                connection.serverSays("{\"serverContent\":{\"outputTranscription\":{\"text\":\"answer " + i
                        + "\"},\"turnComplete\":true}}");
            }
        }
        clock.advanceSeconds(16);
        for (int i = 0; i < 200; i++) {
            assertThat(log)
                    .contains("question " + i + (i % 2 == 0 ? " replied complete answer " + i : " replied noAnswer "));
        }
        assertThat(all).allMatch(session -> session.status().live());
        assertThat(clock.pending()).isLessThanOrEqualTo(200);
        clock.advanceSeconds(15 * 60);
        assertThat(all).allMatch(session -> session.status().state().equals("Closed"));
    }
}
