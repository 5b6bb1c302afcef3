package io.github.camelgeminilive.transport;

import static io.github.camelgeminilive.transport.RawServer.BINARY;
import static io.github.camelgeminilive.transport.RawServer.CONTINUATION;
import static io.github.camelgeminilive.transport.RawServer.PING;
import static io.github.camelgeminilive.transport.RawServer.PONG;
import static io.github.camelgeminilive.transport.RawServer.TEXT;
import static io.github.camelgeminilive.transport.RawServer.frame;
import static io.github.camelgeminilive.transport.RawServer.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.transport.CloseReason.Kind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketMessagesTest extends LoopbackTest {

    @RepeatedTest(20)
    void framesInTheSamePacketAsTheUpgradeAreAllHeard() {
        Buffer[] frames = LiveTransportContract.numbers(1_000).stream()
                .map(number -> frame(TEXT, true, number))
                .toArray(Buffer[]::new);
        transport().connect(sending(frames).request(), listener);
        assertThat(listener.awaitMessages(1_000)).isEqualTo(LiveTransportContract.numbers(1_000));
    }

    @RepeatedTest(20)
    void framesRightAfterTheUpgradeAreAllHeard() {
        ScriptedServer server = scripted()
                .onAccept(socket -> LiveTransportContract.numbers(1_000).forEach(socket::writeTextMessage));
        transport().connect(server.request(), listener);
        assertThat(listener.awaitMessages(1_000)).isEqualTo(LiveTransportContract.numbers(1_000));
    }

    @Test
    void textBinaryAndFragmentsAreWholeMessages() {
        byte[] umlaut = "ü".getBytes(StandardCharsets.UTF_8);
        RawServer server = sending(
                frame(TEXT, true, "text"),
                frame(BINARY, true, "binary"),
                frame(TEXT, false, "one "),
                frame(PING, true, "ping inside"),
                frame(CONTINUATION, false, ""),
                frame(CONTINUATION, false, "two "),
                frame(PONG, true, "pong inside"),
                frame(CONTINUATION, true, "three"),
                frame(BINARY, false, ""),
                frame(CONTINUATION, true, "from nothing"),
                frame(TEXT, false, Arrays.copyOfRange(umlaut, 0, 1)),
                frame(CONTINUATION, true, Arrays.copyOfRange(umlaut, 1, 2)),
                frame(TEXT, true, ""),
                frame(TEXT, true, "last"));
        transport().connect(server.request(), listener);
        assertThat(listener.awaitMessages(7))
                .containsExactly("text", "binary", "one two three", "from nothing", "ü", "", "last");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void messageAsLargeAsTheLimitIsHeard(int fragmentCount) {
        Buffer message = Buffer.buffer();
        writeFragments(message, MAX_MESSAGE_BYTES, fragmentCount);
        transport().connect(sending(message).request(), listener);
        assertThat(listener.awaitMessages(1).get(0)).hasSize(MAX_MESSAGE_BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void messageBeyondTheLimitEndsTheConnection(int fragmentCount) {
        Buffer message = frame(TEXT, true, "before");
        writeFragments(message, MAX_MESSAGE_BYTES + 1, fragmentCount);
        message.appendBuffer(frame(TEXT, true, "behind"));
        transport().connect(sending(message).request(), listener);
        expectTooLarge();
        assertThat(listener.messages()).containsExactly("before");
    }

    @Test
    void tooLargeFrameEndsTheConnectionWithItsFirstBytes() {
        transport().connect(sending(header(TEXT, true, 1L << 40)).request(), listener);
        expectTooLarge();
    }

    @Test
    void endlessFragmentsEndAtTheLimit() {
        ScriptedServer server = scripted().onAccept(socket -> {
            Buffer piece = Buffer.buffer(new byte[60_000]);
            socket.writeFrame(WebSocketFrame.textFrame("a", false));
            for (int i = 0; i < 100; i++) {
                socket.writeFrame(WebSocketFrame.continuationFrame(piece, false));
            }
        });
        transport().connect(server.request(), listener);
        expectTooLarge();
        assertThat(server.awaitCloseCode()).isEqualTo(1009);
    }

    @Test
    void floodIsHeldBackWhilePausedAndNothingIsLost() {
        int count = 4_000; // of 10 KB: 40 MB, far more than the buffers of two sockets
        String padding = "x".repeat(10_000);
        AtomicInteger written = new AtomicInteger();
        ScriptedServer server = scripted().onAccept(socket -> flood(socket, count, padding, written));
        LiveConnection[] connection = new LiveConnection[1];
        listener.whenMessage(message -> {
            if (message.startsWith("0 ")) {
                connection[0].pause();
            }
        });
        synchronized (listener) { // onOpen waits for the connection to be known
            connection[0] = transport().connect(server.request(), listener);
        }
        Awaitility.await()
                .during(Duration.ofMillis(300))
                .atMost(RecordingListener.PATIENCE)
                .until(() -> server.socket().writeQueueFull());
        assertThat(listener.messages()).hasSize(1);
        assertThat(written.get()).isLessThan(count / 2);
        connection[0].resume();
        List<String> heard = listener.awaitMessages(count);
        for (int i = 0; i < count; i++) {
            assertThat(heard.get(i)).startsWith(i + " ");
        }
    }

    @Test
    void closeWhilePausedUnderAFloodTakesNoTime() {
        ScriptedServer server =
                scripted().onAccept(socket -> flood(socket, 4_000, "x".repeat(10_000), new AtomicInteger()));
        LiveConnection connection = transport().connect(server.request(), listener);
        listener.awaitMessages(1);
        connection.pause();
        Awaitility.await()
                .during(Duration.ofMillis(300))
                .atMost(RecordingListener.PATIENCE)
                .until(() -> server.socket().writeQueueFull());
        long start = System.nanoTime();
        connection.close(1000, "done");
        assertThat(listener.awaitClose().toString()).isEqualTo("CLOSED_BY_US 1000 done");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
        assertThat(server.awaitCloseCode()).isEqualTo(1000);
    }

    @Test
    void senderFeelsAPeerThatDoesNotRead() {
        ScriptedServer server = scripted();
        LiveConnection connection = transport().connect(server.request(), listener);
        listener.awaitOpen();
        server.stopReading();
        Writes writes = new Writes();
        String padding = "x".repeat(100_000);
        for (int i = 0; i < 300; i++) {
            connection.send(i + " " + padding, writes.next());
        }
        Awaitility.await().during(Duration.ofMillis(300)).until(writes::told, new Unchanged());
        assertThat(writes.told()).isLessThan(300);
        server.socket().resume();
        List<String> received = server.awaitReceived(300);
        for (int i = 0; i < 300; i++) {
            assertThat(received.get(i)).startsWith(i + " ");
        }
        writes.awaitAll();
        writes.verifyEachToldOnce();
        assertThat(writes.failures()).isEmpty();
    }

    @Test
    void sendsFromTheEventLoopAndFromOutsideKeepTheirOrder() throws InterruptedException {
        int count = 20_000;
        ScriptedServer server = scripted();
        LiveConnection connection = transport().connect(server.request(), listener);
        listener.awaitOpen();
        ReentrantLock lock = new ReentrantLock();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger fromLoop = new AtomicInteger();
        Runnable sendNext = () -> {
            lock.lock();
            try {
                if (next.get() < count) {
                    connection.send(Integer.toString(next.getAndIncrement()), failure -> {});
                }
            } finally {
                lock.unlock();
            }
        };
        listener.whenMessage(message -> {
            fromLoop.incrementAndGet();
            sendNext.run();
        });
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            Thread thread = new Thread(() -> {
                while (next.get() < count) {
                    sendNext.run();
                    server.say("go on");
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(server.awaitReceived(count)).isEqualTo(LiveTransportContract.numbers(count));
        assertThat(fromLoop).hasPositiveValue();
    }

    private void expectTooLarge() {
        CloseReason reason = listener.awaitClose();
        assertThat(reason.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(reason.code()).isEqualTo(1009);
        assertThat(reason.text()).contains(Integer.toString(MAX_MESSAGE_BYTES), "maxMessageSize");
    }

    private static void writeFragments(Buffer to, int bytes, int count) {
        int done = 0;
        for (int i = 0; i < count; i++) {
            int size = i == count - 1 ? bytes - done : bytes / count;
            byte[] payload = new byte[size];
            Arrays.fill(payload, (byte) 'x');
            to.appendBuffer(frame(i == 0 ? TEXT : CONTINUATION, i == count - 1, payload));
            done += size;
        }
    }

    private static void flood(ServerWebSocket socket, int count, String padding, AtomicInteger written) {
        while (!socket.isClosed() && !socket.writeQueueFull() && written.get() < count) {
            socket.writeTextMessage(written.getAndIncrement() + " " + padding);
        }
        if (!socket.isClosed()) {
            socket.drainHandler(room -> flood(socket, count, padding, written));
        }
    }

    /** Holds while a number stays what it was. */
    private static final class Unchanged implements java.util.function.Predicate<Integer> {
        private int before = -1;

        @Override
        public boolean test(Integer now) {
            boolean same = before == now;
            before = now;
            return same;
        }
    }
}
