package io.github.camelgeminilive;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether an agent's conversations work: down while a session has lost its connection, after one has failed until one is
 * live again, and while a route that does not keep up holds up reading for more than five seconds.
 *
 * <p>Thread-safe.
 */
final class GeminiLiveHealthCheck extends AbstractHealthCheck {

    private final Agent agent;

    GeminiLiveHealthCheck(Agent agent, String id) {
        super("camel", id);
        this.agent = agent;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        AgentHealth health = agent.health();
        builder.detail("agent", agent.name());
        builder.detail("sessions", health.sessions());
        builder.detail("live", health.live());
        builder.detail("reconnecting", health.troubled());
        builder.detail("reading paused", health.blocked());
        if (health.lastFailure() != null) {
            builder.message(health.lastFailure().message());
            builder.detail("failure", health.lastFailure().code().name());
        }
        builder.state(health.up() ? State.UP : State.DOWN);
    }
}
