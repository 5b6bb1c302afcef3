package io.github.camelgeminilive.emulator;

import io.github.camelgeminilive.emulator.script.Script;
import io.github.camelgeminilive.emulator.wire.Credentials;
import io.github.camelgeminilive.emulator.wire.Entrance;
import io.github.camelgeminilive.emulator.wire.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The port: lets clients in by their path and credentials (protocol section 1) and gives each a {@link LiveConnection}
 * and a {@link Conversation}. Lives as long as the emulator. Thread-safe.
 */
final class Door {
    private static final long PATIENCE_SECONDS = 10;

    /** A client that does not answer a close frame is dropped after this; Google's SDK is one. */
    private static final int CLOSING_SECONDS = 1;

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Vertx vertx;
    private final Credentials credentials;
    private final Recorder recorder;
    private final Service service;
    private final Tokens tokens;
    private final TokenDesk desk;
    private final long startNanos = System.nanoTime();
    private final List<LiveConnection> connections = new ArrayList<>(); // guarded by itself, like the two below
    private int refusals;
    private int refusalStatus;
    private volatile Knobs knobs;
    private volatile @Nullable HttpServer server; // from listen on

    Door(Vertx vertx, Credentials credentials, Recorder recorder, Service service, Tokens tokens, Knobs knobs) {
        this.vertx = vertx;
        this.credentials = credentials;
        this.recorder = recorder;
        this.service = service;
        this.tokens = tokens;
        this.desk = new TokenDesk(credentials, tokens);
        this.knobs = knobs.copy();
    }

    /** @throws IllegalStateException when the port cannot be had */
    void listen(String host, int port, @Nullable SelfSigned certificate) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setMaxWebSocketMessageSize(knobs.maxMessageBytes)
                .setMaxWebSocketFrameSize(knobs.maxMessageBytes)
                .setWebSocketClosingTimeout(CLOSING_SECONDS)
                .setCompressionSupported(false);
        if (certificate != null) {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addCertValue(Buffer.buffer(certificate.pem()))
                            .addKeyValue(Buffer.buffer(certificate.keyPem())));
        }
        HttpServer opening = vertx.createHttpServer(options).requestHandler(this::knock);
        try {
            server = opening.listen().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the emulator started", e);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException("Cannot listen on port " + port + ": " + cause.getMessage(), e);
        }
    }

    int port() {
        HttpServer open = server;
        if (open == null) {
            throw new IllegalStateException("Expected an emulator that listens");
        }
        return open.actualPort();
    }

    void knobs(Knobs next) {
        knobs = next.copy();
    }

    void refuse(int times, int status) {
        synchronized (connections) {
            refusals = times;
            refusalStatus = status;
        }
    }

    /** Refuses what a script wants to be refused, if it says anything of it. */
    void refuse(Script.Faults faults) {
        if (faults.refusedUpgrades() > 0) {
            refuse(faults.refusedUpgrades(), faults.refusalStatus());
        }
    }

    List<LiveConnection> connections() {
        synchronized (connections) {
            return List.copyOf(connections);
        }
    }

    /** The connection of this number; waits for it, and fails when it does not come in time. */
    LiveConnection await(int number, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (connections) {
            while (connections.size() < number) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("Expected connection " + number + " within " + timeout.toMillis()
                            + " ms but " + connections.size() + " were opened");
                }
                try {
                    connections.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("Interrupted while waiting for connection " + number, e);
                }
            }
            return connections.get(number - 1);
        }
    }

    /** The bodies of the requests for ephemeral tokens. */
    List<String> tokenRequests() {
        return desk.bodies();
    }

    private void knock(HttpServerRequest request) {
        if (desk.serves(request)) {
            return;
        }
        Entrance entrance = Entrance.of(request.path());
        int status = refused();
        if (status > 0 || entrance == null) {
            request.response().setStatusCode(status > 0 ? status : 404).end();
            return;
        }
        request.toWebSocket().onSuccess(socket -> enter(request, socket, entrance));
    }

    private int refused() {
        synchronized (connections) {
            if (refusals == 0) {
                return 0;
            }
            refusals--;
            return refusalStatus;
        }
    }

    private void enter(HttpServerRequest request, ServerWebSocket socket, Entrance entrance) {
        LiveConnection line;
        Conversation conversation;
        String credential = entrance.constrained()
                ? Credentials.token(request::getHeader, name -> request.params().get(name))
                : null;
        Tokens.Token token = credential == null ? null : tokens.find(credential);
        synchronized (connections) {
            int number = connections.size() + 1;
            line = new LiveConnection(number, vertx, request, socket, recorder, knobs.copy(), startNanos);
            conversation = new Conversation(line, entrance, service, token);
            line.conversation(conversation);
            connections.add(line);
            connections.notifyAll();
        }
        socket.textMessageHandler(text -> {
            line.received(text, false);
            conversation.accept(text);
        });
        socket.binaryMessageHandler(bytes -> {
            line.received(bytes.toString(), true);
            conversation.accept(bytes.toString());
        });
        socket.exceptionHandler(error -> line.closeNow(1009, ""));
        socket.closeHandler(gone -> {
            conversation.log("closed");
            conversation.ended();
            line.ended();
        });
        service.say(line.number(), "connected to " + entrance);
        Refusal refusal = token != null
                ? token.expired()
                : credentials.check(
                        entrance, request::getHeader, name -> request.params().get(name));
        if (refusal != null) {
            refuse(conversation, refusal);
        }
    }

    /**
     * Refuses a caller at the door. Not in the same breath as the upgrade: a Vert.x client that reads the close frame
     * together with the answer to its handshake may never learn of either.
     */
    private static void refuse(Conversation conversation, Refusal refusal) {
        conversation.ended();
        conversation.line().later(PAUSE, () -> conversation.refuse(refusal));
    }
}
