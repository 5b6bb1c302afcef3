package io.github.camelgeminilive.session;

/**
 * A piece of sound or film as the model sent it.
 *
 * @param data for sound: signed 16 bit little endian mono samples; owned by this record, must not be changed
 * @param mimeType as sent
 * @param sampleRate Hz; 0 when it is not PCM sound
 */
public record Sound(byte[] data, String mimeType, int sampleRate) {

    /** The rate that audio has when its mime type does not say (protocol section 8). */
    public static final int DEFAULT_OUTPUT_RATE = 24_000;

    /** Playing time in nanoseconds. */
    public long durationNanos() {
        return sampleRate == 0 ? 0 : data.length / 2 * 1_000_000_000L / sampleRate;
    }

    /** The rate in a mime type such as {@code audio/pcm;rate=24000}, or the default. */
    public static int rateOf(String mimeType) {
        if (!mimeType.startsWith("audio/")) {
            return 0;
        }
        int at = mimeType.indexOf("rate=");
        int rate = 0;
        for (int i = at < 0 ? mimeType.length() : at + 5; i < mimeType.length() && rate < 1_000_000; i++) {
            char c = mimeType.charAt(i);
            if (c < '0' || c > '9') {
                break;
            }
            rate = rate * 10 + (c - '0');
        }
        return rate == 0 ? DEFAULT_OUTPUT_RATE : rate;
    }

    @Override
    public String toString() {
        return mimeType + " " + data.length + " B";
    }
}
