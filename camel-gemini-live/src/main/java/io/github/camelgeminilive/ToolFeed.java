package io.github.camelgeminilive;

import io.github.camelgeminilive.session.Clock;
import io.github.camelgeminilive.tools.Tool;
import io.github.camelgeminilive.tools.ToolSource;
import io.github.camelgeminilive.tools.ToolSource.Listing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of one source of functions. Asked on the tool pool, one listing at a time; one that fails is tried again
 * later, and until then what was known before is kept.
 *
 * <p>Thread-safe.
 */
final class ToolFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ToolFeed.class);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    /** Doublings of the first retry: about a minute between the last ones. */
    private static final int MAX_DOUBLINGS = 6;

    private final ToolSource source;
    private final Executor pool;
    private final Clock clock;
    private final Runnable changed;

    // guarded by this
    private @Nullable CompletableFuture<Void> running;
    private boolean again;
    private boolean closed;
    private int failures;
    private Clock.@Nullable Cancellable retry;

    private volatile @Nullable Listing known;
    private volatile @Nullable String problem;

    /**
     * A feed that has not asked.
     *
     * @param changed runs after each listing, outside of any lock
     */
    ToolFeed(ToolSource source, Executor pool, Clock clock, Runnable changed) {
        this.source = source;
        this.pool = pool;
        this.clock = clock;
        this.changed = changed;
        source.onChange(() -> ask(true));
    }

    /** Whether the source has said at least once what it has. */
    boolean listed() {
        return known != null;
    }

    List<Tool> tools() {
        Listing listing = known;
        return listing == null ? List.of() : listing.tools();
    }

    List<String> problems() {
        Listing listing = known;
        String why = problem;
        if (why != null) {
            return List.of(source.origin() + " " + why);
        }
        return listing == null ? List.of() : listing.problems();
    }

    /** Asks where that is needed for a connection; one whose last listing failed is not waited for. */
    CompletableFuture<?> upToDate() {
        boolean failed;
        synchronized (this) {
            failed = failures > 0;
        }
        if (known != null && !failed && source.tellsChanges()) {
            return CompletableFuture.completedFuture(null);
        }
        ask(false);
        synchronized (this) {
            CompletableFuture<Void> listing = running;
            return failed || listing == null ? CompletableFuture.completedFuture(null) : listing;
        }
    }

    /**
     * Asks the source, without waiting for it.
     *
     * @param change whether a listing that runs may have come too early
     */
    void ask(boolean change) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (running != null) {
                again |= change;
                return;
            }
            running = new CompletableFuture<>();
            if (retry != null) {
                retry.cancel();
                retry = null;
            }
        }
        start();
    }

    private void start() {
        try {
            pool.execute(this::list);
        } catch (RejectedExecutionException e) {
            finished(null, "could not be asked: all threads of pool " + LiveRuntime.TOOLS + " are busy");
        }
    }

    private void list() {
        try {
            Listing listing = source.list();
            finished(listing, null);
        } catch (RuntimeException | LinkageError e) {
            String reason = reason(e);
            LOG.debug("{} could not be asked: {}", source.origin(), reason);
            finished(null, "could not be asked: " + reason);
        }
    }

    private void finished(@Nullable Listing listing, @Nullable String why) {
        boolean more;
        CompletableFuture<Void> done;
        synchronized (this) {
            problem = why;
            if (listing != null) {
                known = listing;
            }
            failures = why == null ? 0 : failures + 1;
            more = again && !closed;
            again = false;
            done = running;
            if (!more) {
                running = null;
                if (why != null && !closed) {
                    long delay = FIRST_RETRY.toNanos() << Math.min(failures - 1, MAX_DOUBLINGS);
                    retry = clock.schedule(() -> ask(false), delay);
                }
            }
            if (closed) {
                // whoever closed it has taken its functions away
                more = false;
            }
        }
        if (!isClosed()) {
            changed.run();
        }
        if (more) {
            start();
        } else if (done != null) {
            done.complete(null);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** The innermost cause; an address in it can hold a key. */
    private static String reason(Throwable problem) {
        Throwable cause = problem;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        if (cause instanceof TimeoutException) {
            return "no answer in time; does its command start, is its address right?";
        }
        String text = cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return cause.getClass().getSimpleName()
                + text.replaceAll("//[^/@\\s]*@", "//...@").replaceAll("\\?\\S*", "?...");
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (retry != null) {
                retry.cancel();
            }
        }
        source.close();
    }
}
