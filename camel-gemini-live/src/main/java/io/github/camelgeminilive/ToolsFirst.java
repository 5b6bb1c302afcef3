package io.github.camelgeminilive;

import io.github.camelgeminilive.transport.CloseReason;
import io.github.camelgeminilive.transport.ConnectRequest;
import io.github.camelgeminilive.transport.LiveConnection;
import io.github.camelgeminilive.transport.LiveTransport;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a connection when it is known which functions there are: a setup declares them, and nothing may block where it is
 * made.
 *
 * <p>Thread-safe.
 */
final class ToolsFirst implements LiveTransport {

    private final LiveTransport transport;
    private final Supplier<CompletableFuture<?>> known;

    /**
     * A transport in front of another.
     *
     * @param known asks for the functions; done in time, however it ends
     */
    ToolsFirst(LiveTransport transport, Supplier<CompletableFuture<?>> known) {
        this.transport = transport;
        this.known = known;
    }

    @Override
    public LiveConnection connect(ConnectRequest request, Listener listener) {
        CompletableFuture<?> asked = known.get();
        if (asked.isDone()) {
            return transport.connect(request, listener);
        }
        Waiting waiting = new Waiting(listener);
        CompletableFuture<?> unused =
                asked.whenComplete((done, never) -> waiting.connect(() -> transport.connect(request, listener)));
        return waiting;
    }

    /** A connection that is to be made; afterwards that one itself. */
    private static final class Waiting implements LiveConnection {

        private final Listener listener;

        // guarded by this
        private @Nullable LiveConnection made;
        private boolean over;
        private boolean paused;

        Waiting(Listener listener) {
            this.listener = listener;
        }

        /** Made under the lock, since a close in between must find it; connecting does not wait. */
        synchronized void connect(Supplier<LiveConnection> connecting) {
            if (over) {
                return;
            }
            LiveConnection connection;
            try {
                connection = connecting.get();
            } catch (RuntimeException e) {
                // nobody else would hear of it here
                over = true;
                String text = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
                listener.onClose(new CloseReason(CloseReason.Kind.REFUSED, 0, text, e));
                return;
            }
            made = connection;
            if (paused) {
                connection.pause();
            }
        }

        @Override
        public void send(String json, Written written) {
            LiveConnection connection = made();
            if (connection == null) {
                written.done(new IOException("Expected an open connection but it is not made yet"));
            } else {
                connection.send(json, written);
            }
        }

        @Override
        public void pause() {
            LiveConnection connection;
            synchronized (this) {
                paused = true;
                connection = made;
            }
            if (connection != null) {
                connection.pause();
            }
        }

        @Override
        public void resume() {
            LiveConnection connection;
            synchronized (this) {
                paused = false;
                connection = made;
            }
            if (connection != null) {
                connection.resume();
            }
        }

        @Override
        public void close(int code, String reason) {
            LiveConnection connection = end(code, reason);
            if (connection != null) {
                connection.close(code, reason);
            }
        }

        @Override
        public void abort() {
            LiveConnection connection = end(1006, "given up before it was made");
            if (connection != null) {
                connection.abort();
            }
        }

        /** The connection to end, or null where there will be none: then its listener hears of the end here. */
        private @Nullable LiveConnection end(int code, String reason) {
            synchronized (this) {
                if (made != null || over) {
                    return made;
                }
                over = true;
            }
            listener.onClose(new CloseReason(CloseReason.Kind.CLOSED_BY_US, code, reason, null));
            return null;
        }

        private synchronized @Nullable LiveConnection made() {
            return made;
        }
    }
}
