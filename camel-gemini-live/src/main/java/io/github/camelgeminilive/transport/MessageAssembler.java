package io.github.camelgeminilive.transport;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * Makes whole messages from the frames of one connection (protocol section 1.4): text or binary, whole or in fragments.
 * Lives as long as its connection. The network library has checked that fragments come in a legal order.
 *
 * <p>Confined to the connection's event loop.
 */
final class MessageAssembler {

    private final int maxMessageBytes;
    private @Nullable Buffer partial;

    MessageAssembler(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Whether the message would still be within the limit with this frame. */
    boolean fits(WebSocketFrame frame) {
        long before = partial == null ? 0 : partial.length();
        return before + frame.binaryData().length() <= maxMessageBytes;
    }

    /** Takes a data frame and returns the message that it completes, or null while more fragments have to come. */
    byte @Nullable [] add(WebSocketFrame frame) {
        Buffer data = frame.binaryData();
        if (partial == null) {
            if (frame.isFinal()) {
                return data.getBytes();
            }
            partial = Buffer.buffer(data.length());
        }
        partial.appendBuffer(data);
        if (!frame.isFinal()) {
            return null;
        }
        byte[] message = partial.getBytes();
        partial = null;
        return message;
    }
}
