package io.github.camelgeminilive.tools;

import java.util.List;

/**
 * Functions that come from elsewhere than routes, such as an MCP server's.
 *
 * <p>Thread-safe.
 */
public interface ToolSource extends AutoCloseable {

    /** Where they come from, in words for people; without secrets. */
    String origin();

    /**
     * Asks for the functions that there are now; blocks, for as long as the source's own time limits let it. Called by one
     * thread at a time.
     *
     * @throws RuntimeException where the source can't be asked
     */
    Listing list();

    /** Whether whoever was given to {@link #onChange} will hear of each change since the last listing. */
    boolean tellsChanges();

    /** Whom to tell that {@link #list} would give something else; may be called on any thread, and must not block it. */
    void onChange(Runnable changed);

    /** Closes what the source has opened. A listing that runs ends soon. */
    @Override
    void close();

    /**
     * What a source has.
     *
     * @param problems what it has and can't offer, each with the reason, in words for people
     */
    record Listing(List<Tool> tools, List<String> problems) {

        public Listing {
            tools = List.copyOf(tools);
            problems = List.copyOf(problems);
        }
    }
}
