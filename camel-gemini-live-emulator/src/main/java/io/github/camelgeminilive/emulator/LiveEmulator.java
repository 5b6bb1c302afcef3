package io.github.camelgeminilive.emulator;

import io.github.camelgeminilive.emulator.account.Account;
import io.github.camelgeminilive.emulator.script.Moment;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.emulator.wire.Credentials;
import io.github.camelgeminilive.emulator.wire.ModelProfile;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
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
    private final @Nullable SelfSigned certificate;
    private final Recorder recorder;
    private final Service service;
    private final EmulatedTime time;
    private final Sessions sessions;
    private final Door door;

    private LiveEmulator(Builder builder) {
        certificate = builder.tls ? SelfSigned.create() : null;
        recorder = new Recorder(builder.recordedChars);
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(builder.threads)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        vertx = Vertx.vertx(options);
        time = new EmulatedTime(vertx, builder.clock);
        sessions = new Sessions(time);
        service = new Service(recorder, builder.models, builder.dialogue, sessions);
        Tokens tokens = new Tokens(time);
        door = new Door(vertx, new Credentials(builder.keys), recorder, service, tokens, builder.knobs);
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
        return door.port();
    }

    // What answers.

    /** Sets the scenario of conversations that begin from now on. */
    public LiveEmulator scenario(Scenario scenario) {
        service.script(scenario);
        door.refuse(scenario.build().faults());
        return this;
    }

    /** Sets the scenario of one conversation, counted from 1 for each setup that does not resume. */
    public LiveEmulator scenario(int conversation, Scenario scenario) {
        service.script(conversation, scenario);
        return this;
    }

    /** Sets the knobs of connections that open from now on. */
    public LiveEmulator knobs(Knobs next) {
        door.knobs(next);
        return this;
    }

    /** Answers the next upgrades with this HTTP status instead of opening a socket. */
    public LiveEmulator refuseUpgrades(int times, int status) {
        door.refuse(times, status);
        return this;
    }

    /**
     * Does something at a moment: {@code disturb(Moment.midToolCall().onConnection(2), acts -> acts.vanish())}. What a
     * scenario plans stays planned.
     */
    public LiveEmulator disturb(Moment moment, Consumer<Scenario> acts) {
        service.disturbances().add(moment, Scenario.acts(acts));
        return this;
    }

    /** Does something now, on every open connection; {@link LiveConnection#disturb} does it on one. */
    public LiveEmulator disturb(Consumer<Scenario> acts) {
        door.connections().stream().filter(LiveConnection::isOpen).forEach(connection -> connection.disturb(acts));
        return this;
    }

    /** Lets this time pass for tokens, handles and the lives of connections, so that their end needs no waiting. */
    public LiveEmulator passTime(Duration passed) {
        time.passTime(passed);
        return this;
    }

    // What was seen.

    /** The JSON bodies of the requests for ephemeral tokens that came with a good key, in order. */
    public List<String> tokenRequests() {
        return door.tokenRequests();
    }

    /** How many WebSockets were opened so far, the closed ones counted too. */
    public int connections() {
        return door.connections().size();
    }

    public long openConnections() {
        return door.connections().stream().filter(LiveConnection::isOpen).count();
    }

    /** The connection of this number, from 1; waits for it, and fails when it does not come in time. */
    public LiveConnection connection(int number) {
        return connection(number, PATIENCE);
    }

    public LiveConnection connection(int number, Duration timeout) {
        return door.await(number, timeout);
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

    /** What conversations truly hold: whatever a client says of it can be judged by this. */
    public Account account() {
        return sessions.account();
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
        private InstantSource clock = InstantSource.system();

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

        /** Opens the models that the service has shut down too: those of older notebooks. */
        public Builder retiredModels(boolean on) {
            if (on) {
                ModelProfile.RETIRED.forEach(models::putIfAbsent);
            }
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

        /** What time it is for tokens, handles and the lives of connections; the system's by default. */
        public Builder clock(InstantSource source) {
            clock = source;
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
            if (scenario != null) {
                emulator.door.refuse(scenario.build().faults());
            }
            try {
                emulator.door.listen(host, port, emulator.certificate);
            } catch (IllegalStateException e) {
                emulator.vertx.close();
                throw e;
            }
            return emulator;
        }
    }
}
