package io.github.camelgeminilive.emulator.script;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides the answer to an input. Knows no connection: where a conversation stands is the cursor that is handed in and
 * given back, so a conversation that is resumed from an older state goes on from there. Thread-safe.
 */
public interface Brain {
    /** Returns what to do, or null when nobody foresaw this input. */
    @Nullable
    Reply answer(int cursor, Heard heard);

    /** What is expected at this cursor, for problem reports. */
    String expects(int cursor);

    /**
     * @param nextCursor where the conversation stands afterwards
     * @param rule the number of the rule that was used, or -1
     * @param quiet true when no turn begins
     */
    record Reply(int nextCursor, int rule, boolean quiet, List<Act> acts) {}
}
