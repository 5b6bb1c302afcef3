package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** What JMX shows of a tool route. */
class ToolJmxTest {

    @Test
    void theConsumersMBeanCountsCalls() throws Exception {
        // a switch of the whole JVM, which other tests turn off for themselves
        DefaultCamelContext.setDisableJmx(false);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getCamelContextExtension().setName("tool-jmx");
            GeminiLiveComponent component = new GeminiLiveComponent();
            component.getConfiguration().setApiKey("none");
            context.addComponent("gemini-live", component);
            RouteBuilder.addRoutes(
                    context,
                    routes -> routes.from("gemini-live:home?tool=turn_on&description=Turns it on")
                            .setBody(routes.constant("on")));
            context.start();

            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            Set<ObjectName> names = server.queryNames(
                    new ObjectName("org.apache.camel:type=consumers,name=GeminiLiveToolConsumer*,*"), null);
            assertThat(names).hasSize(1);
            ObjectName consumer = names.iterator().next();
            for (String attribute : new String[] {"OpenCalls", "RunningCalls", "PendingExchangesSize"}) {
                assertThat(server.getAttribute(consumer, attribute))
                        .as(attribute)
                        .isEqualTo(0);
            }
        }
    }
}
