package io.github.camelgeminilive.tools;

import io.github.camelgeminilive.protocol.ClientMessage.Setup;
import io.github.camelgeminilive.session.ConnectPlan;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.LiveSession;
import io.github.camelgeminilive.session.ManualClock;
import io.github.camelgeminilive.session.ModelProfiles;
import io.github.camelgeminilive.session.Opening;
import io.github.camelgeminilive.session.SessionSettings;
import io.github.camelgeminilive.session.ToolRunner;
import io.github.camelgeminilive.transport.ConnectRequest;
import io.github.camelgeminilive.transport.FakeTransport;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Sessions for tests of tools. */
public final class ToolSessions {

    private ToolSessions() {}

    /** A session on a transport that the test plays. */
    public static LiveSession session(
            String id, String model, ToolRunner tools, FakeTransport transport, ManualClock clock) {
        SessionSettings settings = new SessionSettings(
                model,
                ModelProfiles.load().of(model),
                false,
                false,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                100,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Opening.NONE,
                Duration.ofMinutes(1),
                Duration.ZERO,
                Duration.ZERO,
                1_000_000,
                1_000_000,
                "check the option apiKey");
        return new LiveSession(
                id,
                settings,
                new LiveSession.Surroundings(transport, new Plan(), tools, clock, Runnable::run, new Observer()));
    }

    /** Calls that are over and that a dispatcher remembers. */
    public static int finishedCalls(ToolDispatcher dispatcher) {
        return dispatcher.finishedCalls();
    }

    private static final class Plan implements ConnectPlan {
        @Override
        public CompletionStage<ConnectRequest> request() {
            return CompletableFuture.completedFuture(
                    new ConnectRequest(URI.create("ws://127.0.0.1:1/live"), Map.of(), Duration.ofSeconds(10)));
        }

        @Override
        public Setup setup(boolean newConversation) {
            return new Setup(Map.of("model", "models/test"));
        }
    }

    private static final class Observer implements LiveSession.Observer {
        @Override
        public void ended(LiveSession session, @Nullable Failure failure) {}

        @Override
        public void broken(LiveSession session, Throwable bug) {
            throw new AssertionError("Expected nothing to break", bug);
        }
    }
}
