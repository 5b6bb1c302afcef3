package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.session.LiveSession;
import io.github.camelgeminilive.session.ManualClock;
import io.github.camelgeminilive.tools.ToolDispatcher;
import io.github.camelgeminilive.tools.ToolSessions;
import io.github.camelgeminilive.transport.FakeTransport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tool routes without a network: the test is the session that calls. Agent home, exceptionHandler #heard. */
abstract class ToolRouteTest extends CamelTestSupport {

    static final long PATIENCE_SECONDS = 20;

    final ManualClock clock = new ManualClock();
    final Heard heard = new Heard();
    final ExecutorService pool = Executors.newFixedThreadPool(8);
    final BlockingQueue<FunctionResponse> answers = new LinkedBlockingQueue<>();
    private final AtomicInteger ids = new AtomicInteger();
    ToolDispatcher dispatcher;
    LiveSession session;

    /** What the exception handler of a route was told. */
    static final class Heard implements ExceptionHandler {
        final List<Throwable> problems = new CopyOnWriteArrayList<>();

        @Override
        public void handleException(Throwable exception) {
            problems.add(exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            problems.add(exception);
        }

        @Override
        public void handleException(String message, @Nullable Exchange exchange, Throwable exception) {
            problems.add(exception);
        }
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        GeminiLiveConfiguration configuration = new GeminiLiveConfiguration();
        configuration.setApiKey("none");
        GeminiLiveComponent component = new GeminiLiveComponent();
        component.setConfiguration(configuration);
        context.addComponent("gemini-live", component);
        context.getRegistry().bind("heard", heard);
        context.getShutdownStrategy().setTimeout(10);
        return context;
    }

    @BeforeEach
    void makeTheSession() {
        dispatcher = dispatcher("home");
        session = session("caller-1");
    }

    @AfterEach
    void noThreadStays() throws InterruptedException {
        pool.shutdownNow();
        assertThat(pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    final GeminiLiveComponent component() {
        return context.getComponent("gemini-live", GeminiLiveComponent.class);
    }

    final ToolDispatcher dispatcher(String agent) {
        return new ToolDispatcher(agent, true, component().tools(), pool, clock);
    }

    final LiveSession session(String id) {
        return session(id, "gemini-3.8-live");
    }

    final LiveSession session(String id, String model) {
        return ToolSessions.session(id, model, dispatcher, new FakeTransport(), clock);
    }

    /** The URI of a tool without parameters. */
    static String tool(String name) {
        return "gemini-live:home?tool=" + name + "&description=Does+it&exceptionHandler=#heard";
    }

    /** Starts a call and does not wait. */
    final String start(String name, Map<String, Object> args) {
        String id = "call-" + ids.incrementAndGet();
        dispatcher.start(session, new FunctionCall(id, name, args), answers::add);
        return id;
    }

    final FunctionResponse answer() {
        try {
            FunctionResponse answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw new AssertionError("Expected an answer but there was none; open: " + dispatcher.openCalls());
            }
            return answer;
        } catch (InterruptedException e) {
            throw new AssertionError("Expected an answer but was interrupted", e);
        }
    }

    /** The next of a queue that others fill. */
    static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("Expected one more within " + PATIENCE_SECONDS + " s but there was none");
        }
        return next;
    }

    /** Calls and waits for the answer. */
    final Map<String, Object> call(String name, Map<String, Object> args) {
        start(name, args);
        return answer().response();
    }

    final Map<String, Object> call(String name) {
        return call(name, Map.of());
    }

    static void assertError(Map<String, Object> response, String status) {
        assertThat(response).containsOnlyKeys("status", "reason", "retryable").containsEntry("status", status);
        assertThat(response.toString())
                .doesNotContain("Exception", "secret", "io.github", "org.apache", "java.", "\tat ");
    }
}
