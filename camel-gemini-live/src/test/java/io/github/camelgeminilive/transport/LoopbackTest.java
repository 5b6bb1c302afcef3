package io.github.camelgeminilive.transport;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A {@link WebSocketTransport} and servers for it on the loopback interface, all closed at the end of the test. */
abstract class LoopbackTest {

    static final int EVENT_LOOP_COUNT = 4;
    static final int MAX_MESSAGE_BYTES = 1 << 20;

    static Vertx vertx;

    final RecordingListener listener = new RecordingListener();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOP_COUNT));
    }

    @AfterAll
    static void stopVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void closeAll() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
        listener.verify();
    }

    <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    WebSocketTransport transport() {
        return transport(new WebSocketClientOptions());
    }

    WebSocketTransport transport(WebSocketClientOptions options) {
        return closing(new WebSocketTransport(vertx, options, MAX_MESSAGE_BYTES));
    }

    ScriptedServer scripted() {
        return closing(new ScriptedServer(vertx));
    }

    RawServer sending(Buffer... frames) {
        Buffer all = Buffer.buffer();
        for (Buffer frame : frames) {
            all.appendBuffer(frame);
        }
        return closing(RawServer.sending(vertx, all));
    }

    RawServer raw(BiConsumer<NetSocket, Buffer> onRequest) {
        return closing(new RawServer(vertx, onRequest));
    }

    RawServer silent() {
        return closing(RawServer.silent(vertx));
    }
}
