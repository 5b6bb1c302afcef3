package io.github.camelgeminilive;

import io.github.camelgeminilive.codec.JsonCodec;
import io.github.camelgeminilive.session.CallRules;
import io.github.camelgeminilive.session.FamilyInput;
import io.github.camelgeminilive.session.ModelProfile;
import io.github.camelgeminilive.session.Opening;
import io.github.camelgeminilive.session.SessionSettings;
import io.github.camelgeminilive.sound.SoundSettings;
import io.github.camelgeminilive.transport.ConnectRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * An agent's configuration as its sessions see it: made when the settings freeze, at the first session.
 *
 * <p>Immutable, thread-safe.
 */
final class AgentPlan {

    /** Bytes of one ms of the model's sound: 24 kHz, 16 bit, mono. */
    private static final int REPLY_BYTES_PER_MS = 48;

    private final GeminiLiveConfiguration configuration;
    private final CheckedSetup setup;
    private final Supplier<List<Map<String, Object>>> declarations;
    private final BooleanSupplier allListed;
    private final BackEnd backEnd;
    private final Admission admission;
    private final FunctionCount functions;

    /**
     * Freezes a configuration whose texts have been loaded.
     *
     * @param admission what it shows at the door
     * @param declarations the functions that are declared now, in wire form
     * @param allListed whether everybody has said which functions he has
     * @param functions counts those that a session is told of
     * @throws IllegalArgumentException when options contradict each other or can't work
     */
    AgentPlan(
            GeminiLiveConfiguration configuration,
            BackEnd backEnd,
            Admission admission,
            Supplier<List<Map<String, Object>>> declarations,
            BooleanSupplier allListed,
            FunctionCount functions) {
        this.configuration = configuration;
        this.declarations = declarations;
        this.allListed = allListed;
        this.setup = CheckedSetup.of(configuration, backEnd, declarations.get());
        this.backEnd = backEnd;
        this.admission = admission;
        this.functions = functions;
        if (configuration.getMaxMessageSize() > JsonCodec.MAX_STRING_LENGTH) {
            // a message may be one string: beyond this the codec would refuse what the transport let in
            throw new IllegalArgumentException("Option maxMessageSize: expected at most " + JsonCodec.MAX_STRING_LENGTH
                    + " bytes but was " + configuration.getMaxMessageSize());
        }
    }

    /** Address, headers with fresh credentials, time-out. */
    CompletionStage<ConnectRequest> request() {
        return admission
                .headers()
                .thenApply(headers -> new ConnectRequest(
                        backEnd.live(), headers, Duration.ofMillis(configuration.getConnectTimeout())));
    }

    /**
     * The plan of one session.
     *
     * @throws IllegalArgumentException when what it has of its own can't work
     */
    SessionPlan session(SessionOverrides overrides) {
        List<String> set = overrides.toolSet();
        if (set != null) {
            checkToolSet(set);
        }
        SetupComposer own = setup.forSession(overrides, declarations.get()).composer();
        return new SessionPlan(this, own, Openings.of(configuration, own, overrides));
    }

    /**
     * Looks whether a set names only functions that there are; where that is not known yet, it is taken as it is.
     *
     * @throws IllegalArgumentException that names the first that there is not, and all that there are
     */
    void checkToolSet(List<String> wanted) {
        if (allListed.getAsBoolean()) {
            CheckedSetup.checkToolSet(wanted, declarations.get());
        }
    }

    /** What the model takes. */
    FamilyInput family() {
        SetupComposer composer = setup.composer();
        return new FamilyInput(composer.model(), composer.profile(), composer.manualActivity());
    }

    /** The functions that are declared now, in wire form. */
    List<Map<String, Object>> declarations() {
        return declarations.get();
    }

    FunctionCount functions() {
        return functions;
    }

    CheckedSetup setup() {
        return setup;
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
        return setup.composer().profile();
    }

    SessionSettings sessionSettings(SetupComposer setup, Opening opening) {
        GeminiLiveConfiguration c = configuration;
        return new SessionSettings(
                setup.model(),
                setup.profile(),
                setup.manualActivity(),
                c.getToolMode() == GeminiLiveToolMode.manual,
                new CallRules(
                        c.getMaxToolCallsPerTurn(),
                        c.getMaxToolCallsPerMinute(),
                        !backEnd.kind().vertex()),
                Duration.ofMillis(c.getConnectTimeout()),
                Duration.ofMillis(c.getSetupTimeout()),
                Duration.ofMillis(c.getSendTimeout()),
                c.getSendQueueSize(),
                Duration.ofMillis(c.getHeldAudio()),
                pictureGap(c.getVideoFps()),
                opening,
                Duration.ofMillis(c.getReconnectTimeout()),
                Duration.ofMillis(c.getIdleTimeout()),
                Duration.ofMillis(c.getMaxSessionDuration()),
                c.getMaxReplyAudio() * REPLY_BYTES_PER_MS,
                c.getMaxQueuedBytes(),
                backEnd.credentialsHint());
    }

    private static Duration pictureGap(double fps) {
        if (!(fps >= 0)) {
            throw new IllegalArgumentException("Option videoFps: expected 0 or more pictures a second but was " + fps);
        }
        return fps == 0 ? Duration.ZERO : Duration.ofNanos((long) (1e9 / fps));
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
