package io.github.camelgeminilive.codec;

import io.github.camelgeminilive.protocol.Transcription;
import io.github.camelgeminilive.protocol.Transcription.Word;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A piece of speech as text (protocol section 3.3). */
final class TranscriptionReader {

    private TranscriptionReader() {}

    static Transcription read(WireReader in) throws IOException {
        in.object();
        String text = "";
        boolean finished = false;
        String languageCode = null;
        String speakerLabel = null;
        Duration startOffset = null;
        Duration endOffset = null;
        List<Word> words = List.of();
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "text" -> text = in.string();
                case "finished" -> finished = in.bool();
                case "languageCode" -> languageCode = in.string();
                case "speakerLabel" -> speakerLabel = in.string();
                case "startOffset" -> startOffset = in.duration();
                case "endOffset" -> endOffset = in.duration();
                case "words" -> words = in.list(TranscriptionReader::word);
                default -> in.skip();
            }
        }
        return new Transcription(text, finished, languageCode, speakerLabel, startOffset, endOffset, words);
    }

    private static Word word(WireReader in) throws IOException {
        in.object();
        String word = "";
        Duration startOffset = null;
        Duration endOffset = null;
        for (String field = in.nextField(); field != null; field = in.nextField()) {
            switch (field) {
                case "word" -> word = in.string();
                case "startOffset" -> startOffset = in.duration();
                case "endOffset" -> endOffset = in.duration();
                default -> in.skip();
            }
        }
        return new Word(word, startOffset, endOffset);
    }
}
