package io.github.camelgeminilive.tools;

import io.github.camelgeminilive.session.LiveSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls that have begun and are over, kept because the server can still take them back: the newest of each session, until
 * the session is over.
 *
 * <p>Thread-safe.
 */
final class FinishedCalls {

    /** Calls of one session that are kept; a server takes back what belongs to the turn that was cut, not older ones. */
    static final int REMEMBERED = 50;

    private final Map<LiveSession, Recent> sessions = new ConcurrentHashMap<>();

    /** The newest calls of a session by id. Guarded by itself. */
    private static final class Recent extends LinkedHashMap<String, ToolInvocation> {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ToolInvocation> eldest) {
            return size() > REMEMBERED;
        }
    }

    /** Calls of this session are kept from now on. What is over after the session's end would be kept for ever. */
    void follow(LiveSession session) {
        sessions.computeIfAbsent(session, it -> new Recent());
    }

    void add(LiveSession session, ToolInvocation call) {
        Recent recent = sessions.get(session);
        if (recent != null) {
            synchronized (recent) {
                recent.put(call.id(), call);
            }
        }
    }

    /** Takes a call out; null when it is not known, or not any more. */
    @Nullable
    ToolInvocation take(LiveSession session, String callId) {
        Recent recent = sessions.get(session);
        if (recent == null) {
            return null;
        }
        synchronized (recent) {
            return recent.remove(callId);
        }
    }

    void forget(LiveSession session) {
        sessions.remove(session);
    }

    int size() {
        int size = 0;
        for (Recent recent : sessions.values()) {
            synchronized (recent) {
                size += recent.size();
            }
        }
        return size;
    }
}
