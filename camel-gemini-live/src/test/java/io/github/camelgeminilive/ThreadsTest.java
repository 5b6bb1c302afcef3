package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Routes run on the lanes' pool, whoever brought the event and however busy the pool is. */
class ThreadsTest extends LiveRouteTest {

    private static final int SESSIONS = 30;

    private final Queue<String> threads = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("gemini-live:bob");
                from("gemini-live:bob?events=turnComplete").process(e -> {
                    threads.add(Thread.currentThread().getName());
                    release.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                });
            }
        };
    }

    @AfterEach
    void releaseRoutes() {
        release.countDown();
    }

    @Test
    void moreBusyRoutesThanThreadsNeverReachTheEventLoop() {
        for (int i = 0; i < SESSIONS; i++) {
            String id = "caller-" + i;
            var unused = template.asyncSend("direct:in", e -> {
                e.getMessage().setHeader(GeminiLiveConstants.SESSION_ID, id);
                e.getMessage().setBody("hello");
            });
        }
        await("every thread of the pool is busy", () -> threads.size() == 20);
        // the sockets are read on while all threads of the lanes are busy: what comes waits, and nobody else runs it
        await(
                "all sessions have their answer",
                () -> component().directory().agents().stream()
                                .mapToInt(agent -> agent.sessions().stream()
                                        .mapToInt(s -> s.live().queuedEvents())
                                        .sum())
                                .sum()
                        >= SESSIONS);
        assertThat(threads).hasSize(20).allMatch(name -> name.contains("GeminiLiveLanes"));

        release.countDown();
        await("every answer arrives", () -> threads.size() == SESSIONS);
        assertThat(threads).allMatch(name -> name.contains("GeminiLiveLanes"));
    }
}
