package io.github.camelgeminilive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.ClientMessage.Setup;
import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.transport.ConnectRequest;
import io.github.camelgeminilive.transport.FakeConnection;
import io.github.camelgeminilive.transport.FakeTransport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A whole session on a transport without a network and a clock that the test moves. */
abstract class LiveSessionRig {

    @RegisterExtension
    final CleanTearDown tearDown = new CleanTearDown();

    final ManualClock clock = tearDown.clock();
    final FakeTransport transport = new FakeTransport();
    final Tools tools = new Tools();
    final List<String> log = new ArrayList<>();
    final List<LiveEvent> events = new ArrayList<>();
    final Deque<Runnable> later = new ArrayDeque<>();
    final List<LiveSession> sessions = new ArrayList<>();
    final Plan plan = new Plan();
    Executor callbacks = Runnable::run;

    static final class Plan implements ConnectPlan {
        Map<String, Object> setup = Map.of("model", "models/m");

        @Nullable
        RuntimeException refusal;

        @Override
        public CompletionStage<ConnectRequest> request() {
            if (refusal != null) {
                throw refusal;
            }
            return CompletableFuture.completedFuture(
                    new ConnectRequest(URI.create("ws://localhost/x"), Map.of(), Duration.ofSeconds(5)));
        }

        @Override
        public Setup setup(boolean newConversation) {
            return new Setup(setup);
        }
    }

    static final class Tools implements ToolRunner {
        final Map<String, Consumer<FunctionResponse>> running = new LinkedHashMap<>();
        final List<String> cancelled = new ArrayList<>();
        final List<String> forgotten = new ArrayList<>();

        @Override
        public void forget(LiveSession session) {
            forgotten.add(session.id() + " after " + cancelled);
        }

        @Override
        public void start(LiveSession session, FunctionCall call, Consumer<FunctionResponse> answers) {
            running.put(String.valueOf(call.id()), answers);
        }

        @Override
        public void cancel(LiveSession session, String callId) {
            cancelled.add(callId);
        }

        @Override
        public boolean blocking(String name) {
            return false;
        }

        @Override
        public boolean background(String name) {
            return false;
        }

        void answers(String callId, Object output) {
            Consumer<FunctionResponse> answers = running.get(callId);
            if (answers == null) {
                throw new AssertionError("Expected call " + callId + " to run but only " + running.keySet());
            }
            answers.accept(new FunctionResponse(callId, "f", Map.of("output", output)));
        }
    }

    LiveSession session(TestSettings settings) {
        LiveSession session = new LiveSession(
                "s" + sessions.size(),
                settings.build(),
                new LiveSession.Surroundings(
                        transport, plan, tools, clock, task -> callbacks.execute(task), new LiveSession.Observer() {
                            @Override
                            public void ended(LiveSession ended, @Nullable Failure failure) {
                                log.add("ended " + (failure == null ? "on request" : failure.code()));
                            }

                            @Override
                            public void broken(LiveSession session, Throwable bug) {
                                tearDown.bug(bug);
                            }
                        }));
        sessions.add(session);
        return session;
    }

    LiveSession live(TestSettings settings) {
        LiveSession session = session(settings);
        session.send(Input.Kind.OPEN, null, "", false, word("open"));
        opens();
        log.clear();
        return session;
    }

    FakeConnection opens() {
        FakeConnection connection = transport.last();
        connection.open();
        connection.serverSays("{\"setupComplete\":{}}");
        return connection;
    }

    FakeConnection server() {
        return transport.last();
    }

    void says(String json) {
        server().serverSays(json.replace('\'', '"'));
    }

    static String sound(int millis) {
        String zeros = Base64.getEncoder().encodeToString(new byte[48 * millis]);
        return "{'serverContent':{'modelTurn':{'parts':[{'inlineData':{'mimeType':'audio/pcm;rate=24000','data':'"
                + zeros + "'}}]}}}";
    }

    EventLane events(LiveSession session, EventKind... kinds) {
        EnumSet<EventKind> wanted = EnumSet.noneOf(EventKind.class);
        wanted.addAll(List.of(kinds));
        return session.addLane(new LaneSettings(wanted, Duration.ofSeconds(10).toNanos(), 10, true), (event, done) -> {
            events.add(event);
            log.add(event.kind() + (event.body() instanceof String text ? " " + text : ""));
            done.run();
        });
    }

    Completion word(String name) {
        return new Completion() {
            @Override
            public void written() {
                log.add(name + " written");
            }

            @Override
            public void replied(TurnSummary turn) {
                log.add(name + " replied " + turn.ended() + " " + turn.outputTranscription());
            }

            @Override
            public void failed(Failure failure) {
                log.add(name + " failed " + failure.code());
            }
        };
    }

    void text(LiveSession session, String text) {
        session.sendText(text, false, word(text));
    }

    long ask(LiveSession session, String text) {
        return session.sendText(text, true, word(text));
    }

    void runLater() {
        for (Runnable task = later.poll(); task != null; task = later.poll()) {
            task.run();
        }
    }

    @AfterEach
    void closeAll() {
        callbacks = Runnable::run;
        sessions.forEach(session -> session.close("test is over"));
        sessions.forEach(session -> assertThat(session.status().state()).isEqualTo("Closed"));
        assertThat(transport.connections()).noneMatch(FakeConnection::isOpen);
    }
}
