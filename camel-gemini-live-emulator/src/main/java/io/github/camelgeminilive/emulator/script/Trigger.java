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

    /** Fits when both do. */
    public Trigger and(Trigger other) {
        return new Trigger(description + " with " + other.description, test.and(other.test));
    }

    /** Any typed text, or any speech. */
    public static Trigger any() {
        return new Trigger("any input", heard -> !heard.kind().optional());
    }

    public static Trigger anyText() {
        return new Trigger("any text", heard -> heard.kind().typed());
    }

    /** Typed text that holds these words in this order, whatever stands between them; case and punctuation are free. */
    public static Trigger text(String phrase) {
        return new Trigger("text \"" + phrase + "\"", heard -> heard.kind().typed() && holds(heard.text(), phrase));
    }

    public static Trigger realtimeText(String phrase) {
        return new Trigger(
                "realtimeInput.text \"" + phrase + "\"",
                heard -> heard.kind() == Heard.Kind.REALTIME_TEXT && holds(heard.text(), phrase));
    }

    /** @param mimeType empty for any picture */
    public static Trigger video(String mimeType) {
        return new Trigger(
                mimeType.isEmpty() ? "any picture" : "a picture of " + mimeType,
                heard -> heard.kind() == Heard.Kind.VIDEO
                        && (mimeType.isEmpty() || heard.text().equals(mimeType)));
    }

    public static Trigger turns(String phrase) {
        return new Trigger(
                "turns with \"" + phrase + "\"",
                heard -> heard.kind() == Heard.Kind.TURNS && holds(heard.text(), phrase));
    }

    public static Trigger contextUpdate() {
        return mark(Heard.Kind.CONTEXT_UPDATE);
    }

    /** An input that is told by its kind alone. */
    public static Trigger mark(Heard.Kind kind) {
        return new Trigger(kind.description(), heard -> heard.kind() == kind);
    }

    public static Trigger instruction(String phrase) {
        return new Trigger(
                "the instruction \"" + phrase + "\" in force",
                heard -> holds(heard.context().instruction(), phrase));
    }

    /** @param declared whether the function has to be in force or must not be */
    public static Trigger tool(String name, boolean declared) {
        return new Trigger(
                (declared ? "the function " : "no function ") + name,
                heard -> heard.context().functions().contains(name) == declared);
    }

    public static Trigger history(String phrase) {
        return new Trigger(
                "\"" + phrase + "\" in the history",
                heard -> holds(heard.context().history(), phrase));
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

    private static boolean holds(String text, String phrase) {
        List<String> wanted = words(phrase);
        int found = 0;
        for (String word : words(text)) {
            if (found < wanted.size() && word.equals(wanted.get(found))) {
                found++;
            }
        }
        return found == wanted.size();
    }

    private static List<String> words(String text) {
        return NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
