package io.github.camelgeminilive.transport;

import io.github.camelgeminilive.transport.CloseReason.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One connection of {@link FakeTransport}. Waits after {@code connect} for {@link #open()}, {@link #refuse} or
 * {@link #unreachable}; then carries messages until one side closes.
 *
 * <p>The listener hears everything on the thread of the call that causes it, but never inside another of its own calls:
 * what happens inside {@code onMessage} is told when {@code onMessage} has returned, as a real transport does.
 *
 * <p>Thread-safe.
 */
public final class FakeConnection implements LiveConnection {

    private enum State {
        CONNECTING,
        OPEN,
        CLOSED
    }

    private final ConnectRequest request;
    private final LiveTransport.Listener listener;
    private final List<String> sent = new ArrayList<>();
    private final Queue<Written> held = new ArrayDeque<>();
    private final Queue<byte[]> unread = new ArrayDeque<>();
    private final Queue<Runnable> calls = new ArrayDeque<>();
    private State state = State.CONNECTING;
    private boolean paused;
    private boolean holding;
    private boolean calling;
    private @Nullable CloseReason closeReason;

    FakeConnection(ConnectRequest request, LiveTransport.Listener listener) {
        this.request = request;
        this.listener = listener;
    }

    // what the test does

    /** The server accepts. */
    public void open() {
        synchronized (this) {
            expectConnecting();
            state = State.OPEN;
            calls.add(listener::onOpen);
        }
        tell();
    }

    /** The server answers the upgrade with an HTTP status. */
    public void refuse(int status) {
        synchronized (this) {
            expectConnecting();
        }
        end(new CloseReason(Kind.REFUSED, status, "the upgrade was refused with HTTP status " + status, null));
    }

    /** The server cannot be reached. */
    public void unreachable(String text) {
        synchronized (this) {
            expectConnecting();
        }
        end(new CloseReason(Kind.UNREACHABLE, 0, text, null));
    }

    /** The server sends one message. It waits while the connection is paused, and is lost when it is over. */
    public void serverSays(String json) {
        synchronized (this) {
            if (state == State.CONNECTING) {
                throw new IllegalStateException("Expected an open connection but open() was not called");
            }
            if (state == State.OPEN) {
                unread.add(json.getBytes(StandardCharsets.UTF_8));
                calls.add(() -> deliver(false));
            }
        }
        tell();
    }

    /** The server sends a close frame. What it said before is heard first, paused or not. */
    public void serverCloses(int code, String text) {
        serverEnds(new CloseReason(Kind.CLOSED_BY_PEER, code, text, null));
    }

    /** The connection breaks without a close frame. */
    public void serverVanishes() {
        serverEnds(new CloseReason(Kind.LOST, 1006, "connection lost without a close frame", null));
    }

    /** While {@code true}, {@link Written} callbacks wait for {@link #releaseWrites()}; {@code false} releases them. */
    public void holdWrites(boolean hold) {
        synchronized (this) {
            holding = hold;
        }
        if (!hold) {
            releaseWrites();
        }
    }

    /** Tells the sends held so far that they were written; later ones are still held. */
    public void releaseWrites() {
        List<Written> released;
        synchronized (this) {
            released = List.copyOf(held);
            held.clear();
        }
        released.forEach(written -> written.done(null));
    }

    // what the test asks

    public ConnectRequest request() {
        return request;
    }

    /** The messages accepted so far, in order, written or still held. */
    public synchronized List<String> sent() {
        return List.copyOf(sent);
    }

    public synchronized boolean isOpen() {
        return state == State.OPEN;
    }

    public synchronized boolean paused() {
        return paused;
    }

    /** How it ended, or null while it lives. */
    public synchronized @Nullable CloseReason closeReason() {
        return closeReason;
    }

    // what the session does

    @Override
    public void send(String json, Written written) {
        IOException refusal = null;
        synchronized (this) {
            if (state != State.OPEN) {
                refusal = state == State.CLOSED
                        ? new IOException("connection is closed: " + closeReason)
                        : new IOException("connection is not open yet");
            } else {
                sent.add(json);
                if (holding) {
                    held.add(written);
                    return;
                }
            }
        }
        written.done(refusal);
    }

    @Override
    public synchronized void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        synchronized (this) {
            paused = false;
            calls.add(() -> deliver(false));
        }
        tell();
    }

    @Override
    public void close(int code, String reason) {
        synchronized (this) {
            unread.clear();
        }
        end(new CloseReason(Kind.CLOSED_BY_US, code, reason, null));
    }

    @Override
    public void abort() {
        close(1006, "aborted");
    }

    private void serverEnds(CloseReason reason) {
        synchronized (this) {
            if (state == State.CONNECTING) {
                throw new IllegalStateException("Expected an open connection but open() was not called");
            }
            calls.add(() -> deliver(true));
        }
        end(reason);
    }

    private void end(CloseReason reason) {
        List<Written> failed;
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
            closeReason = reason;
            failed = List.copyOf(held);
            held.clear();
            calls.add(() -> listener.onClose(reason));
        }
        failed.forEach(written -> written.done(new IOException("connection is closed: " + reason)));
        tell();
    }

    private void deliver(boolean evenWhilePaused) {
        while (true) {
            byte[] message;
            synchronized (this) {
                message = paused && !evenWhilePaused ? null : unread.poll();
            }
            if (message == null) {
                return;
            }
            listener.onMessage(message);
        }
    }

    /** Runs what the listener has to hear, unless a call further up the stack is already at it. */
    private void tell() {
        while (true) {
            Runnable call;
            synchronized (this) {
                call = calling ? null : calls.poll();
                if (call == null) {
                    return;
                }
                calling = true;
            }
            try {
                call.run();
            } finally {
                synchronized (this) {
                    calling = false;
                }
            }
        }
    }

    private void expectConnecting() {
        if (state != State.CONNECTING) {
            throw new IllegalStateException("Expected a connection that waits for the server but it is " + state);
        }
    }
}
