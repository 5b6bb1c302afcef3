package io.github.camelgeminilive;

import io.github.camelgeminilive.tools.ToolInvocation;
import io.github.camelgeminilive.tools.ToolOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The call that a tool route carries out: exchange property {@value #PROPERTY}. Tells whether the result is still wanted.
 * May be kept and asked for as long as one likes, after the exchange too.
 *
 * <p>Thread-safe.
 */
public final class ToolCall {

    /** The exchange property that holds the call. */
    public static final String PROPERTY = "CamelGeminiLiveToolCall";

    private final ToolInvocation invocation;
    private final Executor continuations;

    /** Made when somebody asks. Guarded by this. */
    private @Nullable CompletableFuture<Boolean> cancelled;

    /**
     * A call.
     *
     * @param continuations runs what others have to do when the call is over
     */
    ToolCall(ToolInvocation invocation, Executor continuations) {
        this.invocation = invocation;
        this.continuations = continuations;
    }

    /**
     * The call that an exchange of a tool route carries out.
     *
     * @throws IllegalArgumentException where the exchange is none of a tool route
     */
    public static ToolCall of(Exchange exchange) {
        Object call = exchange.getProperty(PROPERTY);
        if (call instanceof ToolCall found) {
            return found;
        }
        throw new IllegalArgumentException("Expected exchange property " + PROPERTY
                + " but there is none: only exchanges of from(\"gemini-live:agent?tool=name\") have it");
    }

    /**
     * Whether an exchange carries out a call of this session that is still to be answered: who waits in it for what the
     * model says next would wait for himself.
     */
    static boolean runsFor(Exchange exchange, String agent, String sessionId) {
        return exchange.getProperty(PROPERTY) instanceof ToolCall call
                && !call.invocation.over()
                && call.getAgent().equals(agent)
                && call.getSessionId().equals(sessionId);
    }

    /** How the call ended; null while it is open. */
    @Nullable
    ToolOutcome outcome() {
        return invocation.outcome();
    }

    ToolInvocation invocation() {
        return invocation;
    }

    /** The id of the call: what header {@code CamelGeminiLiveToolCallId} holds when {@code toolResponse} answers it. */
    public String getId() {
        return invocation.id();
    }

    /** The function, as the model named it. */
    public String getName() {
        return invocation.name();
    }

    public String getAgent() {
        return invocation.agent();
    }

    /** The session whose model asked. */
    public String getSessionId() {
        return invocation.sessionId();
    }

    /** The arguments, whatever became of the body; unmodifiable. */
    public Map<String, Object> getArguments() {
        return invocation.args();
    }

    /**
     * Whether the result is not wanted any more: the user spoke over it, or the session is over. Where option onCancel is
     * set, also when the server takes back what was answered.
     */
    public boolean isCancelled() {
        return invocation.takenBack();
    }

    /**
     * Waits for the call to be cancelled; returns early when it is over for another reason, such as its time limit.
     *
     * @return whether it was cancelled
     */
    public boolean awaitCancelled(Duration limit) throws InterruptedException {
        invocation.awaitOver(limit);
        return isCancelled();
    }

    /**
     * Completes when the call is over: with true when it was cancelled, with false when it was answered or its time was up.
     * It always completes, at the latest with the session, and never with an exception. What depends on it runs on a thread
     * pool of the component, or on the thread that adds it; it must not block for long. Each caller gets a future of his own.
     */
    public CompletableFuture<Boolean> whenCancelled() {
        return shared().copy();
    }

    private synchronized CompletableFuture<Boolean> shared() {
        CompletableFuture<Boolean> future = cancelled;
        if (future == null) {
            CompletableFuture<Boolean> made = new CompletableFuture<>();
            cancelled = made;
            future = made;
            invocation.whenOver(() -> complete(made));
        }
        return future;
    }

    /** Never on the thread that ends the call: that is a session's mailbox or a timer. */
    private void complete(CompletableFuture<Boolean> future) {
        boolean value = invocation.cancelled();
        try {
            continuations.execute(() -> future.complete(value));
        } catch (RejectedExecutionException e) {
            // the component has stopped, and still nobody may wait for ever
            future.completeAsync(() -> value);
        }
    }

    @Override
    public String toString() {
        return "ToolCall[" + getName() + " " + getId() + "]";
    }
}
