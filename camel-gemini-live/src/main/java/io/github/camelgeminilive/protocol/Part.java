package io.github.camelgeminilive.protocol;

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
    record ExecutableCode(@Nullable String id, @Nullable String language, String code) implements Part {}

    /** What running the code gave. */
    record CodeExecutionResult(
            @Nullable String id,
            @Nullable String outcome,
            @Nullable String output) implements Part {}

    /**
     * A part of a kind we do not know, or know and do not use.
     *
     * @param field the name of its field on the wire
     */
    record Other(String field) implements Part {}
}
