package io.github.camelgeminilive.transport;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A TCP server that answers an upgrade request, or does not, with the very bytes that a test wants: for the peers that
 * no WebSocket library would play. Thread-safe.
 */
final class RawServer implements AutoCloseable {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *(\\S+)");

    private final NetServer server;
    private final CompletableFuture<NetSocket> upgraded = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Buffer received = Buffer.buffer();

    /**
     * @param onRequest gets the socket and the answer that would accept the upgrade
     */
    RawServer(Vertx vertx, BiConsumer<NetSocket, Buffer> onRequest) {
        server = vertx.createNetServer(
                        new NetServerOptions().setHost("127.0.0.1").setPort(0))
                .connectHandler(socket -> {
                    Buffer request = Buffer.buffer();
                    socket.exceptionHandler(ignored -> {});
                    socket.closeHandler(closed -> ended.complete(null));
                    socket.handler(bytes -> {
                        if (upgraded.isDone()) {
                            synchronized (received) {
                                received.appendBuffer(bytes);
                            }
                            return;
                        }
                        request.appendBuffer(bytes);
                        String text = request.toString(StandardCharsets.ISO_8859_1);
                        Matcher key = KEY.matcher(text);
                        if (text.endsWith("\r\n\r\n") && key.find()) {
                            onRequest.accept(socket, accept(key.group(1)));
                            upgraded.complete(socket);
                        }
                    });
                });
        server.listen().toCompletionStage().toCompletableFuture().join();
    }

    /** Accepts the upgrade and sends these frames in the same write. */
    static RawServer sending(Vertx vertx, Buffer frames) {
        return new RawServer(vertx, (socket, accept) -> socket.write(accept.appendBuffer(frames)));
    }

    /** Takes the TCP connection and never says a word. */
    static RawServer silent(Vertx vertx) {
        return new RawServer(vertx, (socket, accept) -> {});
    }

    static Buffer frame(int opcode, boolean last, byte[] payload) {
        Buffer frame = header(opcode, last, payload.length);
        return frame.appendBytes(payload);
    }

    static Buffer frame(int opcode, boolean last, String payload) {
        return frame(opcode, last, payload.getBytes(StandardCharsets.UTF_8));
    }

    static Buffer header(int opcode, boolean last, long length) {
        Buffer header = Buffer.buffer().appendByte((byte) (opcode | (last ? 0x80 : 0)));
        if (length < 126) {
            header.appendByte((byte) length);
        } else if (length <= 0xFFFF) {
            header.appendByte((byte) 126).appendUnsignedShort((int) length);
        } else {
            header.appendByte((byte) 127).appendLong(length);
        }
        return header;
    }

    static Buffer closeFrame(int code, String text) {
        return frame(
                CLOSE,
                true,
                Buffer.buffer().appendUnsignedShort(code).appendString(text).getBytes());
    }

    ConnectRequest request(String scheme, Duration timeout) {
        return new ConnectRequest(
                URI.create(scheme + "://127.0.0.1:" + server.actualPort() + "/live?key=canary-in-query"),
                Map.of("x-goog-api-key", "canary-in-header"),
                timeout);
    }

    ConnectRequest request() {
        return request("ws", Duration.ofSeconds(10));
    }

    NetSocket socket() {
        return upgraded.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** Waits until the client has ended the TCP connection. */
    void awaitEnd() {
        ended.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** How many bytes came after the upgrade. */
    int receivedBytes() {
        synchronized (received) {
            return received.length();
        }
    }

    private static Buffer accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1"); // RFC 6455 section 4.2.2
            byte[] digest =
                    sha1.digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Buffer.buffer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
