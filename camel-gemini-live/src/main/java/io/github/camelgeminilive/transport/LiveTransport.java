package io.github.camelgeminilive.transport;

/**
 * Opens connections to a Live API server. Lives as long as the component; holds no conversation.
 *
 * <p>Thread-safe.
 */
public interface LiveTransport {

    /**
     * Begins to open one connection and returns at once. What becomes of it is told to the listener, never thrown.
     *
     * @param request where to and with which headers
     * @param listener hears of this connection and no other
     * @return the connection; {@code send} before {@link Listener#onOpen} is refused
     */
    LiveConnection connect(ConnectRequest request, Listener listener);

    /**
     * Hears of one connection. Calls come one at a time and in order, on a thread of the transport that must not be
     * blocked.
     */
    interface Listener {

        /** The WebSocket is open; nothing has been sent. At most once, before any message. */
        void onOpen();

        /**
         * One whole message, whether it came as text or binary, in one frame or in fragments (protocol section 1.4).
         *
         * @param json UTF-8 bytes, owned by the listener
         */
        void onMessage(byte[] json);

        /** The connection is over, or never came to be. Exactly once, and nothing after it. */
        void onClose(CloseReason reason);
    }
}
