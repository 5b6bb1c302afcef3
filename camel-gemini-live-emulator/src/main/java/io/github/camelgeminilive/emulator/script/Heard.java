package io.github.camelgeminilive.emulator.script;

import io.github.camelgeminilive.emulator.audio.Utterance;
import org.jspecify.annotations.Nullable;

/**
 * One input that asks for an answer: typed text, or an utterance that ended. Immutable, thread-safe.
 *
 * @param text what was typed; empty for speech
 * @param utterance what was heard; null for text
 * @param realtime true for text in realtimeInput, false for text in clientContent
 */
public record Heard(String text, @Nullable Utterance utterance, boolean realtime) {
    public static Heard typed(String text, boolean realtime) {
        return new Heard(text, null, realtime);
    }

    public static Heard spoken(Utterance utterance) {
        return new Heard("", utterance, true);
    }

    /** For problem reports and the dialogue log. */
    public String describe() {
        return utterance == null ? "text \"" + text + "\"" : utterance.measured();
    }
}
