package io.github.camelgeminilive.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.protocol.GoAway;
import io.github.camelgeminilive.protocol.InteractionStatus;
import io.github.camelgeminilive.protocol.InteractionStatusUpdate;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.protocol.ServerError;
import io.github.camelgeminilive.protocol.ServerMessage;
import io.github.camelgeminilive.protocol.SessionResumptionUpdate;
import io.github.camelgeminilive.protocol.SetupComplete;
import io.github.camelgeminilive.protocol.ToolCallCancellation;
import io.github.camelgeminilive.protocol.UnknownMessage;
import io.github.camelgeminilive.protocol.VoiceActivity;
import io.github.camelgeminilive.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Thousands of lives of a session, each from a seed, and what has to hold in all of them. */
class SessionMachineRandomTest {

    private static final int LIVES = 4_000;
    private static final int EVENTS = 150;

    private static final List<String> MODELS = Stream.concat(
                    TestSettings.families().stream(), Stream.of(TestSettings.TRANSLATE))
            .toList();

    /** Events that are part of a turn: after its end they have to be marked as late. */
    private static final Set<EventKind> PARTS = EnumSet.of(
            EventKind.audio,
            EventKind.text,
            EventKind.thought,
            EventKind.inputTranscription,
            EventKind.outputTranscription,
            EventKind.toolCall,
            EventKind.codeExecutionResult,
            EventKind.grounding,
            EventKind.urlContext,
            EventKind.usage);

    @Test
    void whateverHappensThePromisesHold() {
        int closedLives = 0;
        long turns = 0;
        long replies = 0;
        long refusals = 0;
        for (long seed = 0; seed < LIVES; seed++) {
            Life life = new Life(seed);
            try {
                life.live();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + " after " + life.history, e);
            }
            closedLives += life.closedItself ? 1 : 0;
            turns += life.over.size();
            replies += life.replied;
            refusals += life.refusals;
        }
        // else the lives were too dull to show anything
        assertThat(closedLives).isGreaterThan(LIVES / 20);
        assertThat(turns).isGreaterThan(LIVES * 3);
        assertThat(replies).isGreaterThan(LIVES / 4);
        assertThat(refusals).isGreaterThan(LIVES / 20);
    }

    private static final class Life {
        final Random random;
        final MachineDriver d;
        final boolean manualTools;
        final boolean turns;
        final List<String> history = new ArrayList<>();
        final Set<Long> over = new HashSet<>();
        boolean closedItself;
        int replied;
        int refusals;

        private final Map<Long, Boolean> waiting = new HashMap<>();
        private final Set<Long> heard = new HashSet<>();
        private final Set<Long> interrupts = new HashSet<>();
        private final Set<Long> accepted = new HashSet<>();
        private final Set<Long> abandoned = new HashSet<>();
        private final Set<String> open = new HashSet<>();
        private final Set<String> done = new HashSet<>();
        private final Set<String> takenBack = new HashSet<>();
        private long inputs;
        private long highest;
        private long interruptedUpTo;
        private int seen;

        Life(long seed) {
            random = new Random(seed);
            String model = oneOf(MODELS);
            turns = !model.equals(TestSettings.TRANSLATE);
            TestSettings settings = TestSettings.of(model)
                    .sendQueueSize(1 + random.nextInt(6))
                    .maxReplyAudioBytes(random.nextInt(10_000));
            manualTools = random.nextInt(4) == 0;
            if (manualTools) {
                settings.manualTools();
            }
            if (random.nextInt(4) == 0) {
                settings.idleTimeout(Duration.ofSeconds(20));
            }
            if (random.nextInt(8) == 0) {
                settings.maxSessionDuration(Duration.ofSeconds(100));
            }
            d = new MachineDriver(settings.build(), random.nextLong() / 4);
        }

        void live() {
            for (int i = 0; i < EVENTS; i++) {
                boolean closed = d.machine.state() instanceof SessionState.Closed;
                SessionState before = d.machine.state();
                boolean wasLive = before.live();
                step();
                check(closed, wasLive);
                if (closed) {
                    assertThat(d.machine.state()).isSameAs(before);
                }
            }
            closedItself = d.machine.state() instanceof SessionState.Closed;
            boolean wasLive = d.machine.state().live();
            d.handle(new SessionEvent.CloseRequested("end"));
            check(closedItself, wasLive);
            atTheEnd();
        }

        private void step() {
            int what = random.nextInt(100);
            if (what < 45) {
                network();
            } else if (what < 65) {
                input();
            } else if (what < 75) {
                tool();
            } else if (what < 90) {
                note("time");
                d.after(random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(700));
            } else if (what < 94) {
                stale();
            } else if (what < 98) {
                boolean pause = random.nextBoolean();
                note(pause ? "pause" : "resume");
                d.handle(pause ? new SessionEvent.ReadingPaused() : new SessionEvent.ReadingResumed());
            } else if (what < 99 && inputs > 0) {
                long id = 1L + random.nextInt((int) inputs);
                note("abandon " + id);
                if (!heard.contains(id)) {
                    abandoned.add(id);
                }
                d.handle(new SessionEvent.ReplyAbandoned(id));
            } else if (random.nextInt(10) == 0) {
                note("close");
                d.handle(new SessionEvent.CloseRequested("test"));
            }
        }

        private void network() {
            int generation = d.machine.generation();
            SessionState state = d.machine.state();
            if (state instanceof SessionState.Connecting) {
                if (random.nextInt(5) == 0) {
                    close(generation);
                } else {
                    note("open");
                    d.handle(new SessionEvent.ConnectionOpened(generation));
                }
            } else if (state instanceof SessionState.AwaitingSetup) {
                if (random.nextInt(8) == 0) {
                    close(generation);
                } else {
                    frame(generation, List.of(new SetupComplete(null, null)));
                }
            } else if (state.live()) {
                int odd = random.nextInt(60);
                if (odd == 0) {
                    close(generation);
                } else if (odd == 1) {
                    note("broken");
                    d.handle(new SessionEvent.FrameBroken(generation, "odd"));
                } else {
                    frame(generation, messages());
                }
            }
        }

        private void frame(int generation, List<ServerMessage> messages) {
            note("frame " + messages);
            d.handle(new SessionEvent.FrameReceived(generation, messages, null));
        }

        private void close(int generation) {
            String[] texts = {"", "Internal error encountered.", "The service is currently unavailable.", "quota"};
            note("lost");
            d.handle(new SessionEvent.ConnectionClosed(
                    generation,
                    new CloseReason(
                            random.nextBoolean() ? CloseReason.Kind.LOST : CloseReason.Kind.CLOSED_BY_PEER,
                            random.nextBoolean() ? 1006 : 1011,
                            texts[random.nextInt(texts.length)],
                            null)));
        }

        private List<ServerMessage> messages() {
            List<ServerMessage> frame = new ArrayList<>();
            if (random.nextInt(10) < 7) {
                frame.add(content());
            }
            if (random.nextInt(8) == 0) {
                frame.add(
                        random.nextBoolean()
                                ? Say.call("c" + random.nextInt(30))
                                : Say.call("c" + random.nextInt(30), "background" + random.nextInt(30)));
            }
            if (random.nextInt(15) == 0) {
                frame.add(Say.pieces(
                        "c" + random.nextInt(30), random.nextBoolean(), random.nextInt(5) == 0 ? "" : "$.a"));
            }
            if (random.nextInt(25) == 0) {
                frame.add(Say.cancel("c" + random.nextInt(30)));
            }
            if (random.nextInt(6) == 0) {
                frame.add(Say.usage(random.nextInt(100), random.nextInt(100)));
            }
            if (random.nextInt(15) == 0) {
                frame.add(Say.voice(oneOf(List.of(VoiceActivity.Type.values()))));
            }
            if (random.nextInt(15) == 0) {
                frame.add(new InteractionStatusUpdate(status()));
            }
            if (random.nextInt(20) == 0) {
                frame.add(new SessionResumptionUpdate("h", true, null));
            }
            if (random.nextInt(40) == 0) {
                frame.add(new GoAway(Duration.ofSeconds(10)));
            }
            if (random.nextInt(40) == 0) {
                frame.add(new UnknownMessage("new"));
            }
            if (random.nextInt(300) == 0) {
                frame.add(new ServerError(random.nextBoolean() ? null : 429, "odd"));
            }
            return frame;
        }

        private ServerMessage content() {
            Say say = Say.say();
            if (random.nextInt(2) == 0) {
                say.sound(random.nextInt(2_000));
            }
            if (random.nextInt(4) == 0) {
                say.spoken(random.nextInt(4) == 0 ? "." : "word");
            }
            if (random.nextInt(5) == 0) {
                say.heard(random.nextInt(3) == 0 ? "." : "user" + random.nextInt(4));
            }
            if (random.nextInt(12) == 0) {
                say.text("text");
            }
            if (random.nextInt(12) == 0) {
                say.thought("thought");
            }
            if (random.nextInt(15) == 0) {
                say.grounding();
            }
            if (random.nextInt(20) == 0) {
                say.interim("us").speechState("SPEECH");
            }
            if (random.nextInt(20) == 0) {
                say.part(new Part.CodeExecutionResult(null, null, null)).urlContext("https://example.org/");
            }
            if (random.nextInt(5) == 0) {
                say.generationComplete();
            }
            if (random.nextInt(4) == 0) {
                say.turnComplete();
            }
            if (random.nextInt(12) == 0) {
                say.interrupted();
            }
            if (random.nextInt(20) == 0) {
                say.waitingForInput();
            }
            if (random.nextInt(20) == 0) {
                say.because("OTHER");
            }
            if (random.nextInt(6) == 0) {
                say.status(status());
            }
            return say.now();
        }

        private InteractionStatus status() {
            return random.nextBoolean() ? InteractionStatus.IDLE : InteractionStatus.IN_PROGRESS;
        }

        private void input() {
            Input.Kind kind = oneOf(List.of(Input.Kind.values()));
            if (kind == Input.Kind.TOOL_RESPONSE) {
                answerByHand();
                return;
            }
            boolean asks = Set.of(Input.Kind.TEXT, Input.Kind.TURNS, Input.Kind.UTTERANCE, Input.Kind.ACTIVITY_START)
                    .contains(kind);
            boolean reply = asks && random.nextBoolean();
            waiting.put(++inputs, reply);
            note(kind + (reply ? "?" : ""));
            if (kind == Input.Kind.INTERRUPT) {
                interrupts.add(inputs);
            }
            if (kind == Input.Kind.TEXT) {
                d.send(kind, new ClientMessage.RealtimeText("user" + random.nextInt(4)), "user", reply);
            } else if (reply) {
                d.send(kind, null, "", true);
            } else {
                d.send(kind);
            }
        }

        private void answerByHand() {
            waiting.put(++inputs, false);
            String key = anyKey();
            note("answer by hand " + key);
            boolean last = random.nextInt(4) != 0;
            boolean allowed = open.contains(key) && d.machine.state().live();
            int before = d.effects.size();
            d.answersByHand(new FunctionResponse(key, "f", Map.of(), null, !last));
            answered(key, allowed, last, before);
        }

        private void tool() {
            String key = anyKey();
            note("tool " + key);
            boolean last = random.nextInt(4) != 0;
            boolean allowed = open.contains(key);
            int before = d.effects.size();
            d.handle(new SessionEvent.ToolFinished(key, new FunctionResponse(key, "f", Map.of(), null, !last)));
            answered(key, allowed, last, before);
        }

        /** An answer goes out exactly if its call is open, and a final one only once. */
        private void answered(String key, boolean allowed, boolean last, int before) {
            boolean sent = d.effects.subList(before, d.effects.size()).stream()
                    .anyMatch(effect -> effect instanceof SessionEffect.Send s
                            && s.message() instanceof ClientMessage.ToolResponse);
            assertThat(sent).as("answer to %s", key).isEqualTo(allowed);
            if (sent && last) {
                open.remove(key);
                done.add(key);
            }
        }

        private String anyKey() {
            List<String> keys = new ArrayList<>(open);
            if (random.nextInt(3) == 0) {
                keys.addAll(done);
            }
            return keys.isEmpty() ? "nobody" : keys.get(random.nextInt(keys.size()));
        }

        private void stale() {
            int generation = d.machine.generation() - 1;
            if (generation < 1) {
                return;
            }
            note("stale");
            SessionState before = d.machine.state();
            int effects = d.effects.size();
            switch (random.nextInt(4)) {
                case 0 -> d.handle(new SessionEvent.ConnectionOpened(generation));
                case 1 -> d.handle(new SessionEvent.FrameReceived(generation, messages(), "raw"));
                case 2 -> d.handle(new SessionEvent.FrameBroken(generation, "odd"));
                default -> close(generation);
            }
            assertThat(d.machine.state()).isSameAs(before);
            assertThat(d.effects).hasSize(effects);
        }

        private void check(boolean wasClosed, boolean wasLive) {
            for (; seen < d.effects.size(); seen++) {
                SessionEffect effect = d.effects.get(seen);
                if (wasClosed) {
                    assertThat(effect).isInstanceOf(SessionEffect.Reject.class);
                }
                if (effect instanceof SessionEffect.Deliver deliver) {
                    delivered(deliver.event());
                } else if (effect instanceof SessionEffect.Send send
                        && send.inputId() == 0
                        && send.message() instanceof ClientMessage.ToolResponse told) {
                    refused(told);
                } else if (effect instanceof SessionEffect.Interrupt interrupt) {
                    // what a route interrupts may be over, only not heard to its end
                    boolean byRoute = seen + 1 < d.effects.size()
                            && d.effects.get(seen + 1) instanceof SessionEffect.Accept accept
                            && interrupts.contains(accept.inputId());
                    assertThat(byRoute || !over.contains(interrupt.turn())).isTrue();
                    interruptedUpTo = Math.max(interruptedUpTo, interrupt.turn());
                } else if (effect instanceof SessionEffect.Send send) {
                    assertThat(wasLive || d.machine.state().live())
                            .as("live when sending")
                            .isTrue();
                    // live sound that was held is accepted first and written later
                    if (!accepted.contains(send.inputId())) {
                        written(send.inputId());
                    }
                } else if (effect instanceof SessionEffect.Accept accept) {
                    accepted.add(accept.inputId());
                    written(accept.inputId());
                } else if (effect instanceof SessionEffect.Reject reject) {
                    ended(reject.inputId());
                } else if (effect instanceof SessionEffect.Reply reply) {
                    replied++;
                    assertThat(waiting.get(reply.inputId())).isTrue();
                    assertThat(heard).contains(-reply.inputId());
                    ended(reply.inputId());
                } else if (effect instanceof SessionEffect.CancelTool cancel) {
                    assertThat(manualTools).isFalse();
                    boolean wasOpen = open.remove(cancel.callId());
                    assertThat(wasOpen || done.contains(cancel.callId()))
                            .as("cancelled a call that was open or answered")
                            .isTrue();
                    assertThat(takenBack.add(cancel.callId()))
                            .as("cancelled a call once")
                            .isTrue();
                    done.add(cancel.callId());
                } else if (effect instanceof SessionEffect.StartTool start) {
                    assertThat(manualTools).isFalse();
                    assertThat(open).contains(start.callId());
                }
            }
            if (manualTools && !d.machine.state().live()) {
                done.addAll(open);
                open.clear();
            }
            assertThat(d.machine.openCalls()).isEqualTo(open.size());
            if (d.machine.state() instanceof SessionState.Closed) {
                assertThat(d.machine.nextWake()).isEqualTo(Long.MAX_VALUE);
            }
        }

        /** A call in pieces that do not fit together is answered by the session itself. */
        private void refused(ClientMessage.ToolResponse told) {
            for (FunctionResponse answer : told.functionResponses()) {
                if (answer.response().containsKey("error")) {
                    refusals++;
                    open.removeIf(key -> key.equals(answer.id()) || key.startsWith(answer.id() + "@"));
                    done.add(String.valueOf(answer.id()));
                }
            }
        }

        private void delivered(LiveEvent event) {
            long turn = event.turn();
            if (turn > highest) {
                assertThat(turn).isLessThanOrEqualTo(highest + 3);
                highest = turn;
            }
            if (event.kind() == EventKind.turnComplete) {
                assertThat(over.add(turn))
                        .as("one turnComplete for turn %d", turn)
                        .isTrue();
            } else if (PARTS.contains(event.kind())) {
                assertThat(event.late()).as("late %s", event).isEqualTo(turn != 0 && over.contains(turn));
            }
            if (!turns) {
                assertThat(turn).as("turn of %s", event).isZero();
            } else if (event.kind() == EventKind.audio || event.kind() == EventKind.video) {
                assertThat(turn).as("sound of a turn that was cut").isGreaterThan(interruptedUpTo);
            }
            if (event.kind() == EventKind.toolCall && event.body() instanceof FunctionCall call) {
                String key = String.valueOf(call.id());
                assertThat(done).as("a call runs once").doesNotContain(key);
                assertThat(open.add(key)).as("a call runs once").isTrue();
            }
            if (manualTools && event.body() instanceof ToolCallCancellation cancellation) {
                cancellation.ids().stream().filter(open::remove).forEach(done::add);
            }
            if (manualTools && event.kind() == EventKind.disconnected) {
                done.addAll(open);
                open.clear();
            }
        }

        private void written(long inputId) {
            if (inputId != 0) {
                assertThat(heard.add(-inputId))
                        .as("input %d written once", inputId)
                        .isTrue();
                if (Boolean.FALSE.equals(waiting.get(inputId))) {
                    ended(inputId);
                }
            }
        }

        private void ended(long inputId) {
            assertThat(heard.add(inputId)).as("input %d told once", inputId).isTrue();
        }

        private void atTheEnd() {
            for (long id = 1; id <= inputs; id++) {
                if (!abandoned.contains(id)) {
                    assertThat(heard)
                            .as("somebody waits for word of input %d", id)
                            .contains(id);
                }
            }
            for (long turn = 1; turn <= highest; turn++) {
                assertThat(over).as("end of turn %d", turn).contains(turn);
            }
            assertThat(d.machine.waiting()).isZero();
        }

        private <T> T oneOf(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }

        private void note(String what) {
            history.add(what);
        }
    }
}
