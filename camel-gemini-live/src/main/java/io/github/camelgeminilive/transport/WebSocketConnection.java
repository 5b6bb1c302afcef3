package io.github.camelgeminilive.transport;

import io.github.camelgeminilive.transport.CloseReason.Kind;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.impl.WebSocketInternal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Vert.x WebSocket. Lives from {@link #open} or {@link #reject} to the listener's {@code onClose}; the socket may
 * live on for the closing timeout.
 *
 * <p>The listener never hears of the end inside its own call to this connection: what ends a connection is always a
 * task of its own on the event loop.
 *
 * <p>Thread-safe. Fields that are neither final nor volatile are confined to the connection's event loop.
 */
final class WebSocketConnection implements LiveConnection {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketConnection.class);
    private static final int NO_CLOSE_FRAME = 1006;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int TOO_BIG = 1009;
    private static final int MAX_REASON_BYTES = 123; // RFC 6455 section 5.5: 125 less the code

    private final Context context;
    private final String peer;
    private final LiveTransport.Listener listener;
    private final int maxMessageBytes;
    private final Duration closingTimeout;
    private final Consumer<WebSocketConnection> onEnd;
    private final MessageAssembler inbound;

    /** Why it ends, from the moment that this is certain; then nothing is sent or heard any more. */
    private final AtomicReference<@Nullable CloseReason> ending = new AtomicReference<>();

    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable SendQueue outbound; // null until open
    private volatile boolean wantPaused;
    private volatile boolean muted; // after our own close nothing is heard

    private @Nullable WebSocketInternal socket;
    private boolean paused;
    private boolean channelClosing;
    private long timer = -1;
    private @Nullable Throwable firstFailure;

    WebSocketConnection(
            Context context,
            String peer,
            LiveTransport.Listener listener,
            int maxMessageBytes,
            Duration closingTimeout,
            Consumer<WebSocketConnection> onEnd) {
        this.context = context;
        this.peer = peer;
        this.listener = listener;
        this.maxMessageBytes = maxMessageBytes;
        this.closingTimeout = closingTimeout;
        this.onEnd = onEnd;
        this.inbound = new MessageAssembler(maxMessageBytes);
    }

    /** Begins to connect. The time limit is for name, TCP, TLS and upgrade together. */
    void open(Supplier<Future<WebSocket>> connector, long timeoutMillis) {
        post(() -> {
            if (ended.get()) {
                return;
            }
            setTimer(
                    timeoutMillis,
                    () -> endWith(unreachable("no connection within " + timeoutMillis + " ms with " + peer)));
            try {
                connector.get().onComplete(this::connected);
            } catch (RuntimeException e) {
                endWith(ConnectFailure.of(e, peer));
            }
        });
    }

    /** Ends without having tried. */
    void reject(String text) {
        endWith(unreachable(text));
    }

    @Override
    public void send(String json, Written written) {
        SendQueue queue = outbound;
        CloseReason reason = ending.get();
        if (reason != null) {
            written.done(new IOException("connection is closed: " + reason, reason.cause()));
        } else if (queue == null) {
            written.done(new IOException("connection is not open yet"));
        } else {
            queue.offer(json, written);
        }
    }

    @Override
    public void pause() {
        wantPaused = true;
        onLoop(this::applyPause);
    }

    @Override
    public void resume() {
        wantPaused = false;
        onLoop(this::applyPause);
    }

    @Override
    public void close(int code, String reason) {
        if (!WebSocketCloseStatus.isValidStatusCode(code)) {
            throw new IllegalArgumentException("Expected a close code that may be sent, such as 1000, but was " + code);
        }
        int bytes = reason.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_REASON_BYTES) {
            throw new IllegalArgumentException("Expected a close reason of at most 123 bytes but was " + bytes);
        }
        muted = true;
        if (ending.compareAndSet(null, new CloseReason(Kind.CLOSED_BY_US, code, reason, null))) {
            post(() -> sayGoodbye(code, reason));
        }
    }

    @Override
    public void abort() {
        muted = true;
        ending.compareAndSet(null, new CloseReason(Kind.CLOSED_BY_US, NO_CLOSE_FRAME, "aborted", null));
        post(() -> {
            finish();
            drop();
        });
    }

    private void connected(AsyncResult<WebSocket> result) {
        if (result.failed()) {
            endWith(ConnectFailure.of(result.cause(), peer));
            return;
        }
        WebSocketInternal opened = (WebSocketInternal) result.result();
        socket = opened;
        if (ending.get() != null) { // too late: timed out, closed or aborted meanwhile
            opened.exceptionHandler(ignored -> {}); // without one Vert.x logs the end of the connection as an error
            opened.close().onComplete(sent -> drop());
            return;
        }
        cancelTimer();
        SendQueue queue = new SendQueue(this::post, result.result(), this::listenerFailed);
        // Now, in the callback: the next frame can be in the same read, and Vert.x drops what nobody handles.
        result.result().frameHandler(frame -> tell(() -> onFrame(frame)));
        opened.drainHandler(room -> queue.drain());
        opened.exceptionHandler(this::onSocketFailure);
        opened.closeHandler(closed -> onSocketClosed(opened, queue));
        outbound = queue;
        applyPause();
        tell(listener::onOpen);
    }

    private void onFrame(WebSocketFrame frame) {
        if (muted || ended.get() || !(frame.isText() || frame.isBinary() || frame.isContinuation())) {
            return; // Vert.x answers pings; a close frame comes as onSocketClosed
        }
        if (!inbound.fits(frame)) {
            tooLarge(null);
            return;
        }
        byte[] message = inbound.add(frame);
        if (message != null) {
            listener.onMessage(message);
        }
    }

    /** A decoder's or the network's exception; Vert.x closes the TCP connection when this returns. */
    private void onSocketFailure(Throwable failure) {
        if (failure instanceof HttpClosedException) {
            return; // comes before the closeHandler whenever there was no close frame, and says no more than that
        }
        if (firstFailure == null) {
            firstFailure = failure;
        }
        if (failure instanceof CorruptedWebSocketFrameException corrupted) {
            if (WebSocketCloseStatus.MESSAGE_TOO_BIG.equals(corrupted.closeStatus())) {
                tooLarge(failure);
            } else {
                String text = "the peer broke the WebSocket protocol: " + failure.getMessage();
                breakOff(new CloseReason(Kind.LOST, NO_CLOSE_FRAME, text, failure), PROTOCOL_ERROR, "protocol error");
            }
        }
    }

    private void tooLarge(@Nullable Throwable cause) {
        String text = "expected a message of at most " + maxMessageBytes
                + " bytes but the server sent a larger one (the limit is the option maxMessageSize)";
        breakOff(new CloseReason(Kind.TOO_LARGE, TOO_BIG, text, cause), TOO_BIG, "message too big");
    }

    /**
     * The peer's close frame, or the end of the TCP connection. Vert.x tells this ahead of messages that it holds back
     * while paused, so they are let out first; holding back {@code onClose} would hide from the listener that nothing
     * will ever come again.
     */
    private void onSocketClosed(WebSocketInternal closed, SendQueue queue) {
        channelClosing = true;
        cancelTimer();
        Short code = closed.closeStatusCode();
        if (code == null) {
            String text = firstFailure == null
                    ? "the connection ended without a close frame"
                    : "the connection broke: " + firstFailure.getMessage();
            ending.compareAndSet(null, new CloseReason(Kind.LOST, NO_CLOSE_FRAME, text, firstFailure));
        } else { // ours only if ending is set already
            String text = closed.closeReason() == null ? "" : closed.closeReason();
            ending.compareAndSet(null, new CloseReason(Kind.CLOSED_BY_PEER, Short.toUnsignedInt(code), text, null));
        }
        boolean stuck = queue.isWriting(); // then Vert.x's answer is stuck behind it, and the TCP connection with it
        closed.resume();
        post(() -> {
            finish();
            if (stuck) {
                setTimer(closingTimeout.toMillis(), this::drop);
            }
        });
    }

    /** Our side of a graceful close: all that was sent goes out, then the close frame, then the peer has its time. */
    private void sayGoodbye(int code, String reason) {
        WebSocketInternal open = socket;
        SendQueue queue = outbound;
        if (ended.get() || channelClosing) {
            return;
        }
        if (open == null || queue == null) {
            finish();
            return;
        }
        setTimer(closingTimeout.toMillis(), () -> {
            finish();
            drop();
        });
        open.resume(); // the peer's answer is behind the messages that were not read while paused
        queue.whenEmpty(() -> open.close((short) code, reason));
    }

    /** Ends for the listener now, with a close frame for the peer if that is still possible. */
    private void breakOff(CloseReason reason, int code, String text) {
        muted = true; // even if it was ending anyway: the next fragments would make a message with a hole
        WebSocketInternal open = socket;
        if (open == null || !ending.compareAndSet(null, reason)) {
            return;
        }
        open.resume();
        open.close((short) code, text);
        open.channelHandlerContext().flush(); // Vert.x flushes after the read, and before that closes what is broken
        post(() -> {
            finish();
            if (!channelClosing) {
                setTimer(closingTimeout.toMillis(), this::drop);
            }
        });
    }

    private void listenerFailed(Throwable failure) {
        String text = "the listener threw " + failure.getClass().getName();
        if (!ending.compareAndSet(null, new CloseReason(Kind.LOST, NO_CLOSE_FRAME, text, failure))) {
            LOG.warn("{} while the connection with {} was ending: {}", text, peer, ending.get());
        }
        muted = true;
        post(() -> {
            finish();
            drop();
        });
    }

    private void endWith(CloseReason reason) {
        ending.compareAndSet(null, reason);
        post(this::finish);
    }

    private void finish() {
        CloseReason reason = ending.get();
        if (reason == null || !ended.compareAndSet(false, true)) {
            return;
        }
        cancelTimer();
        onEnd.accept(this);
        SendQueue queue = outbound;
        if (queue != null) {
            queue.fail(new IOException("connection is closed: " + reason, reason.cause()));
        }
        try {
            listener.onClose(reason);
        } catch (Throwable failure) {
            LOG.error("onClose threw; the end of the connection with {} went unheard: {}", peer, reason, failure);
        }
    }

    /**
     * Closes the TCP connection; after {@link #finish}, so that unfinished writes are told our reason and not a closed
     * channel. Vert.x's own close sends a close frame, and waits behind writes that are stuck.
     */
    private void drop() {
        if (socket != null) {
            // the outcome does not matter: whatever it is, the connection is over
            var unused = socket.channelHandlerContext().close();
        }
    }

    private void applyPause() {
        WebSocketInternal open = socket;
        if (open == null || ending.get() != null || paused == wantPaused) {
            return;
        }
        paused = wantPaused;
        if (paused) {
            open.pause();
        } else {
            open.resume();
        }
    }

    private void tell(Runnable call) {
        try {
            call.run();
        } catch (Throwable failure) {
            listenerFailed(failure);
        }
    }

    private static CloseReason unreachable(String text) {
        return new CloseReason(Kind.UNREACHABLE, 0, text, null);
    }

    private void setTimer(long millis, Runnable action) {
        cancelTimer();
        timer = context.owner().setTimer(Math.max(1, millis), id -> {
            timer = -1;
            action.run();
        });
    }

    private void cancelTimer() {
        if (timer != -1) {
            context.owner().cancelTimer(timer);
            timer = -1;
        }
    }

    private void onLoop(Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            post(task);
        }
    }

    /** Runs the task on the event loop, never inside the caller. */
    private void post(Runnable task) {
        try {
            context.runOnContext(ignored -> task.run());
        } catch (RejectedExecutionException e) { // the Vert.x instance was closed under us, its threads are gone
            Kind kind = outbound == null ? Kind.UNREACHABLE : Kind.LOST;
            int code = outbound == null ? 0 : NO_CLOSE_FRAME;
            ending.compareAndSet(null, new CloseReason(kind, code, "the Vert.x instance is closed", e));
            finish();
        }
    }
}
