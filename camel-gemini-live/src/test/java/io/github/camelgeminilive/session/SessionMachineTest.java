package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.Say.call;
import static io.github.camelgeminilive.session.Say.say;
import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelgeminilive.protocol.GoAway;
import io.github.camelgeminilive.protocol.ServerError;
import io.github.camelgeminilive.protocol.SetupComplete;
import io.github.camelgeminilive.session.SessionState.AwaitingSetup;
import io.github.camelgeminilive.session.SessionState.BackingOff;
import io.github.camelgeminilive.session.SessionState.Closed;
import io.github.camelgeminilive.session.SessionState.Connecting;
import io.github.camelgeminilive.session.SessionState.Draining;
import io.github.camelgeminilive.session.SessionState.Idle;
import io.github.camelgeminilive.session.SessionState.Live;
import io.github.camelgeminilive.transport.CloseReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections, calls and the end of a session. The rules of turns have classes of their own. */
class SessionMachineTest {

    private static final GoAway GO_AWAY = new GoAway(Duration.ofSeconds(50));

    // generations

    @Test
    void eventsOfAnOlderConnectionNeverMatter() {
        MachineDriver d = MachineDriver.live(F38);
        d.text("question");
        d.closes(1006, "").seconds(1).opens();
        d.text("again");
        SessionState state = d.machine.state();
        d.forget();
        d.handle(new SessionEvent.ConnectionOpened(1));
        d.handle(new SessionEvent.FrameReceived(
                1, List.of(say().sound(40).turnComplete().now(), GO_AWAY), "raw"));
        d.handle(new SessionEvent.FrameReceived(1, List.of(new ServerError(1011, "x")), null));
        d.handle(new SessionEvent.FrameBroken(1, "broken"));
        d.handle(new SessionEvent.ConnectionClosed(
                1, new CloseReason(CloseReason.Kind.CLOSED_BY_PEER, 1007, "API key not valid.", null)));
        assertThat(d.lines()).isEmpty();
        assertThat(d.machine.state()).isSameAs(state);
        assertThat(d.counters.drops(Drop.oldGeneration)).isEqualTo(4);
    }

    // coming up

    @Test
    void nothingConnectsBeforeTheFirstInput() {
        MachineDriver d = MachineDriver.idle(TestSettings.of(F38).idleTimeout(Duration.ofSeconds(60)));
        assertThat(d.machine.state()).isInstanceOf(Idle.class);
        assertThat(d.machine.nextWake()).isEqualTo(Long.MAX_VALUE);
        d.seconds(3_600);
        assertThat(d.lines()).isEmpty();
    }

    @Test
    void theFirstInputConnectsAndWaitsForSetupComplete() {
        MachineDriver d = MachineDriver.idle(TestSettings.of(F38));
        d.text("one");
        d.send(Input.Kind.LIVE_AUDIO);
        d.text("two");
        assertThat(d.machine.state()).isInstanceOf(Connecting.class);
        assertThat(d.lines()).containsExactly("> connect 1", "accept 2");
        d.handle(new SessionEvent.ConnectionOpened(1));
        assertThat(d.machine.state()).isInstanceOf(AwaitingSetup.class);
        assertThat(d.lines()).containsExactly("> setup");
        d.server(new SetupComplete("server-id", null));
        assertThat(d.machine.state()).isInstanceOf(Live.class);
        assertThat(d.lines()).containsExactly("opened server-id", "> ClientContent", "> sound", "> ClientContent");
    }

    @Test
    void anEmptyFrameBeforeSetupCompleteIsNothing() {
        MachineDriver d = MachineDriver.idle(TestSettings.of(F38));
        d.send(Input.Kind.OPEN);
        d.handle(new SessionEvent.ConnectionOpened(1)).server();
        assertThat(d.machine.state()).isInstanceOf(AwaitingSetup.class);
    }

    @Test
    void anotherFirstFrameThanSetupCompleteIsABug() {
        MachineDriver d = MachineDriver.idle(TestSettings.of(F38));
        d.send(Input.Kind.OPEN);
        d.handle(new SessionEvent.ConnectionOpened(1)).server(say().sound(40));
        assertThat(d.machine.state()).isInstanceOfSatisfying(Closed.class, closed -> {
            assertThat(closed.failure()).isNotNull();
            assertThat(closed.failure().code()).isEqualTo(Failure.Code.REPORT_BUG);
            assertThat(closed.failure().message())
                    .isEqualTo("Expected setupComplete as the first frame but got ServerContent (connection 1)");
        });
    }

    @Test
    void impossibleEventsAreRefusedWithTheNameOfTheState() {
        MachineDriver d = MachineDriver.idle(TestSettings.of(F38));
        d.send(Input.Kind.OPEN);
        assertThatThrownBy(() -> d.server(new SetupComplete(null, null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Connecting");
        d.opens();
        assertThatThrownBy(() -> d.handle(new SessionEvent.ConnectionOpened(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Live");
    }

    @Test
    void aConnectionThatDoesNotOpenIsGivenUpAndTriedAgain() {
        MachineDriver d = MachineDriver.idle(TestSettings.of(F38));
        d.send(Input.Kind.OPEN);
        d.forget().after(4_999);
        assertThat(d.lines()).isEmpty();
        d.after(1);
        assertThat(d.lines()).containsExactly("> close 1");
        assertThat(d.machine.state()).isInstanceOf(BackingOff.class);
        assertThat(String.valueOf(d.machine.lastEnd())).contains("connectTimeout");
        d.after(500);
        assertThat(d.lines()).containsExactly("> connect 2");
    }

    @Test
    void aSetupThatIsNotAnsweredIsGivenUpAndTriedAgain() {
        MachineDriver d = MachineDriver.idle(TestSettings.of(F38));
        d.send(Input.Kind.OPEN);
        d.handle(new SessionEvent.ConnectionOpened(1)).forget().after(15_000);
        assertThat(d.lines()).containsExactly("> close 1");
        assertThat(String.valueOf(d.machine.lastEnd())).contains("setupTimeout");
    }

    @Test
    void aWrongKeyEndsTheSessionAtOnceInOneClearFailure() {
        MachineDriver d = MachineDriver.idle(TestSettings.of(F38));
        long caller = d.ask("question");
        d.handle(new SessionEvent.ConnectionOpened(1)).forget();
        d.closes(1007, "API key not valid. Please pass a valid API key.");
        assertThat(d.lines()).containsExactly("reject " + caller + " FIX_CREDENTIALS", "failed", "ended");
        assertThat(d.rejection(caller).message()).contains("API key not valid", "apiKey", F38);
        assertThat(d.machine.nextWake()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anErrorThatTheServerSendsAsAMessageEndsTheConnection() {
        MachineDriver d = MachineDriver.idle(TestSettings.of(F38));
        d.send(Input.Kind.OPEN);
        d.handle(new SessionEvent.ConnectionOpened(1)).forget();
        d.server(new ServerError(404, "models/x is not found for API version v1beta"));
        assertThat(d.lines()).containsExactly("> close 1", "reject 1 FIX_CONFIGURATION", "failed", "ended");
    }

    // breaking

    @Test
    void aLostConnectionIsReportedAndReplacedAndTheConversationStartsAnew() {
        MachineDriver d = MachineDriver.live(F38);
        d.seconds(40);
        d.server(call("a"));
        long caller = d.ask("waits for the call");
        d.forget().closes(1006, "");
        assertThat(d.lines()).containsExactly("disconnected", "cancel a", "turnComplete 1 connection");
        assertThat(d.machine.state()).isInstanceOf(BackingOff.class);
        d.after(500);
        assertThat(d.lines()).containsExactly("> connect 2");
        d.opens();
        assertThat(d.lines()).containsExactly("> setup", "restarted", "> ClientContent");
        d.server(say().text("here").turnComplete());
        assertThat(d.reply(caller).text()).isEqualTo("here");
    }

    @Test
    void whatTheEventDisconnectedSays() {
        MachineDriver d = MachineDriver.live(F38);
        d.closes(1011, "Internal error encountered.");
        assertThat(d.effects)
                .contains(new SessionEffect.Deliver(new LiveEvent(
                        EventKind.disconnected,
                        0,
                        1,
                        new Disconnection(1011, "Internal error encountered.", false, true))));
    }

    @Test
    void aSessionThatCannotReconnectFailsAfterItsBudget() {
        MachineDriver d = MachineDriver.live(F38);
        d.seconds(60).closes(1006, "");
        d.forget();
        long held = d.text("held");
        d.seconds(60);
        assertThat(d.rejection(held).code()).isEqualTo(Failure.Code.TIMED_OUT);
        assertThat(d.lines()).endsWith("failed", "ended");
        assertThat(((Closed) d.machine.state()).failure())
                .isNotNull()
                .satisfies(f -> assertThat(f.message()).contains("reconnectTimeout", "connectTimeout"));
    }

    @Test
    void aConnectionThatLivedNearlyLongEnoughIsStillReplaced() {
        MachineDriver d = MachineDriver.idle(TestSettings.of(F38));
        d.send(Input.Kind.OPEN);
        d.seconds(2).handle(new SessionEvent.ConnectionOpened(1)).server(new SetupComplete(null, null));
        d.after(29_900).closes(1006, "");
        assertThat(d.machine.state()).isInstanceOf(BackingOff.class);
    }

    @Test
    void aServerThatAcceptsAndHangsUpIsNotHammeredForEver() {
        MachineDriver d = MachineDriver.live(F38);
        int connections = 1;
        while (!(d.machine.state() instanceof Closed)) {
            d.after(50).closes(1006, "");
            while (d.machine.state() instanceof BackingOff) {
                d.after(100);
            }
            if (d.machine.state() instanceof Connecting) {
                connections++;
                d.opens();
            }
        }
        assertThat(connections).isLessThan(12);
    }

    @Test
    void whatWaitedTooLongForAConnectionIsRefused() {
        MachineDriver d = MachineDriver.live(F38);
        d.seconds(60).closes(1006, "").seconds(1);
        long held = d.text("held");
        d.handle(new SessionEvent.ConnectionOpened(2)).seconds(14);
        assertThat(d.machine.state()).isInstanceOf(AwaitingSetup.class);
        d.seconds(16);
        assertThat(d.rejection(held).code()).isEqualTo(Failure.Code.TIMED_OUT);
        assertThat(d.rejection(held).message()).contains("sendTimeout");
    }

    @Test
    void aFrameThatIsNotTheProtocolEndsTheSession() {
        MachineDriver d = MachineDriver.live(F38);
        long caller = d.ask("question");
        d.forget().handle(new SessionEvent.FrameBroken(1, "Expected an object but was a number"));
        assertThat(d.lines())
                .containsExactly(
                        "> close 1",
                        "turnComplete 1 connection",
                        "reject " + caller + " CONNECTION_LOST",
                        "failed",
                        "ended");
    }

    // goAway

    @Test
    void afterGoAwayTheConversationGoesOnUntilTheServerCloses() {
        MachineDriver d = MachineDriver.live(F38);
        d.seconds(60).server(GO_AWAY);
        assertThat(d.machine.state()).isInstanceOf(Draining.class);
        d.text("still heard");
        assertThat(d.lines()).containsExactly("goAway", "> ClientContent");
        d.server(say().sound(40).turnComplete());
        d.forget().closes(1011, "Deadline expired before operation could complete.");
        // announced: no wait before the next
        assertThat(d.lines()).containsExactly("disconnected", "> connect 2");
        d.opens();
        assertThat(d.lines()).containsExactly("> setup", "restarted");
    }

    @Test
    void aServerThatSaysGoAwayAgainAndAgainIsNotHammered() {
        MachineDriver d = MachineDriver.live(F38);
        d.seconds(60).server(GO_AWAY).closes(1000, "");
        d.opens().server(GO_AWAY).closes(1000, "");
        assertThat(d.machine.state()).isInstanceOf(BackingOff.class);
    }

    // the end

    @Test
    void closingSaysThatTheSoundIsOver() {
        MachineDriver d = MachineDriver.live(F38);
        d.send(Input.Kind.LIVE_AUDIO);
        d.server(say().sound(40)).forget();
        d.handle(new SessionEvent.CloseRequested("test"));
        assertThat(d.lines())
                .containsExactly("> AudioStreamEnd", "> close 1", "turnComplete 1 closed", "closed test", "ended");
    }

    @Test
    void closingSaysNothingOfSoundThatHasEndedOrIsMarkedByHand() {
        MachineDriver d = MachineDriver.live(F38);
        d.send(Input.Kind.LIVE_AUDIO);
        d.send(Input.Kind.AUDIO_STREAM_END);
        d.forget().handle(new SessionEvent.CloseRequested("test"));
        assertThat(d.lines()).containsExactly("> close 1", "closed test", "ended");

        d = MachineDriver.live(TestSettings.of(F25N).manualActivity());
        d.send(Input.Kind.LIVE_AUDIO);
        d.forget().handle(new SessionEvent.CloseRequested("test"));
        assertThat(d.lines()).containsExactly("> close 1", "closed test", "ended");
    }

    @Test
    void nothingLeavesClosed() {
        MachineDriver d = MachineDriver.live(TestSettings.of(F38).idleTimeout(Duration.ofMinutes(1)));
        d.server(call("a"));
        d.handle(new SessionEvent.CloseRequested("test")).forget();
        SessionState closed = d.machine.state();
        d.handle(new SessionEvent.ConnectionClosed(1, new CloseReason(CloseReason.Kind.CLOSED_BY_US, 1000, "", null)));
        d.handle(new SessionEvent.FrameReceived(1, List.of(say().sound(40).now()), null));
        d.handle(new SessionEvent.ReadingPaused()).handle(new SessionEvent.ReadingResumed());
        d.handle(new SessionEvent.CloseRequested("again")).tool("a").handle(new SessionEvent.Tick());
        d.seconds(3_600);
        assertThat(d.lines()).isEmpty();
        long late = d.text("late");
        assertThat(d.rejection(late).code()).isEqualTo(Failure.Code.SESSION_CLOSED);
        assertThat(d.machine.state()).isSameAs(closed);
        assertThat(d.machine.nextWake()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aSessionWithoutInputOrOutputCloses() {
        MachineDriver d = MachineDriver.live(TestSettings.of(F38).idleTimeout(Duration.ofSeconds(60)));
        d.seconds(59);
        d.send(Input.Kind.LIVE_AUDIO);
        d.seconds(59).server();
        d.forget().seconds(59);
        assertThat(d.lines()).isEmpty();
        d.seconds(1);
        assertThat(d.lines()).contains("closed idleTimeout");
    }

    @Test
    void aFunctionAtWorkIsNotIdle() {
        MachineDriver d = MachineDriver.live(TestSettings.of(F38).idleTimeout(Duration.ofSeconds(60)));
        d.server(call("a")).seconds(600);
        assertThat(d.machine.state()).isInstanceOf(Live.class);
        d.tool("a").seconds(60);
        assertThat(d.machine.state()).isInstanceOf(Closed.class);
    }

    @Test
    void aSessionEndsAtItsLongestDurationWhateverHappens() {
        MachineDriver d = MachineDriver.live(TestSettings.of(F38).maxSessionDuration(Duration.ofSeconds(100)));
        for (int i = 0; i < 9; i++) {
            d.seconds(10);
            d.text("more");
        }
        d.forget().seconds(10);
        assertThat(d.lines()).contains("closed maxSessionDuration");
    }
}
