package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import java.util.function.Consumer;

/**
 * Runs functions. Both methods return at once; they are called from the session's mailbox.
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

    /** The result of a call is not wanted any more: its route is told, nothing is answered. */
    void cancel(LiveSession session, String callId);
}
