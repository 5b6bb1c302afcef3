package io.github.camelgeminilive.protocol;

import java.util.List;

/** Calls that are to be discarded, undone if possible, and not answered (protocol section 3.4). */
public record ToolCallCancellation(List<String> ids) implements ServerMessage {

    public ToolCallCancellation {
        ids = List.copyOf(ids);
    }
}
