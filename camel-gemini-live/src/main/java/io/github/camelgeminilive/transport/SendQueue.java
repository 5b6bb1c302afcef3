package io.github.camelgeminilive.transport;

import io.vertx.core.http.WebSocket;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages on their way from any thread to one socket, in the order of {@link #offer}. Begins when the socket is
 * open; ends with {@link #fail}, after which every message is told its failure.
 *
 * <p>The order is ours and not the network library's. Vert.x 4.5.22 keeps it for one call after another too, but at the
 * price of a task on the event loop for each, and by an interplay of two of its locks that no document promises.
 *
 * <p>A message is handed to the socket only while the socket's own write queue is below its limit (64 KB, plus the
 * message that crosses it). What waits here has no bound of its own: {@link LiveConnection.Written} is told when the
 * operating system has the bytes, and a sender that waits for it bounds the queue.
 *
 * <p>{@link #offer} is thread-safe; everything else is confined to the connection's event loop.
 */
final class SendQueue {

    /** Messages written in one turn of the event loop, so that a fast sender does not keep it from reading. */
    private static final int BATCH_COUNT = 64;

    private final Executor eventLoop;
    private final WebSocket socket;
    private final Consumer<Throwable> onBrokenListener;
    private final Queue<Outgoing> waiting = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Outgoing> handedOver = new ArrayDeque<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile @Nullable IOException failure;
    private @Nullable Runnable whenEmpty;
    private boolean draining;

    /**
     * @param eventLoop runs a task on the socket's event loop, later, in order
     * @param onBrokenListener hears of an exception that a {@code Written} threw
     */
    SendQueue(Executor eventLoop, WebSocket socket, Consumer<Throwable> onBrokenListener) {
        this.eventLoop = eventLoop;
        this.socket = socket;
        this.onBrokenListener = onBrokenListener;
    }

    /** Takes one message; {@code written} is told exactly once what became of it. */
    void offer(String json, LiveConnection.Written written) {
        waiting.add(new Outgoing(json, written));
        if (failure != null) {
            failWaiting(); // fail() may have emptied the queue just before our message came
        } else if (scheduled.compareAndSet(false, true)) {
            eventLoop.execute(this::drain);
        }
    }

    /** Hands over what the socket will take: after an {@code offer}, and when the socket has room again. */
    void drain() {
        scheduled.set(false); // before looking into the queue: a later offer has to schedule again
        if (draining) {
            return; // called from a callback of a write below, whose loop goes on
        }
        draining = true;
        try {
            for (int count = 0; failure == null && !socket.isClosed() && !socket.writeQueueFull(); count++) {
                if (count == BATCH_COUNT) {
                    if (scheduled.compareAndSet(false, true)) {
                        eventLoop.execute(this::drain);
                    }
                    return;
                }
                Outgoing next = waiting.poll();
                if (next == null) {
                    break;
                }
                handedOver.add(next);
                socket.writeFinalTextFrame(next.json).onComplete(result -> written(next, result.cause()));
            }
        } finally {
            draining = false;
        }
        Runnable last = whenEmpty;
        if (last != null && waiting.isEmpty()) {
            whenEmpty = null;
            last.run();
        }
    }

    /** Runs the action once everything waiting has been handed over, at once if nothing waits. */
    void whenEmpty(Runnable action) {
        whenEmpty = action;
        drain();
    }

    /** Whether the socket holds messages that the operating system has not taken yet. */
    boolean isWriting() {
        return !handedOver.isEmpty();
    }

    /** Ends the queue: whatever was not written yet is told so. */
    void fail(IOException reason) {
        failure = reason;
        whenEmpty = null;
        Outgoing message;
        while ((message = handedOver.poll()) != null) {
            tell(message, reason);
        }
        failWaiting();
    }

    private void failWaiting() {
        Outgoing message;
        while ((message = waiting.poll()) != null) {
            tell(message, failure);
        }
    }

    private void written(Outgoing message, @Nullable Throwable cause) {
        // the socket completes its writes in order, so this is the head; not there at all after fail()
        if (handedOver.remove(message)) {
            boolean plain = cause == null || cause instanceof IOException;
            tell(message, plain ? cause : new IOException("not written", cause));
        }
    }

    private void tell(Outgoing message, @Nullable Throwable cause) {
        try {
            message.written.done(cause);
        } catch (Throwable broken) {
            onBrokenListener.accept(broken);
        }
    }

    /** Compared by identity: the same text can be sent twice. */
    private static final class Outgoing {
        final String json;
        final LiveConnection.Written written;

        Outgoing(String json, LiveConnection.Written written) {
            this.json = json;
            this.written = written;
        }
    }
}
