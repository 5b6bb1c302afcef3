package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import java.util.function.Consumer;

/**
 * Runs functions. All methods return at once; they are called from the session's mailbox.
 *
 * <p>Thread-safe.
 */
public interface ToolRunner extends ToolTraits {

    /**
     * Starts a call.
     *
     * @param session who asks
     * @param call with the id under which it is to be answered
     * @param answers takes the answer, from any thread: at least one unless the call is cancelled, several only with
     *     {@code willContinue}
     */
    void start(LiveSession session, FunctionCall call, Consumer<FunctionResponse> answers);

    /**
     * A call is cancelled. If it is open its route is told and nothing is answered; if it was answered, what it did is to
     * be undone.
     */
    void cancel(LiveSession session, String callId);

    /**
     * The session itself has answered a call with an error and does not start it.
     *
     * @param status of the error answer
     */
    default void refused(LiveSession session, FunctionCall call, String status) {}

    /** The session is over and nothing more comes from it. */
    default void forget(LiveSession session) {}
}
