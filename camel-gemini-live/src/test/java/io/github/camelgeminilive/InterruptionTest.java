package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.emulator.Frame;
import io.github.camelgeminilive.emulator.LiveConnection;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.session.Interruption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The user talks over the model while a route is ten seconds behind (T10). */
class InterruptionTest extends LiveRouteTest {

    /** Ten seconds of sound. */
    private static final int BEHIND = 250;

    private final CountDownLatch free = new CountDownLatch(1);
    private final BlockingQueue<String> slow = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> quick = new LinkedBlockingQueue<>();
    private final AtomicInteger inSlowRoute = new AtomicInteger();

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder().scenario(Scenario.mute());
    }

    @AfterEach
    void letGo() {
        free.countDown();
    }

    @Test
    void interruptionOvertakesTheSoundAndTellsWhatWasDropped() throws Exception {
        // nobody answers the call, which the emulator does not know of
        LiveConnection line = tenSecondsBehind("&toolMode=manual");
        line.serverSays(Says.interrupted());
        line.serverSays(Says.toolCall("c1", "nobody"));
        line.serverSays(Says.turnComplete());

        // the other route has had it all while this one has not moved
        assertThat(take(quick, BEHIND)).startsWith("audio 0", "audio 1").endsWith("audio 249");
        assertThat(take(quick, 2)).containsExactly("interrupted 1 10000 0", "toolCall c1");
        assertThat(slow).isEmpty();

        free.countDown();
        assertThat(take(slow, 3)).containsExactly("audio 0", "interrupted 1 40 9960", "toolCall c1");
        line.serverSays(Says.numbered(1_000));
        assertThat(take(slow, 1)).as("what comes after the dropped sound").containsExactly("audio 1000");
    }

    @Test
    void functionRunsWhileARouteIsBehind() throws Exception {
        LiveConnection line = tenSecondsBehind("");
        line.serverSays(Says.toolCall("c1", "nobody"));
        Frame answer = line.takeFrame("toolResponse", PATIENCE);
        assertThat(answer.at("/toolResponse/functionResponses/0/id").asText()).isEqualTo("c1");
        assertThat(slow).as("the route has not moved").isEmpty();
    }

    @Test
    void soundIsKeptWhereDroppingIsOff() throws Exception {
        LiveConnection line = tenSecondsBehind("&dropAudioOnInterrupt=false");
        line.serverSays(Says.toolCall("c1", "nobody"));
        line.serverSays(Says.interrupted());
        assertThat(take(quick, BEHIND + 2)).contains("interrupted 1 10000 0");
        free.countDown();
        List<String> got = take(slow, BEHIND + 2);
        assertThat(got).startsWith("audio 0", "interrupted 1 40 0", "audio 1").endsWith("audio 249", "toolCall c1");
    }

    @Test
    void interruptionsKeepTheirOrderAmongThemselves() throws Exception {
        LiveConnection line = tenSecondsBehind("");
        line.serverSays(Says.interrupted());
        line.serverSays(Says.turnComplete());
        line.serverSays(Says.numbered(1_000));
        line.serverSays(Says.interrupted());
        line.serverSays(Says.turnComplete());
        line.serverSays(Says.numbered(2_000));
        await("the last sound", () -> quick.contains("audio 2000"));
        free.countDown();
        List<String> got = take(slow, 6);
        assertThat(got)
                .filteredOn(event -> event.startsWith("interrupted"))
                .containsExactly("interrupted 1 40 9960", "interrupted 2 0 40");
        assertThat(got).startsWith("audio 0").endsWith("audio 2000").doesNotContain("audio 1000");
    }

    /** A route that holds its first chunk and has ten seconds waiting, and one beside it that keeps up. */
    private LiveConnection tenSecondsBehind(String option) throws Exception {
        String events = "gemini-live:bob?events=audio,interrupted,toolCall,turnComplete";
        routes(rb -> {
            rb.from(events + option).process(exchange -> {
                inSlowRoute.incrementAndGet();
                assertThat(free.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
                slow.add(told(exchange));
            });
            rb.from(events).process(exchange -> quick.add(told(exchange)));
        });
        open("bob", "s");
        LiveConnection line = emulator().connection(1);
        for (int i = 0; i < BEHIND; i++) {
            line.serverSays(Says.numbered(i));
        }
        await("the first chunk in the route", () -> inSlowRoute.get() == 1);
        return line;
    }

    private static String told(Exchange exchange) {
        String kind = exchange.getMessage().getHeader(GeminiLiveConstants.EVENT, String.class);
        Object body = exchange.getMessage().getBody();
        if (body instanceof Interruption cut) {
            return kind + " " + cut.turn() + " " + cut.deliveredMillis() + " " + cut.droppedMillis();
        }
        return kind + " "
                + switch (kind) {
                    case "audio" -> Says.number((byte[]) body);
                    case "toolCall" -> exchange.getMessage().getHeader(GeminiLiveConstants.TOOL_CALL_ID);
                    default -> exchange.getMessage().getHeader(GeminiLiveConstants.TURN);
                };
    }

    private static List<String> take(BlockingQueue<String> from, int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        while (taken.size() < count) {
            String next = from.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).as("event %s after %s", taken.size() + 1, taken).isNotNull();
            taken.add(next);
        }
        return taken;
    }
}
