package io.github.camelgeminilive.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.script.Act;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of a client, seen from the server: what came over it, and means to push frames into it or to break it.
 * Lives as long as the socket; what was recorded stays. Thread-safe.
 */
public final class LiveConnection {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter PLAIN = JSON.writer();
    private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

    private static final int PATIENCE_SECONDS = 10;

    /** How a connection ended; the code is 1006 when no close frame came. */
    public record Closed(int code, String reason) {}

    private final int number;
    private final Vertx vertx;
    private final Context context;
    private final ServerWebSocket socket;
    private final Channel channel;
    private final Wire wire;
    private final Recorder recorder;
    private final Knobs knobs;
    private final long startNanos;
    private final String path;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private @Nullable Conversation conversation; // from the start on
    private @Nullable Closed byUs; // event loop only, like the seven below
    private boolean hushed;
    private int frames;
    private int sent;
    private int splitNext;
    private boolean splitting;
    private final Deque<String> held = new ArrayDeque<>(); // what may not come between the pieces of a message
    private Duration splitPause = Duration.ZERO;

    LiveConnection(
            int number,
            Vertx vertx,
            HttpServerRequest request,
            ServerWebSocket socket,
            Recorder recorder,
            Knobs knobs,
            long startNanos) {
        this.number = number;
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.socket = socket;
        // Vert.x has no public way to reset a TCP connection; its base class hands out the channel.
        this.channel = ((ConnectionBase) request.connection()).channel();
        this.wire = Wire.tap(channel);
        this.recorder = recorder;
        this.knobs = knobs;
        this.startNanos = startNanos;
        this.path = request.path();
        request.headers().forEach(headers::put);
    }

    /** The connection's number, from 1 in the order in which they opened. */
    public int number() {
        return number;
    }

    public String path() {
        return path;
    }

    /** The headers of the upgrade request; names in any case. They hold credentials: do not print them. */
    public Map<String, String> headers() {
        return new TreeMap<>(headers);
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    /** What was recorded of this connection so far. */
    public List<Frame> frames() {
        return recorder.frames(frame -> frame.connection() == number);
    }

    /** Takes this connection's next client frame, and fails with what was seen when none comes in time. */
    public Frame takeFrame(Duration timeout) {
        return recorder.take("a client frame on connection " + number, frame -> frame.connection() == number, timeout);
    }

    /** Takes this connection's next client frame that fits; frames before it stay. */
    public Frame takeFrame(String what, Predicate<Frame> wanted, Duration timeout) {
        return recorder.take(
                what + " on connection " + number,
                frame -> frame.connection() == number && wanted.test(frame),
                timeout);
    }

    /** Takes this connection's next client frame with this top level key, {@code toolResponse} for one. */
    public Frame takeFrame(String key, Duration timeout) {
        return takeFrame("a client frame with " + key, frame -> frame.has(key), timeout);
    }

    /** Sends the text as one message, JSON or not, whatever the session is doing. */
    public void serverSays(String text) {
        onContext(() -> sendText(text));
    }

    public void close(int code, String reason) {
        onContext(() -> closeNow(code, reason));
    }

    /** Resets the TCP connection: the client sees no close frame. */
    public void reset() {
        onContext(this::resetNow);
    }

    /**
     * Does what a script could do, beside whatever is being said: {@code disturb(acts -> acts.halfOpen())}. The first act is done
     * when this returns.
     */
    public void disturb(Consumer<Scenario> acts) {
        List<Act> list = Scenario.acts(acts);
        atOnce(() -> conversation().schedule().perform(list));
    }

    /** Receives what comes and consumes none of it, until {@link #releaseInput}; a close discards it. */
    public void holdInput() {
        atOnce(() -> conversation().inbox().hold());
    }

    public void releaseInput() {
        atOnce(() -> conversation().inbox().release());
    }

    /** Makes handles when they are due and sends none, until {@link #releaseHandles}. */
    public void holdHandles() {
        atOnce(() -> conversation().handles().hold());
    }

    public void releaseHandles() {
        atOnce(() -> conversation().handles().release());
    }

    /** Stops to read from the socket; the client's writes will fill the buffers between. */
    public void pauseReading() {
        onContext(socket::pause);
    }

    public void resumeReading() {
        onContext(socket::resume);
    }

    /** Waits until the connection is closed, and fails when it is not closed in time. */
    public Closed awaitClosed(Duration timeout) {
        try {
            return closed.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "Expected connection " + number + " to be closed within " + timeout.toMillis()
                            + " ms but it is open; frames: " + frames(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for the end of connection " + number, e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new AssertionError("The end of connection " + number + " is unknown", e);
        }
    }

    @Override
    public String toString() {
        return "connection " + number + (isOpen() ? " (open)" : " (closed)");
    }

    // Below: called on the event loop only.

    Knobs knobs() {
        return knobs;
    }

    void conversation(Conversation whose) {
        conversation = whose;
    }

    private Conversation conversation() {
        return Objects.requireNonNull(conversation, "conversation");
    }

    /** Sends no message any more. */
    void hush() {
        hushed = true;
    }

    void halfOpenNow() {
        wire.halfOpen();
        channel.config().setAutoRead(false);
    }

    boolean isHalfOpen() {
        return wire.isHalfOpen();
    }

    void pongDelayNow(@Nullable Duration delay) {
        wire.pongDelay(delay);
    }

    void received(String text, boolean binary) {
        record(Frame.Direction.CLIENT, text, binary);
    }

    void ended() {
        if (byUs != null) {
            closed.complete(byUs);
        }
        Short code = socket.closeStatusCode();
        String reason = socket.closeReason();
        closed.complete(new Closed(code == null ? 1006 : code, reason == null ? "" : reason));
    }

    void send(ObjectNode frame) {
        if (knobs.emptyFrameEvery > 0 && sent++ % knobs.emptyFrameEvery == knobs.emptyFrameEvery - 1) {
            sendText("{}");
        }
        if (knobs.unknownFields) {
            frame.putObject("someFutureMessage").put("value", 1);
            if (frame.get("serverContent") instanceof ObjectNode content) {
                content.put("someFutureField", "x");
            }
        }
        try {
            sendText((knobs.pretty ? PRETTY : PLAIN).writeValueAsString(frame));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a server frame", e);
        }
    }

    void sendText(String text) {
        if (socket.isClosed() || hushed || wire.isHalfOpen()) {
            return;
        }
        if (splitting) {
            held.add(text);
            return;
        }
        record(Frame.Direction.SERVER, text, knobs.binary);
        // No piece is empty: Vert.x 4.5 fails on a message whose first fragment is.
        int pieces = Math.min(text.length(), Math.max(knobs.fragments, splitNext));
        splitNext = 0;
        if (pieces <= 1) {
            if (knobs.binary) {
                socket.writeBinaryMessage(Buffer.buffer(text));
            } else {
                socket.writeTextMessage(text);
            }
            return;
        }
        splitting = true;
        sendPieces(Pieces.of(text, pieces), 0);
    }

    void splitNext(int pieces, Duration pause) {
        splitNext = pieces;
        splitPause = pause;
    }

    boolean writeQueueFull() {
        return !socket.isClosed() && socket.writeQueueFull();
    }

    void onDrain(Runnable then) {
        socket.drainHandler(done -> {
            socket.drainHandler(null);
            then.run();
        });
    }

    void closeNow(int code, String reason) {
        if (!socket.isClosed()) {
            byUs = new Closed(code, reason);
            socket.close((short) code, reason);
        }
    }

    void resetNow() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.unsafe().closeForcibly();
        channel.pipeline().fireChannelInactive();
    }

    void soon(Runnable task) {
        context.runOnContext(now -> task.run());
    }

    /** Runs the task after this time, or soon for none; the id cancels it. */
    long later(Duration delay, Runnable task) {
        long millis = delay.toMillis();
        if (millis <= 0) {
            soon(task);
            return -1;
        }
        return vertx.setTimer(millis, id -> task.run());
    }

    void cancelTimer(long id) {
        if (id >= 0) {
            vertx.cancelTimer(id);
        }
    }

    /** Runs the task before it returns, or what the client sends next could be faster. */
    private void atOnce(Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
            return;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.runOnContext(now -> {
            try {
                task.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        done.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private void onContext(Runnable task) {
        context.runOnContext(now -> task.run());
    }

    private void record(Frame.Direction direction, String text, boolean binary) {
        Duration at = Duration.ofNanos(System.nanoTime() - startNanos);
        recorder.add(new Frame(number, frames++, direction, at, binary, text));
    }

    private void sendPieces(List<String> pieces, int at) {
        if (at >= pieces.size() || socket.isClosed()) {
            splitting = false;
            splitPause = Duration.ZERO;
            while (!splitting && !held.isEmpty()) {
                sendText(held.remove());
            }
            return;
        }
        boolean last = at == pieces.size() - 1;
        Buffer bytes = Buffer.buffer(pieces.get(at));
        if (at > 0) {
            socket.writeFrame(WebSocketFrame.continuationFrame(bytes, last));
        } else if (knobs.binary) {
            socket.writeFrame(WebSocketFrame.binaryFrame(bytes, last));
        } else {
            socket.writeFrame(WebSocketFrame.textFrame(pieces.get(at), last));
        }
        if (splitPause.isZero()) {
            sendPieces(pieces, at + 1);
        } else {
            later(splitPause, () -> sendPieces(pieces, at + 1));
        }
    }
}
