package io.github.camelgeminilive.emulator.script;

import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.audio.Utterance;
import java.util.List;

/**
 * The answer without a script: the caller's own speech again, with what was measured as its transcript, or the typed
 * text again. It claims to understand nothing, so that a test of a microphone is honest. Stateless, thread-safe.
 */
public final class Parrot implements Brain {
    @Override
    public Reply answer(int cursor, Heard heard) {
        if (heard.kind().optional()) {
            return new Reply(cursor, -1, true, List.of());
        }
        return new Reply(cursor, -1, false, acts(heard));
    }

    private static List<Act> acts(Heard heard) {
        Utterance utterance = heard.utterance();
        if (utterance == null) {
            String text = heard.text().isBlank() ? "You said nothing." : "You said: " + heard.text();
            return List.of(stage -> stage.say(new Template(text), null));
        }
        String measured = "I heard " + utterance.measured() + ".";
        if (utterance.sound().size() == 0) {
            return List.of(stage -> stage.say(new Template(measured), null));
        }
        return List.of(
                new Transcript("(" + utterance.measured() + ")"),
                stage -> stage.say(new Template(measured), utterance.sound().at(Sound.SPOKEN_RATE)));
    }

    @Override
    public String expects(int cursor) {
        return "anything";
    }
}
