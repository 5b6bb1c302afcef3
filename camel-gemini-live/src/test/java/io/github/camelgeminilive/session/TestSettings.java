package io.github.camelgeminilive.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Settings for tests: the defaults of the component, with one value changed where a test needs it. */
final class TestSettings {

    /** One model of each family, by the name that the rules give it. */
    static final String F20 = "gemini-2.0-flash-live-001";

    static final String F25H = "gemini-live-2.5-flash-preview";
    static final String F25H_VERTEX = "gemini-live-2.5-flash";
    static final String F25N = "gemini-2.5-flash-native-audio-preview-12-2025";

    static final String F25N_VERTEX = "gemini-live-2.5-flash-native-audio";
    static final String F31 = "gemini-3.1-flash-live-preview";
    static final String F38 = "gemini-3.8-live";
    static final String F38X = "gemini-3.8-live-extended-thinking";
    static final String ROBOTICS = "gemini-robotics-er-2-streaming-preview";
    static final String UNKNOWN = "gemini-9.9-live";

    /** The two families whose conversation has no turns. */
    static final String TRANSLATE = "gemini-3.5-live-translate-preview";

    static final String TRANSCRIBE = "gemini-3.5-transcribe-live";

    private static final ModelProfiles PROFILES = ModelProfiles.load();

    private String model = F38;
    private boolean manualActivity;
    private boolean manualTools;
    private CallRules calls = CallRules.NONE;
    private int sendQueueSize = 8;
    private Duration heldAudio = Duration.ofSeconds(3);
    private Duration pictureGap = Duration.ofSeconds(1);
    private Opening opening = Opening.NONE;
    private Map<String, String> profile = Map.of();
    private Duration idleTimeout = Duration.ZERO;
    private Duration maxSessionDuration = Duration.ZERO;
    private long maxReplyAudioBytes = 1_000_000;
    private long maxQueuedBytes = 16_000_000;

    /** One model of each family that has turns. */
    static List<String> families() {
        return List.of(F20, F25H, F25H_VERTEX, F25N, F25N_VERTEX, F31, F38, F38X, ROBOTICS, UNKNOWN);
    }

    static TestSettings of(String model) {
        TestSettings settings = new TestSettings();
        settings.model = model;
        return settings;
    }

    TestSettings manualActivity() {
        manualActivity = true;
        return this;
    }

    TestSettings manualTools() {
        manualTools = true;
        return this;
    }

    TestSettings calls(CallRules rules) {
        calls = rules;
        return this;
    }

    TestSettings sendQueueSize(int size) {
        sendQueueSize = size;
        return this;
    }

    TestSettings heldAudio(Duration held) {
        heldAudio = held;
        return this;
    }

    TestSettings pictureGap(Duration gap) {
        pictureGap = gap;
        return this;
    }

    TestSettings opening(Opening begins) {
        opening = begins;
        return this;
    }

    /** Facts that differ from the family's profile. */
    TestSettings profile(Map<String, String> differences) {
        profile = differences;
        return this;
    }

    TestSettings idleTimeout(Duration timeout) {
        idleTimeout = timeout;
        return this;
    }

    TestSettings maxSessionDuration(Duration max) {
        maxSessionDuration = max;
        return this;
    }

    TestSettings maxReplyAudioBytes(long bytes) {
        maxReplyAudioBytes = bytes;
        return this;
    }

    TestSettings maxQueuedBytes(long bytes) {
        maxQueuedBytes = bytes;
        return this;
    }

    SessionSettings build() {
        return new SessionSettings(
                model,
                PROFILES.of(model, "", profile),
                manualActivity,
                manualTools,
                calls,
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                sendQueueSize,
                heldAudio,
                pictureGap,
                opening,
                Duration.ofSeconds(30),
                idleTimeout,
                maxSessionDuration,
                maxReplyAudioBytes,
                maxQueuedBytes,
                "check the option apiKey");
    }
}
