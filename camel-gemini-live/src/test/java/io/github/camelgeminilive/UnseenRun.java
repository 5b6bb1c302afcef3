package io.github.camelgeminilive;

import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** What {@link UnseenTest} runs with classes of its own. */
public final class UnseenRun {

    private UnseenRun() {}

    /** What the model says after a call; fails where a library of the kind is there. */
    public static String run() throws Exception {
        for (String there :
                List.of("io.micrometer.core.instrument.MeterRegistry", "org.apache.camel.telemetry.SpanDecorator")) {
            try {
                Class.forName(there);
                throw new IllegalStateException("Expected no " + there + " on the class path but it is there");
            } catch (ClassNotFoundException e) {
                // as it should be
            }
        }
        Scenario scenario =
                Scenario.create().onText("light").callTool("turn_on", Map.of()).say("It is {{turn_on.output}}.");
        try (LiveEmulator emulator = LiveEmulator.builder().scenario(scenario).start();
                CamelContext context = new DefaultCamelContext()) {
            GeminiLiveComponent component = new GeminiLiveComponent();
            component.getConfiguration().setHost(emulator.uri().toString());
            component.getConfiguration().setApiKey("any");
            context.addComponent("gemini-live", component);
            RouteBuilder.addRoutes(
                    context,
                    routes -> routes.from("gemini-live:home?tool=turn_on&description=Turns it on")
                            .setBody(routes.constant("on")));
            context.start();
            return context.createProducerTemplate().requestBody("gemini-live:home", "light", String.class);
        }
    }
}
