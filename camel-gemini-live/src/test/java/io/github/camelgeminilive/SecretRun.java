package io.github.camelgeminilive;

import io.github.camelgeminilive.emulator.LiveConnection;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.session.ManualClock;
import io.github.camelgeminilive.tools.ToolSource;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;

/**
 * A conversation full of canaries in a JVM of its own, which prints all that people can see of it: {@link SecretsTest}
 * looks for the canaries. Its name does not end in Test: it is a program.
 */
final class SecretRun {

    static final String KEY = "canary-key-71b0";
    static final String WRONG_KEY = "canary-wrong-8d1e";
    static final String ACCESS = "canary-access-3e11";
    static final String TYPED = "canary-typed-20c4";
    static final String SPOKEN = "canary-spoken-93aa";
    static final String ARGUMENT = "canary-argument-5e57";
    static final String BROKEN = "canary-broken-c4c4";
    static final String ADDRESS = "canary-address-6f02";
    static final String DONE = "the run is over";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private SecretRun() {}

    public static void main(String[] args) throws Exception {
        try (LiveEmulator emulator = LiveEmulator.builder()
                .apiKeys(KEY)
                .scenario(Scenario.create()
                        .onText("note")
                        .anytime()
                        .callTool("c1", "note", Map.of("text", ARGUMENT))
                        .say(SPOKEN)
                        .onText("stall")
                        .anytime()
                        .stall()
                        .otherwise()
                        .say(SPOKEN))
                .start()) {
            CamelContext context = new DefaultCamelContext();
            converse(context, emulator);
            functions();
            show(context);
            context.stop();
        }
        System.out.println(DONE);
        System.exit(0);
    }

    private static void converse(CamelContext context, LiveEmulator emulator) throws Exception {
        HealthCheckRegistry health = new DefaultHealthCheckRegistry(context);
        health.register(health.resolveById("consumers"));
        context.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, health);
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        String options = "host=" + emulator.uri();
        RouteBuilder.addRoutes(context, rb -> {
            rb.from("direct:ask").to("gemini-live:bob?inputAudioTranscription=true&apiKey=" + KEY + "&" + options);
            rb.from("direct:wrong").to("gemini-live:eve?apiKey=" + WRONG_KEY + "&" + options);
            rb.from("direct:differs").toD("gemini-live:bob?voice=${null}Puck");
            rb.from("gemini-live:eve?autoOpen=true").to("mock:never");
            rb.from("gemini-live:bob?events=opened,text,outputTranscription,turnComplete,toolCall,disconnected,"
                            + "restarted,failed,usage&apiKey=" + KEY)
                    .process(exchange -> {
                        Object body = exchange.getMessage().getBody();
                        // people log the records that we hand them; a String or sound is theirs to keep
                        System.out.println("event " + exchange.getMessage().getHeader(GeminiLiveConstants.EVENT) + " "
                                + (body instanceof String ? "" : body));
                        events.add(String.valueOf(exchange.getMessage().getHeader(GeminiLiveConstants.EVENT)));
                    });
        });
        context.start();
        ProducerTemplate template = context.createProducerTemplate();
        show(template.request("direct:ask", e -> e.getMessage().setBody(TYPED)));
        Exchange full = template.request(
                "gemini-live:bob?reply=full", e -> e.getMessage().setBody(TYPED + " note"));
        System.out.println(full.getMessage().getBody());
        show(full);
        show(template.request("direct:wrong", e -> e.getMessage().setBody(TYPED)));
        show(template.request("direct:ask", e -> e.getMessage().setBody(Map.of(TYPED, TYPED))));
        show(template.send("direct:differs", e -> e.getMessage().setBody(TYPED)));

        // refused, since the emulator knows one key only
        show(template.request(
                "gemini-live:vera?project=p&accessToken=" + ACCESS + "&" + options,
                e -> e.getMessage().setBody(TYPED)));
        ephemeral(template, options);

        LiveConnection line = emulator.connection(connectionOf(emulator));
        var waiting = template.asyncRequestBody("direct:ask", TYPED + " stall");
        line.takeFrame("the question", f -> f.text().contains("stall"), PATIENCE);
        line.reset();
        try {
            waiting.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            e.printStackTrace(System.out);
        }
        await(events, "restarted");
        emulator.connection(emulator.connections()).serverSays("{\"serverContent\": \"" + BROKEN + "\" [");
        await(events, "failed");
    }

    /** A token is made, used and used up; its name is a secret that only the emulator chooses. */
    private static void ephemeral(ProducerTemplate template, String options) {
        Exchange made = template.request(
                "gemini-live:minter?operation=createToken&apiKey=" + KEY + "&" + options,
                e -> e.getMessage().setBody(null));
        show(made);
        String token = made.getMessage().getBody(String.class);
        System.out.println("made a token of " + token.length() + " characters");
        for (String agent : List.of("tess", "tom")) {
            show(template.request(
                    "gemini-live:" + agent + "?apiKey=" + token + "&" + options,
                    e -> e.getMessage().setBody(TYPED)));
            template.send(
                    "gemini-live:" + agent + "?operation=close&apiKey=" + token + "&" + options,
                    e -> e.getMessage().setBody(null));
        }
        show(template.request(
                "gemini-live:minter2?operation=createToken&apiKey=" + WRONG_KEY + "&" + options,
                e -> e.getMessage().setBody(null)));
    }

    /** A client of an MCP server that is not there says the address, which can hold a key. */
    private static void functions() {
        ToolSource source = new ToolSource() {
            @Override
            public String origin() {
                return "MCP client broken";
            }

            @Override
            public boolean tellsChanges() {
                return false;
            }

            @Override
            public void onChange(Runnable changed) {}

            @Override
            public Listing list() {
                throw new IllegalStateException(
                        "nobody at https://joe:" + ADDRESS + "@mcp.example/?key=" + ADDRESS + " answers");
            }

            @Override
            public void close() {}
        };
        try (ToolFeed feed = new ToolFeed(source, Runnable::run, new ManualClock(), () -> {})) {
            feed.ask(false);
            System.out.println(feed.problems());
        }
    }

    /** The one that bob has: the others were refused. */
    private static int connectionOf(LiveEmulator emulator) {
        for (int i = 1; i <= emulator.connections(); i++) {
            if (emulator.connection(i).isOpen()) {
                return i;
            }
        }
        throw new IllegalStateException("Expected an open connection but there is none");
    }

    private static void await(BlockingQueue<String> events, String wanted) throws InterruptedException {
        String event;
        do {
            event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (event == null) {
                throw new IllegalStateException("Expected event " + wanted + " but it did not come");
            }
        } while (!event.equals(wanted));
    }

    private static void show(Exchange exchange) {
        System.out.println(exchange + " " + exchange.getMessage().getHeaders());
        if (exchange.getException() != null) {
            exchange.getException().printStackTrace(System.out);
        }
    }

    private static void show(CamelContext context) throws JMException {
        for (Endpoint endpoint : context.getEndpoints()) {
            System.out.println("endpoint " + endpoint);
        }
        HealthCheckHelper.invoke(context, "full")
                .forEach(result -> System.out.println("health " + result.getState() + " " + result.getMessage() + " "
                        + result.getError() + " " + result.getDetails()));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        int shown = 0;
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            System.out.println("JMX " + name);
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                try {
                    System.out.println(
                            "JMX   " + attribute.getName() + " " + server.getAttribute(name, attribute.getName()));
                    shown++;
                } catch (JMException | RuntimeException e) {
                    System.out.println("JMX   " + attribute.getName() + " can't be read");
                }
            }
        }
        System.out.println("JMX attributes: " + shown);
    }
}
