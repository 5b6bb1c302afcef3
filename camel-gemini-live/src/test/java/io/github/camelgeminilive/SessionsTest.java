package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.session.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.Test;

/** Many conversations of one agent: how they open, how many there are, how they end. */
class SessionsTest extends LiveRouteTest {

    private static final int MANY = 200;
    private static final Map<String, String> DEFAULT = Map.of();

    @Test
    void eightConcurrentFirstSendersShareOneConnection() throws Exception {
        routes(rb -> rb.from("direct:say").to("gemini-live:bob"));
        CountDownLatch together = new CountDownLatch(1);
        ExecutorService senders = Executors.newFixedThreadPool(8);
        List<Future<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String text = "first " + i;
            Callable<Exchange> task = () -> {
                assertThat(together.await(5, TimeUnit.SECONDS)).isTrue();
                return send("direct:say", text, DEFAULT);
            };
            sent.add(senders.submit(task));
        }
        together.countDown();
        for (Future<Exchange> one : sent) {
            assertThat(one.get(20, TimeUnit.SECONDS).getException()).isNull();
        }
        senders.shutdown();
        for (int i = 0; i < 8; i++) {
            String text = "first " + i;
            emulator().connection(1).takeFrame(text, frame -> frame.text().contains(text), PATIENCE);
        }
        assertThat(emulator().connections()).isEqualTo(1);
    }

    @Test
    void twoHundredSessionsAtOnceEachGetTheirOwnAnswers() throws Exception {
        routes(rb -> rb.from("gemini-live:bob?events=turnComplete").to("mock:turns"));
        AsyncProducer producer = context.getEndpoint("gemini-live:bob").createAsyncProducer();
        producer.start();
        // the first ones bring all threads that there will be
        askAll(producer, 0, 60);
        long threads = ourThreads();
        List<Exchange> answers = askAll(producer, 60, MANY - 60);
        assertThat(emulator().openConnections()).isEqualTo(MANY);
        assertThat(component().directory().agents().iterator().next().sessions())
                .hasSize(MANY);
        assertThat(ourThreads()).as("threads with 200 sessions").isLessThanOrEqualTo(threads);
        // once more, each in its own conversation
        answers.addAll(askAll(producer, 0, MANY));
        assertThat(emulator().connections()).isEqualTo(MANY);
        for (Exchange answer : answers) {
            assertThat(answer.getException()).isNull();
            String id = answer.getMessage().getHeader(GeminiLiveConstants.SESSION_ID, String.class);
            assertThat(answer.getMessage().getBody()).isEqualTo("You said: I am " + id);
        }
        getMockEndpoint("mock:turns").expectedMessageCount(2 * MANY);
        getMockEndpoint("mock:turns").assertIsSatisfied();
        producer.stop();
        context.stop();
        await("the end of all connections", () -> emulator().openConnections() == 0);
    }

    private List<Exchange> askAll(AsyncProducer producer, int from, int count) throws Exception {
        Semaphore done = new Semaphore(0);
        List<Exchange> asked = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            Exchange exchange = producer.getEndpoint().createExchange(ExchangePattern.InOut);
            exchange.getMessage().setHeader(GeminiLiveConstants.SESSION_ID, "caller-" + i);
            exchange.getMessage().setBody("I am caller-" + i);
            asked.add(exchange);
            producer.process(exchange, doneSync -> done.release());
        }
        assertThat(done.tryAcquire(count, PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("%s answers; %s came", count, done.availablePermits())
                .isTrue();
        return asked;
    }

    private static long ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("GeminiLive") || name.contains("vert.x"))
                .count();
    }

    @Test
    void oneSessionMoreThanMaxSessionsIsRefused() {
        String uri = "gemini-live:bob?maxSessions=2";
        assertThat(send(uri, "hello", id("a")).getException()).isNull();
        assertThat(send(uri, "hello", id("b")).getException()).isNull();
        GeminiLiveException refused =
                failure(GeminiLiveException.class, send(uri, "hello", id("c")).getException());
        assertThat(refused).hasMessageContaining("bob has 2 sessions already (option maxSessions)");
        assertThat(refused.getCode()).isEqualTo(Failure.Code.QUEUE_FULL);
        assertThat(send("gemini-live:bob?operation=close", null, id("a")).getException())
                .isNull();
        assertThat(send(uri, "hello", id("c")).getException()).isNull();
    }

    @Test
    void onlyOpenBringsAClosedSessionBack() throws Exception {
        routes(rb -> rb.from("gemini-live:bob?events=opened,closed").to("mock:life"));
        getMockEndpoint("mock:life")
                .expectedHeaderValuesReceivedInAnyOrder(GeminiLiveConstants.EVENT, "opened", "closed", "opened");
        open("bob", "a");
        assertThat(send("gemini-live:bob?operation=close", null, id("a")).getException())
                .isNull();
        assertThat(emulator().connection(1).awaitClosed(PATIENCE).code()).isEqualTo(1000);

        for (Object late : List.of(new byte[640], "late text")) {
            GeminiLiveException refused = failure(
                    GeminiLiveException.class,
                    send("gemini-live:bob", late, id("a")).getException());
            assertThat(refused.getCode()).isEqualTo(Failure.Code.SESSION_CLOSED);
            assertThat(refused).hasMessageContaining("only operation=open opens it again");
        }
        assertThat(emulator().connections()).isEqualTo(1);

        open("bob", "a");
        assertThat(send("gemini-live:bob", "again", id("a")).getException()).isNull();
        assertThat(emulator().connections()).isEqualTo(2);
        getMockEndpoint("mock:life").assertIsSatisfied();
    }

    @Test
    void idleSessionClosesAndTheNextTextOpensAnother() throws Exception {
        routes(rb -> rb.from("gemini-live:bob?events=closed&idleTimeout=300").to("mock:closed"));
        getMockEndpoint("mock:closed").expectedBodiesReceived("idleTimeout");
        open("bob", "a");
        assertThat(emulator().connection(1).awaitClosed(PATIENCE).code()).isEqualTo(1000);
        getMockEndpoint("mock:closed").assertIsSatisfied();
        assertThat(agent("bob").openSession("a")).isNull();
        assertThat(send("gemini-live:bob", "again", id("a")).getException()).isNull();
        assertThat(emulator().connections()).isEqualTo(2);
    }

    @Test
    void sessionEndsAfterItsLongestDuration() throws Exception {
        routes(rb -> rb.from("gemini-live:bob?events=closed&maxSessionDuration=300ms")
                .to("mock:closed"));
        getMockEndpoint("mock:closed").expectedBodiesReceived("maxSessionDuration");
        // a slow machine may need longer to connect than the session lives
        send("gemini-live:bob?operation=open", null, id("a"));
        assertThat(emulator().connection(1).awaitClosed(PATIENCE).code()).isEqualTo(1000);
        getMockEndpoint("mock:closed").assertIsSatisfied();
    }

    @Test
    void sessionIdOptionSelectsWhatARouteReceives() throws Exception {
        AtomicInteger others = new AtomicInteger();
        routes(rb -> {
            rb.from("gemini-live:bob?events=outputTranscription&sessionId=a").to("mock:a");
            rb.from("gemini-live:bob?events=turnComplete").process(e -> others.incrementAndGet());
        });
        getMockEndpoint("mock:a").expectedMinimumMessageCount(1);
        getMockEndpoint("mock:a")
                .allMessages()
                .header(GeminiLiveConstants.SESSION_ID)
                .isEqualTo("a");
        send("gemini-live:bob", "hello", id("b"));
        await("the turn of b", () -> others.get() == 1);
        send("gemini-live:bob?sessionId=a", "hello", DEFAULT);
        await("the turn of a", () -> others.get() == 2);
        getMockEndpoint("mock:a").assertIsSatisfied();
    }

    @Test
    void lastRouteToStopEndsTheAgentAndSaysGoodbye() throws Exception {
        routes(rb -> {
            rb.from("direct:say").routeId("say").to("gemini-live:bob");
            rb.from("gemini-live:bob?events=text").routeId("hear").to("mock:heard");
        });
        send("direct:say", null, Map.of(GeminiLiveConstants.OPERATION, "open"));
        send("direct:say", new byte[1_280], DEFAULT);
        context.getRouteController().stopRoute("hear");
        assertThat(emulator().connection(1).isOpen()).isTrue();
        context.getRouteController().stopRoute("say");
        emulator()
                .connection(1)
                .takeFrame(
                        "audioStreamEnd",
                        frame -> frame.at("/realtimeInput/audioStreamEnd").asBoolean(),
                        PATIENCE);
        assertThat(emulator().connection(1).awaitClosed(PATIENCE).code()).isEqualTo(1000);
        assertThat(component().directory().agents()).isEmpty();
    }

    private static Map<String, String> id(String session) {
        return Map.of(GeminiLiveConstants.SESSION_ID, session);
    }
}
