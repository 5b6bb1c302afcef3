package io.github.camelgeminilive;

import io.github.camelgeminilive.session.Clock;
import io.github.camelgeminilive.transport.LiveTransport;
import io.github.camelgeminilive.transport.WebSocketTransport;
import io.vertx.core.http.WebSocketClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.component.vertx.common.VertxHelper;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What the agents of a component share while it is started: Vert.x, thread pools, the clock, connections'
 * transports. Each pool takes the thread pool profile of its name if the context has one.
 *
 * <p>Thread-safe.
 */
final class LiveRuntime implements AutoCloseable {

    /** Runs lanes and continues exchanges that waited; never the event loop. */
    static final String LANES = "geminiLiveLanes";

    /** Runs tool routes; full means that the model is told to wait. */
    static final String TOOLS = "geminiLiveTools";

    /** Reads files and streams of sound. */
    static final String READERS = "geminiLiveReaders";

    /** Fetches access tokens: one thread for each agent that connects, at most. */
    static final String CREDENTIALS = "geminiLiveCredentials";

    /** A little longer than a transport waits for the answer to its close frame. */
    private static final Duration GOODBYE = Duration.ofMillis(2_500);

    /**
     * Tasks of lanes and readers are bounded by their sources: one for each lane, each input and each sound. Not -1, which
     * Camel takes for handing over directly and, beyond the threads, running on the caller's.
     */
    private static final int UNBOUNDED = Integer.MAX_VALUE;

    /** Calls that may wait for a thread; more are answered as busy. */
    private static final int TOOLS_WAITING = 200;

    private final CamelContext context;
    private final Object source;
    private final VertxLookup vertx;
    private final ExecutorService lanes;
    private final ExecutorService tools;
    private final ExecutorService readers;
    private final ExecutorService credentials;
    private final ScheduledExecutorService timers;
    private final Clock clock;
    private final List<WebSocketTransport> transports = new CopyOnWriteArrayList<>();

    LiveRuntime(GeminiLiveComponent component) {
        this.context = component.getCamelContext();
        this.source = component;
        this.vertx = new VertxLookup(context, component.getVertx(), component.getVertxOptions());
        this.lanes = pool(
                new ThreadPoolProfileBuilder(LANES).poolSize(20).maxPoolSize(20).maxQueueSize(UNBOUNDED));
        this.tools = pool(
                new ThreadPoolProfileBuilder(TOOLS).poolSize(20).maxPoolSize(20).maxQueueSize(TOOLS_WAITING));
        this.readers = pool(new ThreadPoolProfileBuilder(READERS)
                .poolSize(10)
                .maxPoolSize(10)
                .maxQueueSize(UNBOUNDED));
        this.credentials = pool(new ThreadPoolProfileBuilder(CREDENTIALS)
                .poolSize(10)
                .maxPoolSize(10)
                .maxQueueSize(UNBOUNDED));
        this.timers = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(source, "GeminiLiveTimers");
        this.clock = new ScheduledClock(timers);
    }

    private ExecutorService pool(ThreadPoolProfileBuilder defaults) {
        ExecutorServiceManager manager = context.getExecutorServiceManager();
        ThreadPoolProfile profile = defaults.keepAliveTime(60L, TimeUnit.SECONDS)
                .allowCoreThreadTimeOut(true)
                .build();
        ThreadPoolProfile configured = manager.getThreadPoolProfile(profile.getId());
        ThreadPoolProfile used = configured == null ? profile : configured.clone();
        used.addDefaults(profile);
        // never on the caller's thread: it can be an event loop, and it is inside a session's mailbox
        used.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        String name = Character.toUpperCase(profile.getId().charAt(0))
                + profile.getId().substring(1);
        return manager.newThreadPool(source, name, used);
    }

    ExecutorService lanes() {
        return lanes;
    }

    ExecutorService tools() {
        return tools;
    }

    ExecutorService readers() {
        return readers;
    }

    ExecutorService credentials() {
        return credentials;
    }

    Clock clock() {
        return clock;
    }

    /** A transport for one agent: its TLS, proxy and message limit are its own. */
    WebSocketTransport transport(GeminiLiveConfiguration configuration, @Nullable SSLContextParameters tls) {
        WebSocketClientOptions given = configuration.getClientOptions();
        WebSocketClientOptions options =
                given == null ? new WebSocketClientOptions() : new WebSocketClientOptions(given);
        if (tls != null) {
            try {
                VertxHelper.setupSSLOptions(context, tls, options);
                // it sets factories for both even where there is nothing to make, and Vert.x fails on those
                if (tls.getKeyManagers() == null) {
                    options.setKeyCertOptions(null);
                }
                if (tls.getTrustManagers() == null) {
                    options.setTrustOptions(null);
                }
            } catch (Exception e) {
                throw new IllegalArgumentException(
                        "Option sslContextParameters: expected TLS settings that can be used but " + e.getMessage(), e);
            }
        }
        WebSocketTransport transport =
                new WebSocketTransport(vertx.vertx(), options, configuration.getMaxMessageSize());
        transports.add(transport);
        return transport;
    }

    void release(LiveTransport transport) {
        if (transport instanceof WebSocketTransport socket && transports.remove(socket)) {
            close(socket);
        }
    }

    @Override
    public void close() {
        transports.forEach(LiveRuntime::close);
        transports.clear();
        ExecutorServiceManager manager = context.getExecutorServiceManager();
        // nobody waits for a token any more, and a token server may hang
        manager.shutdownNow(credentials);
        manager.shutdownGraceful(readers);
        manager.shutdownGraceful(tools);
        manager.shutdownGraceful(lanes);
        manager.shutdownNow(timers);
        vertx.close();
    }

    /** Sessions have said goodbye: what they sent goes out before the sockets are dropped. */
    private static void close(WebSocketTransport transport) {
        try {
            transport.awaitIdle(GOODBYE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        transport.close();
    }

    /** The real clock, counted from when this class was loaded: far from the ends of the range, which mean "never". */
    private record ScheduledClock(ScheduledExecutorService timers) implements Clock {

        private static final long ORIGIN = System.nanoTime();

        @Override
        public long nanoTime() {
            return System.nanoTime() - ORIGIN;
        }

        @Override
        public Cancellable schedule(Runnable task, long delayNanos) {
            ScheduledFuture<?> future = timers.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        }
    }
}
