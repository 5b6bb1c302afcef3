package io.github.camelgeminilive;

import io.github.camelgeminilive.audio.AudioFormat;
import io.github.camelgeminilive.codec.JsonCodec;
import io.github.camelgeminilive.protocol.ClientMessage.Setup;
import io.github.camelgeminilive.session.ConnectPlan;
import io.github.camelgeminilive.session.ModelProfile;
import io.github.camelgeminilive.session.ModelProfiles;
import io.github.camelgeminilive.session.SessionSettings;
import io.github.camelgeminilive.sound.SoundSettings;
import io.github.camelgeminilive.transport.ConnectRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * An agent's configuration as its sessions see it: made when the settings freeze, at the first session.
 *
 * <p>Immutable, thread-safe.
 */
final class AgentPlan implements ConnectPlan {

    private static final ModelProfiles PROFILES = ModelProfiles.load();

    /** Bytes of one ms of the model's sound: 24 kHz, 16 bit, mono. */
    private static final int REPLY_BYTES_PER_MS = 48;

    private final GeminiLiveConfiguration configuration;
    private final SetupComposer setup;
    private final Supplier<List<Map<String, Object>>> declarations;
    private final BackEnd backEnd;
    private final Admission admission;
    private final ModelProfile profile;

    /**
     * Freezes a configuration whose texts have been loaded.
     *
     * @param admission what it shows at the door
     * @param declarations the functions that are declared now, in wire form
     * @throws IllegalArgumentException when options contradict each other or can't work
     */
    AgentPlan(
            GeminiLiveConfiguration configuration,
            BackEnd backEnd,
            Admission admission,
            Supplier<List<Map<String, Object>>> declarations) {
        this.configuration = configuration;
        this.declarations = declarations;
        this.setup = new SetupComposer(configuration, backEnd);
        this.profile = PROFILES.of(setup.model());
        this.backEnd = backEnd;
        this.admission = admission;
        if (configuration.getMaxMessageSize() > JsonCodec.MAX_STRING_LENGTH) {
            // a message may be one string: beyond this the codec would refuse what the transport let in
            throw new IllegalArgumentException("Option maxMessageSize: expected at most " + JsonCodec.MAX_STRING_LENGTH
                    + " bytes but was " + configuration.getMaxMessageSize());
        }
    }

    @Override
    public CompletionStage<ConnectRequest> request() {
        return admission
                .headers()
                .thenApply(headers -> new ConnectRequest(
                        backEnd.live(), headers, Duration.ofMillis(configuration.getConnectTimeout())));
    }

    @Override
    public Setup setup() {
        return setup.setup(declarations.get());
    }

    GeminiLiveConfiguration configuration() {
        return configuration;
    }

    BackEnd backEnd() {
        return backEnd;
    }

    Admission admission() {
        return admission;
    }

    ModelProfile profile() {
        return profile;
    }

    SessionSettings sessionSettings() {
        GeminiLiveConfiguration c = configuration;
        return new SessionSettings(
                setup.model(),
                profile,
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
                c.getMaxQueuedBytes(),
                backEnd.credentialsHint());
    }

    SoundSettings soundSettings() {
        GeminiLiveConfiguration c = configuration;
        return new SoundSettings(
                Duration.ofMillis(c.getAudioChunk()),
                SoundSettings.NATIVE_RATE,
                SoundSettings.silenceAfter(setup.silenceDurationMs()),
                Duration.ofMillis(c.getStreamEndAfter()),
                SoundSettings.DEFAULT_AUDIO_BACKLOG,
                Duration.ofMillis(c.getPreRoll()),
                setup.manualActivity(),
                AudioFormat.s16leMono(SoundSettings.NATIVE_RATE),
                c.getSendQueueSize());
    }
}
