package io.github.camelgeminilive.transport;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Records what a connection told, and complains of what a transport may never do: calls at the same time or inside one
 * another, a message before the opening, anything after the end.
 *
 * <p>Thread-safe.
 */
final class RecordingListener implements LiveTransport.Listener {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<String> messages = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<CloseReason> closes = new ArrayList<>();
    private volatile Runnable whenOpen = () -> {};
    private volatile Consumer<String> whenMessage = message -> {};
    private String thread = "";
    private boolean open;
    private boolean inside;

    /** Run inside {@code onOpen}. */
    RecordingListener whenOpen(Runnable action) {
        whenOpen = action;
        return this;
    }

    /** Run inside {@code onMessage}. */
    RecordingListener whenMessage(Consumer<String> action) {
        whenMessage = action;
        return this;
    }

    @Override
    public void onOpen() {
        enter("onOpen");
        synchronized (this) {
            if (open) {
                wrong.add("onOpen twice");
            }
            open = true;
            notifyAll();
        }
        leave(whenOpen);
    }

    @Override
    public void onMessage(byte[] json) {
        enter("onMessage");
        String message = new String(json, StandardCharsets.UTF_8);
        synchronized (this) {
            if (!open) {
                wrong.add("onMessage before onOpen");
            }
            messages.add(message);
            notifyAll();
        }
        leave(() -> whenMessage.accept(message));
    }

    @Override
    public void onClose(CloseReason reason) {
        enter("onClose " + reason);
        leave(() -> {});
        synchronized (this) {
            closes.add(reason);
            notifyAll();
        }
    }

    private synchronized void enter(String call) {
        if (inside) {
            wrong.add(call + " inside or during another call");
        }
        if (!closes.isEmpty()) {
            wrong.add(call + " after onClose");
        }
        inside = true;
        thread = Thread.currentThread().getName();
    }

    private void leave(Runnable hook) {
        try {
            hook.run();
        } finally {
            synchronized (this) {
                inside = false;
            }
        }
    }

    synchronized void awaitOpen() {
        await("onOpen", () -> open);
    }

    synchronized List<String> awaitMessages(int count) {
        await(count + " messages", () -> messages.size() >= count);
        return List.copyOf(messages);
    }

    synchronized CloseReason awaitClose() {
        await("onClose", () -> !closes.isEmpty());
        return closes.get(0);
    }

    synchronized List<String> messages() {
        return List.copyOf(messages);
    }

    /** The thread of the latest call. */
    synchronized String thread() {
        return thread;
    }

    /** Fails if the transport broke its promises to this listener. */
    synchronized void verify() {
        if (!wrong.isEmpty() || closes.size() > 1) {
            throw new AssertionError("Expected a well-behaved transport but saw " + wrong + ", closes " + closes);
        }
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("Expected " + what + " within " + PATIENCE + " but saw open=" + open + ", "
                        + messages.size() + " messages, closes " + closes);
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted while waiting for " + what, e);
            }
        }
    }
}
