package io.github.camelgeminilive.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SendQueueTest {

    private final Queue<Runnable> eventLoop = new ArrayDeque<>();
    private final List<String> handedOver = new ArrayList<>();
    private final List<Promise<Void>> promises = new ArrayList<>();
    private final List<Throwable> broken = new ArrayList<>();
    private final Writes writes = new Writes();
    private int room = Integer.MAX_VALUE;
    private final SendQueue queue = new SendQueue(eventLoop::add, socket(), broken::add);

    @Test
    void nothingMoreIsHandedOverThanTheSocketHasRoomFor() {
        room = 2;
        LiveTransportContract.numbers(5).forEach(number -> queue.offer(number, writes.next()));
        runEventLoop();
        assertThat(handedOver).containsExactly("0", "1");
        assertThat(writes.told()).isZero();
        room = 2;
        queue.drain();
        assertThat(handedOver).containsExactly("0", "1", "2", "3");
        room = 2;
        queue.drain();
        assertThat(handedOver).isEqualTo(LiveTransportContract.numbers(5));
    }

    @Test
    void longQueueLetsTheEventLoopDoOtherThingsInBetween() {
        LiveTransportContract.numbers(200).forEach(number -> queue.offer(number, writes.next()));
        eventLoop.remove().run();
        assertThat(handedOver).hasSizeBetween(1, 100);
        runEventLoop();
        assertThat(handedOver).isEqualTo(LiveTransportContract.numbers(200));
    }

    @Test
    void theActionForTheEmptyQueueRunsBehindEveryMessage() {
        room = 1;
        LiveTransportContract.numbers(2).forEach(number -> queue.offer(number, writes.next()));
        queue.whenEmpty(() -> handedOver.add("close"));
        assertThat(handedOver).containsExactly("0");
        room = 1;
        queue.drain();
        assertThat(handedOver).containsExactly("0", "1", "close");
    }

    @Test
    void failureReachesWhatWaitsAndWhatIsUnderWayAndWhatComesLater() {
        room = 1;
        LiveTransportContract.numbers(3).forEach(number -> queue.offer(number, writes.next()));
        runEventLoop();
        assertThat(queue.isWriting()).isTrue();
        queue.fail(new IOException("over"));
        queue.offer("late", writes.next());
        promises.forEach(promise -> promise.fail("the socket says so too"));
        runEventLoop();
        assertThat(writes.failures()).hasSize(4).allMatch(failure -> "over".equals(failure.getMessage()));
        writes.verifyEachToldOnce();
    }

    @Test
    void exceptionOfOneCallbackDoesNotCostTheOthersTheirs() {
        queue.offer("1", failure -> {
            throw new IllegalStateException("a bug");
        });
        queue.offer("2", writes.next());
        runEventLoop();
        promises.forEach(Promise::complete);
        assertThat(broken).hasSize(1);
        writes.verifyEachToldOnce();
    }

    private void runEventLoop() {
        Runnable task;
        while ((task = eventLoop.poll()) != null) {
            task.run();
        }
    }

    /** A socket that takes {@code room} messages and completes them when the test says so. */
    private WebSocket socket() {
        return (WebSocket) Proxy.newProxyInstance(
                WebSocket.class.getClassLoader(), new Class<?>[] {WebSocket.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "isClosed":
                            return false;
                        case "writeQueueFull":
                            return room <= 0;
                        case "writeFinalTextFrame":
                            return write((String) arguments[0]);
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }

    private Future<Void> write(String json) {
        room--;
        handedOver.add(json);
        Promise<Void> promise = Promise.promise();
        promises.add(promise);
        return promise.future();
    }
}
