package io.github.camelgeminilive.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.impl.WebSocketInternal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A WebSocket server on a loopback port that does what a test says. Thread-safe. */
final class ScriptedServer implements Peer, AutoCloseable {

    private final HttpServer server;
    private final boolean tls;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final AtomicInteger acceptedCount = new AtomicInteger();
    private volatile int status = 101;
    private volatile @Nullable ServerWebSocket newest;
    private volatile Consumer<ServerWebSocket> onAccept = socket -> {};
    private volatile @Nullable HttpServerRequest lastRequest;

    ScriptedServer(Vertx vertx) {
        this(vertx, new HttpServerOptions());
    }

    ScriptedServer(Vertx vertx, HttpServerOptions options) {
        tls = options.isSsl();
        server = vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0).setMaxWebSocketFrameSize(1 << 24))
                .requestHandler(this::upgrade);
        server.listen().toCompletionStage().toCompletableFuture().join();
    }

    private void upgrade(HttpServerRequest request) {
        lastRequest = request;
        if (status != 101) {
            request.response().setStatusCode(status).end("a body that repeats " + request.query());
            return;
        }
        request.toWebSocket().onSuccess(socket -> {
            socket.textMessageHandler(text -> {
                received.add(text);
            });
            socket.exceptionHandler(ignored -> {});
            socket.closeHandler(closed -> {
                Short code = socket.closeStatusCode();
                closeCode.complete(code == null ? 1006 : Short.toUnsignedInt(code));
            });
            newest = socket;
            acceptedCount.incrementAndGet();
            onAccept.accept(socket);
        });
    }

    /** Does this with each socket, in the upgrade's own callback. */
    ScriptedServer onAccept(Consumer<ServerWebSocket> action) {
        onAccept = action;
        return this;
    }

    int acceptedCount() {
        return acceptedCount.get();
    }

    int port() {
        return server.actualPort();
    }

    HttpServerRequest lastRequest() {
        return Objects.requireNonNull(lastRequest);
    }

    ConnectRequest request(String host, Duration timeout) {
        URI uri = URI.create((tls ? "wss://" : "ws://") + host + ":" + port() + "/ws/live?key=canary-in-query");
        return new ConnectRequest(uri, Map.of("x-goog-api-key", "canary-in-header"), timeout);
    }

    @Override
    public ConnectRequest request() {
        return request("127.0.0.1", Duration.ofSeconds(10));
    }

    /** The newest socket; the client can think it is open a little earlier than the server. */
    ServerWebSocket socket() {
        ServerWebSocket socket = newest;
        return socket != null ? socket : Awaitility.await().until(() -> newest, Objects::nonNull);
    }

    @Override
    public void answerUpgradesWith(int httpStatus) {
        status = httpStatus;
    }

    @Override
    public void answer() {
        // does so by itself
    }

    @Override
    public void say(String json) {
        socket().writeTextMessage(json);
    }

    @Override
    public void awaitRead() {
        CompletableFuture<Buffer> pong = new CompletableFuture<>();
        socket().pongHandler(pong::complete);
        socket().writeFrame(WebSocketFrame.pingFrame(Buffer.buffer("are you there")));
        pong.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void stopReading() {
        socket().pause();
    }

    @Override
    public void close(int code, String text) {
        socket().close((short) code, text.isEmpty() ? null : text);
    }

    @Override
    public void vanish() {
        Channel channel = ((WebSocketInternal) socket()).channelHandlerContext().channel();
        channel.config().setOption(ChannelOption.SO_LINGER, 0); // a reset instead of an orderly end
        channel.eventLoop().execute(() -> channel.unsafe().close(channel.voidPromise()));
    }

    @Override
    public List<String> awaitReceived(int count) {
        Awaitility.await().atMost(RecordingListener.PATIENCE).until(received::size, size -> size >= count);
        return List.copyOf(received);
    }

    @Override
    public int awaitCloseCode() {
        return closeCode.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
