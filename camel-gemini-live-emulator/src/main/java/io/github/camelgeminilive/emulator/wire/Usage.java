package io.github.camelgeminilive.emulator.wire;

/**
 * The tokens of one turn.
 *
 * @param prompt the whole context that was read
 * @param modality AUDIO or TEXT, of the response
 */
public record Usage(int prompt, int response, int toolUse, int thoughts, String modality) {
    /** A picture at the default resolution (protocol section 4.10). */
    public static final int OF_PICTURE = 258;

    /** Audio costs 25 tokens a second (protocol section 4.10). */
    public static int ofAudio(long millis) {
        return (int) (millis * 25 / 1000);
    }

    /** About four characters a token. */
    public static int ofText(String text) {
        return (text.length() + 3) / 4;
    }

    public int total() {
        return prompt + response + toolUse + thoughts;
    }
}
