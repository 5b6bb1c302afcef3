package io.github.camelgeminilive.session;

/** What the machine has to know of a declared function. */
public interface ToolTraits {

    /** Whether the model waits for the answer. */
    boolean blocking(String name);

    /** Whether a turn may be over while a call of it is open (T8). */
    boolean background(String name);
}
