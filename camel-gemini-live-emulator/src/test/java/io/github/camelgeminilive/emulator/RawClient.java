package io.github.camelgeminilive.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelgeminilive.emulator.audio.Sound;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client that knows no protocol: sends text, collects messages. All share one Vert.x. Thread-safe. */
public final class RawClient implements AutoCloseable {
    public static final String DEV = "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent";
    public static final String ALPHA = "/ws/google.ai.generativelanguage.v1alpha.GenerativeService.BidiGenerateContent";
    public static final String VERTEX = "/ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent";
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How the socket ended, as the client saw it. */
    public record Closed(int code, String reason) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Vertx VERTX =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    private static final WebSocketClient CLIENT = VERTX.createWebSocketClient(new WebSocketClientOptions()
            .setMaxMessageSize(16 << 20)
            .setMaxFrameSize(16 << 20)
            .setMaxConnections(1_000)
            .setTrustAll(true));

    private static final JsonNode END = JSON.createObjectNode().put("socket", "closed");

    private final WebSocket socket;
    private final LinkedBlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final List<JsonNode> seen = new ArrayList<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();

    private RawClient(LiveEmulator emulator, String path, String[] headers) {
        WebSocketConnectOptions to = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(emulator.port())
                .setSsl(emulator.uri().getScheme().equals("wss"))
                .setURI(path);
        for (int i = 0; i < headers.length; i += 2) {
            to.addHeader(headers[i], headers[i + 1]);
        }
        CompletableFuture<WebSocket> opened = new CompletableFuture<>();
        // Handlers are set before the socket can read, or the first frame would be lost.
        CLIENT.connect(to).onComplete(result -> {
            if (result.failed()) {
                opened.completeExceptionally(result.cause());
                return;
            }
            WebSocket open = result.result();
            open.textMessageHandler(this::received);
            open.binaryMessageHandler(bytes -> received(bytes.toString()));
            open.closeHandler(gone -> {
                closed.complete(new Closed(
                        open.closeStatusCode() == null ? 1006 : open.closeStatusCode(),
                        open.closeReason() == null ? "" : open.closeReason()));
                messages.add(END);
            });
            open.exceptionHandler(error -> {});
            opened.complete(open);
        });
        try {
            socket = opened.get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("Cannot connect: " + e.getMessage(), e);
        }
    }

    public static RawClient connect(LiveEmulator emulator) {
        return connect(emulator, DEV, "x-goog-api-key", "test-key");
    }

    public static RawClient connect(LiveEmulator emulator, String path, String... headers) {
        return new RawClient(emulator, path, headers);
    }

    /** Connects with the key and holds the setup: everything up to setupComplete. */
    public static RawClient ready(LiveEmulator emulator, String setup) {
        return ready(emulator, DEV, setup);
    }

    public static RawClient ready(LiveEmulator emulator, String path, String setup) {
        RawClient client = connect(emulator, path, "x-goog-api-key", "test-key");
        client.send(setup);
        client.await("setupComplete", message -> message.has("setupComplete"));
        return client;
    }

    static String setup(String model, String more) {
        return "{\"setup\":{\"model\":\"models/" + model + "\"" + (more.isEmpty() ? "" : "," + more) + "}}";
    }

    /** A setup that resumes. */
    static String resuming(String model, String handle, String more) {
        return setup(
                model, "\"sessionResumption\":{\"handle\":\"" + handle + "\"}" + (more.isEmpty() ? "" : "," + more));
    }

    static String answer(String id, String name, String response) {
        return "{\"toolResponse\":{\"functionResponses\":[{\"id\":\"" + id + "\",\"name\":\"" + name
                + "\",\"response\":" + response + "}]}}";
    }

    static String text(String text) {
        return "{\"clientContent\":{\"turns\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + text
                + "\"}]}],\"turnComplete\":true}}";
    }

    public RawClient send(String text) {
        socket.writeTextMessage(text);
        return this;
    }

    RawClient sendBinary(String text) {
        socket.writeBinaryMessage(Buffer.buffer(text));
        return this;
    }

    /** Sends sound in chunks of 40 ms, as fast as it goes. */
    RawClient speak(Sound sound) {
        int step = sound.rate() / 25;
        for (int at = 0; at < sound.size(); at += step) {
            String data = Base64.getEncoder().encodeToString(sound.pcm(at, step));
            send("{\"realtimeInput\":{\"audio\":{\"mimeType\":\"audio/pcm;rate=" + sound.rate() + "\",\"data\":\""
                    + data + "\"}}}");
        }
        return this;
    }

    /** Waits for the first message from now on that fits, and gives it; fails with what came instead. */
    public JsonNode await(String what, Predicate<JsonNode> wanted) {
        return await(what, wanted, PATIENCE);
    }

    public JsonNode await(String what, Predicate<JsonNode> wanted, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> others = new ArrayList<>();
        try {
            while (true) {
                JsonNode message = messages.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (message == null || END.equals(message)) {
                    throw new AssertionError("Expected " + what + " but saw " + others + " and the socket is "
                            + (closed.isDone() ? closed.join() : "open"));
                }
                if (wanted.test(message)) {
                    return message;
                }
                String text = message.toString();
                others.add(text.length() > 160 ? text.substring(0, 160) + "..." : text);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    JsonNode awaitContent(String flag) {
        return await(flag, message -> message.path("serverContent").has(flag));
    }

    /** Waits for the close, whatever messages come before it. */
    public Closed awaitClosed() {
        try {
            return closed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new AssertionError("Expected the server to close but the socket is open; it said " + seen(), e);
        }
    }

    /** Waits for a handle, and gives it. */
    String awaitHandle() {
        return await(
                        "a handle",
                        message ->
                                message.at("/sessionResumptionUpdate/resumable").asBoolean())
                .at("/sessionResumptionUpdate/newHandle")
                .asText();
    }

    /** Sends a ping; the future ends with the next pong. */
    CompletableFuture<Void> ping() {
        CompletableFuture<Void> pong = new CompletableFuture<>();
        socket.pongHandler(bytes -> pong.complete(null));
        socket.writePing(Buffer.buffer("?"));
        return pong;
    }

    /** All messages so far, in order. */
    List<JsonNode> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    /** The values at a JSON pointer in all messages so far, in order. */
    List<JsonNode> seen(String pointer) {
        return seen().stream()
                .map(message -> message.at(pointer))
                .filter(node -> !node.isMissingNode())
                .toList();
    }

    String transcript(String kind) {
        StringBuilder text = new StringBuilder();
        seen("/serverContent/" + kind + "/text").forEach(delta -> text.append(delta.asText()));
        return text.toString();
    }

    /** All sound so far, as one. */
    Sound heard() {
        Sound all = new Sound(new short[0], Sound.SPOKEN_RATE);
        for (JsonNode data : seen("/serverContent/modelTurn/parts/0/inlineData/data")) {
            all = all.then(Sound.ofPcm(Base64.getDecoder().decode(data.asText()), Sound.SPOKEN_RATE));
        }
        return all;
    }

    /** Starts the threads that all clients share, so that a test can tell them from others. */
    static void vertxThreads() {
        try (LiveEmulator emulator = LiveEmulator.start()) {

            connect(emulator).close();
        }
    }

    @Override
    public void close() {
        if (!socket.isClosed()) {
            socket.close();
        }
    }

    private void received(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            synchronized (seen) {
                seen.add(message);
            }
            messages.add(message);
        } catch (JsonProcessingException e) {
            messages.add(JSON.createObjectNode().put("notJson", text));
        }
    }
}
