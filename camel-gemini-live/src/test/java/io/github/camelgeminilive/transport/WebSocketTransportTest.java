package io.github.camelgeminilive.transport;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClientOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class WebSocketTransportTest extends LiveTransportContract {

    private static Vertx vertx;
    private ScriptedServer server;
    private WebSocketTransport transport;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void start() {
        server = new ScriptedServer(vertx);
        transport = new WebSocketTransport(vertx, new WebSocketClientOptions(), 16 << 20);
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    @Override
    protected LiveTransport transport() {
        return transport;
    }

    @Override
    protected Peer peer() {
        return server;
    }
}
