package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.ClientMessage.RealtimeAudio;
import io.github.camelgeminilive.transport.FakeConnection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The shell: connections that break, ends of sessions, and callers who wait. */
class LiveSessionEndTest extends LiveSessionRig {
    @Test
    void aLostConnectionIsReplacedAfterAWaitAndTheConversationStartsAnew() {
        LiveSession session = live(TestSettings.of(F38));
        events(session, EventKind.disconnected, EventKind.restarted, EventKind.turnComplete);
        text(session, "question");
        server().serverVanishes();
        assertThat(log).containsExactly("question written", "disconnected", "turnComplete");
        assertThat(session.status().state()).isEqualTo("BackingOff");
        assertThat(session.status().lastEnd()).contains("LOST 1006");
        assertThat(events.get(0).body())
                .isEqualTo(new Disconnection(1006, "connection lost without a close frame", false, true));
        assertThat(transport.connections()).hasSize(1);
        clock.advanceMillis(500);
        assertThat(transport.connections()).hasSize(2);
        opens();
        assertThat(log).endsWith("restarted");
        assertThat(session.status().connection()).isEqualTo(2);
    }

    @Test
    void goAwayThenCloseReconnectsAtOnce() {
        LiveSession session = live(TestSettings.of(F38));
        events(session, EventKind.goAway, EventKind.disconnected, EventKind.restarted);
        clock.advanceSeconds(540);
        says("{'goAway':{'timeLeft':'50s'}}");
        assertThat(session.status().state()).isEqualTo("Draining");
        assertThat(session.status().live()).isTrue();
        server().serverCloses(1011, "Deadline expired before operation could complete.");
        assertThat(transport.connections()).hasSize(2);
        opens();
        assertThat(log).containsExactly("goAway", "disconnected", "restarted");
        assertThat(((Disconnection) events.get(1).body())).isNotNull().matches(Disconnection::planned);
    }

    @Test
    void whatAnOldConnectionStillSaysIsNotHeard() {
        LiveSession session = live(TestSettings.of(F38));
        events(session, EventKind.turnComplete, EventKind.audio, EventKind.failed);
        FakeConnection old = server();
        // given up by us: the old socket may still deliver what was on its way
        says("{'error':{'code':503,'message':'try again'}}");
        clock.advanceSeconds(1);
        opens();
        old.serverSays(sound(40).replace('\'', '"'));
        assertThat(log).isEmpty();
        assertThat(session.status().state()).isEqualTo("Live");
    }

    @Test
    void aWriteThatFailsFailsTheInput() {
        LiveSession session = live(TestSettings.of(F38));
        server().holdWrites(true);
        text(session, "one");
        long caller = ask(session, "two");
        assertThat(caller).isPositive();
        assertThat(log).isEmpty();
        server().serverVanishes();
        assertThat(log).containsExactly("one failed CONNECTION_LOST");
        clock.advanceSeconds(1);
        opens();
        assertThat(log).containsExactly("one failed CONNECTION_LOST", "two written");
    }

    @Test
    void aCallerHearsOfALostWriteOnce() {
        callbacks = later::add;
        LiveSession session = session(TestSettings.of(F38));
        ask(session, "one");
        opens();
        runLater();
        log.clear();
        says("{'serverContent':{'turnComplete':true}}");
        runLater();
        server().holdWrites(true);
        ask(session, "two");
        // the write fails and the turn is lost: two reasons to fail, and both reach the pool
        server().serverVanishes();
        runLater();
        assertThat(log).containsExactly("one replied empty ", "two failed CONNECTION_LOST");
    }

    @Test
    void anAnswerIsNeverToldBeforeItsWriteWhateverThePoolDoes() {
        callbacks = later::addFirst;
        LiveSession session = live(TestSettings.of(F38));
        ask(session, "one");
        says("{'serverContent':{'outputTranscription':{'text':'yes'},'turnComplete':true}}");
        runLater();
        assertThat(log.stream().filter(line -> line.startsWith("one")))
                .containsExactly("one written", "one replied complete yes");
    }

    @Test
    void anIdleSessionCloses() {
        LiveSession session = live(TestSettings.of(F38).idleTimeout(Duration.ofMinutes(15)));
        events(session, EventKind.closed);
        clock.advanceSeconds(10 * 60);
        says(sound(40));
        says("{'serverContent':{'turnComplete':true}}");
        clock.advanceSeconds(14 * 60);
        assertThat(log).isEmpty();
        clock.advanceSeconds(60);
        assertThat(log).containsExactly("ended on request", "closed idleTimeout");
        assertThat(server().closeReason())
                .isNotNull()
                .satisfies(reason -> assertThat(reason.code()).isEqualTo(1000));
    }

    @Test
    void closingEndsEverythingInOrder() {
        LiveSession session = live(TestSettings.of(F38));
        events(session, EventKind.turnComplete, EventKind.closed);
        session.send(Input.Kind.LIVE_AUDIO, new RealtimeAudio(new byte[64], 16_000), "", false, word("sound"));
        ask(session, "one");
        ask(session, "two");
        session.close("operation");
        assertThat(server().sent()).last().isEqualTo("{\"realtimeInput\":{\"audioStreamEnd\":true}}");
        assertThat(log)
                .containsExactly(
                        "sound written",
                        "one written",
                        "ended on request",
                        "turnComplete",
                        "one failed SESSION_CLOSED",
                        "two failed SESSION_CLOSED",
                        "closed operation");
        assertThat(clock.pending()).isZero();
        session.close("again");
        text(session, "three");
        assertThat(log).endsWith("closed operation", "three failed SESSION_CLOSED");
    }

    // callers

    @Test
    void callersAreSentOneAfterTheOther() {
        LiveSession session = live(TestSettings.of(F38));
        ask(session, "one");
        ask(session, "two");
        assertThat(log).containsExactly("one written");
        says("{'serverContent':{'outputTranscription':{'text':'1'},'generationComplete':true}}");
        assertThat(log).containsExactly("one written");
        says("{'serverContent':{'turnComplete':true}}");
        assertThat(log).containsExactly("one written", "one replied complete 1", "two written");
        says("{'serverContent':{'outputTranscription':{'text':'2'},'turnComplete':true}}");
        assertThat(log).endsWith("two replied complete 2");
    }

    @Test
    void anAbandonedReplyNeverReachesTheNextCaller() {
        LiveSession session = live(TestSettings.of(F38));
        long first = ask(session, "one");
        session.abandonReply(first);
        ask(session, "two");
        says("{'serverContent':{'outputTranscription':{'text':'1'},'turnComplete':true}}");
        says("{'serverContent':{'outputTranscription':{'text':'2'},'turnComplete':true}}");
        assertThat(log).containsExactly("one written", "two written", "two replied complete 2");
    }

    @Test
    void silenceIsAnAnswerAfterFifteenSeconds() {
        LiveSession session = live(TestSettings.of(F38));
        ask(session, "one");
        clock.advanceMillis(14_999);
        assertThat(log).containsExactly("one written");
        clock.advanceMillis(1);
        assertThat(log).endsWith("one replied noAnswer ");
        assertThat(clock.pending()).isZero();
    }
}
