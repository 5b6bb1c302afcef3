package io.github.camelgeminilive.tools;

import io.github.camelgeminilive.codec.RawReader;
import io.github.camelgeminilive.protocol.ClientMessage.ToolResponse;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.session.CallRules;
import io.github.camelgeminilive.session.Input;
import io.github.camelgeminilive.session.LiveSession;
import io.github.camelgeminilive.session.ManualClock;
import io.github.camelgeminilive.session.ModelProfile;
import io.github.camelgeminilive.session.ModelProfiles;
import io.github.camelgeminilive.transport.FakeConnection;
import io.github.camelgeminilive.transport.FakeTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/**
 * One random life of an agent: sessions, server, tool routes, other routes and time, in an order that the seed says.
 * Everything happens on the thread of the test.
 */
final class RandomCalls {

    private static final ModelProfiles PROFILES = ModelProfiles.load();

    private static final List<String> MODELS = List.of(
            "gemini-2.0-flash-live-001",
            "gemini-live-2.5-flash-preview",
            "gemini-live-2.5-flash",
            "gemini-2.5-flash-native-audio-preview-12-2025",
            "gemini-live-2.5-flash-native-audio",
            "gemini-3.1-flash-live-preview",
            "gemini-3.8-live",
            "gemini-3.8-live-extended-thinking",
            "gemini-9.9-live");

    private static final List<String> TOOLS = List.of("light", "light", "slow", "slow", "nobody");

    /** Longer than a backoff, shorter than the time that a connection may take to open. */
    private static final Duration BACK = Duration.ofSeconds(12);

    private final Random dice;
    private final Map<String, Integer> counts;
    private final ManualClock clock = new ManualClock();
    private final ToolRegistry registry = new ToolRegistry();
    private final List<Runnable> pool = new ArrayList<>();
    private final ToolDispatcher dispatcher;
    private final List<Talk> talks = new ArrayList<>();
    private final List<FakeTool> tools = new ArrayList<>();
    private final Map<String, Integer> ran = new HashMap<>();
    private int numbers;

    /** A session and the books of its connection. */
    private final class Talk {
        final FakeTransport transport = new FakeTransport();
        final LiveSession session;
        final Set<String> ids = new HashSet<>();
        final boolean scheduling;
        final boolean several;
        final Map<Integer, CallLedger> ledgers = new HashMap<>();
        CallLedger ledger;
        FakeConnection connection;
        int read;
        boolean closed;

        Talk(String id, String model, CallRules rules) {
            ModelProfile profile = PROFILES.of(model);
            scheduling = profile.schedulingAllowed();
            several = rules.severalAnswers();
            session = ToolSessions.session(
                    id, model, rules, dispatcher, transport, clock, (over, failure) -> dispatcher.ended(over));
            session.send(Input.Kind.OPEN, null, "", false, new Heard(done -> {}));
            connects();
        }

        void connects() {
            connection = transport.last();
            connection.open();
            ledger = new CallLedger(scheduling, several, counts);
            ledgers.put(transport.connections().size(), ledger);
            read = connection.sent().size();
            connection.serverSays("{\"setupComplete\":{}}");
        }

        boolean up() {
            return connection.isOpen() && !closed;
        }

        /** Enters what was written since the last look. */
        void look() {
            List<String> sent = connection.sent();
            sent.subList(read, sent.size()).forEach(ledger::sent);
            read = sent.size();
        }
    }

    RandomCalls(long seed, Map<String, Integer> counts) {
        this.dice = new Random(seed);
        this.counts = counts;
        String model = MODELS.get(dice.nextInt(MODELS.size()));
        int room = dice.nextInt(4) == 0 ? 2 : 1_000;
        dispatcher = new ToolDispatcher(
                "home",
                PROFILES.of(model).blockingCalls(),
                registry,
                task -> {
                    if (pool.size() >= room) {
                        throw new RejectedExecutionException("full");
                    }
                    pool.add(task);
                },
                clock);
        FakeTool light = FakeTool.named("light").doing(this::begins);
        FakeTool slow = FakeTool.named("slow").doing(this::begins);
        slow.background = dice.nextBoolean();
        slow.timeout = Duration.ofSeconds(60);
        tools.addAll(List.of(light, slow));
        tools.forEach(tool -> registry.register("home", tool));
        CallRules rules = switch (dice.nextInt(4)) {
            case 0 -> new CallRules(1 + dice.nextInt(3), 0, false);
            case 1 -> new CallRules(0, 1 + dice.nextInt(4), true);
            default -> CallRules.NONE;
        };
        int sessions = 1 + dice.nextInt(3);
        for (int i = 0; i < sessions; i++) {
            talks.add(new Talk("s" + i, model, rules));
        }
    }

    /** A tool begins: each call that the server made runs once. */
    private void begins(ToolInvocation call) {
        if (ran.merge(String.valueOf(call.args().get("room")), 1, Integer::sum) > 1) {
            throw new AssertionError("Expected to run once: " + call);
        }
    }

    void live() {
        for (int steps = 20 + dice.nextInt(30); steps > 0; steps--) {
            step(talks.get(dice.nextInt(talks.size())));
            talks.forEach(Talk::look);
        }
        drain();
        for (Talk talk : talks) {
            talk.look();
            if (talk.up()) {
                CallLedger.require(talk.session.status().openCalls() == 0, "no open call in " + talk.session.status());
                talk.ledger.complete();
            }
            talk.session.close("the end");
            talk.look();
            talk.ledgers.forEach((connection, ledger) -> ledger.untouched()
                    .forEach(id -> CallLedger.require(
                            !ran.containsKey(talk.session.id() + "/" + connection + "/" + id),
                            id + " not to run after it was said that nothing was carried out")));
        }
        CallLedger.require(dispatcher.openCalls().isEmpty(), "no open call but " + dispatcher.openCalls());
        CallLedger.require(clock.pending() == 0, "no timer but " + clock.pending());
        count("runs");
    }

    private void step(Talk talk) {
        switch (dice.nextInt(24)) {
            case 0, 1, 2, 3 -> serverCalls(talk);
            case 4 -> serverStreams(talk);
            case 5, 6 -> serverCancels(talk);
            case 7, 8 -> serverSpeaks(talk);
            case 9, 10, 11, 12 -> {
                if (!pool.isEmpty()) {
                    pool.remove(dice.nextInt(pool.size())).run();
                }
            }
            case 13, 14, 15 -> toolAnswers();
            case 16, 17 -> somebodyAnswers(talk);
            case 18 -> somebodyAnswersRaw(talk);
            case 19 -> clock.advance(Duration.ofSeconds(dice.nextInt(45)));
            case 20 -> connectionGoesOrComes(talk);
            case 21 -> {
                FakeTool tool = tools.get(dice.nextInt(tools.size()));
                tool.available = !tool.available;
            }
            case 22 -> toolStopsAndStarts();
            default -> {
                if (dice.nextInt(6) == 0) {
                    closes(talk);
                } else if (dice.nextInt(10) == 0) {
                    talks.forEach(this::closes);
                    count("agents stopped");
                }
            }
        }
    }

    // the server

    private void serverCalls(Talk talk) {
        if (!talk.up()) {
            return;
        }
        List<String> calls = new ArrayList<>();
        for (int i = 1 + dice.nextInt(3); i > 0; i--) {
            boolean again = dice.nextInt(4) == 0;
            boolean nameless = dice.nextInt(8) == 0;
            String id = nameless ? "" : again ? talk.ledger.someId(dice.nextInt(100)) : newId(talk);
            String name = talk.ledger.nameOf(id, TOOLS.get(dice.nextInt(TOOLS.size())));
            String room = marker(talk, id);
            talk.ledger.asked(id, name, room);
            calls.add("{" + (id.isEmpty() ? "" : "\"id\":\"" + id + "\",") + "\"name\":\"" + name + "\",\"args\":{"
                    + (dice.nextInt(10) == 0 ? "" : "\"room\":\"" + room + "\"") + "}}");
        }
        talk.connection.serverSays("{\"toolCall\":{\"functionCalls\":[" + String.join(",", calls) + "]}}");
    }

    /** Ids repeat among sessions, and among the connections of one. */
    private String newId(Talk talk) {
        String id = "fc-" + dice.nextInt(3);
        return talk.ids.add(talk.transport.connections().size() + id) ? id : "fc-" + ++numbers + "-new";
    }

    /** One for each call: the argument by which the books know whether it ran twice. */
    private String marker(Talk talk, String id) {
        return talk.session.id() + "/" + talk.transport.connections().size() + "/" + (id.isEmpty() ? ++numbers : id);
    }

    private void serverStreams(Talk talk) {
        if (!talk.up()) {
            return;
        }
        String id = "st-" + ++numbers;
        String room = marker(talk, id);
        talk.connection.serverSays("{\"toolCall\":{\"functionCalls\":[{\"id\":\"" + id
                + "\",\"name\":\"light\",\"partialArgs\":[{\"jsonPath\":\"$.room\",\"stringValue\":\""
                + room + "\"}],\"willContinue\":true}]}}");
        if (dice.nextInt(4) == 0) {
            talk.connection.serverSays("{\"serverContent\":{\"turnComplete\":true}}");
            count("streamed calls that never became whole");
        } else {
            talk.ledger.asked(id, "light", room);
            count("streamed calls");
            talk.connection.serverSays("{\"toolCall\":{\"functionCalls\":[{\"id\":\"" + id + "\"}]}}");
        }
    }

    private void serverCancels(Talk talk) {
        if (talk.up()) {
            talk.look();
            String id = dice.nextInt(6) == 0 ? "unknown" : talk.ledger.someId(dice.nextInt(100));
            talk.ledger.cancelled(id);
            talk.connection.serverSays("{\"toolCallCancellation\":{\"ids\":[\"" + id + "\"]}}");
        }
    }

    private void serverSpeaks(Talk talk) {
        if (talk.up()) {
            talk.connection.serverSays(
                    switch (dice.nextInt(4)) {
                        case 0 -> "{\"serverContent\":{\"outputTranscription\":{\"text\":\"word\"}}}";
                        case 1 -> "{\"serverContent\":{\"interrupted\":true}}";
                        case 2 -> "{\"serverContent\":{\"turnComplete\":true,\"interactionStatus\":\"IN_PROGRESS\"}}";
                        default -> "{\"serverContent\":{\"generationComplete\":true,\"turnComplete\":true}}";
                    });
        }
    }

    private void connectionGoesOrComes(Talk talk) {
        if (talk.closed) {
            return;
        }
        if (talk.up()) {
            count("connections lost");
            talk.connection.serverVanishes();
        } else {
            comesBack(talk);
        }
    }

    private void comesBack(Talk talk) {
        clock.advance(BACK);
        FakeConnection next = talk.transport.last();
        if (talk.session.status().failure() != null) {
            talk.closed = true;
        } else if (next != talk.connection && next.closeReason() == null) {
            talk.connects();
            count("reconnects");
        }
    }

    // routes

    private void toolAnswers() {
        boolean any = dice.nextInt(3) == 0;
        List<ToolInvocation> called = tools.stream()
                .flatMap(tool -> tool.called.stream())
                .filter(call -> any || !call.over())
                .toList();
        if (!called.isEmpty()) {
            ToolInvocation call = called.get(dice.nextInt(called.size()));
            boolean more = dice.nextInt(5) == 0;
            // with its room, by which the books see whether an answer is that of the call which it answers
            boolean taken = call.answer(new ToolResult(call.args(), oneScheduling(), more, List.of()));
            count(taken ? "results taken" : "results that came late");
        }
    }

    private void somebodyAnswers(Talk talk) {
        boolean more = dice.nextInt(3) == 0;
        Map<String, Object> content = dice.nextInt(5) == 0 ? Map.of() : Map.of("by", "hand");
        FunctionResponse answer = new FunctionResponse(anyKey(talk), "light", content, oneScheduling(), more);
        talk.session.send(
                Input.Kind.TOOL_RESPONSE,
                new ToolResponse(List.of(answer)),
                "",
                false,
                new Heard(written -> elsewhere(talk, answer.id(), more, written, "by hand")));
    }

    private void somebodyAnswersRaw(Talk talk) {
        String id = talk.ledger.someId(dice.nextInt(100));
        String name = talk.ledger.nameOf(id, "light");
        talk.session.send(
                Input.Kind.RAW,
                RawReader.raw("{\"toolResponse\":{\"functionResponses\":[{\"id\":\"" + id + "\",\"name\":\"" + name
                        + "\",\"response\":{\"by\":\"raw\"}}]}}"),
                "",
                false,
                new Heard(written -> elsewhere(talk, id, false, written, "raw")));
    }

    /** As the producer does it. */
    private void elsewhere(Talk talk, String key, boolean more, boolean written, String how) {
        count((written ? "answers sent " : "answers refused ") + how);
        if (written && more) {
            dispatcher.continuedElsewhere(talk.session, key);
        } else if (written) {
            dispatcher.answeredElsewhere(talk.session, key);
        }
    }

    /** The key of an open call, or else of any. */
    private String anyKey(Talk talk) {
        List<String> keys = dispatcher.openCalls().stream()
                .filter(call -> call.sessionId().equals(talk.session.id()))
                .map(ToolInvocation::id)
                .toList();
        return keys.isEmpty() || dice.nextInt(3) == 0
                ? talk.ledger.someId(dice.nextInt(100))
                : keys.get(dice.nextInt(keys.size()));
    }

    private String oneScheduling() {
        return List.of("SILENT", "WHEN_IDLE", "INTERRUPT").get(dice.nextInt(3));
    }

    /** As a route that stops: what runs is told, then it is there again. */
    private void toolStopsAndStarts() {
        FakeTool tool = tools.get(dice.nextInt(tools.size()));
        registry.unregister("home", tool);
        tool.accepted.forEach(ToolInvocation::stop);
        if (dice.nextInt(3) > 0) {
            registry.register("home", tool);
        }
        count("tools stopped");
    }

    private void closes(Talk talk) {
        if (!talk.closed) {
            talk.closed = true;
            talk.session.close("done");
            count("sessions closed");
        }
    }

    /** Everybody does what is left to do: threads, time limits, and who promised more. */
    private void drain() {
        for (Talk talk : talks) {
            if (!talk.closed && !talk.connection.isOpen() && dice.nextBoolean()) {
                comesBack(talk);
            }
        }
        while (!pool.isEmpty()) {
            pool.remove(0).run();
        }
        clock.advance(Duration.ofMinutes(3));
        for (ToolInvocation call : dispatcher.openCalls()) {
            call.answer(new ToolResult(Map.of("kept", "the promise")));
        }
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
