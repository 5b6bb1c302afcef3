package io.github.camelgeminilive.transport;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.impl.VertxInternal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Real connections, on the WebSocket client of Vert.x. Lives from its constructor to {@link #close()}; the Vert.x
 * instance is the caller's and outlives it.
 *
 * <p>Each connection gets an event loop of its own choice, in turn. Vert.x would take the loop that belongs to the
 * calling thread, and keeps one for every thread that ever called it: a thread that opens 200 sessions would put all of
 * them on one loop.
 *
 * <p>Thread-safe.
 */
public final class WebSocketTransport implements LiveTransport, AutoCloseable {

    /**
     * In place of Vert.x's 50 per server, beyond which a connect waits for ever and silently. Not -1: in Vert.x 4.5
     * nothing connects then.
     */
    private static final int MAX_CONNECTIONS_COUNT = 100_000;

    /** How long a peer may take to answer our close frame, in place of Vert.x's 10 s. It needs one round trip. */
    private static final Duration CLOSING_TIMEOUT = Duration.ofSeconds(2);

    /** Vert.x's own time limit of the upgrade is this much longer than ours, which has the better text. */
    private static final int UPGRADE_GRACE_MILLIS = 100;

    private final VertxInternal vertx;
    private final WebSocketClient client;
    private final HttpPost post;
    private final int maxMessageBytes;
    private final Duration closingTimeout;
    private final Set<WebSocketConnection> connections = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private volatile boolean closed;

    /**
     * @param vertx where the event loops are
     * @param options TLS, proxy and the like; copied. The message limit replaces their frame and message sizes. Their
     *     {@code closingTimeout} (seconds) and {@code maxConnections} count only where they differ from the defaults
     * @param maxMessageBytes the largest message from the server, in bytes; a larger one ends its connection
     */
    public WebSocketTransport(Vertx vertx, WebSocketClientOptions options, int maxMessageBytes) {
        if (maxMessageBytes <= 0) {
            throw new IllegalArgumentException("Expected maxMessageSize of at least 1 byte but was " + maxMessageBytes);
        }
        this.vertx = (VertxInternal) vertx;
        this.maxMessageBytes = maxMessageBytes;
        boolean ownTimeout = options.getClosingTimeout() != HttpClientOptions.DEFAULT_WEBSOCKET_CLOSING_TIMEOUT
                && options.getClosingTimeout() >= 0;
        this.closingTimeout = ownTimeout ? Duration.ofSeconds(options.getClosingTimeout()) : CLOSING_TIMEOUT;
        WebSocketClientOptions copy = new WebSocketClientOptions(options)
                .setMaxFrameSize(maxMessageBytes)
                .setMaxMessageSize(maxMessageBytes)
                // With 0 Vert.x drops the TCP connection as soon as both close frames are through. Otherwise it waits
                // for the server to do so, without a limit if the server closed first. Our own limit is closingTimeout.
                .setClosingTimeout(0)
                .setShared(false);
        if (copy.getMaxConnections() == HttpClientOptions.DEFAULT_MAX_WEBSOCKETS) {
            copy.setMaxConnections(MAX_CONNECTIONS_COUNT);
        }
        this.client = vertx.createWebSocketClient(copy);
        this.post = new HttpPost(this.vertx, options);
    }

    @Override
    public LiveConnection connect(ConnectRequest request, Listener listener) {
        URI uri = request.uri();
        int defaultPort = "wss".equals(uri.getScheme()) ? 443 : 80;
        int port = uri.getPort() == -1 ? defaultPort : uri.getPort();
        String peer = uri.getHost() + ":" + port;
        WebSocketConnection connection = new WebSocketConnection(
                vertx.createEventLoopContext(), peer, listener, maxMessageBytes, closingTimeout, this::over);
        connections.add(connection);
        String defect = closed ? "the transport is closed" : defect(request.uri(), request.headers());
        if (defect != null) {
            connection.reject(defect);
            return connection;
        }
        long timeoutMillis = Math.max(1, request.connectTimeout().toMillis());
        WebSocketConnectOptions target = new WebSocketConnectOptions()
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl("wss".equals(uri.getScheme()))
                .setURI(pathAndQuery(uri))
                .setAllowOriginHeader(false) // we are no browser, and a server may check what claims to be one
                .setTimeout(timeoutMillis + UPGRADE_GRACE_MILLIS);
        target.setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(request.headers()));
        connection.open(() -> client.connect(target), timeoutMillis);
        if (closed) {
            connection.abort(); // close() may have looked at the connections just before ours was among them
        }
        return connection;
    }

    /**
     * Posts JSON with the TLS and proxy settings of the connections; returns at once. Fails with {@link
     * HttpCall.NoAnswer}.
     */
    public CompletionStage<HttpCall.Answer> post(HttpCall call) {
        String defect = closed ? "the transport is closed" : defect(call.uri(), call.headers());
        if (defect != null) {
            return CompletableFuture.failedStage(
                    new HttpCall.NoAnswer(new CloseReason(CloseReason.Kind.UNREACHABLE, 0, defect, null)));
        }
        return post.send(call);
    }

    private void over(WebSocketConnection connection) {
        connections.remove(connection);
        lock.lock();
        try {
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until every connection is over: after the sessions said goodbye, and before {@link #close}. Not on an event
     * loop.
     *
     * @param patience after which it returns all the same
     */
    public void awaitIdle(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!connections.isEmpty() && left > 0) {
                left = idle.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Drops what is still connected and refuses to connect again. Sessions say goodbye before. Does not wait. */
    @Override
    public void close() {
        closed = true;
        connections.forEach(WebSocketConnection::abort);
        client.close();
        post.close();
    }

    /** What Vert.x would take and then never answer, or answer with a text that quotes the header. */
    private static @Nullable String defect(URI uri, Map<String, String> headers) {
        if (uri.getHost() == null) {
            return "expected a host name of letters, digits, '-' and '.' but was " + uri.getRawAuthority();
        }
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String value = header.getValue();
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c < ' ' || c > '~') {
                    return "expected printable ASCII characters in the header " + header.getKey() + " but character "
                            + (i + 1) + " of " + value.length() + " is code " + (int) c
                            + " (a line end or a typographic character that was copied along?)";
                }
            }
        }
        return null;
    }

    private static String pathAndQuery(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
