package io.github.camelgeminilive;

import io.github.camelgeminilive.session.Disconnection;
import io.github.camelgeminilive.session.EventKind;
import io.github.camelgeminilive.session.EventLane;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.LaneSettings;
import io.github.camelgeminilive.session.LiveEvent;
import java.util.Set;

/**
 * Our own listener on each session, so that a dead connection always reaches somebody, whatever the routes subscribe
 * to. Lives as long as the session.
 *
 * <p>Confined to its lane.
 */
final class SessionWatch implements EventLane.Sink {

    static final LaneSettings LANE = new LaneSettings(
            Set.of(EventKind.opened, EventKind.restarted, EventKind.disconnected, EventKind.failed), 0, 1_000, false);

    private final Agent agent;
    private final String sessionId;

    SessionWatch(Agent agent, String sessionId) {
        this.agent = agent;
        this.sessionId = sessionId;
    }

    @Override
    public void take(LiveEvent event, Runnable done) {
        try {
            if (event.body() instanceof Failure failure) {
                agent.failures().tell(sessionId, failure);
            } else if (event.body() instanceof Disconnection disconnection) {
                // without another try the event failed follows and says more
                if (disconnection.reconnecting()) {
                    agent.failures().tell(sessionId, lost(event, disconnection));
                }
            } else {
                agent.failures().recovered();
            }
        } finally {
            done.run();
        }
    }

    private Failure lost(LiveEvent event, Disconnection disconnection) {
        return new Failure(
                Failure.Code.CONNECTION_LOST,
                "Session " + sessionId + " of agent " + agent.name() + " lost connection " + event.connection() + " ("
                        + (disconnection.code() + " " + disconnection.reason()).strip()
                        + "); a new one begins without what was said before");
    }
}
