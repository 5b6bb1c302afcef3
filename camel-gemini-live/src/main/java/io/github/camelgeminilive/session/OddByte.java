package io.github.camelgeminilive.session;

/**
 * Keeps sound aligned to samples of two bytes: the half sample at the end of a piece begins the next piece of the same
 * turn. Left out or put first alone, it would turn everything behind it into noise (protocol section 8).
 *
 * <p>Confined to the session's mailbox.
 */
final class OddByte {

    private static final int NONE = Integer.MIN_VALUE;

    private int carried = NONE;
    private long turn;

    /** Whole samples of {@code sound}, which comes back as it is where nothing has to be moved; possibly none. */
    byte[] aligned(long ofTurn, byte[] sound) {
        if (ofTurn != turn) {
            carried = NONE;
            turn = ofTurn;
        }
        int held = carried == NONE ? 0 : 1;
        int total = held + sound.length;
        if (held == 0 && total % 2 == 0) {
            return sound;
        }
        byte[] whole = new byte[total & ~1];
        if (held == 1 && whole.length > 0) {
            whole[0] = (byte) carried;
        }
        System.arraycopy(sound, 0, whole, Math.min(held, whole.length), Math.max(0, whole.length - held));
        if (total % 2 == 0) {
            carried = NONE;
        } else if (sound.length > 0) {
            carried = sound[sound.length - 1];
        }
        return whole;
    }
}
