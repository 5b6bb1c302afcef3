package io.github.camelgeminilive.emulator.audio;

/**
 * A synthetic voice: a melody of vowel-like tones, one per syllable, whose length follows the length of the text and
 * whose pitch follows its letters and the name of the voice. The same text with the same name gives the same samples.
 * Thread-safe.
 */
public final class Voice {
    private static final int HARMONICS = 6;
    private static final int LETTERS_PER_SYLLABLE = 3;
    private static final double LOUDNESS = 9_000;

    private final double pitchHz;
    private final int millisPerLetter;

    /**
     * @param name the prebuilt voice's name; only its sound in our ears changes
     * @param millisPerLetter how slowly it speaks, in ms per character
     */
    public Voice(String name, int millisPerLetter) {
        this.pitchHz = 110 + Math.floorMod(name.hashCode(), 12) * 10;
        this.millisPerLetter = millisPerLetter;
    }

    /** Speech for the text at {@link Sound#SPOKEN_RATE}; empty for an empty text. */
    public Sound speak(String text) {
        int total = (int) ((long) text.length() * millisPerLetter * Sound.SPOKEN_RATE / 1000);
        short[] out = new short[total];
        int syllables = (text.length() + LETTERS_PER_SYLLABLE - 1) / LETTERS_PER_SYLLABLE;
        for (int s = 0; s < syllables; s++) {
            int from = (int) ((long) total * s / syllables);
            int to = (int) ((long) total * (s + 1) / syllables);
            int letterAt = s * LETTERS_PER_SYLLABLE;
            int letter = text.charAt(letterAt);
            // Sentences fall towards their end, and letters wobble around that line.
            double pitch = pitchHz * (1.15 - 0.3 * s / syllables + Math.floorMod(letter * 7, 11) * 0.02);
            syllable(out, from, to, pitch, Math.floorMod(letter, HARMONICS));
        }
        return new Sound(out, Sound.SPOKEN_RATE);
    }

    private static void syllable(short[] out, int from, int to, double pitch, int vowel) {
        int length = to - from;
        for (int i = 0; i < length; i++) {
            double t = (double) i / Sound.SPOKEN_RATE;
            double envelope = 0.35 + 0.65 * Math.sin(Math.PI * i / length);
            double value = 0;
            for (int h = 1; h <= HARMONICS; h++) {
                double formant = 1.0 / (1 + Math.abs(h - 1 - vowel));
                value += formant * Math.sin(2 * Math.PI * pitch * h * t) / h;
            }
            out[from + i] = (short) Math.max(-30_000, Math.min(30_000, LOUDNESS * envelope * value));
        }
    }
}
