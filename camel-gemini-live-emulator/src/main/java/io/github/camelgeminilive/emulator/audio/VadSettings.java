package io.github.camelgeminilive.emulator.audio;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How the emulator listens: setup.realtimeInputConfig of protocol section 2.6, with defaults filled in.
 *
 * @param manual true when the client marks activity itself
 * @param startDbfs level from which a window of sound counts as speech, in dBFS
 * @param endDbfs level under which it counts as silence again, in dBFS
 * @param prefixPaddingMillis speech needed before the start counts
 * @param silenceMillis silence that ends speech
 * @param interrupts whether speech interrupts the model
 */
public record VadSettings(
        boolean manual,
        double startDbfs,
        double endDbfs,
        int prefixPaddingMillis,
        int silenceMillis,
        boolean interrupts) {
    /** The service's own default is not published; about 800 ms was measured (protocol section 2.6). */
    public static final int DEFAULT_SILENCE_MILLIS = 800;

    private static final int DEFAULT_PREFIX_MILLIS = 60;
    private static final double HIGH_START_DBFS = -46;
    private static final double LOW_START_DBFS = -36;
    private static final double HIGH_END_DBFS = -50;
    private static final double LOW_END_DBFS = -56;

    /**
     * Reads a setup's {@code realtimeInputConfig}, in camelCase.
     *
     * @param sensitive the back end's default sensitivity: high on the Developer API, low on Vertex
     */
    public static VadSettings of(JsonNode config, boolean sensitive) {
        JsonNode vad = config.path("automaticActivityDetection");
        boolean startHigh = high(vad.path("startOfSpeechSensitivity").asText(), sensitive);
        boolean endHigh = high(vad.path("endOfSpeechSensitivity").asText(), sensitive);
        int silence = vad.path("silenceDurationMs").asInt(0);
        int prefix = vad.path("prefixPaddingMs").asInt(0);
        return new VadSettings(
                vad.path("disabled").asBoolean(),
                startHigh ? HIGH_START_DBFS : LOW_START_DBFS,
                endHigh ? HIGH_END_DBFS : LOW_END_DBFS,
                prefix > 0 ? prefix : DEFAULT_PREFIX_MILLIS,
                silence > 0 ? silence : DEFAULT_SILENCE_MILLIS,
                !config.path("activityHandling").asText().equals("NO_INTERRUPTION"));
    }

    private static boolean high(String value, boolean otherwise) {
        if (value.endsWith("_HIGH")) {
            return true;
        }
        return !value.endsWith("_LOW") && otherwise;
    }
}
