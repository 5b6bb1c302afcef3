package io.github.camelgeminilive;

import io.github.camelgeminilive.session.Clock;
import io.github.camelgeminilive.tools.ToolInvocation;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.ProducerCache;
import org.apache.camel.support.cache.DefaultProducerCache;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends cancelled calls to the endpoint of option {@code onCancel}, each as an exchange of its own on the tool pool. What
 * could not be sent, or failed there, is counted and told to the exception handler. Lives from a start of the tool's
 * consumer to its stop.
 *
 * <p>Thread-safe.
 */
final class ToolUndo {

    /** How long a full pool is left alone before it is asked again; doubled each time. */
    private static final long FIRST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** What is under way at the end of its route is waited for this long. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final GeminiLiveEndpoint from;
    private final String uri;
    private final Executor pool;
    private final Executor told;
    private final Clock clock;
    private final ExceptionHandler problems;
    private final Endpoint to;
    private final ProducerCache producers;

    /** From the cancellation until what was done is undone. */
    private final Set<Undoing> pending = ConcurrentHashMap.newKeySet();

    private volatile boolean stopped;

    private ToolUndo(
            GeminiLiveEndpoint from,
            String uri,
            Executor pool,
            Executor told,
            Clock clock,
            ExceptionHandler problems,
            Endpoint to,
            ProducerCache producers) {
        this.from = from;
        this.uri = URISupport.sanitizeUri(uri);
        this.pool = pool;
        this.told = told;
        this.clock = clock;
        this.problems = problems;
        this.to = to;
        this.producers = producers;
    }

    /**
     * Finds the endpoint and starts its producer.
     *
     * @throws IllegalArgumentException where there is no such endpoint, or it can't be sent to
     */
    static ToolUndo start(GeminiLiveEndpoint from, String uri, LiveRuntime runtime, ExceptionHandler problems) {
        CamelContext context = from.getCamelContext();
        ProducerCache producers = new DefaultProducerCache(from, context, 1);
        try {
            Endpoint to = context.getEndpoint(uri);
            if (to == null) {
                throw new IllegalArgumentException("there is no component for it");
            }
            ServiceHelper.startService(producers);
            // kept for as long as the cache is there
            producers.releaseProducer(to, producers.acquireProducer(to));
            return new ToolUndo(from, uri, runtime.tools(), runtime.lanes(), runtime.clock(), problems, to, producers);
        } catch (RuntimeException e) {
            ServiceHelper.stopService(producers);
            throw new IllegalArgumentException(
                    "Option onCancel: expected the URI of an endpoint that can be sent to but "
                            + URISupport.sanitizeUri(uri) + " is none",
                    e);
        }
    }

    /** Calls that were cancelled and are not undone yet. */
    int pending() {
        return pending.size();
    }

    /**
     * A call was cancelled and is to be undone.
     *
     * @param fill makes the exchange
     * @return what hands it over, to be run when nothing of the call is going on any more; it returns at once
     */
    Runnable due(ToolInvocation call, Processor fill) {
        Undoing undoing = new Undoing(call, fill);
        pending.add(undoing);
        return undoing::handOver;
    }

    /** Waits a little for what is under way; what has not begun by then is told as a failure. */
    void stop() {
        await();
        stopped = true;
        pending.forEach(Undoing::refuse);
        ServiceHelper.stopService(producers);
    }

    /** Waits a little for what is under way. */
    void await() {
        CompletableFuture<?>[] ends =
                pending.stream().map(undoing -> undoing.end).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, GOODBYE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** One call to undo. */
    private final class Undoing implements Runnable {

        final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
        private final ToolInvocation call;
        private final Processor fill;
        private final AtomicBoolean begun = new AtomicBoolean();
        private volatile long waitNanos = FIRST_WAIT_NANOS;

        Undoing(ToolInvocation call, Processor fill) {
            this.call = call;
            this.fill = fill;
        }

        /** To the pool; when that is full, later: undoing must not be dropped as a new call may be. */
        void handOver() {
            if (stopped) {
                refuseLater();
                return;
            }
            try {
                pool.execute(this);
            } catch (RejectedExecutionException full) {
                long wait = waitNanos;
                waitNanos = Math.min(2 * wait, LONGEST_WAIT_NANOS);
                try {
                    clock.schedule(this::handOver, wait);
                } catch (RejectedExecutionException over) {
                    refuseLater();
                }
            }
        }

        @Override
        public void run() {
            if (!begun.compareAndSet(false, true)) {
                return;
            }
            try {
                Exchange exchange = from.createExchange(ExchangePattern.InOnly);
                fill.process(exchange);
                CompletableFuture<?> unused = producers
                        .asyncSendExchange(to, null, null, null, exchange, new CompletableFuture<>())
                        .whenComplete((sent, problem) ->
                                finished(exchange, problem != null ? problem : exchange.getException()));
            } catch (Exception | Error e) {
                finished(null, e);
            }
        }

        /** Here may be a session's mailbox or its timer: what an exception handler does must not hold them up. */
        private void refuseLater() {
            try {
                told.execute(this::refuse);
            } catch (RejectedExecutionException over) {
                refuse();
            }
        }

        void refuse() {
            if (begun.compareAndSet(false, true)) {
                finished(
                        null,
                        new IllegalStateException(
                                "Expected " + uri
                                        + " to get a call that was cancelled, but the route of the function was stopped before it ended"));
            }
        }

        private void finished(@Nullable Exchange exchange, @Nullable Throwable problem) {
            pending.remove(this);
            call.undone(problem == null);
            end.complete(null);
            if (problem != null) {
                problems.handleException(
                        "Call " + call.id() + " of function " + call.name()
                                + " was cancelled and could not be undone by " + uri,
                        exchange,
                        problem);
            }
        }
    }
}
