package io.github.camelgeminilive;

import io.github.camelgeminilive.session.EventKind;
import io.github.camelgeminilive.session.EventLane;
import io.github.camelgeminilive.session.LaneSettings;
import io.github.camelgeminilive.session.LiveEvent;
import io.github.camelgeminilive.sound.OutputFormat;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Receives the events of an agent's sessions: one lane per session, one exchange at a time in each. Lives from the start
 * of its route to its stop; sessions live on while the agent has other members.
 *
 * <p>Thread-safe.
 */
@ManagedResource(description = "Managed Gemini Live consumer")
public class GeminiLiveConsumer extends DefaultConsumer implements Suspendable, ShutdownAware, Member {

    private final GeminiLiveEndpoint endpoint;
    private final LaneSettings laneSettings;
    private final Map<AgentSession, EventLane> lanes = new ConcurrentHashMap<>();
    private @Nullable Agent agent;

    public GeminiLiveConsumer(GeminiLiveEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        GeminiLiveConfiguration configuration = endpoint.getConfiguration();
        String events = configuration.getEvents();
        Set<EventKind> kinds = events == null ? EventKind.DEFAULT : EventKind.parse(events);
        this.laneSettings = new LaneSettings(
                kinds,
                Duration.ofMillis(configuration.getMaxQueuedAudio()).toNanos(),
                configuration.getQueueSize(),
                configuration.isDropAudioOnInterrupt(),
                configuration.getPace() == GeminiLivePace.realtime,
                OutputFormat.of(configuration.getAudioOutputFormat(), OutputFormat.pcm)
                        .shape(),
                "final".equals(configuration.getTranscription()));
    }

    @Override
    public GeminiLiveEndpoint endpoint() {
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Agent joined = endpoint.getComponent().directory().join(this);
        agent = joined;
        joined.subscribe(this);
        GeminiLiveHealthCheck.register(this, joined);
        endpoint.getComponent().directory().ready(joined, this);
    }

    @Override
    protected void doStop() throws Exception {
        Agent joined = agent;
        agent = null;
        if (joined != null) {
            joined.unsubscribe(this);
            lanes.forEach((session, lane) -> session.live().removeLane(lane));
            lanes.clear();
            endpoint.getComponent().directory().leave(joined, this);
        }
        super.doStop();
    }

    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        lanes.values().forEach(EventLane::suspend);
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        lanes.values().forEach(EventLane::resume);
    }

    /** A session is open: its events come to us if they are wanted. */
    void follow(AgentSession session) {
        String only = endpoint.getConfiguration().getSessionId();
        if (only != null && !only.equals(session.id())) {
            return;
        }
        lanes.keySet().removeIf(this::over);
        EventLane lane = session.live().addLane(laneSettings, (event, done) -> deliver(session, event, done));
        lanes.put(session, lane);
        if (isSuspended()) {
            lane.suspend();
        }
    }

    /** Whether a session has ended and all its events were delivered. */
    private boolean over(AgentSession session) {
        EventLane lane = lanes.get(session);
        return "Closed".equals(session.live().status().state()) && (lane == null || lane.size() == 0);
    }

    private void deliver(AgentSession session, LiveEvent event, Runnable done) {
        Exchange exchange = createExchange(false);
        PooledExchanges.clean(exchange);
        ExchangeMapper.event(exchange.getMessage(), endpoint.getAgent(), session.id(), event);
        // made before process: it looks at the exchange before a pool takes it back
        AsyncCallback callback = defaultConsumerCallback(exchange, false);
        getAsyncProcessor().process(exchange, doneSync -> {
            try {
                callback.done(doneSync);
            } finally {
                done.run();
            }
        });
    }

    @Override
    public void sessionFailed(String sessionId, GeminiLiveException failure) {
        Failures.tell(this, endpoint.getAgent(), sessionId, failure);
    }

    @Override
    public boolean hearsFailures() {
        return true;
    }

    /** Other routes may still send into a conversation whose answers we deliver: we stop last, as seda does. */
    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return true;
    }

    @Override
    @ManagedAttribute(description = "Events that wait for the route")
    public int getPendingExchangesSize() {
        // what waits for a suspended route waits for its resume, and not for a shutdown
        return isSuspended()
                ? 0
                : lanes.values().stream().mapToInt(EventLane::size).sum();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (!suspendOnly) {
            // what came is delivered, nothing new is taken
            lanes.forEach((session, lane) -> session.live().detachLane(lane));
        }
    }
}
