package io.github.camelgeminilive.session;

import io.github.camelgeminilive.transport.CloseReason;
import io.github.camelgeminilive.transport.ConnectRequest;
import io.github.camelgeminilive.transport.LiveConnection;
import io.github.camelgeminilive.transport.LiveTransport;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Opens a session's connections in two steps: asks the plan where to and with which credentials, which may take a
 * worker some time, then the transport. What comes of the first step is dropped when the connection is not wanted any
 * more: the session was closed, or gave up and tries the next.
 *
 * <p>Confined to the session's mailbox.
 */
final class Connector {

    private final LiveTransport transport;
    private final ConnectPlan plan;
    private final Mailbox mailbox;
    private final IntPredicate wanted;
    private final IntFunction<LiveTransport.Listener> ears;
    private final Consumer<LiveConnection> opening;
    private final Consumer<SessionEvent> heard;

    /**
     * @param wanted whether a connection of this generation is what the session waits for
     * @param ears listens to a connection of this generation
     * @param opening takes the connection as soon as there is one to close
     * @param heard takes events, in the mailbox
     */
    Connector(
            LiveSession.Surroundings around,
            Mailbox mailbox,
            IntPredicate wanted,
            IntFunction<LiveTransport.Listener> ears,
            Consumer<LiveConnection> opening,
            Consumer<SessionEvent> heard) {
        this.transport = around.transport();
        this.plan = around.plan();
        this.mailbox = mailbox;
        this.wanted = wanted;
        this.ears = ears;
        this.opening = opening;
        this.heard = heard;
    }

    void connect(int generation) {
        try {
            CompletionStage<ConnectRequest> request = plan.request();
            boolean later = !request.toCompletableFuture().isDone();
            if (later) {
                mailbox.post(() -> heard.accept(new SessionEvent.CredentialsAwaited(generation, true)));
            }
            request.whenComplete((ready, problem) -> mailbox.post(() -> answered(generation, later, ready, problem)));
        } catch (RuntimeException e) {
            refuse(generation, e);
        }
    }

    private void answered(int generation, boolean later, @Nullable ConnectRequest ready, @Nullable Throwable problem) {
        if (!wanted.test(generation)) {
            return;
        }
        if (ready == null) {
            refuse(
                    generation,
                    problem == null ? new IllegalStateException("Expected an address but got none") : problem);
            return;
        }
        if (later) {
            heard.accept(new SessionEvent.CredentialsAwaited(generation, false));
            if (!wanted.test(generation)) {
                return; // the time was up just now
            }
        }
        try {
            opening.accept(transport.connect(ready, ears.apply(generation)));
        } catch (RuntimeException e) {
            refuse(generation, e);
        }
    }

    /** Our own side can't connect: without credentials, or by a mistake in the configuration. */
    void refuse(int generation, Throwable problem) {
        Throwable e =
                problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        CloseReason reason;
        if (e instanceof ConnectPlan.NotReady notReady) {
            reason = notReady.reason();
        } else {
            String text = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
            reason = new CloseReason(CloseReason.Kind.REFUSED, 0, text, e);
        }
        mailbox.post(() -> heard.accept(new SessionEvent.ConnectionClosed(generation, reason)));
    }
}
