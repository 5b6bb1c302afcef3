package io.github.camelgeminilive.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One part of a content (protocol sections 2.13 and 3.3).
 *
 * <p>Immutable values; the bytes of {@link InlineData} are owned by the record and must not be changed.
 */
public sealed interface Part {

    /**
     * Text, or a summary of the model's thoughts.
     *
     * @param text the text; leading spaces matter
     * @param thought whether this is a thought and not an answer
     */
    record Text(String text, boolean thought) implements Part {
        /** What was said is never logged. */
        @Override
        public String toString() {
            return (thought ? "Thought[" : "Text[") + text.length() + " characters]";
        }
    }

    /**
     * Bytes of a media type: sound, a picture, a film.
     *
     * @param mimeType as sent, for example {@code audio/pcm;rate=24000}
     * @param data the decoded bytes; owned by this record
     */
    record InlineData(String mimeType, byte[] data) implements Part {
        @Override
        public String toString() {
            return "InlineData[" + mimeType + " " + data.length + " B]";
        }
    }

    /** Code that the model wrote and the server runs. */
    record ExecutableCode(@Nullable String id, @Nullable String language, String code) implements Part {
        /** What the model wrote is never printed by accident. */
        @Override
        public String toString() {
            return "ExecutableCode[" + language + " " + code.length() + " characters]";
        }
    }

    /** What running the code gave. */
    record CodeExecutionResult(
            @Nullable String id,
            @Nullable String outcome,
            @Nullable String output) implements Part {
        /** As the code that it came of. */
        @Override
        public String toString() {
            return "CodeExecutionResult[" + outcome + "]";
        }
    }

    /**
     * What a part holds besides: parts of kinds that have no record (the server's own tool calls), and what stands beside
     * a text or sound ({@code thoughtSignature}, {@code partMetadata}, ...). Follows the part that it stood beside.
     *
     * @param fields names and values as on the wire, names in camelCase; unmodifiable, values are String, Number,
     *     Boolean, List, Map or null
     */
    record Other(Map<String, Object> fields) implements Part {

        public Other {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public String toString() {
            return "Other" + fields.keySet();
        }
    }
}
