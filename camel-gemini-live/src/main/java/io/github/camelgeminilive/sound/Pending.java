package io.github.camelgeminilive.sound;

/** Sound or a mark on its way, for a sender who may lose patience. Thread-safe. */
@FunctionalInterface
public interface Pending {

    /**
     * Nobody waits any longer: the sender's completion hears nothing more and no answer reaches him. What was not begun
     * is left out; sound that was begun stops there, is marked as ended, and its stream is closed. Does nothing when it
     * is over.
     */
    void abandon();
}
