package io.github.camelgeminilive.session;

import io.github.camelgeminilive.codec.JsonCodec;
import io.github.camelgeminilive.codec.WireException;
import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeAudio;
import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.protocol.ServerMessage;
import io.github.camelgeminilive.protocol.SetupComplete;
import io.github.camelgeminilive.protocol.Transcription;
import io.github.camelgeminilive.transport.CloseReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plays routes, tools, server and time against one {@link SessionMachine} and writes down what it decides, as lines
 * such as {@code turnComplete 1 complete}. Time is a number: {@link #after} moves it, and wakes the machine exactly when
 * it asked to be woken.
 */
final class MachineDriver {

    private static final JsonCodec CODEC = new JsonCodec();

    /** Out of the way, so that the first input of a test has number 1. */
    private static final long OPENING = 1_000;

    final SessionCounters counters = new SessionCounters();
    final SessionMachine machine;
    final List<SessionEffect> effects = new ArrayList<>();

    private final SessionSettings settings;
    private final List<TurnSummary> turns = new ArrayList<>();
    private int read;
    private long now;
    private long inputs;

    MachineDriver(SessionSettings settings, long start) {
        this.settings = settings;
        this.now = start;
        ToolTraits traits = new ToolTraits() {
            @Override
            public boolean blocking(String name) {
                return settings.profile().blockingCalls() && !name.startsWith("f_free");
            }

            @Override
            public boolean background(String name) {
                return name.startsWith("f_background");
            }
        };
        machine = new SessionMachine(
                settings,
                traits,
                new BackoffPolicy(Duration.ofMillis(500), Duration.ofSeconds(10), () -> 0),
                counters,
                now);
    }

    static MachineDriver idle(TestSettings settings) {
        // a clock may stand anywhere, below zero too
        return new MachineDriver(settings.build(), -Duration.ofHours(1).toNanos());
    }

    static MachineDriver live(TestSettings settings) {
        MachineDriver driver = idle(settings);
        driver.inputs = OPENING - 1;
        driver.send(Input.Kind.OPEN, null, "", false);
        driver.inputs = 0;
        driver.opens();
        driver.forget();
        return driver;
    }

    static MachineDriver live(String model) {
        return live(TestSettings.of(model));
    }

    // the network

    /** The newest connection opens and its setup is accepted. */
    MachineDriver opens() {
        handle(new SessionEvent.ConnectionOpened(machine.generation()));
        return server(new SetupComplete(null, null));
    }

    MachineDriver closes(int code, String text) {
        CloseReason.Kind kind = code == 1006 ? CloseReason.Kind.LOST : CloseReason.Kind.CLOSED_BY_PEER;
        return handle(new SessionEvent.ConnectionClosed(machine.generation(), new CloseReason(kind, code, text, null)));
    }

    MachineDriver server(ServerMessage... frame) {
        return handle(new SessionEvent.FrameReceived(machine.generation(), List.of(frame), null));
    }

    MachineDriver server(Say content, ServerMessage... more) {
        List<ServerMessage> frame = new ArrayList<>(List.of(content.now()));
        frame.addAll(List.of(more));
        return handle(new SessionEvent.FrameReceived(machine.generation(), frame, null));
    }

    /** One frame as it stands in the protocol's transcripts, with ' for ". */
    MachineDriver wire(String json) {
        try {
            List<ServerMessage> frame = CODEC.decode(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
            return handle(new SessionEvent.FrameReceived(machine.generation(), frame, null));
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    // routes and tools

    /** Typed text from somebody who does not wait. */
    long text(String text) {
        return send(Input.Kind.TEXT, message(text), text, false);
    }

    /** Typed text from a caller who waits for the answer. */
    long ask(String text) {
        return send(Input.Kind.TEXT, message(text), text, true);
    }

    long send(Input.Kind kind) {
        ClientMessage message = switch (kind) {
            case ACTIVITY_START -> new ClientMessage.ActivityStart();
            case ACTIVITY_END -> new ClientMessage.ActivityEnd();
            case AUDIO_STREAM_END -> new ClientMessage.AudioStreamEnd();
            case LIVE_AUDIO, PACED_AUDIO -> new RealtimeAudio(new byte[1280], 16_000);
            case VIDEO -> new ClientMessage.RealtimeVideo("image/png", new byte[8]);
            case TURNS -> new ClientMessage.ClientContent(List.of(Content.user("hm")), true);
            case INTERRUPT -> new ClientMessage.ClientContent(List.of(), false);
            case CONTEXT_UPDATE -> new ClientMessage.ContextUpdate(null, List.of());
            case RAW -> new ClientMessage.Raw("{}", new ClientMessage.RealtimeText("hm"));
            default -> null;
        };
        return send(kind, message, "", false);
    }

    long send(Input.Kind kind, @Nullable ClientMessage message, String text, boolean reply) {
        long id = ++inputs;
        handle(new SessionEvent.InputOffered(new Input(id, kind, message, text, reply)));
        return id;
    }

    /** A route answers a call by hand. */
    long answersByHand(FunctionResponse... answers) {
        return send(Input.Kind.TOOL_RESPONSE, new ClientMessage.ToolResponse(List.of(answers)), "", false);
    }

    MachineDriver tool(String callId) {
        return tool(callId, null);
    }

    MachineDriver tool(String callId, @Nullable String scheduling) {
        return handle(new SessionEvent.ToolFinished(
                callId, new FunctionResponse(callId, "f_" + callId, Map.of("output", "done"), scheduling, false)));
    }

    private ClientMessage message(String text) {
        return settings.profile().textAsRealtimeInput()
                ? new ClientMessage.RealtimeText(text)
                : new ClientMessage.ClientContent(List.of(Content.user(text)), true);
    }

    // time

    /** Lets time pass and wakes the machine whenever it asked for it. */
    MachineDriver after(long millis) {
        long end = now + Duration.ofMillis(millis).toNanos();
        int wakes = 0;
        while (machine.nextWake() <= end) {
            if (++wakes > 1_000) {
                throw new AssertionError("The machine asks to be woken again and again in " + machine.state());
            }
            now = Math.max(now, machine.nextWake());
            handle(new SessionEvent.Tick());
        }
        now = end;
        return this;
    }

    MachineDriver seconds(long seconds) {
        return after(1_000 * seconds);
    }

    long now() {
        return now;
    }

    MachineDriver handle(SessionEvent event) {
        for (SessionEffect effect : machine.handle(event, now)) {
            effects.add(effect);
            if (effect instanceof SessionEffect.Deliver d && d.event().body() instanceof TurnSummary turn) {
                turns.add(turn);
            }
        }
        return this;
    }

    // what came of it

    /** The lines since the last look. */
    List<String> lines() {
        List<String> lines = effects.subList(read, effects.size()).stream()
                .map(MachineDriver::line)
                .toList();
        read = effects.size();
        return lines;
    }

    /** The lines about turns and calls since the last look, without what goes to the socket and to senders. */
    List<String> events() {
        return lines().stream()
                .filter(line -> !line.startsWith(">") && !line.startsWith("accept") && !line.startsWith("run"))
                .toList();
    }

    MachineDriver forget() {
        read = effects.size();
        return this;
    }

    /** The turn with this number, which must be over. */
    TurnSummary turn(long number) {
        return turns.stream()
                .filter(turn -> turn.turn() == number)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected turn " + number + " to be over but only " + turns));
    }

    List<Long> turnsOver() {
        return turns.stream().map(TurnSummary::turn).toList();
    }

    /** The bodies of all events of a kind. */
    List<Object> bodies(EventKind kind) {
        return effects.stream()
                .filter(e -> e instanceof SessionEffect.Deliver d && d.event().kind() == kind)
                .map(e -> ((SessionEffect.Deliver) e).event().body())
                .toList();
    }

    TurnSummary reply(long inputId) {
        return effects.stream()
                .filter(e -> e instanceof SessionEffect.Reply r && r.inputId() == inputId)
                .map(e -> ((SessionEffect.Reply) e).turn())
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected a reply to " + inputId + " but there was none"));
    }

    Failure rejection(long inputId) {
        return effects.stream()
                .filter(e -> e instanceof SessionEffect.Reject r && r.inputId() == inputId)
                .map(e -> ((SessionEffect.Reject) e).failure())
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected " + inputId + " to be rejected but it was not"));
    }

    private static String line(SessionEffect effect) {
        if (effect instanceof SessionEffect.Deliver deliver) {
            return line(deliver.event());
        }
        if (effect instanceof SessionEffect.Interrupt interrupt) {
            return "interrupted" + (interrupt.turn() == 0 ? "" : " " + interrupt.turn());
        }
        if (effect instanceof SessionEffect.Send send) {
            return "> " + line(send.message());
        }
        if (effect instanceof SessionEffect.SendTools) {
            return "> SendTools";
        }
        if (effect instanceof SessionEffect.UseTools use) {
            return "use " + use.names();
        }
        if (effect instanceof SessionEffect.Connect connect) {
            return "> connect " + connect.generation();
        }
        if (effect instanceof SessionEffect.SendSetup) {
            return "> setup";
        }
        if (effect instanceof SessionEffect.CloseConnection close) {
            return "> close " + close.generation();
        }
        if (effect instanceof SessionEffect.Accept accept) {
            return "accept " + accept.inputId();
        }
        if (effect instanceof SessionEffect.Reject reject) {
            return "reject " + reject.inputId() + " " + reject.failure().code();
        }
        if (effect instanceof SessionEffect.Reply reply) {
            return "reply " + reply.inputId() + " " + reply.turn().ended();
        }
        if (effect instanceof SessionEffect.StartTool start) {
            return "run " + start.callId();
        }
        if (effect instanceof SessionEffect.ToolRefused refused) {
            return "refuse " + refused.call().id() + " " + refused.status();
        }
        if (effect instanceof SessionEffect.CancelTool cancel) {
            return "cancel " + cancel.callId();
        }
        return "ended";
    }

    private static String line(LiveEvent event) {
        String line = event.kind() + (event.turn() == 0 ? "" : " " + event.turn());
        if (event.body() instanceof String text) {
            line += " " + text;
        } else if (event.body() instanceof Transcription piece) {
            line += " " + piece.text() + (piece.text().isEmpty() && piece.finished() ? "whole" : "");
        } else if (event.body() instanceof SetupComplete setup) {
            line += setup.sessionId() == null ? "" : " " + setup.sessionId();
        } else if (event.body() instanceof TurnSummary turn) {
            line += " " + turn.ended();
        }
        return line + (event.late() ? " late" : "");
    }

    private static String line(ClientMessage message) {
        if (message instanceof ClientMessage.ToolResponse response) {
            return "answer "
                    + response.functionResponses().stream()
                            .map(FunctionResponse::id)
                            .toList();
        }
        return message instanceof RealtimeAudio ? "sound" : message.getClass().getSimpleName();
    }
}
