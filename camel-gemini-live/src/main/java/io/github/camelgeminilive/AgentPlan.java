package io.github.camelgeminilive;

import io.github.camelgeminilive.codec.JsonCodec;
import io.github.camelgeminilive.session.ModelProfile;
import io.github.camelgeminilive.session.SessionSettings;
import io.github.camelgeminilive.sound.SoundSettings;
import io.github.camelgeminilive.transport.ConnectRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An agent's configuration as its sessions see it: made when the settings freeze, at the first session.
 *
 * <p>Immutable, thread-safe.
 */
final class AgentPlan {

    /** Where nobody gets in without a key. */
    private static final String GOOGLE =
            URI.create(new GeminiLiveConfiguration().getHost()).getHost();

    /** Bytes of one ms of the model's sound: 24 kHz, 16 bit, mono. */
    private static final int REPLY_BYTES_PER_MS = 48;

    private final GeminiLiveConfiguration configuration;
    private final CheckedSetup setup;
    private final Supplier<List<Map<String, Object>>> declarations;
    private final URI address;

    /**
     * Freezes a configuration whose texts have been loaded.
     *
     * @param declarations the functions that are declared now, in wire form
     * @throws IllegalArgumentException when options contradict each other or can't work
     */
    AgentPlan(GeminiLiveConfiguration configuration, Supplier<List<Map<String, Object>>> declarations) {
        this.configuration = configuration;
        this.declarations = declarations;
        this.setup = CheckedSetup.of(configuration, declarations.get());
        this.address = address(configuration);
        if (configuration.getMaxMessageSize() > JsonCodec.MAX_STRING_LENGTH) {
            // a message may be one string: beyond this the codec would refuse what the transport let in
            throw new IllegalArgumentException("Option maxMessageSize: expected at most " + JsonCodec.MAX_STRING_LENGTH
                    + " bytes but was " + configuration.getMaxMessageSize());
        }
        if (configuration.getApiKey() == null && GOOGLE.equalsIgnoreCase(address.getHost())) {
            throw new IllegalArgumentException(
                    "Option apiKey: expected an API key of the Gemini Developer API but there is none");
        }
    }

    private static URI address(GeminiLiveConfiguration configuration) {
        String host = configuration.getHost();
        if (!host.contains("://")) {
            host = "wss://" + host;
        }
        host = host.replaceFirst("^http", "ws").replaceFirst("/+$", "");
        URI address = URI.create(host + "/ws/google.ai.generativelanguage." + configuration.getApiVersion()
                + ".GenerativeService.BidiGenerateContent");
        if (address.getHost() == null || !("wss".equals(address.getScheme()) || "ws".equals(address.getScheme()))) {
            throw new IllegalArgumentException(
                    "Option host: expected wss://host or ws://host but was " + configuration.getHost());
        }
        if ("ws".equals(address.getScheme()) && !configuration.isAllowInsecure() && !loopback(address.getHost())) {
            throw new IllegalArgumentException("Option host: expected wss: for " + address.getHost()
                    + ", since ws: would show the API key to the network; allowInsecure=true permits it");
        }
        return address;
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Address, headers with fresh credentials, time-out. */
    ConnectRequest request() {
        String key = configuration.getApiKey();
        return new ConnectRequest(
                address,
                key == null ? Map.of() : Map.of("x-goog-api-key", key),
                Duration.ofMillis(configuration.getConnectTimeout()));
    }

    /**
     * The plan of one session.
     *
     * @throws IllegalArgumentException when what it has of its own can't work
     */
    SessionPlan session(SessionOverrides overrides) {
        return new SessionPlan(
                this, setup.forSession(overrides, declarations.get()).composer());
    }

    /** The functions that are declared now, in wire form. */
    List<Map<String, Object>> declarations() {
        return declarations.get();
    }

    CheckedSetup setup() {
        return setup;
    }

    GeminiLiveConfiguration configuration() {
        return configuration;
    }

    ModelProfile profile() {
        return setup.composer().profile();
    }

    SessionSettings sessionSettings(SetupComposer setup) {
        GeminiLiveConfiguration c = configuration;
        return new SessionSettings(
                setup.model(),
                setup.profile(),
                setup.manualActivity(),
                c.getToolMode() == GeminiLiveToolMode.manual,
                Duration.ofMillis(c.getConnectTimeout()),
                Duration.ofMillis(c.getSetupTimeout()),
                Duration.ofMillis(c.getSendTimeout()),
                c.getSendQueueSize(),
                Duration.ofMillis(c.getHeldAudio()),
                Duration.ofMillis(c.getReconnectTimeout()),
                Duration.ofMillis(c.getIdleTimeout()),
                Duration.ofMillis(c.getMaxSessionDuration()),
                c.getMaxReplyAudio() * REPLY_BYTES_PER_MS,
                c.getMaxQueuedBytes());
    }

    SoundSettings soundSettings(SetupComposer setup) {
        GeminiLiveConfiguration c = configuration;
        return new SoundSettings(
                Duration.ofMillis(c.getAudioChunk()),
                c.getAudioSendRate(),
                SoundSettings.silenceAfter(setup.silenceDurationMs()),
                Duration.ofMillis(c.getStreamEndAfter()),
                Duration.ofMillis(c.getAudioBacklog()),
                Duration.ofMillis(c.getPreRoll()),
                setup.manualActivity(),
                c.getSendQueueSize());
    }
}
