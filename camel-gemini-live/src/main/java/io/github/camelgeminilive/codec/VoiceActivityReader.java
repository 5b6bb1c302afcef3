package io.github.camelgeminilive.codec;

import io.github.camelgeminilive.protocol.VoiceActivity;
import java.io.IOException;
import java.time.Duration;

/** The two forms in which the server tells that the user speaks (protocol section 3.9). */
final class VoiceActivityReader {

    private VoiceActivityReader() {}

    /** {@code voiceActivity}, whose type the wire and the official clients name differently. */
    static VoiceActivity activity(WireReader in) throws IOException {
        in.object();
        VoiceActivity.Type type = VoiceActivity.Type.UNKNOWN;
        Duration audioOffset = null;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "type", "voiceActivityType" -> type = type(in.enumName());
                case "audioOffset" -> audioOffset = in.duration();
                default -> in.skip();
            }
        }
        return new VoiceActivity(type, audioOffset);
    }

    /** {@code voiceActivityDetectionSignal}. */
    static VoiceActivity.Type signal(WireReader in) throws IOException {
        in.object();
        VoiceActivity.Type type = VoiceActivity.Type.UNKNOWN;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "vadSignalType" -> type = type(in.enumName());
                default -> in.skip();
            }
        }
        return type;
    }

    private static VoiceActivity.Type type(String name) {
        return switch (name) {
            case "ACTIVITY_START", "VAD_SIGNAL_TYPE_SOS" -> VoiceActivity.Type.ACTIVITY_START;
            case "ACTIVITY_END", "VAD_SIGNAL_TYPE_EOS" -> VoiceActivity.Type.ACTIVITY_END;
            default -> VoiceActivity.Type.UNKNOWN;
        };
    }
}
