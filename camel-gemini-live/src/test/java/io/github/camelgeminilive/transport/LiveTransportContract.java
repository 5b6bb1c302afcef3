package io.github.camelgeminilive.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.transport.CloseReason.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link LiveTransport} promises, with and without a network. */
abstract class LiveTransportContract {

    protected final RecordingListener listener = new RecordingListener();

    protected abstract LiveTransport transport();

    protected abstract Peer peer();

    protected LiveConnection connect() {
        LiveConnection connection = transport().connect(peer().request(), listener);
        peer().answer();
        return connection;
    }

    protected LiveConnection open() {
        LiveConnection connection = connect();
        listener.awaitOpen();
        return connection;
    }

    @AfterEach
    void listenerWasTreatedWell() {
        listener.verify();
    }

    @Test
    void messagesArriveInOrder() {
        open();
        List<String> said = numbers(1_000);
        said.forEach(peer()::say);
        assertThat(listener.awaitMessages(said.size())).isEqualTo(said);
    }

    @Test
    void sendsOfSeveralThreadsOneAfterAnotherKeepTheirOrder() throws InterruptedException {
        LiveConnection connection = open();
        int count = 20_000;
        ReentrantLock lock = new ReentrantLock();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger written = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                while (true) {
                    lock.lock();
                    try {
                        int number = next.getAndIncrement();
                        if (number >= count) {
                            return;
                        }
                        connection.send(Integer.toString(number), failure -> written.incrementAndGet());
                    } finally {
                        lock.unlock();
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(peer().awaitReceived(count)).isEqualTo(numbers(count));
        Awaitility.await().untilAsserted(() -> assertThat(written).hasValue(count));
    }

    @Test
    void sendInsideOnOpenAndOnMessageIsAccepted() {
        LiveConnection[] connection = new LiveConnection[1];
        List<@Nullable Throwable> written = new CopyOnWriteArrayList<>();
        listener.whenOpen(() -> connection[0].send("setup", written::add));
        listener.whenMessage(message -> connection[0].send("answer to " + message, written::add));
        synchronized (listener) { // onOpen waits: the event loop can be faster than the return of connect
            connection[0] = transport().connect(peer().request(), listener);
        }
        peer().answer();
        assertThat(peer().awaitReceived(1)).containsExactly("setup");
        peer().say("1");
        assertThat(peer().awaitReceived(2)).containsExactly("setup", "answer to 1");
        Awaitility.await().untilAsserted(() -> assertThat(written).hasSize(2).containsOnlyNulls());
    }

    @Test
    void sendBeforeOpenIsRefused() {
        Writes writes = new Writes();
        peer().answerUpgradesWith(503);
        LiveConnection connection = transport().connect(peer().request(), listener);
        connection.send("too early", writes.next());
        peer().answer();
        listener.awaitClose();
        assertThat(writes.failures()).hasSize(1).first().isInstanceOf(IOException.class);
        writes.verifyEachToldOnce();
    }

    @Test
    void sendAfterTheEndIsRefusedWithItsReason() {
        LiveConnection connection = open();
        peer().close(1011, "Internal error encountered.");
        listener.awaitClose();
        Writes writes = new Writes();
        connection.send("too late", writes.next());
        assertThat(writes.failures())
                .hasSize(1)
                .first()
                .isInstanceOf(IOException.class)
                .asString()
                .contains("connection is closed: CLOSED_BY_PEER 1011 Internal error encountered.");
    }

    @Test
    void everySendIsToldOnceWhenTheConnectionDies() {
        LiveConnection connection = open();
        Writes writes = new Writes();
        connection.send("heard", writes.next());
        peer().awaitReceived(1);
        peer().stopReading();
        String large = "x".repeat(100_000);
        for (int i = 0; i < 200; i++) {
            connection.send(large, writes.next());
        }
        peer().vanish();
        assertThat(listener.awaitClose().kind()).isEqualTo(Kind.LOST);
        writes.awaitAll();
        writes.verifyEachToldOnce();
        assertThat(writes.failures().size()).isBetween(1, 200);
        assertThat(writes.failures()).allMatch(IOException.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({"1000,''", "1007,API key not valid.", "1008,gone", "1011,Grüße", "4000,own"})
    void closeOfThePeerIsToldWithCodeAndText(int code, String text) {
        open();
        peer().say("last words");
        peer().close(code, text);
        CloseReason reason = listener.awaitClose();
        assertThat(reason.kind()).isEqualTo(Kind.CLOSED_BY_PEER);
        assertThat(reason.code()).isEqualTo(code);
        assertThat(reason.text()).isEqualTo(text);
        assertThat(listener.messages()).containsExactly("last words");
    }

    @Test
    void ourCloseFollowsWhatWasSentAndReachesThePeer() {
        LiveConnection connection = open();
        Writes writes = new Writes();
        numbers(500).forEach(number -> connection.send(number, writes.next()));
        connection.close(1000, "done");
        CloseReason reason = listener.awaitClose();
        assertThat(reason.toString()).isEqualTo("CLOSED_BY_US 1000 done");
        assertThat(peer().awaitReceived(500)).isEqualTo(numbers(500));
        assertThat(peer().awaitCloseCode()).isEqualTo(1000);
        writes.awaitAll();
        writes.verifyEachToldOnce();
        assertThat(writes.failures()).isEmpty();
    }

    @Test
    void closingAgainChangesNothing() {
        LiveConnection connection = open();
        connection.close(1000, "first");
        connection.close(1001, "second");
        connection.abort();
        assertThat(listener.awaitClose().text()).isEqualTo("first");
        connection.close(1000, "third");
        connection.abort();
        connection.pause();
        connection.resume();
    }

    @Test
    void closeInsideOnMessageIsToldAfterwards() {
        LiveConnection connection = open();
        listener.whenMessage(message -> connection.close(1000, "enough"));
        peer().say("1");
        peer().say("2");
        assertThat(listener.awaitClose().kind()).isEqualTo(Kind.CLOSED_BY_US);
        assertThat(listener.messages()).containsExactly("1");
    }

    @Test
    void abortEndsWithoutACloseFrame() {
        LiveConnection connection = open();
        connection.abort();
        assertThat(listener.awaitClose().kind()).isEqualTo(Kind.CLOSED_BY_US);
        assertThat(peer().awaitCloseCode()).isEqualTo(1006);
    }

    @Test
    void abortInsideOnMessageIsToldAfterwards() {
        LiveConnection connection = open();
        listener.whenMessage(message -> connection.abort());
        peer().say("1");
        assertThat(listener.awaitClose().kind()).isEqualTo(Kind.CLOSED_BY_US);
    }

    @Test
    void pausedConnectionIsSilentAndLosesNothing() {
        LiveConnection connection = open();
        listener.whenMessage(message -> {
            if (message.equals("0")) {
                connection.pause();
            }
        });
        numbers(10).forEach(peer()::say);
        peer().awaitRead();
        assertThat(listener.messages()).containsExactly("0");
        connection.resume();
        assertThat(listener.awaitMessages(10)).isEqualTo(numbers(10));
    }

    @Test
    void endWhilePausedIsToldAfterWhatCameBefore() {
        LiveConnection connection = open();
        listener.whenMessage(message -> connection.pause());
        numbers(10).forEach(peer()::say);
        peer().awaitRead();
        peer().close(1001, "away");
        assertThat(listener.awaitClose().code()).isEqualTo(1001);
        assertThat(listener.messages()).isEqualTo(numbers(10));
    }

    @Test
    void closeWhilePausedIsPrompt() {
        LiveConnection connection = open();
        listener.whenMessage(message -> connection.pause());
        numbers(10).forEach(peer()::say);
        peer().awaitRead();
        long start = System.nanoTime();
        connection.close(1000, "");
        assertThat(listener.awaitClose().toString()).isEqualTo("CLOSED_BY_US 1000");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
        assertThat(listener.messages()).containsExactly("0");
        assertThat(peer().awaitCloseCode()).isEqualTo(1000);
    }

    @Test
    void brokenConnectionIsLost() {
        open();
        peer().vanish();
        CloseReason reason = listener.awaitClose();
        assertThat(reason.kind()).isEqualTo(Kind.LOST);
        assertThat(reason.code()).isEqualTo(1006);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 429, 503})
    void refusedUpgradeTellsTheStatus(int status) {
        peer().answerUpgradesWith(status);
        connect();
        CloseReason reason = listener.awaitClose();
        assertThat(reason.kind()).isEqualTo(Kind.REFUSED);
        assertThat(reason.code()).isEqualTo(status);
        assertThat(reason.text()).contains(Integer.toString(status));
    }

    static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
