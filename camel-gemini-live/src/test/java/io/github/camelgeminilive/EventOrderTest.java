package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.LiveConnection;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.security.MessageDigest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sound reaches a route in the order of the wire, one chunk at a time, however the route works. */
class EventOrderTest extends LiveRouteTest {

    private static final int CHUNKS = 10_000;
    private static final String AUDIO = "gemini-live:bob?events=audio";

    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final CountDownLatch behind = new CountDownLatch(1);
    private final CountDownLatch all = new CountDownLatch(CHUNKS);
    private final AtomicInteger expected = new AtomicInteger();
    private final AtomicInteger misplaced = new AtomicInteger();
    private final AtomicInteger inRoute = new AtomicInteger();
    private final AtomicInteger mostInRoute = new AtomicInteger();

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder().scenario(Scenario.mute()).recordedChars(1_000_000);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        if (contextManagerExtension.getCurrentTestName().contains("Pooled")) {
            created.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        }
        return created;
    }

    @AfterEach
    void stopWorkers() {
        workers.shutdownNow();
    }

    @Test
    void slowRouteGetsEveryChunkInItsPlace() throws Exception {
        everyChunkArrivesInItsPlace(rb -> rb.from(AUDIO).process(this::slowly));
    }

    @Test
    void routeOnOtherThreadsGetsEveryChunkInItsPlace() throws Exception {
        everyChunkArrivesInItsPlace(rb -> rb.from(AUDIO).threads(4).process(this::seen));
    }

    @Test
    void asynchronousProcessorGetsEveryChunkInItsPlace() throws Exception {
        everyChunkArrivesInItsPlace(rb -> rb.from(AUDIO).process(new Elsewhere()));
    }

    @Test
    void queueThatIsWaitedForGetsEveryChunkInItsPlace() throws Exception {
        everyChunkArrivesInItsPlace(rb -> {
            rb.from(AUDIO).to("seda:next?waitForTaskToComplete=Always");
            rb.from("seda:next?concurrentConsumers=4").process(this::seen);
        });
    }

    @Test
    void slowRouteWithPooledExchangesGetsEveryChunkInItsPlace() throws Exception {
        everyChunkArrivesInItsPlace(rb -> rb.from(AUDIO).process(this::slowly));
    }

    @Test
    void asynchronousProcessorWithPooledExchangesGetsEveryChunkInItsPlace() throws Exception {
        everyChunkArrivesInItsPlace(rb -> rb.from(AUDIO).process(new Elsewhere()));
    }

    @Test
    void routeOnOtherThreadsWithPooledExchangesGetsEveryChunkInItsPlace() throws Exception {
        everyChunkArrivesInItsPlace(rb -> rb.from(AUDIO).threads(4).process(this::seen));
    }

    private void everyChunkArrivesInItsPlace(LambdaRouteBuilder route) throws Exception {
        routes(route);
        AgentSession session = open("bob", GeminiLiveConstants.DEFAULT_SESSION);
        LiveConnection line = emulator().connection(1);
        for (int i = 0; i < CHUNKS; i++) {
            line.serverSays(Says.numbered(i));
        }
        // 400 s of sound for a route that has not moved: reading has to pause, and to go on without a gap
        await("the pause at maxQueuedAudio", () -> session.live().counters().pauses() > 0);
        behind.countDown();
        assertThat(all.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("all chunks; %s are missing", all.getCount())
                .isTrue();
        assertThat(misplaced).as("chunks out of place").hasValue(0);
        assertThat(mostInRoute).as("chunks in the route at once").hasValue(1);
    }

    private void slowly(Exchange exchange) throws Exception {
        byte[] chunk = exchange.getMessage().getBody(byte[].class);
        MessageDigest work = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < 20; i++) {
            work.update(chunk);
        }
        seen(exchange);
    }

    private void seen(Exchange exchange) throws Exception {
        int together = inRoute.incrementAndGet();
        mostInRoute.accumulateAndGet(together, Math::max);
        assertThat(behind.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        int number = Says.number(exchange.getMessage().getBody(byte[].class));
        if (number != expected.getAndIncrement()) {
            misplaced.incrementAndGet();
        }
        inRoute.decrementAndGet();
        all.countDown();
    }

    /** Goes on at once and is done on a thread of its own. */
    private final class Elsewhere extends AsyncProcessorSupport {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            workers.execute(() -> {
                try {
                    seen(exchange);
                } catch (Exception e) {
                    exchange.setException(e);
                } finally {
                    callback.done(false);
                }
            });
            return false;
        }
    }
}
