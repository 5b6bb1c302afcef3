package io.github.camelgeminilive.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.GeminiLiveComponent;
import io.github.camelgeminilive.GeminiLiveConfiguration;
import io.github.camelgeminilive.emulator.Frame;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.LiveEmulatorExtension;
import io.github.camelgeminilive.emulator.script.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A scenario of the cookbook: one context with the routes that its page shows, against an emulator that plays a script.
 *
 * <p>The routes are a region {@code // cookbook:begin NAME} of the test's source, and {@code cookbook/NAME.yaml}. What
 * they log has to be what {@code cookbook/NAME.txt} says; the page shows all three.
 */
abstract class Recipe {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    final LiveEmulatorExtension extension = new LiveEmulatorExtension();

    /** Where {@code file:} has its folders. */
    @TempDir
    Path folder;

    /** What the routes logged. */
    final List<String> logged = new CopyOnWriteArrayList<>();

    private @Nullable CamelContext camel;

    /** What would stand in the application's properties: credentials. */
    void configure(GeminiLiveConfiguration configuration) {
        configuration.setApiKey("any");
    }

    /** What else would stand there. */
    void properties(CamelContext context) {}

    /** Starts the recipe: its routes in one of the languages, and a model that plays the script. */
    final void cook(Dsl dsl, String name, RouteBuilder java, Scenario script) throws Exception {
        gemini().scenario(script);
        CamelContext context = new DefaultCamelContext();
        camel = context;
        GeminiLiveComponent component = new GeminiLiveComponent();
        component.getConfiguration().setHost(gemini().uri().toString());
        configure(component.getConfiguration());
        context.addComponent("gemini-live", component);
        context.addComponent("file", new Folders(folder));
        properties(context);
        context.getShutdownStrategy().setTimeout(10);
        context.getCamelContextExtension().addLogListener((exchange, logger, message) -> {
            logged.add(message);
            return message;
        });
        if (dsl == Dsl.JAVA) {
            context.addRoutes(java);
        } else {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(
                            ResourceHelper.resolveMandatoryResource(context, "classpath:cookbook/" + name + ".yaml"));
        }
        context.start();
    }

    @AfterEach
    final void stop() {
        if (camel != null) {
            camel.stop();
        }
    }

    final LiveEmulator gemini() {
        return extension.emulator();
    }

    final CamelContext camel() {
        return Objects.requireNonNull(camel);
    }

    final ProducerTemplate template() {
        return camel().createProducerTemplate();
    }

    /** Sends a message to a route, which need not answer. */
    final void send(String uri, @Nullable Object body) {
        template().sendBody(uri, body);
    }

    /** Sends sound to a route as a microphone does: in small messages. Faster than a microphone, tests can't wait. */
    final void microphone(String uri, byte[] pcm) {
        try (ProducerTemplate line = template()) {
            for (int from = 0; from < pcm.length; from += Speech.CHUNK_BYTES) {
                line.sendBody(uri, Arrays.copyOfRange(pcm, from, Math.min(pcm.length, from + Speech.CHUNK_BYTES)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until so many lines were logged. */
    final void await(int lines) {
        Awaitility.await().atMost(PATIENCE).until(() -> logged.size() >= lines);
    }

    /** Waits until the routes have logged the lines that the page shows; those of different routes in any order. */
    final void see(String name) throws IOException {
        List<String> expected = lines(name).stream().sorted().toList();
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> logged.size() >= expected.size());
        } catch (ConditionTimeoutException e) {
            // the assertion says what is missing
        }
        assertThat(seen().stream().sorted().toList())
                .as("what the routes of recipe %s logged", name)
                .isEqualTo(expected);
    }

    /** As {@link #see}, in this order. */
    final void seeInOrder(String name) throws IOException {
        see(name);
        assertThat(seen())
                .as("what the routes of recipe %s logged, in order", name)
                .isEqualTo(lines(name));
    }

    /** Pages have no space at the end of a line. */
    private List<String> seen() {
        return logged.stream().flatMap(String::lines).map(String::stripTrailing).toList();
    }

    /** The setup message of the first connection. */
    final JsonNode setup() {
        return gemini().connection(1).frames().get(0).at("/setup");
    }

    /** The next message of ours that has this top level key. */
    final Frame sent(String key) {
        return gemini().takeFrame(key, PATIENCE);
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream in = Recipe.class.getResourceAsStream("/cookbook/" + name + ".txt")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
