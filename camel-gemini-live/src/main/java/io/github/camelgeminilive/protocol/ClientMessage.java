package io.github.camelgeminilive.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message of the client (protocol section 2.1): exactly one JSON object in one text frame.
 *
 * <p>Immutable values; bytes are owned by the record and must not be changed.
 */
public sealed interface ClientMessage {

    /**
     * The first message of a connection (protocol section 2.2).
     *
     * @param fields the value of {@code setup}: String, Number, Boolean, List and Map values in wire names
     */
    record Setup(Map<String, Object> fields) implements ClientMessage {
        public Setup {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** A setup may hold a resumption handle and the user's instructions. */
        @Override
        public String toString() {
            return "Setup" + fields.keySet();
        }
    }

    /**
     * Ordered conversation content (protocol section 2.13).
     *
     * @param turnComplete whether the model is to answer now
     */
    record ClientContent(List<Content> turns, boolean turnComplete) implements ClientMessage {
        public ClientContent {
            turns = List.copyOf(turns);
        }

        @Override
        public String toString() {
            return "ClientContent[" + turns.size() + " turns, turnComplete=" + turnComplete + "]";
        }
    }

    /** Typed live input: {@code realtimeInput.text} (protocol section 2.14). */
    record RealtimeText(String text) implements ClientMessage {
        @Override
        public String toString() {
            return "RealtimeText[" + text.length() + " characters]";
        }
    }

    /**
     * A chunk of sound: {@code realtimeInput.audio} (protocol sections 2.14 and 8).
     *
     * @param pcm signed 16 bit little endian mono samples, no header
     * @param sampleRate Hz
     */
    record RealtimeAudio(byte[] pcm, int sampleRate) implements ClientMessage {
        @Override
        public String toString() {
            return "audio " + pcm.length + " B " + sampleRate / 1000.0 + " kHz";
        }

        /** Playing time in nanoseconds. */
        public long durationNanos() {
            return pcm.length / 2 * 1_000_000_000L / sampleRate;
        }
    }

    /**
     * A still picture: {@code realtimeInput.video} (protocol sections 2.14 and 8).
     *
     * @param mimeType {@code image/jpeg}, {@code image/png} or {@code image/webp}
     * @param data the file; owned by this record
     */
    record RealtimeVideo(String mimeType, byte[] data) implements ClientMessage {
        @Override
        public String toString() {
            return "picture " + mimeType + " " + data.length + " B";
        }
    }

    /** The user starts to speak; manual voice activity detection only. */
    record ActivityStart() implements ClientMessage {}

    /** The user stopped speaking; manual voice activity detection only. */
    record ActivityEnd() implements ClientMessage {}

    /** The microphone is off; automatic voice activity detection only. */
    record AudioStreamEnd() implements ClientMessage {}

    /** Answers to function calls (protocol section 2.15). */
    record ToolResponse(List<FunctionResponse> functionResponses) implements ClientMessage {
        public ToolResponse {
            functionResponses = List.copyOf(functionResponses);
        }

        @Override
        public String toString() {
            return "ToolResponse[" + functionResponses.size() + " responses]";
        }
    }

    /**
     * Replaces instruction or tools while the conversation goes on (protocol section 2.16). What is null stays.
     *
     * @param systemInstruction a content in wire names, or null
     * @param tools every tool in wire names, empty for none; or null
     */
    record ContextUpdate(
            @Nullable Map<String, Object> systemInstruction,
            @Nullable List<Object> tools) implements ClientMessage {
        public ContextUpdate {
            systemInstruction = systemInstruction == null
                    ? null
                    : Collections.unmodifiableMap(new LinkedHashMap<>(systemInstruction));
            tools = tools == null ? null : List.copyOf(tools);
        }

        @Override
        public String toString() {
            return "ContextUpdate[" + (systemInstruction == null ? "" : "systemInstruction ")
                    + (tools == null ? "" : tools.size() + " tools") + "]";
        }
    }

    /**
     * A message that its sender wrote himself.
     *
     * @param json goes out as it is
     * @param meaning what we understand of it, so that turns and calls stay true; null if that is nothing
     */
    record Raw(String json, @Nullable ClientMessage meaning) implements ClientMessage {
        @Override
        public String toString() {
            return "Raw[" + json.length() + " characters]";
        }
    }
}
