package io.github.camelgeminilive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.GeminiLiveComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.saga.InMemorySagaService;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The code of the manual compiles or parses, and its routes start. Nothing connects: no route gets a message. The
 * cookbook's routes do more than start: {@link CookbookTest} holds them to what its tests run.
 */
class SnippetsTest {

    private static final Pattern CLASS =
            Pattern.compile("^(?:public )?class (\\w+)( extends RouteBuilder)?", Pattern.MULTILINE);

    /** What a reader of a page takes for granted. */
    private static final String HEAD = """
            import io.github.camelgeminilive.*;
            import java.time.*;
            import java.util.*;
            import org.apache.camel.*;
            import org.apache.camel.builder.RouteBuilder;

            public class Snippet extends RouteBuilder {
                @Override
                public void configure() throws Exception {
            """;

    /** Neighbours of ours that are not on the class path of these tests, or that would touch the disk. */
    private static final List<String> STANDING_IN = List.of("file", "sql", "timer");

    @TempDir
    Path classes;

    static Stream<Page.Block> java() {
        return pages().flatMap(page -> page.blocks("java").stream());
    }

    static Stream<Page.Block> yaml() {
        return pages().flatMap(page -> page.blocks("yaml").stream());
    }

    private static Stream<Page> pages() {
        return Page.manual().stream().filter(page -> !page.name().startsWith("docs/cookbook/"));
    }

    @Test
    void thereIsCodeInTheManual() {
        assertThat(java()).hasSizeGreaterThan(8);
        assertThat(yaml()).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource("java")
    void javaCompilesAndItsRoutesStart(Page.Block block) throws Exception {
        Matcher type = CLASS.matcher(block.code());
        if (type.find()) {
            ClassLoader loaded = Compiler.compile(classes, type.group(1), block.code());
            if (type.group(2) != null) {
                start(loaded, type.group(1));
            }
        } else {
            start(Compiler.compile(classes, "Snippet", HEAD + block.code() + "    }\n}\n"), "Snippet");
        }
    }

    @ParameterizedTest
    @MethodSource("yaml")
    void yamlParsesAndItsRoutesStart(Page.Block block) throws Exception {
        try (CamelContext context = context()) {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("manual.yaml", block.code()));
            startAll(context);
        }
    }

    /** The test that the manual shows runs beside this one. */
    @Test
    void theTestOfTheManualIsTheOneThatRuns() throws IOException {
        String shown = Page.of("docs/testing.md").blocks("java").get(0).code();
        String runs = Files.readString(Path.of("src/test/java/io/github/camelgeminilive/docs/LightsTest.java"));
        assertThat(runs.replaceFirst("(?s)^package [^;]*;\\s*", "")).isEqualTo(shown);
    }

    private static void start(ClassLoader loaded, String type) throws Exception {
        try (CamelContext context = context()) {
            Object routes = loaded.loadClass(type).getConstructor().newInstance();
            context.getClassResolver().addClassLoader(loaded);
            context.addRoutes((RoutesBuilder) routes);
            startAll(context);
        }
    }

    private static void startAll(CamelContext context) {
        assertThat(context.getRoutes()).as("routes").isEmpty();
        context.start();
        assertThat(context.getRoutes())
                .as("routes")
                .isNotEmpty()
                .allSatisfy(route -> assertThat(context.getRouteController()
                                .getRouteStatus(route.getId())
                                .isStarted())
                        .isTrue());
    }

    private static CamelContext context() throws Exception {
        CamelContext context = new DefaultCamelContext();
        GeminiLiveComponent component = new GeminiLiveComponent();
        // nobody listens there, and no key: agents on Vertex AI have none
        component.getConfiguration().setHost("ws://127.0.0.1:1");
        context.addComponent("gemini-live", component);
        STANDING_IN.forEach(scheme -> context.addComponent(scheme, new StandIn()));
        context.addService(new InMemorySagaService());
        context.getShutdownStrategy().setTimeout(10);
        return context;
    }

    /** Takes any URI and does nothing with it. */
    private static final class StandIn extends DirectComponent {

        private final AtomicInteger number = new AtomicInteger();

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
                throws Exception {
            parameters.clear();
            return super.createEndpoint(uri, "stand-in-" + number.incrementAndGet(), parameters);
        }
    }
}
