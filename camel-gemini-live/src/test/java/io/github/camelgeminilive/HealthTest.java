package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.junit.jupiter.api.Test;

/** Producers, event routes and tool routes each have a health check that tells how the agent is doing. */
class HealthTest extends LiveRouteTest {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        HealthCheckRegistry health = new DefaultHealthCheckRegistry(created);
        health.register(health.resolveById("context"));
        health.register(health.resolveById("consumers"));
        HealthCheckRepository producers = (HealthCheckRepository) health.resolveById("producers");
        producers.setEnabled(true);
        health.register(producers);
        created.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, health);
        // producers are off unless both the repository and the component turn them on
        created.getComponent("gemini-live", GeminiLiveComponent.class).setHealthCheckProducerEnabled(true);
        return created;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("gemini-live:bob");
                from("gemini-live:bob?events=turnComplete").routeId("events").to("mock:events");
                from("gemini-live:bob?tool=now&description=The time")
                        .routeId("now")
                        .setBody(constant("noon"));
            }
        };
    }

    @Test
    void everyRoleHasACheckThatTellsWhatWasDropped() {
        template.sendBody("direct:in", "hello");
        emulator().connection(1, PATIENCE).serverSays("{\"newThing\":{}}");
        await("the drop in health", () -> details("events").containsKey("dropped unknownMessage"));

        assertThat(checks())
                .anyMatch(id -> id.startsWith("producer:gemini-live-bob"))
                .contains("consumer:events", "consumer:now");
        assertThat(details("now")).containsEntry("agent", "bob").containsEntry("live", 1);
    }

    private List<String> checks() {
        return results().stream().map(result -> result.getCheck().getId()).toList();
    }

    private Map<String, Object> details(String route) {
        return results().stream()
                .filter(result -> result.getCheck().getId().equals("consumer:" + route))
                .findFirst()
                .orElseThrow()
                .getDetails();
    }

    private Collection<HealthCheck.Result> results() {
        return HealthCheckHelper.invoke(context, "full");
    }
}
