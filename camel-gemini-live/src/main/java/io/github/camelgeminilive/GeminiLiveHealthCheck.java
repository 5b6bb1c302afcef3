package io.github.camelgeminilive;

import io.github.camelgeminilive.session.Drop;
import io.github.camelgeminilive.tools.ToolCounters;
import io.github.camelgeminilive.tools.ToolDispatcher;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

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

    /** Registers the check of a consumer, if the application has turned health on. */
    static void register(DefaultConsumer consumer, Agent agent) {
        GeminiLiveEndpoint endpoint = (GeminiLiveEndpoint) consumer.getEndpoint();
        HealthCheckRepository repository = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "consumers", HealthCheckRepository.class);
        if (repository != null) {
            GeminiLiveHealthCheck check =
                    new GeminiLiveHealthCheck(agent, "consumer:gemini-live-" + consumer.getRouteId());
            check.setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
            consumer.setHealthCheck(check);
        }
    }

    /** Where producers register their checks, or null when the application has not turned health on. */
    static @Nullable WritableHealthCheckRepository ofProducers(CamelContext context) {
        return HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class);
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
        List<String> missing = agent.missingTools();
        if (!missing.isEmpty()) {
            // a conversation works without them: no reason to be down
            builder.detail("functions missing", String.join("; ", missing));
        }
        String tooMany = agent.functions().warning();
        if (tooMany != null) {
            builder.detail("functions", tooMany);
        }
        ToolDispatcher tools = agent.dispatcher();
        for (Drop drop : Drop.values()) {
            long count = agent.sessions().stream()
                    .mapToLong(session -> session.live().counters().drops(drop))
                    .sum();
            if (drop == Drop.lateToolResult && tools != null) {
                // most are late for the dispatcher already and never reach their session
                count += tools.counters().get(ToolCounters.Count.LATE_RESULT);
            }
            if (count > 0) {
                builder.detail("dropped " + drop, count);
            }
        }
        builder.state(health.up() ? State.UP : State.DOWN);
    }
}
