package io.github.camelgeminilive.tools;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A function that somebody carries out. Registered while it can be called; suspended in between it stays registered and
 * says so.
 *
 * <p>Thread-safe.
 */
public interface Tool {

    /** What the model is told of it; the same for as long as it is registered. */
    ToolDeclaration declaration();

    /** For how long a call may take, waiting for a thread included; zero for no limit. */
    Duration timeout();

    /** Whether a turn may be over while a call is open (T8). */
    boolean background();

    /** {@code INTERRUPT}, {@code WHEN_IDLE} or {@code SILENT} for answers that say nothing else; null leaves it out. */
    @Nullable
    String scheduling();

    /** Whether calls are taken now. */
    boolean available();

    /** Whether it undoes calls: only then is one remembered that is over, in case the server takes it back. */
    default boolean undoes() {
        return false;
    }

    /** Where it stands, in words for people, such as an endpoint's URI and route; without secrets. */
    String origin();

    /**
     * A call waits for a thread; {@link #call} follows unless the call is over before. Called where nothing may block and
     * no user code may run.
     */
    default void accepted(ToolInvocation invocation) {}

    /**
     * Carries out a call, on a thread of the tool pool; may return before there is an answer. Whatever is thrown becomes
     * an error answer without its text.
     */
    void call(ToolInvocation invocation);
}
