package io.github.camelgeminilive.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MailboxTest {

    @RegisterExtension
    final CleanTearDown tearDown = new CleanTearDown();

    private final List<Throwable> told = new ArrayList<>();
    private final Mailbox mailbox = new Mailbox((thread, thrown) -> told.add(thrown));

    @Test
    void aTaskRunsAtOnceOnTheThreadThatPostsIt() {
        List<Thread> threads = new ArrayList<>();
        mailbox.post(() -> threads.add(Thread.currentThread()));
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void aTaskPostedByATaskRunsAfterIt() {
        List<String> order = new ArrayList<>();
        mailbox.post(() -> {
            mailbox.post(() -> {
                order.add("second");
                mailbox.post(() -> order.add("third"));
            });
            order.add("first");
        });
        assertThat(order).containsExactly("first", "second", "third");
    }

    @Test
    void aTaskThatThrowsIsToldAndHoldsUpNobody() {
        List<String> ran = new ArrayList<>();
        mailbox.post(() -> {
            mailbox.post(() -> {
                throw new AssertionError("error");
            });
            mailbox.post(() -> ran.add("next"));
            throw new IllegalStateException("exception");
        });
        assertThat(ran).containsExactly("next");
        assertThat(told).extracting(Throwable::getMessage).containsExactly("exception", "error");
    }

    @Test
    void aHandlerThatThrowsHoldsUpNobodyEither() {
        Mailbox unlucky = new Mailbox((thread, thrown) -> {
            throw new IllegalStateException("handler");
        });
        List<String> ran = new ArrayList<>();
        unlucky.post(() -> {
            throw new IllegalStateException("task");
        });
        unlucky.post(() -> ran.add("next"));
        assertThat(ran).containsExactly("next");
    }

    @Test
    void manyThreadsOneAtATimeEachInItsOrder() throws InterruptedException {
        int threads = 8;
        int each = 100_000;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger collisions = new AtomicInteger();
        // written by the mailbox alone, without any protection of its own
        int[] next = new int[threads];
        long[] count = {0};
        int[] disorder = {0};
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> posters = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int who = t;
            Thread poster = new Thread(() -> {
                await(start);
                for (int i = 0; i < each; i++) {
                    int number = i;
                    mailbox.post(() -> {
                        if (inside.incrementAndGet() != 1) {
                            collisions.incrementAndGet();
                        }
                        if (next[who]++ != number) {
                            disorder[0]++;
                        }
                        count[0]++;
                        inside.decrementAndGet();
                    });
                }
            });
            posters.add(poster);
            poster.start();
        }
        start.countDown();
        for (Thread poster : posters) {
            poster.join(TimeUnit.SECONDS.toMillis(30));
            assertThat(poster.isAlive()).as("a poster is done").isFalse();
        }
        assertThat(collisions).hasValue(0);
        assertThat(disorder[0]).isZero();
        assertThat(count[0]).isEqualTo((long) threads * each);
        assertThat(told).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("The start never came");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
