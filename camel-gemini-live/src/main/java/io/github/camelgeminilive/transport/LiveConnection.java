package io.github.camelgeminilive.transport;

import org.jspecify.annotations.Nullable;

/**
 * One WebSocket. Lives from {@link LiveTransport#connect} to the listener's {@code onClose}, then is thrown away.
 *
 * <p>Thread-safe. Messages leave in the order in which {@code send} was called, whatever threads call it, as long as
 * the calls themselves happen one after another.
 */
public interface LiveConnection {

    /**
     * Queues one message as one text frame.
     *
     * @param json the message; only ASCII characters (the codec escapes the rest)
     * @param written told once: {@code null} when the socket took the bytes, the cause when it did not. Runs on a
     *     thread of the transport, or on the caller's when the connection is already over
     */
    void send(String json, Written written);

    /** Stops reading: no {@code onMessage} until {@link #resume()}, except messages already on their way. */
    void pause();

    /** Reads again. */
    void resume();

    /**
     * Closes gracefully: what was sent goes out first. {@code onClose} follows, within milliseconds even while paused.
     *
     * @param code WebSocket close code
     * @param reason at most 123 bytes
     */
    void close(int code, String reason);

    /** Drops the connection without a close frame. {@code onClose} follows. */
    void abort();

    /** Hears of one write. */
    @FunctionalInterface
    interface Written {
        void done(@Nullable Throwable failure);
    }
}
