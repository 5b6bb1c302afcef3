package io.github.camelgeminilive.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One POST with the settings of the sockets: what is answered, and how it can fail. */
class HttpPostTest {

    private static final int PATIENCE_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final List<WebSocketTransport> transports = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        transports.forEach(WebSocketTransport::close);
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private int server(Consumer<HttpServerRequest> handler) throws Exception {
        HttpServer server = vertx.createHttpServer().requestHandler(handler::accept);
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .actualPort();
    }

    private HttpCall.Answer post(WebSocketClientOptions options, String uri, Duration timeout) throws Exception {
        WebSocketTransport transport = new WebSocketTransport(vertx, options, 1_000_000);
        transports.add(transport);
        return transport
                .post(new HttpCall(URI.create(uri), Map.of("x-goog-api-key", "canary"), "{\"a\":1}", timeout))
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private HttpCall.Answer post(int port) throws Exception {
        return post(new WebSocketClientOptions(), "http://127.0.0.1:" + port + "/v1beta/auth_tokens", seconds(10));
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void theBodyAndTheHeadersArriveAndTheAnswerComesBack() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        int port = server(request -> request.body().onSuccess(body -> {
            seen.add(request.method() + " " + request.path() + " " + request.getHeader("x-goog-api-key") + " "
                    + request.getHeader("content-type") + " " + body);
            request.response().setStatusCode(418).end("{\"tea\":true}");
        }));
        assertThat(post(port)).isEqualTo(new HttpCall.Answer(418, "{\"tea\":true}"));
        assertThat(seen).containsExactly("POST /v1beta/auth_tokens canary application/json {\"a\":1}");
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        int port = server(request -> request.response()
                .setStatusCode(302)
                .putHeader("location", "http://127.0.0.1:1/elsewhere")
                .end());
        assertThat(post(port).status()).isEqualTo(302);
    }

    @Test
    void aServerThatHangsIsGivenUp() throws Exception {
        int port = server(request -> {});
        assertThatThrownBy(() ->
                        post(new WebSocketClientOptions(), "http://127.0.0.1:" + port + "/x", Duration.ofMillis(200)))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(HttpCall.NoAnswer.class)
                .hasMessage("no answer from 127.0.0.1:" + port + " within 200 ms");
    }

    @Test
    void anAnswerThatDripsIsGivenUpToo() throws Exception {
        int port = server(request -> {
            request.response().setChunked(true).write("{");
            vertx.setPeriodic(20, id -> request.response().write(" "));
        });
        assertThatThrownBy(() ->
                        post(new WebSocketClientOptions(), "http://127.0.0.1:" + port + "/x", Duration.ofMillis(300)))
                .cause()
                .hasMessageContaining("no answer from");
    }

    @Test
    void anAnswerWithoutEndIsRefused() throws Exception {
        int port = server(request -> request.response().end("x".repeat(100_000)));
        assertThatThrownBy(() -> post(port))
                .cause()
                .isInstanceOf(HttpCall.NoAnswer.class)
                .hasMessageContaining("at most 65536 bytes");
    }

    @Test
    void anAnswerThatBreaksOffIsToldWithoutTheKey() throws Exception {
        int port = server(request -> request.connection().close());
        assertThatThrownBy(() -> post(port))
                .cause()
                .isInstanceOfSatisfying(
                        HttpCall.NoAnswer.class,
                        e -> assertThat(e.getMessage())
                                .contains("127.0.0.1:" + port)
                                .doesNotContain("canary"));
    }

    @Test
    void theProxyOfTheSocketsIsUsed() throws Exception {
        List<String> connects = new CopyOnWriteArrayList<>();
        int target = server(request -> request.response().end("{}"));
        NetServer proxy = vertx.createNetServer()
                .connectHandler(client -> client.handler(first -> {
                    connects.add(first.toString().lines().findFirst().orElse(""));
                    client.close();
                }));
        int port = proxy.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .actualPort();
        WebSocketClientOptions options = new WebSocketClientOptions()
                .setProxyOptions(
                        new ProxyOptions().setHost("127.0.0.1").setPort(port).setType(ProxyType.HTTP));
        assertThatThrownBy(() -> post(options, "http://127.0.0.1:" + target + "/x", seconds(10)))
                .cause()
                .isInstanceOf(HttpCall.NoAnswer.class);
        assertThat(connects).singleElement().asString().contains("127.0.0.1:" + target);
    }

    @Test
    void aClosedTransportAndABrokenKeyAreRefusedInWords() throws Exception {
        WebSocketTransport transport = new WebSocketTransport(vertx, new WebSocketClientOptions(), 1_000_000);
        HttpCall broken = new HttpCall(
                URI.create("http://127.0.0.1:1/x"), Map.of("x-goog-api-key", "canary\n"), "{}", seconds(1));
        assertThatThrownBy(() -> transport.post(broken).toCompletableFuture().get())
                .cause()
                .hasMessageContaining("printable ASCII characters in the header x-goog-api-key")
                .hasMessageNotContaining("canary");
        transport.close();
        assertThatThrownBy(() -> transport.post(broken).toCompletableFuture().get())
                .cause()
                .hasMessageContaining("closed");
    }

    @Test
    void nothingPrintsKeysOrBodies() {
        assertThat(new HttpCall(URI.create("http://h/x?key=canary"), Map.of("a", "canary"), "canary", seconds(1)))
                .hasToString("http://h/x");
        assertThat(new HttpCall.Answer(200, "canary")).hasToString("HTTP status 200");
    }
}
