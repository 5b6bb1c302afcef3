package io.github.camelgeminilive.auth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Google's token server and the metadata server of its machines, on loopback: {@code token-1}, {@code token-2} and so
 * on, to whoever shows a service account's assertion or the metadata header. Thread-safe.
 */
public final class TokenServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);

    // guarded by this
    private final List<String> assertions = new ArrayList<>();
    private int given;
    private int asked;
    private int lifeSeconds = 3600;
    private int status = 200;
    private String refusal = "";
    private boolean hanging;

    public TokenServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/token", this::token);
        server.createContext("/", this::metadata);
        server.start();
    }

    public String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** How long the next tokens live; Google's library takes one with less than 5 minutes left for expired. */
    public synchronized void lifeSeconds(int seconds) {
        lifeSeconds = seconds;
    }

    public synchronized void refuse(int httpStatus, String body) {
        status = httpStatus;
        refusal = body;
    }

    public synchronized void hang(boolean on) {
        hanging = on;
    }

    /** How many questions came. */
    public synchronized int asked() {
        return asked;
    }

    /** The claims of the service accounts' assertions. */
    public synchronized List<String> assertions() {
        return List.copyOf(assertions);
    }

    private void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        for (String field : form.split("&", -1)) {
            if (field.startsWith("assertion=")) {
                String jwt = URLDecoder.decode(field.substring("assertion=".length()), StandardCharsets.UTF_8);
                byte[] claims = Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]);
                synchronized (this) {
                    assertions.add(new String(claims, StandardCharsets.UTF_8));
                }
            }
        }
        answerToken(exchange);
    }

    private void metadata(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Metadata-Flavor", "Google");
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/token")) {
            answerToken(exchange);
        } else if (path.equals("/")) {
            answer(exchange, 200, "");
        } else {
            answer(exchange, path.contains("universe") ? 404 : 200, "default");
        }
    }

    private void answerToken(HttpExchange exchange) throws IOException {
        int code;
        String body;
        boolean wait;
        synchronized (this) {
            asked++;
            wait = hanging;
            code = status;
            body = status == 200
                    ? "{\"access_token\":\"token-" + ++given + "\",\"expires_in\":" + lifeSeconds
                            + ",\"token_type\":\"Bearer\"}"
                    : refusal;
        }
        if (wait) {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        answer(exchange, code, body);
    }

    private static void answer(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** A service account's key file with a key made for this test, whose tokens come from here. */
    public Path keyFile(Path folder, String... extra) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String pem = "-----BEGIN PRIVATE KEY-----\\n"
                + Base64.getEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\\n-----END PRIVATE KEY-----\\n";
        String json = """
                {"type":"service_account","project_id":"p","private_key_id":"k1","private_key":"%s",
                 "client_email":"voice@p.iam.gserviceaccount.com","client_id":"1",
                 "token_uri":"http://%s/token"%s}""".formatted(pem, authority(), String.join("", extra));
        return Files.writeString(folder.resolve("key-" + System.nanoTime() + ".json"), json);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
