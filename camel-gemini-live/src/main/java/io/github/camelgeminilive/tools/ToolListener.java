package io.github.camelgeminilive.tools;

/**
 * Hears of every call of one agent: either {@link #opened} and later {@link #over}, or {@link #refused}. Called where
 * nothing may block, nothing may be thrown and no user code may run, from several threads at a time.
 */
public interface ToolListener {

    /** Stands for the name of a function that nobody has declared: models make up any number of names. */
    String UNKNOWN_TOOL = "unknown";

    /** Hears nothing. */
    ToolListener NONE = new ToolListener() {};

    /** A call waits for a thread. */
    default void opened(ToolInvocation call, Tool tool) {}

    /** A call that was open has ended. */
    default void over(ToolInvocation call, Tool tool, ToolOutcome outcome) {}

    /**
     * A call was answered at once and never opened.
     *
     * @param tool the declared name, or {@link #UNKNOWN_TOOL}
     */
    default void refused(String tool, ToolOutcome outcome) {}
}
