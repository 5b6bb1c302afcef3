package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.ClientMessage.Setup;
import io.github.camelgeminilive.transport.CloseReason;
import io.github.camelgeminilive.transport.ConnectRequest;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Says for each new connection where it goes and what its setup is. Asked anew each time: credentials age, and tools
 * come and go.
 *
 * <p>Thread-safe.
 */
public interface ConnectPlan {

    /**
     * Address, headers with fresh credentials, time-out. Returns at once, since it is asked inside the mailbox; the
     * answer may come on any thread, or never: the session counts the time. Fails with {@link NotReady} where that
     * says more than a refusal of ours.
     */
    CompletionStage<ConnectRequest> request();

    /**
     * The setup message with the tools that are declared now.
     *
     * @param newConversation whether what was said before, if something is given, follows as the first messages: then
     *     families that want it hear so. Never on a connection that goes on with a conversation
     */
    Setup setup(boolean newConversation);

    /** Every tool that is declared now, in wire form. */
    default List<Object> tools() {
        return setup(false).fields().get("tools") instanceof List<?> tools ? List.copyOf(tools) : List.of();
    }

    /**
     * Only functions of these names are declared and run from now on, those that come later among them.
     *
     * @param names of functions; what the server itself does is not among them and stays
     * @param given whether functions that the setup itself declares stay too
     */
    default void useTools(List<String> names, boolean given) {}

    /** Whether the session has a function of this name, if there is one. */
    default boolean hasTool(String name) {
        return true;
    }

    /** There is nothing to show at the door. The message holds no secret. */
    final class NotReady extends Exception {

        private static final long serialVersionUID = 1L;

        private final CloseReason.Kind kind;

        /**
         * Says why.
         *
         * @param retryable whether another try can go better
         */
        public NotReady(String message, boolean retryable, @Nullable Throwable cause) {
            super(message, cause);
            this.kind = retryable ? CloseReason.Kind.UNREACHABLE : CloseReason.Kind.NO_CREDENTIALS;
        }

        CloseReason reason() {
            return new CloseReason(kind, 0, String.valueOf(getMessage()), getCause());
        }
    }
}
