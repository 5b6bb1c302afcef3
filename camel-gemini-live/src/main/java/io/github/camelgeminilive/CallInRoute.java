package io.github.camelgeminilive;

import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through the route: what a cancellation may touch, and until when. The exchange goes back to a pool
 * and the thread goes on to other calls, so both are touched under a lock and forgotten at the end of the route.
 *
 * <pre>
 *   in the route --ended--> answered from its exchange --done--> the exchange is gone
 * </pre>
 *
 * <p>Thread-safe.
 */
final class CallInRoute {

    private final boolean interrupts;

    private final Undo undo;

    /** Set while the route runs. Guarded by this, as are all below. */
    private @Nullable Exchange exchange;

    /** The thread that is inside our call of the route. */
    private @Nullable Thread thread;

    private boolean interrupted;
    private @Nullable Runnable due;
    private boolean done;

    /** The Saga in which the route's message was left. Written once, at the end of the route. */
    private volatile @Nullable Object saga;

    /** Undoes a call. */
    @FunctionalInterface
    interface Undo {

        /**
         * The call was cancelled. Called at most once and under a lock: must be short and must not call user code; the same
         * holds for what it gives, which is run outside of the lock.
         *
         * @param ended whether the route had ended before
         * @param saga the Saga in which the route's message was left, or null; known when the route has ended
         * @return is run when nothing of the call is going on any more
         */
        Runnable takenBack(boolean ended, Supplier<@Nullable Object> saga);
    }

    /**
     * A call whose route begins.
     *
     * @param interrupts whether the thread in the route is interrupted when the call is cancelled
     */
    CallInRoute(Exchange exchange, boolean interrupts, Undo undo) {
        this.exchange = exchange;
        this.interrupts = interrupts;
        this.undo = undo;
    }

    /** This thread goes into the route; {@link #leave} follows on the same thread. */
    synchronized void enter() {
        thread = Thread.currentThread();
    }

    /** This thread comes back from the route, which may still run on others. */
    synchronized void leave() {
        clearInterrupt();
        thread = null;
    }

    /** The call is cancelled: no further step of the route begins, and a transaction is rolled back. */
    void takenBack() {
        Runnable now = null;
        synchronized (this) {
            Runnable toDo = undo.takenBack(exchange == null, () -> saga);
            if (exchange != null) {
                exchange.setRollbackOnly(true);
                if (interrupts && thread != null) {
                    interrupted = true;
                    thread.interrupt();
                }
            }
            if (done) {
                now = toDo;
            } else {
                due = toDo;
            }
        }
        if (now != null) {
            now.run();
        }
    }

    /** The last step of the route is over; its exchange is still in use. False the second time: then it is not. */
    synchronized boolean ended() {
        boolean first = exchange != null;
        if (exchange != null) {
            saga = exchange.getMessage().getHeader(Exchange.SAGA_LONG_RUNNING_ACTION);
            exchange = null;
        }
        if (thread == Thread.currentThread()) {
            clearInterrupt();
            thread = null;
        }
        return first;
    }

    /** The exchange has gone: nothing of the call is going on any more, so it can be undone. */
    void done() {
        Runnable now;
        synchronized (this) {
            done = true;
            now = due;
            due = null;
        }
        if (now != null) {
            now.run();
        }
    }

    /** An interrupt that came at the last moment must not hit what this thread does next. */
    private void clearInterrupt() {
        if (interrupted) {
            interrupted = false;
            Thread.interrupted();
        }
    }
}
