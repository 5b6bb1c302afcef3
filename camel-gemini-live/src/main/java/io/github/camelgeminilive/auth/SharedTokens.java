package io.github.camelgeminilive.auth;

import io.github.camelgeminilive.auth.TokenSource.AccessToken;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks a source on a worker, once at a time: a thousand connections that come back together cost one question and one
 * thread, and a token server that hangs holds one thread. Who waits sets his own limit. Nothing is kept: how long a
 * token may be used again is the source's to know.
 *
 * <p>Thread-safe.
 */
public final class SharedTokens {

    private final TokenSource source;
    private final Executor worker;
    private final AtomicReference<@Nullable CompletableFuture<AccessToken>> asking = new AtomicReference<>();

    public SharedTokens(TokenSource source, Executor worker) {
        this.source = source;
        this.worker = worker;
    }

    /** A token, later; fails with {@link NoTokenException}. Returns at once. */
    public CompletionStage<AccessToken> token() {
        CompletableFuture<AccessToken> mine = new CompletableFuture<>();
        CompletableFuture<AccessToken> theirs = asking.compareAndExchange(null, mine);
        if (theirs != null) {
            return theirs;
        }
        try {
            worker.execute(() -> ask(mine));
        } catch (RuntimeException e) {
            answered(mine, null, new NoTokenException("no thread is free to fetch an access token", true, e));
        }
        return mine;
    }

    private void ask(CompletableFuture<AccessToken> question) {
        try {
            answered(question, source.token(), null);
        } catch (NoTokenException | RuntimeException | Error e) {
            answered(question, null, e);
        }
    }

    /** The next question is a new one before anybody hears of this answer: who hears may ask again. */
    private void answered(
            CompletableFuture<AccessToken> question, @Nullable AccessToken token, @Nullable Throwable problem) {
        asking.compareAndSet(question, null);
        if (problem != null) {
            question.completeExceptionally(problem);
        } else {
            question.complete(token);
        }
    }
}
