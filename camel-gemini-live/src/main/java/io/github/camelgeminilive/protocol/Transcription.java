package io.github.camelgeminilive.protocol;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of speech as text (protocol section 3.3). Usually a delta to append: leading spaces matter.
 *
 * @param text the text, may be empty
 * @param finished end marker; often absent, never depended on
 * @param languageCode BCP-47, if told
 * @param speakerLabel who speaks, if told
 * @param startOffset where it begins in the sound, if told
 * @param endOffset where it ends in the sound, if told
 * @param words the single words with their times, if told
 */
public record Transcription(
        String text,
        boolean finished,
        @Nullable String languageCode,
        @Nullable String speakerLabel,
        @Nullable Duration startOffset,
        @Nullable Duration endOffset,
        List<Word> words) {

    public Transcription {
        words = List.copyOf(words);
    }

    /** Without times. */
    public Transcription(String text, boolean finished, @Nullable String languageCode, @Nullable String speakerLabel) {
        this(text, finished, languageCode, speakerLabel, null, null, List.of());
    }

    /**
     * One word.
     *
     * @param startOffset where it begins in the sound, if told
     * @param endOffset where it ends in the sound, if told
     */
    public record Word(
            String word,
            @Nullable Duration startOffset,
            @Nullable Duration endOffset) {

        /** A transcript is never logged. */
        @Override
        public String toString() {
            return "Word[" + word.length() + " characters]";
        }
    }

    /** A transcript is never logged. */
    @Override
    public String toString() {
        return "Transcription[" + text.length() + " characters]";
    }
}
