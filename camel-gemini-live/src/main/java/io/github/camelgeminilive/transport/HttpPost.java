package io.github.camelgeminilive.transport;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.ClientOptionsBase;
import java.net.URI;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON with the TLS and proxy settings of the sockets. Follows no redirect, which would carry credentials
 * elsewhere, and reads a small answer only. Its client is made at the first call. Lives as long as its transport.
 *
 * <p>Thread-safe.
 */
final class HttpPost {

    /** An answer is the name of a token or an error. */
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private final VertxInternal vertx;
    private final HttpClientOptions options;
    private final AtomicReference<@Nullable HttpClient> client = new AtomicReference<>();

    HttpPost(VertxInternal vertx, WebSocketClientOptions options) {
        this.vertx = vertx;
        this.options = new HttpClientOptions((ClientOptionsBase) options)
                .setKeepAlive(false)
                .setShared(false);
    }

    CompletionStage<HttpCall.Answer> send(HttpCall call) {
        URI uri = call.uri();
        boolean tls = "https".equals(uri.getScheme());
        int defaultPort = tls ? 443 : 80;
        int port = uri.getPort() == -1 ? defaultPort : uri.getPort();
        String peer = uri.getHost() + ":" + port;
        long millis = Math.max(1, call.timeout().toMillis());
        RequestOptions target = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(uri.getRawPath())
                .setConnectTimeout(millis)
                .setHeaders(MultiMap.caseInsensitiveMultiMap()
                        .addAll(call.headers())
                        .add("content-type", "application/json"));
        Promise<HttpCall.Answer> told = Promise.promise();
        AtomicReference<@Nullable HttpClientRequest> open = new AtomicReference<>();
        long timer = vertx.setTimer(millis, fired -> {
            if (told.tryFail(
                    new HttpCall.NoAnswer(unreachable("no answer from " + peer + " within " + millis + " ms")))) {
                HttpClientRequest request = open.get();
                if (request != null) {
                    request.reset();
                }
            }
        });
        client().request(target)
                .compose(request -> {
                    open.set(request);
                    if (told.future().isComplete()) {
                        request.reset();
                    }
                    return request.send(Buffer.buffer(call.json())).compose(HttpPost::read);
                })
                .onSuccess(told::tryComplete)
                .onFailure(problem -> told.tryFail(new HttpCall.NoAnswer(ConnectFailure.of(problem, peer))));
        return told.future().onComplete(done -> vertx.cancelTimer(timer)).toCompletionStage();
    }

    private static Future<HttpCall.Answer> read(HttpClientResponse response) {
        Buffer body = Buffer.buffer();
        Promise<HttpCall.Answer> whole = Promise.promise();
        response.exceptionHandler(whole::tryFail)
                .endHandler(end -> whole.tryComplete(new HttpCall.Answer(response.statusCode(), body.toString())))
                .handler(chunk -> {
                    body.appendBuffer(chunk);
                    if (body.length() > MAX_ANSWER_BYTES) {
                        whole.tryFail("expected an answer of at most " + MAX_ANSWER_BYTES + " bytes but it was longer");
                        response.request().reset();
                    }
                });
        return whole.future();
    }

    private static CloseReason unreachable(String text) {
        return new CloseReason(CloseReason.Kind.UNREACHABLE, 0, text, null);
    }

    private HttpClient client() {
        HttpClient known = client.get();
        if (known != null) {
            return known;
        }
        HttpClient made = vertx.createHttpClient(options);
        HttpClient other = client.compareAndExchange(null, made);
        if (other == null) {
            return made;
        }
        made.close();
        return other;
    }

    void close() {
        HttpClient made = client.get();
        if (made != null) {
            made.close();
        }
    }
}
