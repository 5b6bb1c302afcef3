package io.github.camelgeminilive.emulator;

import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.emulator.wire.Credentials;
import io.github.camelgeminilive.emulator.wire.Entrance;
import io.github.camelgeminilive.emulator.wire.ModelProfile;
import io.github.camelgeminilive.emulator.wire.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks the Gemini Live protocol on a loopback port, so that clients can be tried without a key and
 * without a network. It answers by a {@link Scenario}; without one it repeats what it hears. It records every frame.
 *
 * <p>Lives from {@link Builder#start} to {@link #close}, which takes milliseconds and leaves no thread behind.
 * Thread-safe; methods that wait or assert do so on the caller's thread.
 */
public final class LiveEmulator implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final HttpServer server;
    private final @Nullable SelfSigned certificate;
    private final Credentials credentials;
    private final Recorder recorder;
    private final Service service;
    private final long startNanos = System.nanoTime();
    private final List<LiveConnection> connections = new ArrayList<>(); // guarded by itself, like the two below
    private int refusals;
    private int refusalStatus;
    private volatile Knobs knobs;

    private LiveEmulator(Builder builder) {
        certificate = builder.tls ? SelfSigned.create() : null;
        credentials = new Credentials(builder.keys);
        recorder = new Recorder(builder.recordedChars);
        service = new Service(recorder, builder.models, builder.dialogue);
        knobs = builder.knobs.copy();
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(builder.threads)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        vertx = Vertx.vertx(options);
        server = vertx.createHttpServer(serverOptions(builder));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** An emulator with default settings, on a free port. */
    public static LiveEmulator start() {
        return builder().start();
    }

    /** Where clients go: {@code ws://127.0.0.1:N}, or {@code wss} with TLS. The paths below are the service's own. */
    public URI uri() {
        return URI.create((certificate == null ? "ws://" : "wss://") + LOOPBACK + ":" + port());
    }

    public int port() {
        return server.actualPort();
    }

    // What answers.

    /** Sets the scenario of conversations that begin from now on. */
    public LiveEmulator scenario(Scenario scenario) {
        service.script(scenario);
        return this;
    }

    /** Sets the scenario of one conversation, counted from 1 for each setup that does not resume. */
    public LiveEmulator scenario(int conversation, Scenario scenario) {
        service.script(conversation, scenario);
        return this;
    }

    /** Sets the knobs of connections that open from now on. */
    public LiveEmulator knobs(Knobs next) {
        knobs = next.copy();
        return this;
    }

    /** Answers the next upgrades with this HTTP status instead of opening a socket. */
    public LiveEmulator refuseUpgrades(int times, int status) {
        synchronized (connections) {
            refusals = times;
            refusalStatus = status;
        }
        return this;
    }

    // What was seen.

    /** How many WebSockets were opened so far, the closed ones counted too. */
    public int connections() {
        synchronized (connections) {
            return connections.size();
        }
    }

    public long openConnections() {
        synchronized (connections) {
            return connections.stream().filter(LiveConnection::isOpen).count();
        }
    }

    /** The connection of this number, from 1; waits for it, and fails when it does not come in time. */
    public LiveConnection connection(int number) {
        return connection(number, PATIENCE);
    }

    public LiveConnection connection(int number, Duration timeout) {
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

    /** Every recorded frame of every connection, both directions, in order. */
    public List<Frame> frames() {
        return recorder.frames(frame -> true);
    }

    /** Takes the next client frame of any connection, and fails with what was seen when none comes in time. */
    public Frame takeFrame(Duration timeout) {
        return recorder.take("a client frame", frame -> true, timeout);
    }

    /** Takes the next client frame of any connection that has this top level key; frames before it stay. */
    public Frame takeFrame(String key, Duration timeout) {
        return takeFrame("a client frame with " + key, frame -> frame.has(key), timeout);
    }

    /** Takes the next client frame that fits; frames before it stay. {@code what} names it in the failure. */
    public Frame takeFrame(String what, Predicate<Frame> wanted, Duration timeout) {
        return recorder.take(what, wanted, timeout);
    }

    /** What went against the script so far. */
    public List<String> problems() {
        return recorder.problems();
    }

    /**
     * Fails when an input came that the script does not foresee, or when a rule of a script was never used.
     *
     * @throws AssertionError that names them all
     */
    public void verify() {
        List<String> wrong = new ArrayList<>(problems());
        wrong.addAll(service.unused());
        if (!wrong.isEmpty()) {
            throw new AssertionError("The conversation did not follow the script: " + String.join("; ", wrong));
        }
    }

    // Trust.

    /** The certificate of a TLS emulator as PEM. */
    public String certificatePem() {
        return certificate().pem();
    }

    /** A trust store that holds the certificate of a TLS emulator. */
    public KeyStore trustStore() {
        return certificate().trustStore();
    }

    /** A client's context that trusts a TLS emulator, and nobody else. */
    public SSLContext clientSslContext() {
        return certificate().clientContext();
    }

    /** Ends all connections and threads. Doing it again does nothing. */
    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Cannot close the emulator on port " + port(), e);
        }
    }

    @Override
    public String toString() {
        return "Gemini Live emulator on " + uri();
    }

    private SelfSigned certificate() {
        if (certificate == null) {
            throw new IllegalStateException("Expected an emulator with tls(true) but it speaks plain ws");
        }
        return certificate;
    }

    private HttpServerOptions serverOptions(Builder builder) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(builder.host)
                .setPort(builder.port)
                .setMaxWebSocketMessageSize(builder.knobs.maxMessageBytes)
                .setMaxWebSocketFrameSize(builder.knobs.maxMessageBytes)
                .setCompressionSupported(false);
        if (certificate != null) {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addCertValue(Buffer.buffer(certificate.pem()))
                            .addKeyValue(Buffer.buffer(certificate.keyPem())));
        }
        return options;
    }

    private void listen(int port) {
        server.requestHandler(this::knock);
        try {
            server.listen().toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IllegalStateException("Interrupted while the emulator started", e);
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            vertx.close();
            throw new IllegalStateException("Cannot listen on port " + port + ": " + cause.getMessage(), e);
        }
    }

    private void knock(HttpServerRequest request) {
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
        synchronized (connections) {
            int number = connections.size() + 1;
            line = new LiveConnection(number, vertx, request, socket, recorder, knobs.copy(), startNanos);
            connections.add(line);
            connections.notifyAll();
        }
        Conversation conversation = new Conversation(line, entrance, service);
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
        Refusal refusal = credentials.check(
                entrance, request::getHeader, name -> request.params().get(name));
        if (refusal != null) {
            conversation.refuse(refusal);
        }
    }

    /** Settings of an emulator. Not thread-safe. */
    public static final class Builder {
        private static final long DEFAULT_RECORDED_CHARS = 512L << 20;

        private int port;
        private String host = LOOPBACK;
        private boolean tls;
        private int threads = 2;
        private long recordedChars = DEFAULT_RECORDED_CHARS;
        private final Set<String> keys = new HashSet<>();
        private final Map<String, ModelProfile> models = new HashMap<>();
        private Knobs knobs = Knobs.fast();
        private @Nullable Scenario scenario;
        private Consumer<String> dialogue = line -> {};

        private Builder() {}

        /** The port; 0, the default, takes a free one. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** The interface to listen on; loopback by default. A container needs another. */
        public Builder host(String name) {
            host = name;
            return this;
        }

        /** TLS with a certificate made at start for localhost and 127.0.0.1. */
        public Builder tls(boolean on) {
            tls = on;
            return this;
        }

        /** The keys and tokens that are accepted; none means that any is. */
        public Builder apiKeys(String... accepted) {
            keys.addAll(List.of(accepted));
            return this;
        }

        /** A model more, or another behaviour of a known one; the id without {@code models/}. */
        public Builder model(String id, ModelProfile profile) {
            models.put(id, profile);
            return this;
        }

        public Builder scenario(Scenario what) {
            scenario = what;
            return this;
        }

        public Builder knobs(Knobs settings) {
            knobs = settings.copy();
            return this;
        }

        /** Told a line for each thing that happens, without credentials and sound; from the server's threads. */
        public Builder dialogue(Consumer<String> log) {
            dialogue = log;
            return this;
        }

        /** How many characters of frames are kept before the oldest are forgotten; 0 records nothing. */
        public Builder recordedChars(long most) {
            recordedChars = most;
            return this;
        }

        /** Event loop threads; 2 by default. */
        public Builder threads(int count) {
            threads = count;
            return this;
        }

        /** Starts the server; it accepts connections when this returns. */
        public LiveEmulator start() {
            LiveEmulator emulator = new LiveEmulator(this);
            emulator.service.script(scenario);
            emulator.listen(port);
            return emulator;
        }
    }
}
