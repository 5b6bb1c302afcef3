package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.ClientMessage.Setup;
import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.session.ConnectPlan.NotReady;
import io.github.camelgeminilive.transport.ConnectRequest;
import io.github.camelgeminilive.transport.FakeConnection;
import io.github.camelgeminilive.transport.FakeTransport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Credentials that a worker fetches: what happens to the session meanwhile, and when they come late or not at all. */
class CredentialsWaitTest {

    private static final ConnectRequest REQUEST =
            new ConnectRequest(URI.create("ws://localhost/x"), Map.of(), Duration.ofSeconds(5));

    @RegisterExtension
    final CleanTearDown tearDown = new CleanTearDown();

    private final ManualClock clock = tearDown.clock();
    private final FakeTransport transport = new FakeTransport();
    private final List<CompletableFuture<ConnectRequest>> asked = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final LiveSession session = new LiveSession(
            "s",
            TestSettings.of(F38).build(),
            new LiveSession.Surroundings(
                    transport, new Plan(), new NoTools(), clock, Runnable::run, new LiveSession.Observer() {
                        @Override
                        public void ended(LiveSession ended, @Nullable Failure failure) {
                            log.add("ended " + (failure == null ? "on request" : failure.code()));
                        }

                        @Override
                        public void broken(LiveSession of, Throwable bug) {
                            tearDown.bug(bug);
                        }
                    }));

    private final class Plan implements ConnectPlan {
        @Override
        public CompletionStage<ConnectRequest> request() {
            CompletableFuture<ConnectRequest> question = new CompletableFuture<>();
            asked.add(question);
            return question;
        }

        @Override
        public Setup setup(boolean newConversation) {
            return new Setup(Map.of("model", "models/m"));
        }
    }

    private static final class NoTools implements ToolRunner {
        @Override
        public void start(LiveSession of, FunctionCall call, Consumer<FunctionResponse> answers) {}

        @Override
        public void cancel(LiveSession of, String callId) {}

        @Override
        public boolean blocking(String name) {
            return false;
        }

        @Override
        public boolean background(String name) {
            return false;
        }
    }

    private void text(String text) {
        session.sendText(text, false, new Completion() {
            @Override
            public void written() {
                log.add(text + " written");
            }

            @Override
            public void failed(Failure failure) {
                log.add(text + " failed " + failure.code());
            }
        });
    }

    private void opens() {
        FakeConnection connection = transport.last();
        connection.open();
        connection.serverSays("{\"setupComplete\":{}}");
    }

    private String lastEnd() {
        return String.valueOf(session.status().lastEnd());
    }

    @Test
    void nothingConnectsBeforeTheCredentialsAreThere() {
        text("one");
        assertThat(session.status().state()).isEqualTo("Connecting");
        assertThat(transport.connections()).isEmpty();
        asked.get(0).complete(REQUEST);
        assertThat(transport.connections()).hasSize(1);
        opens();
        assertThat(log).containsExactly("one written");
        session.close("over");
    }

    @Test
    void aSessionThatIsClosedMeanwhileOpensNoConnection() {
        text("one");
        session.close("enough");
        assertThat(log).containsExactly("ended on request", "one failed SESSION_CLOSED");
        asked.get(0).complete(REQUEST);
        assertThat(transport.connections()).isEmpty();
        assertThat(session.status().state()).isEqualTo("Closed");
    }

    @Test
    void credentialsThatDoNotComeAreGivenUpAfterConnectTimeoutAndAskedForAgain() {
        text("one");
        clock.advanceSeconds(5);
        assertThat(session.status().state()).isEqualTo("BackingOff");
        assertThat(lastEnd()).contains("no access token within 5000 ms (option connectTimeout)");
        clock.advanceSeconds(1);
        assertThat(asked).hasSize(2);
        asked.get(1).complete(REQUEST);
        opens();
        assertThat(log).containsExactly("one written");
        session.close("over");
    }

    @Test
    void whatComesForAConnectionThatWasGivenUpIsNotUsed() {
        text("one");
        clock.advanceSeconds(6);
        assertThat(asked).hasSize(2);
        asked.get(0).complete(REQUEST);
        assertThat(transport.connections()).isEmpty();
        asked.get(1).complete(REQUEST);
        assertThat(transport.connections()).hasSize(1);
        session.close("over");
    }

    @Test
    void aFailureForAConnectionThatWasGivenUpIsNoNews() {
        text("one");
        clock.advanceSeconds(6);
        asked.get(0).completeExceptionally(new NotReady("refused", false, null));
        assertThat(log).isEmpty();
        assertThat(session.status().state()).isEqualTo("Connecting");
        session.close("over");
    }

    @Test
    void timeForTheSocketIsWhatTheCredentialsLeft() {
        text("one");
        clock.advanceSeconds(4);
        asked.get(0).complete(REQUEST);
        assertThat(transport.connections()).hasSize(1);
        clock.advanceSeconds(1);
        assertThat(transport.last().isOpen()).isFalse();
        assertThat(lastEnd()).contains("no connection within 5000 ms");
        session.close("over");
    }

    @Test
    void refusedCredentialsEndTheSessionWithWhatToDo() {
        text("one");
        asked.get(0).completeExceptionally(new NotReady("the token server answered with HTTP status 400", false, null));
        assertThat(log).containsExactly("ended FIX_CREDENTIALS", "one failed FIX_CREDENTIALS");
        assertThat(String.valueOf(session.status().failure())).contains("HTTP status 400", "check the option apiKey");
        assertThat(clock.pending()).isZero();
    }

    @Test
    void aTokenServerThatIsDownIsAskedAgainLater() {
        text("one");
        asked.get(0).completeExceptionally(new NotReady("down", true, null));
        assertThat(session.status().state()).isEqualTo("BackingOff");
        clock.advanceSeconds(1);
        asked.get(1).complete(REQUEST);
        opens();
        assertThat(log).containsExactly("one written");
        session.close("over");
    }

    @Test
    void eachConnectionAsksAnew() {
        text("one");
        asked.get(0).complete(REQUEST);
        opens();
        transport.last().serverVanishes();
        clock.advanceSeconds(1);
        assertThat(asked).hasSize(2);
        assertThat(transport.connections()).hasSize(1);
        asked.get(1).complete(REQUEST);
        opens();
        assertThat(session.status().state()).isEqualTo("Live");
        session.close("over");
    }

    @Test
    void anInputThatWaitsForCredentialsFailsInItsOwnTime() {
        text("one");
        for (int i = 0; i < 6; i++) {
            clock.advanceSeconds(5);
        }
        assertThat(log).startsWith("one failed TIMED_OUT");
        session.close("over");
    }
}
