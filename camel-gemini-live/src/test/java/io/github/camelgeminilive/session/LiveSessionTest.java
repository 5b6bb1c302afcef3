package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.TestSettings.F25N;
import static io.github.camelgeminilive.session.TestSettings.F31;
import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeAudio;
import io.github.camelgeminilive.protocol.ClientMessage.Setup;
import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.protocol.Part;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The shell: a whole session on a transport without a network and a clock that the test moves. */
class LiveSessionTest {

    @RegisterExtension
    final CleanTearDown tearDown = new CleanTearDown();

    private final ManualClock clock = tearDown.clock();
    private final FakeTransport transport = new FakeTransport();
    private final Tools tools = new Tools();
    private final List<String> log = new ArrayList<>();
    private final List<LiveEvent> events = new ArrayList<>();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final List<LiveSession> sessions = new ArrayList<>();
    private final Plan plan = new Plan();
    private Executor callbacks = Runnable::run;

    private static final class Plan implements ConnectPlan {
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

    private static final class Tools implements ToolRunner {
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

    private LiveSession session(TestSettings settings) {
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

    private LiveSession live(TestSettings settings) {
        LiveSession session = session(settings);
        session.send(Input.Kind.OPEN, null, "", false, word("open"));
        opens();
        log.clear();
        return session;
    }

    private FakeConnection opens() {
        FakeConnection connection = transport.last();
        connection.open();
        connection.serverSays("{\"setupComplete\":{}}");
        return connection;
    }

    private FakeConnection server() {
        return transport.last();
    }

    private void says(String json) {
        server().serverSays(json.replace('\'', '"'));
    }

    private static String sound(int millis) {
        String zeros = Base64.getEncoder().encodeToString(new byte[48 * millis]);
        return "{'serverContent':{'modelTurn':{'parts':[{'inlineData':{'mimeType':'audio/pcm;rate=24000','data':'"
                + zeros + "'}}]}}}";
    }

    private EventLane events(LiveSession session, EventKind... kinds) {
        EnumSet<EventKind> wanted = EnumSet.noneOf(EventKind.class);
        wanted.addAll(List.of(kinds));
        return session.addLane(new LaneSettings(wanted, Duration.ofSeconds(10).toNanos(), 10, true), (event, done) -> {
            events.add(event);
            log.add(event.kind() + (event.body() instanceof String text ? " " + text : ""));
            done.run();
        });
    }

    private Completion word(String name) {
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

    private void text(LiveSession session, String text) {
        session.sendText(text, false, word(text));
    }

    private long ask(LiveSession session, String text) {
        return session.sendText(text, true, word(text));
    }

    private void runLater() {
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

    // coming up

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

    // breaking

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

    // tools

    @Test
    void aToolCallThereAndBack() {
        LiveSession session = live(TestSettings.of(F25N));
        events(session, EventKind.toolCall);
        text(session, "Weather?");
        says("{'toolCall':{'functionCalls':[{'id':'fc-1','name':'f','args':{'city':'Oslo'}}]}}");
        assertThat(tools.running).containsOnlyKeys("fc-1");
        assertThat(session.status().openCalls()).isEqualTo(1);
        tools.answers("fc-1", "4 degrees");
        assertThat(server().sent())
                .last()
                .isEqualTo("{\"toolResponse\":{\"functionResponses\":[{\"id\":\"fc-1\",\"name\":\"f\","
                        + "\"response\":{\"output\":\"4 degrees\"}}]}}");
        int sent = server().sent().size();
        tools.answers("fc-1", "5 degrees");
        assertThat(server().sent()).hasSize(sent);
        assertThat(session.status().openCalls()).isZero();
        assertThat(session.counters().drops(Drop.lateToolResult)).isEqualTo(1);
    }

    @Test
    void aLateToolResultAfterItsCancellationIsDropped() {
        LiveSession session = live(TestSettings.of(F38));
        says("{'toolCall':{'functionCalls':[{'id':'fc-1','name':'f','args':{}}]}}");
        says("{'toolCallCancellation':{'ids':['fc-1']}}");
        assertThat(tools.cancelled).containsExactly("fc-1");
        int sent = server().sent().size();
        tools.answers("fc-1", "done");
        assertThat(server().sent()).hasSize(sent);
        assertThat(session.counters().drops(Drop.lateToolResult)).isEqualTo(1);
    }

    @Test
    void aCancellationOfAnAnsweredCallReachesItsTool() {
        live(TestSettings.of(F38));
        says("{'toolCall':{'functionCalls':[{'id':'fc-1','name':'f','args':{}}]}}");
        tools.answers("fc-1", "done");
        says("{'toolCallCancellation':{'ids':['fc-1']}}");
        says("{'toolCallCancellation':{'ids':['fc-1']}}");
        assertThat(tools.cancelled).containsExactly("fc-1");
    }

    @Test
    void aSessionIsForgottenAfterItsLastCancellation() {
        LiveSession session = live(TestSettings.of(F38));
        says("{'toolCall':{'functionCalls':[{'id':'fc-1','name':'f','args':{}}]}}");
        assertThat(tools.forgotten).isEmpty();
        session.close("test");
        assertThat(tools.forgotten).containsExactly(session.id() + " after [fc-1]");
    }

    @Test
    void aLostConnectionCancelsItsCalls() {
        live(TestSettings.of(F38));
        says("{'toolCall':{'functionCalls':[{'id':'fc-1','name':'f','args':{}}]}}");
        server().serverVanishes();
        assertThat(tools.cancelled).containsExactly("fc-1");
        tools.answers("fc-1", "done");
        clock.advanceSeconds(1);
        opens();
        assertThat(server().sent()).hasSize(1);
    }

    @Test
    void aResultThatIsNoJsonIsAnsweredAsAnError() {
        live(TestSettings.of(F38));
        says("{'toolCall':{'functionCalls':[{'id':'fc-1','name':'f','args':{}}]}}");
        tools.answers("fc-1", new Object());
        assertThat(server().sent()).last().asString().contains("fc-1", "\"status\":\"failed\"", "\"retryable\":false");
    }

    @Test
    void anAnswerByHandThatIsNoJsonFailsAndTheCallStaysOpen() {
        LiveSession session = live(TestSettings.of(F38).manualTools());
        says("{'toolCall':{'functionCalls':[{'id':'fc-1','name':'f','args':{}}]}}");
        session.send(
                Input.Kind.TOOL_RESPONSE,
                new ClientMessage.ToolResponse(
                        List.of(new FunctionResponse("fc-1", "f", Map.of("output", new Object())))),
                "",
                false,
                word("bad"));
        session.send(
                Input.Kind.TOOL_RESPONSE,
                new ClientMessage.ToolResponse(List.of(new FunctionResponse("fc-1", "f", Map.of("output", "ok")))),
                "",
                false,
                word("good"));
        assertThat(log).containsExactly("bad failed BAD_INPUT", "good written");
    }

    // reading

    @Test
    void aFullLanePausesReadingAndTheClocksOfTurns() {
        LiveSession session = live(TestSettings.of(F38));
        List<Runnable> inRoute = new ArrayList<>();
        session.addLane(
                new LaneSettings(
                        EnumSet.of(EventKind.audio), Duration.ofSeconds(1).toNanos(), 10, true),
                (event, done) -> inRoute.add(done));
        ask(session, "one");
        for (int i = 0; i < 4; i++) {
            says(sound(400));
        }
        assertThat(server().paused()).isTrue();
        assertThat(session.counters().pauses()).isEqualTo(1);
        assertThat(session.status().pausedSinceNanos()).isEqualTo(clock.nanoTime());
        says("{'serverContent':{'outputTranscription':{'text':'unread'},'turnComplete':true}}");
        clock.advanceSeconds(600);
        assertThat(log).containsExactly("one written");
        for (int i = 0; i < 3; i++) {
            inRoute.get(i).run();
        }
        assertThat(server().paused()).isFalse();
        assertThat(log).containsExactly("one written", "one replied complete unread");
        assertThat(session.status().pausedSinceNanos()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aFullLaneDoesNotKeepANewConnectionFromComingUp() {
        LiveSession session = live(TestSettings.of(F38));
        session.addLane(
                new LaneSettings(
                        EnumSet.of(EventKind.audio), Duration.ofSeconds(1).toNanos(), 10, true),
                (event, done) -> {
                    // never done
                });
        for (int i = 0; i < 4; i++) {
            says(sound(400));
        }
        assertThat(server().paused()).isTrue();
        server().serverVanishes();
        clock.advanceSeconds(1);
        opens();
        assertThat(session.status().state()).isEqualTo("Live");
        assertThat(server().paused()).isTrue();
    }

    @Test
    void theBytesOfAllLanesTogetherPauseReadingToo() {
        LiveSession session = live(TestSettings.of(F38).maxQueuedBytes(50_000));
        List<Runnable> inRoute = new ArrayList<>();
        session.addLane(
                new LaneSettings(
                        EnumSet.of(EventKind.audio), Duration.ofSeconds(100).toNanos(), 10, true),
                (event, done) -> inRoute.add(done));
        for (int i = 0; i < 4; i++) {
            says(sound(400));
        }
        assertThat(server().paused()).isTrue();
        session.close("full");
    }

    @Test
    void rawEventsAreTheFramesAsTheyCame() {
        LiveSession session = session(TestSettings.of(F38));
        EventLane lane = events(session, EventKind.raw);
        text(session, "one");
        server().open();
        says("{'setupComplete':{}}");
        says("{'serverContent':{'turnComplete':true},'newField':1}");
        assertThat(log)
                .containsExactly(
                        "raw {\"setupComplete\":{}}",
                        "one written",
                        "raw {\"serverContent\":{\"turnComplete\":true},\"newField\":1}");
        session.removeLane(lane);
        says("{}");
        assertThat(log).hasSize(3);
        assertThat(session.counters().drops(Drop.unknownMessage)).isEqualTo(1);
    }

    @Test
    void aFrameThatIsNotTheProtocolFailsTheSessionWithItsReason() {
        LiveSession session = live(TestSettings.of(F38));
        says("{'serverContent':5}");
        assertThat(log).containsExactly("ended REPORT_BUG");
        assertThat(String.valueOf(session.status().failure())).contains("serverContent", "connection 1");
    }

    @Test
    void interruptedOvertakesTheSoundThatWaits() {
        LiveSession session = live(TestSettings.of(F38));
        List<Runnable> inRoute = new ArrayList<>();
        session.addLane(
                new LaneSettings(
                        EnumSet.of(EventKind.audio, EventKind.interrupted, EventKind.turnComplete),
                        Duration.ofSeconds(100).toNanos(),
                        100,
                        true),
                (event, done) -> {
                    events.add(event);
                    inRoute.add(done);
                });
        text(session, "one");
        for (int i = 0; i < 100; i++) {
            says(sound(100));
        }
        says("{'serverContent':{'interrupted':true}}");
        says("{'serverContent':{'turnComplete':true}}");
        for (int i = 0; i < inRoute.size(); i++) {
            inRoute.get(i).run();
        }
        assertThat(events)
                .extracting(LiveEvent::kind)
                .containsExactly(EventKind.audio, EventKind.interrupted, EventKind.turnComplete);
        assertThat(events.get(1).body()).isEqualTo(new Interruption(1, 100, 9_900));
    }

    // bugs

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

    // many

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
