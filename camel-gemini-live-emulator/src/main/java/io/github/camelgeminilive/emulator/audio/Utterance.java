package io.github.camelgeminilive.emulator.audio;

import java.util.Locale;

/**
 * What was heard from the start of speech to its end.
 *
 * @param sound the speech itself, silence around it cut off
 * @param startMillis where it began, in ms of the sound that this connection sent so far
 * @param durationMillis how long the speech was, without the silence that ended it
 * @param levelDbfs how loud it was
 */
public record Utterance(Sound sound, long startMillis, long durationMillis, double levelDbfs) {
    /** The measurement as a sentence: {@code 1.8 s of speech at -21 dBFS}. */
    public String measured() {
        if (durationMillis == 0) {
            return "nothing but silence";
        }
        return String.format(Locale.ROOT, "%.1f s of speech at %.0f dBFS", durationMillis / 1000.0, levelDbfs);
    }
}
