package io.github.camelgeminilive.emulator.account;

/**
 * What became of one marker or range of samples; each time that it was received is counted in one of these.
 *
 * @param head times that the conversation holds it: on the path to its newest connection's state
 * @param abandoned times that it was consumed into a state from which the conversation no longer goes on
 * @param unread times that it was received and not consumed: still waiting, or discarded when its connection ended
 */
public record Tally(int head, int abandoned, int unread) {
    /** What was never received. */
    public static final Tally NONE = new Tally(0, 0, 0);

    public int received() {
        return head + abandoned + unread;
    }

    Tally plus(Tally other) {
        return new Tally(head + other.head, abandoned + other.abandoned, unread + other.unread);
    }

    @Override
    public String toString() {
        return "head " + head + ", abandoned " + abandoned + ", unread " + unread;
    }
}
