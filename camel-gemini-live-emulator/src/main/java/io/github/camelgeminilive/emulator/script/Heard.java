package io.github.camelgeminilive.emulator.script;

import io.github.camelgeminilive.emulator.audio.Utterance;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One input: what may be answered, and what was in force when it came. Immutable, thread-safe.
 *
 * @param text what was typed, or the type of a picture; empty for speech
 * @param utterance what was heard; null for all but speech
 */
public record Heard(Kind kind, String text, @Nullable Utterance utterance, Context context) {
    /** What an input is. */
    public enum Kind {
        /** clientContent that asks for an answer. */
        TEXT("text", false),
        /** realtimeInput.text. */
        REALTIME_TEXT("text", false),
        /** An utterance that ended. */
        SPEECH("speech", false),
        /** A picture in realtimeInput. */
        VIDEO("a picture", true),
        /** clientContent that asks for no answer yet. */
        TURNS("turns", true),
        CONTEXT_UPDATE("a contextUpdate", true),
        ACTIVITY_START("activityStart", true),
        ACTIVITY_END("activityEnd", true);

        private final String description;
        private final boolean optional;

        Kind(String description, boolean optional) {
            this.description = description;
            this.optional = optional;
        }

        public String description() {
            return description;
        }

        /** Whether it may pass without an answer, though no rule foresees it. */
        public boolean optional() {
            return optional;
        }

        public boolean typed() {
            return this == TEXT || this == REALTIME_TEXT;
        }
    }

    /**
     * What holds in the conversation.
     *
     * @param instruction the text of the system instruction in force
     * @param functions the functions that are declared
     * @param history all that was typed and seeded, a line each
     */
    public record Context(String instruction, Set<String> functions, String history) {
        static final Context NONE = new Context("", Set.of(), "");

        public Context {
            functions = Set.copyOf(functions);
        }
    }

    public static Heard typed(String text, boolean realtime) {
        return new Heard(realtime ? Kind.REALTIME_TEXT : Kind.TEXT, text, null, Context.NONE);
    }

    public static Heard spoken(Utterance utterance) {
        return new Heard(Kind.SPEECH, "", utterance, Context.NONE);
    }

    public static Heard of(Kind kind, String text) {
        return new Heard(kind, text, null, Context.NONE);
    }

    public Heard in(Context now) {
        return new Heard(kind, text, utterance, now);
    }

    /** For problem reports and the dialogue log. */
    public String describe() {
        return utterance != null
                ? utterance.measured()
                : text.isEmpty() && kind.optional() ? kind.description() : kind.description() + " \"" + text + "\"";
    }
}
