package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.Transcription;
import io.github.camelgeminilive.protocol.Transcription.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one side said, put together from its pieces: the whole text and, where the service tells speakers apart, the text
 * of each.
 *
 * <p>Not thread-safe: belongs to whoever made it.
 */
final class Transcript {

    /** What one speaker said. */
    private static final class Speaker {
        final StringBuilder text = new StringBuilder();
        final List<Word> words = new ArrayList<>(0);
        final @Nullable String label;

        @Nullable
        String languageCode;

        @Nullable
        Duration startOffset;

        @Nullable
        Duration endOffset;

        Speaker(@Nullable String label) {
            this.label = label;
        }

        void add(Transcription piece) {
            text.append(piece.text());
            words.addAll(piece.words());
            languageCode = piece.languageCode() != null ? piece.languageCode() : languageCode;
            startOffset = startOffset != null ? startOffset : piece.startOffset();
            endOffset = piece.endOffset() != null ? piece.endOffset() : endOffset;
        }

        Transcription whole() {
            return new Transcription(text.toString(), true, languageCode, label, startOffset, endOffset, words);
        }
    }

    private final StringBuilder text = new StringBuilder();

    /** By label; the key of a speaker without one is empty, as protobuf says absent. */
    private final Map<String, Speaker> speakers = new LinkedHashMap<>(2);

    void add(Transcription piece) {
        text.append(piece.text());
        String label = piece.speakerLabel() == null ? "" : piece.speakerLabel();
        speakers.computeIfAbsent(label, key -> new Speaker(piece.speakerLabel()))
                .add(piece);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** What all speakers said, in the order in which it came. */
    String text() {
        return text.toString();
    }

    /** What each speaker said, in the order in which they began. */
    List<Transcription> bySpeaker() {
        return speakers.values().stream().map(Speaker::whole).toList();
    }
}
