package io.github.camelgeminilive.emulator.account;

/**
 * Samples of numbered sound, see {@link NumberedSound}.
 *
 * @param from the first
 * @param to the one after the last
 */
public record SampleRange(long from, long to) {
    public SampleRange {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("Expected a range of samples but was " + from + " to " + to);
        }
    }

    @Override
    public String toString() {
        return from + "-" + to;
    }
}
