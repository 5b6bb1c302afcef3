package io.github.camelgeminilive.emulator.script;

import io.github.camelgeminilive.emulator.audio.Envelope;
import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.audio.Utterance;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a rule of a script waits for. Immutable, thread-safe.
 *
 * @param description for problem reports
 */
public record Trigger(String description, Predicate<Heard> test) {
    /** Recordings of one sentence by one voice score above this, other sentences of the same length far below. */
    private static final double SAME_RECORDING = 0.8;

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    public boolean matches(Heard heard) {
        return test.test(heard);
    }

    /** Any typed text, or any speech. */
    public static Trigger any() {
        return new Trigger("any input", heard -> true);
    }

    public static Trigger anyText() {
        return new Trigger("any text", heard -> heard.utterance() == null);
    }

    /** Typed text that holds these words in this order, whatever stands between them; case and punctuation are free. */
    public static Trigger text(String phrase) {
        List<String> wanted = words(phrase);
        return new Trigger("text \"" + phrase + "\"", heard -> {
            if (heard.utterance() != null) {
                return false;
            }
            int found = 0;
            for (String word : words(heard.text())) {
                if (found < wanted.size() && word.equals(wanted.get(found))) {
                    found++;
                }
            }
            return found == wanted.size();
        });
    }

    public static Trigger anySpeech() {
        return new Trigger("any speech", heard -> heard.utterance() != null);
    }

    public static Trigger speech(Duration atLeast, Duration atMost) {
        return new Trigger("speech of " + atLeast.toMillis() + " to " + atMost.toMillis() + " ms", heard -> {
            Utterance utterance = heard.utterance();
            return utterance != null
                    && utterance.durationMillis() >= atLeast.toMillis()
                    && utterance.durationMillis() <= atMost.toMillis();
        });
    }

    /** Speech that is this recording, told by its envelope. */
    public static Trigger recording(String name, Sound sound) {
        Envelope wanted = Envelope.of(sound);
        return new Trigger("the recording " + name, heard -> {
            Utterance utterance = heard.utterance();
            return utterance != null
                    && utterance.sound().size() > 0
                    && Envelope.of(utterance.sound()).likeness(wanted) >= SAME_RECORDING;
        });
    }

    private static List<String> words(String text) {
        return NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
