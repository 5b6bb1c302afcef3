package io.github.camelgeminilive.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelgeminilive.transport.CloseReason.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.ProxyOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketConnectTest extends LoopbackTest {

    private static final Duration SHORT = Duration.ofMillis(400);

    @Test
    void pathQueryAndHeadersReachTheServer() {
        ScriptedServer server = scripted();
        transport().connect(server.request(), listener);
        listener.awaitOpen();
        server.socket();
        assertThat(server.lastRequest().uri()).isEqualTo("/ws/live?key=canary-in-query");
        assertThat(server.lastRequest().getHeader("x-goog-api-key")).isEqualTo("canary-in-header");
        assertThat(server.lastRequest().getHeader("host")).isEqualTo("127.0.0.1:" + server.port());
        assertThat(server.lastRequest().getHeader("origin")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void timeLimitCoversAServerThatNeverAnswers(String scheme) {
        RawServer server = silent();
        long start = System.nanoTime();
        transport().connect(server.request(scheme, SHORT), listener);
        CloseReason reason = expect(Kind.UNREACHABLE, 0);
        assertThat(reason.text()).startsWith("no connection within 400 ms with 127.0.0.1:");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, Duration.ofSeconds(4));
        if (scheme.equals("ws")) {
            server.awaitEnd(); // TLS has a time limit of its own, of 10 s
        }
    }

    @Test
    void successAfterTheTimeLimitIsClosed() {
        List<Runnable> late = new ArrayList<>();
        RawServer server = raw((socket, accept) -> {
            synchronized (late) {
                late.add(() -> socket.write(accept));
            }
        });
        transport().connect(server.request("ws", SHORT), listener);
        expect(Kind.UNREACHABLE, 0);
        synchronized (late) {
            late.forEach(Runnable::run);
        }
        server.awaitEnd();
    }

    @Test
    void closedPortIsNamed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        transport().connect(to("ws://127.0.0.1:" + port + "/a?key=canary-in-query"), listener);
        assertThat(expect(Kind.UNREACHABLE, 0).text())
                .startsWith("cannot connect to 127.0.0.1:" + port)
                .contains("Connection refused");
    }

    @Test
    void unknownHostIsNamed() {
        transport().connect(to("ws://no-such-host.invalid/a?key=canary-in-query"), listener);
        assertThat(expect(Kind.UNREACHABLE, 0).text()).contains("no-such-host.invalid:80");
    }

    @Test
    void hostNameThatJavaCannotParseIsToldAtOnce() {
        transport().connect(to("ws://my_host:1234/a?key=canary-in-query"), listener);
        assertThat(expect(Kind.UNREACHABLE, 0).text())
                .contains("expected a host name")
                .contains("my_host:1234");
    }

    @Test
    void keyWithALineEndIsToldAtOnceAndNotQuoted() {
        ConnectRequest request = new ConnectRequest(
                URI.create("ws://127.0.0.1:1/a"),
                Map.of("x-goog-api-key", "canary-in-header\n"),
                Duration.ofSeconds(10));
        transport().connect(request, listener);
        assertThat(expect(Kind.UNREACHABLE, 0).text()).contains("x-goog-api-key", "character 17 of 17 is code 10");
    }

    @Test
    void serverThatHangsUpDuringTheUpgradeIsUnreachable() {
        RawServer server = raw((socket, accept) -> socket.close());
        transport().connect(server.request(), listener);
        assertThat(expect(Kind.UNREACHABLE, 0).text()).contains("127.0.0.1:");
    }

    @Test
    void serverThatIsNoWebSocketServerIsUnreachable() {
        RawServer server = raw((socket, accept) ->
                socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: c29tZXRoaW5nIGVsc2U=\r\n\r\n"));
        transport().connect(server.request(), listener);
        assertThat(expect(Kind.UNREACHABLE, 0).text()).contains("127.0.0.1:");
    }

    @Test
    void serverThatSpeaksNoHttpIsUnreachable() {
        RawServer server = raw((socket, accept) -> socket.write("220 mail.example ESMTP\r\n\r\n"));
        transport().connect(server.request(), listener);
        assertThat(expect(Kind.UNREACHABLE, 0).text()).contains("127.0.0.1:");
    }

    @Test
    void refusalNeitherQuotesTheBodyNorTheQuery() {
        ScriptedServer server = scripted();
        server.answerUpgradesWith(403); // its body repeats the query
        transport().connect(server.request(), listener);
        expect(Kind.REFUSED, 403);
    }

    @Test
    void closeBeforeTheOpeningEndsAtOnce() {
        LiveConnection connection = transport().connect(silent().request(), listener);
        connection.close(1000, "changed my mind");
        expect(Kind.CLOSED_BY_US, 1000);
    }

    @Test
    void abortBeforeTheOpeningEndsAtOnce() {
        LiveConnection connection = transport().connect(silent().request(), listener);
        connection.abort();
        expect(Kind.CLOSED_BY_US, 1006);
    }

    @Test
    void pauseBeforeTheOpeningHolds() {
        ScriptedServer server = scripted();
        LiveConnection connection = transport().connect(server.request(), listener);
        connection.pause();
        listener.awaitOpen();
        // the connection may have opened before the pause was asked for: then a round trip makes sure that it holds
        server.awaitRead();
        server.say("1");
        server.awaitRead();
        assertThat(listener.messages()).isEmpty();
        connection.resume();
        assertThat(listener.awaitMessages(1)).containsExactly("1");
    }

    @Test
    void closingTheTransportEndsItsConnectionsAndRefusesNewOnes() {
        ScriptedServer server = scripted();
        WebSocketTransport transport = transport();
        transport.connect(server.request(), listener);
        listener.awaitOpen();
        RecordingListener connecting = new RecordingListener();
        transport.connect(silent().request(), connecting);
        transport.close();
        expect(Kind.CLOSED_BY_US, 1006);
        assertThat(connecting.awaitClose().kind()).isEqualTo(Kind.CLOSED_BY_US);
        RecordingListener late = new RecordingListener();
        transport.connect(server.request(), late);
        assertThat(late.awaitClose().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(late.awaitClose().text()).contains("closed");
    }

    @Test
    void vertxClosedUnderneathEndsTheConnection() {
        ScriptedServer server = scripted();
        Vertx own = Vertx.vertx();
        WebSocketTransport transport = new WebSocketTransport(own, new WebSocketClientOptions(), MAX_MESSAGE_BYTES);
        LiveConnection connection = transport.connect(server.request(), listener);
        listener.awaitOpen();
        own.close().toCompletionStage().toCompletableFuture().join();
        // Vert.x closes gracefully, so that the answer of the peer can come first and looks like its own close
        assertThat(listener.awaitClose().kind()).isIn(Kind.LOST, Kind.CLOSED_BY_PEER);
        Writes writes = new Writes();
        connection.send("too late", writes.next());
        assertThat(writes.failures()).hasSize(1);
        RecordingListener late = new RecordingListener();
        transport.connect(server.request(), late);
        assertThat(late.awaitClose().kind()).isEqualTo(Kind.UNREACHABLE);
        transport.close();
    }

    @Test
    void twoHundredConnectionsAtOnceUseAllEventLoops() {
        ScriptedServer server = scripted();
        WebSocketTransport transport = transport();
        List<RecordingListener> listeners = new ArrayList<>();
        List<LiveConnection> connections = new ArrayList<>();
        Writes writes = new Writes();
        for (int i = 0; i < 200; i++) {
            RecordingListener own = new RecordingListener();
            listeners.add(own);
            connections.add(transport.connect(server.request(), own));
        }
        listeners.forEach(RecordingListener::awaitOpen);
        connections.forEach(connection -> connection.send("hello", writes.next()));
        assertThat(server.awaitReceived(200)).hasSize(200).containsOnly("hello");
        assertThat(server.acceptedCount()).isEqualTo(200);
        Map<String, Long> perThread =
                listeners.stream().collect(Collectors.groupingBy(RecordingListener::thread, Collectors.counting()));
        assertThat(perThread).hasSize(EVENT_LOOP_COUNT);
        assertThat(perThread.values()).allMatch(count -> count >= 40);
        connections.forEach(connection -> connection.close(1000, ""));
        listeners.forEach(own -> assertThat(own.awaitClose().kind()).isEqualTo(Kind.CLOSED_BY_US));
        listeners.forEach(RecordingListener::verify);
        writes.awaitAll();
        writes.verifyEachToldOnce();
    }

    @Test
    void trustedCertificateOpens(@TempDir Path directory) throws Exception {
        PfxOptions store = certificate(directory, "dns:localhost,ip:127.0.0.1");
        ScriptedServer server = tls(store);
        transport(new WebSocketClientOptions().setTrustOptions(store)).connect(server.request(), listener);
        listener.awaitOpen();
        server.say("hello");
        assertThat(listener.awaitMessages(1)).containsExactly("hello");
    }

    @Test
    void untrustedCertificateIsToldClearly(@TempDir Path directory) throws Exception {
        ScriptedServer server = tls(certificate(directory, "dns:localhost,ip:127.0.0.1"));
        transport().connect(server.request(), listener);
        assertThat(expect(Kind.UNREACHABLE, 0).text())
                .startsWith("TLS with 127.0.0.1:" + server.port() + " failed: ")
                .contains("unable to find valid certification path");
    }

    @Test
    void certificateOfAnotherHostIsToldClearly(@TempDir Path directory) throws Exception {
        PfxOptions store = certificate(directory, "dns:elsewhere.example");
        ScriptedServer server = tls(store);
        transport(new WebSocketClientOptions().setTrustOptions(store))
                .connect(server.request("localhost", Duration.ofSeconds(10)), listener);
        assertThat(expect(Kind.UNREACHABLE, 0).text())
                .startsWith("TLS with localhost:" + server.port() + " failed: ")
                .contains("No subject alternative DNS name matching localhost");
    }

    @Test
    void plainServerBehindWssIsToldClearly() {
        ScriptedServer server = scripted();
        transport().connect(to("wss://127.0.0.1:" + server.port() + "/a"), listener);
        assertThat(expect(Kind.UNREACHABLE, 0).text()).startsWith("TLS with 127.0.0.1:" + server.port() + " failed: ");
    }

    @Test
    void numericIpv6AddressIsUnderstood() {
        transport().connect(to("ws://[::1]:1/a"), listener); // nobody listens; without IPv6 nobody can
        assertThat(expect(Kind.UNREACHABLE, 0).text()).startsWith("cannot connect to [::1]:1: ");
    }

    @Test
    void proxyOfTheOptionsLeadsToTheServer() {
        ScriptedServer server = scripted();
        NetServer proxy = proxyTo(server.port(), "HTTP/1.1 200 OK\r\n\r\n");
        WebSocketClientOptions options = new WebSocketClientOptions()
                .setProxyOptions(new ProxyOptions().setHost("127.0.0.1").setPort(proxy.actualPort()));
        transport(options).connect(to("ws://only-the-proxy-knows.invalid/a?key=canary-in-query"), listener);
        listener.awaitOpen();
        server.say("hello");
        assertThat(listener.awaitMessages(1)).containsExactly("hello");
    }

    @Test
    void proxyThatRefusesIsToldClearly() {
        NetServer proxy = proxyTo(1, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
        WebSocketClientOptions options = new WebSocketClientOptions()
                .setProxyOptions(new ProxyOptions().setHost("127.0.0.1").setPort(proxy.actualPort()));
        transport(options).connect(to("ws://only-the-proxy-knows.invalid/a?key=canary-in-query"), listener);
        assertThat(expect(Kind.UNREACHABLE, 0).text()).contains("only-the-proxy-knows.invalid:80", "407");
    }

    @Test
    void limitOfNothingIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebSocketTransport(vertx, new WebSocketClientOptions(), 0))
                .withMessageContaining("maxMessageSize");
    }

    private CloseReason expect(Kind kind, int code) {
        CloseReason reason = listener.awaitClose();
        assertThat(reason.kind()).as("%s", reason).isEqualTo(kind);
        assertThat(reason.code()).isEqualTo(code);
        StringWriter trace = new StringWriter();
        if (reason.cause() != null) {
            reason.cause().printStackTrace(new PrintWriter(trace));
        }
        assertThat(reason + "\n" + trace).doesNotContain("canary");
        return reason;
    }

    /** A proxy that answers CONNECT like this and then passes bytes on, if there is anybody at the port. */
    private NetServer proxyTo(int port, String answer) {
        NetServer proxy = vertx.createNetServer(
                new NetServerOptions().setHost("127.0.0.1").setPort(0));
        proxy.connectHandler(client -> client.handler(connect -> {
            client.pause();
            client.exceptionHandler(ignored -> {});
            client.write(answer);
            vertx.createNetClient().connect(port, "127.0.0.1").onSuccess(server -> {
                server.pipeTo(client);
                client.pipeTo(server);
            });
        }));
        proxy.listen().toCompletionStage().toCompletableFuture().join();
        closing(() -> proxy.close().toCompletionStage().toCompletableFuture().join());
        return proxy;
    }

    private static ConnectRequest to(String uri) {
        return new ConnectRequest(
                URI.create(uri), Map.of("x-goog-api-key", "canary-in-header"), Duration.ofSeconds(10));
    }

    private ScriptedServer tls(PfxOptions store) {
        return closing(
                new ScriptedServer(vertx, new HttpServerOptions().setSsl(true).setKeyCertOptions(store)));
    }

    /** Makes a key pair with a certificate signed by itself, in a store that serves as key store and trust store. */
    private static PfxOptions certificate(Path directory, String names) throws Exception {
        Path store = directory.resolve("server.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=" + names,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return new PfxOptions().setPath(store.toString()).setPassword("changeit");
    }
}
