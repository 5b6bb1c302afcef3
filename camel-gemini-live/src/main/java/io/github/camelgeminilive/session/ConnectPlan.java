package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.ClientMessage.Setup;
import io.github.camelgeminilive.transport.ConnectRequest;

/**
 * Says for each new connection where it goes and what its setup is. Asked anew each time: credentials age, and tools
 * come and go.
 *
 * <p>Thread-safe.
 */
public interface ConnectPlan {

    /** Address, headers with fresh credentials, time-out. */
    ConnectRequest request();

    /**
     * The setup message with the tools that are declared now.
     *
     * @param newConversation whether what was said before, if something is given, follows as the first messages: then
     *     families that want it hear so. Never on a connection that goes on with a conversation
     */
    Setup setup(boolean newConversation);
}
