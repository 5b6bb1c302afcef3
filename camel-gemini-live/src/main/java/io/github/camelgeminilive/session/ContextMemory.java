package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.ClientMessage.ContextUpdate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session was told by contextUpdate, for connections that do not know of it (C8). Each field has its last explicit
 * value; tools that come of routes are in the setup of the next connection anyway and never replace explicit ones.
 *
 * <p>Confined to the session's mailbox.
 */
final class ContextMemory {

    private @Nullable Map<String, Object> systemInstruction;
    private @Nullable List<Object> tools;

    /** Whether the last word about tools was a set of names: which ones there are of it is asked anew each time. */
    private boolean chosen;

    /** Tools changed after the setup of a connection was written and before it can take anything else. */
    private @Nullable ContextUpdate missed;

    /** Somebody has said so. */
    void explicit(ContextUpdate update) {
        systemInstruction = update.systemInstruction() != null ? update.systemInstruction() : systemInstruction;
        if (update.tools() != null) {
            tools = update.tools();
            chosen = false;
        }
    }

    /** Somebody has said which of the agent's functions there are: those of them that come and go are told. */
    void chosen() {
        chosen = true;
        tools = null;
    }

    /** Whether somebody has said which tools there are: routes that come and go change nothing then. */
    boolean toolsAreExplicit() {
        return tools != null;
    }

    void missed(ContextUpdate update) {
        missed = update;
    }

    void connectionLost() {
        missed = null;
    }

    /** What a new connection has to hear first, or null. */
    @Nullable
    SessionEffect forNewConnection() {
        ContextUpdate late = missed;
        missed = null;
        if (chosen) {
            return new SessionEffect.SendTools(0, systemInstruction);
        }
        List<Object> which = tools != null || late == null ? tools : late.tools();
        return systemInstruction == null && which == null
                ? null
                : new SessionEffect.Send(0, new ContextUpdate(systemInstruction, which));
    }
}
