package io.github.camelgeminilive.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.auth.TokenSource.AccessToken;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One question at a time, whose answer goes to everybody who asked meanwhile. */
class SharedTokensTest {

    private final Deque<Runnable> worker = new ArrayDeque<>();
    private int fetched;
    private @Nullable NoTokenException problem;
    private final SharedTokens tokens = new SharedTokens(this::fetch, worker::add);

    private AccessToken fetch() throws NoTokenException {
        if (problem != null) {
            throw problem;
        }
        return new AccessToken("t" + ++fetched, null);
    }

    private CompletableFuture<AccessToken> ask() {
        return tokens.token().toCompletableFuture();
    }

    @Test
    void nothingIsFetchedOnTheThreadOfWhoAsks() {
        assertThat(ask()).isNotDone();
        assertThat(fetched).isZero();
        assertThat(worker).hasSize(1);
    }

    @Test
    void whoAsksMeanwhileGetsTheSameAnswerAndWhoAsksLaterANewOne() {
        CompletableFuture<AccessToken> one = ask();
        CompletableFuture<AccessToken> two = ask();
        worker.remove().run();
        assertThat(worker).isEmpty();
        assertThat(one.join().value()).isEqualTo("t1");
        assertThat(two.join().value()).isEqualTo("t1");
        CompletableFuture<AccessToken> three = ask();
        worker.remove().run();
        assertThat(three.join().value()).isEqualTo("t2");
    }

    @Test
    void whoAsksAgainWhenHeHearsOfAFailureAsksAnew() {
        problem = new NoTokenException("down", true, null);
        List<String> heard = new ArrayList<>();
        List<CompletableFuture<Void>> again = new ArrayList<>();
        CompletableFuture<AccessToken> first = ask().whenComplete((token, failure) -> {
            heard.add(failure.getMessage());
            problem = null;
            again.add(ask().thenAccept(next -> heard.add(next.value())));
        });
        worker.remove().run();
        worker.remove().run();
        assertThat(first).isCompletedExceptionally();
        assertThat(again).singleElement().matches(CompletableFuture::isDone);
        assertThat(heard).containsExactly("down", "t1");
    }

    @Test
    void anErrorOfTheSourceIsTold() {
        SharedTokens broken = new SharedTokens(
                () -> {
                    throw new NoClassDefFoundError("gone");
                },
                Runnable::run);
        assertThat(broken.token().toCompletableFuture())
                .failsWithin(java.time.Duration.ZERO)
                .withThrowableThat()
                .havingRootCause()
                .withMessage("gone");
    }

    @Test
    void aPoolThatIsFullOrClosedIsWorthAnotherTry() {
        SharedTokens refused = new SharedTokens(this::fetch, task -> {
            throw new RejectedExecutionException();
        });
        assertThat(refused.token().toCompletableFuture())
                .isCompletedExceptionally()
                .failsWithin(java.time.Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        NoTokenException.class, e -> assertThat(e.retryable()).isTrue());
    }

    @Test
    void aTokenDoesNotPrintItself() {
        assertThat(new AccessToken("secret", "p").toString()).doesNotContain("secret");
    }
}
