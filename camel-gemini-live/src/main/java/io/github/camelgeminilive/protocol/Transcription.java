package io.github.camelgeminilive.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A piece of speech as text (protocol section 3.3). Usually a delta to append: leading spaces matter.
 *
 * @param text the text, may be empty
 * @param finished end marker; often absent, never depended on
 * @param languageCode BCP-47, if told
 * @param speakerLabel who speaks, if told
 */
public record Transcription(
        String text,
        boolean finished,
        @Nullable String languageCode,
        @Nullable String speakerLabel) {

    /** A transcript is never logged. */
    @Override
    public String toString() {
        return "Transcription[" + text.length() + " characters]";
    }
}
