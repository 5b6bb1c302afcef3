package io.github.camelgeminilive;

import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.Input;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an agent remembers of sessions that are over: which input may bring one back, and with which settings of its own.
 *
 * <p>Guarded by the agent's lock.
 */
final class PastSessions {

    /** So many are remembered; the oldest are forgotten. */
    private static final int REMEMBERED = 10_000;

    /** Inputs that somebody decided to send now: they may bring back a session that failed. */
    private static final Set<Input.Kind> DELIBERATE = Set.of(
            Input.Kind.OPEN,
            Input.Kind.TEXT,
            Input.Kind.TURNS,
            Input.Kind.UTTERANCE,
            Input.Kind.PACED_AUDIO,
            Input.Kind.ACTIVITY_START,
            Input.Kind.CONTEXT_UPDATE,
            Input.Kind.RAW);

    /** Inputs that belong to something begun before: they open no session. */
    private static final Set<Input.Kind> FOLLOWING = Set.of(
            Input.Kind.TOOL_RESPONSE, Input.Kind.ACTIVITY_END, Input.Kind.AUDIO_STREAM_END, Input.Kind.INTERRUPT);

    private final String agent;
    private final Map<String, Past> past = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Past> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * How a session ended.
     *
     * @param closed whether operation close ended it
     * @param failure why it failed, or null
     */
    private record Past(boolean closed, @Nullable Failure failure, SessionOverrides own) {}

    PastSessions(String agent) {
        this.agent = agent;
    }

    /**
     * Late sound must not bring back a conversation that somebody closed, or hammer a server that refused it.
     *
     * @throws GeminiLiveException when this input can't open the session
     */
    void refuse(String id, Input.Kind kind) throws GeminiLiveException {
        Past over = past.get(id);
        if (over != null && kind != Input.Kind.OPEN) {
            if (over.closed()) {
                throw new GeminiLiveException(new Failure(
                        Failure.Code.SESSION_CLOSED,
                        "Session " + id + " of agent " + agent + " was closed; only operation=open opens it again"));
            }
            if (over.failure() != null && !DELIBERATE.contains(kind)) {
                throw new GeminiLiveException(over.failure());
            }
        }
        if (FOLLOWING.contains(kind)) {
            throw new GeminiLiveException(new Failure(
                    Failure.Code.START_NEW_SESSION,
                    "Expected session " + id + " of agent " + agent + " to be open for " + kind + " but it is not"));
        }
    }

    /** What a session has of its own that an input brings back, unless operation close ended it. */
    SessionOverrides own(String id) {
        Past over = past.get(id);
        return over == null ? SessionOverrides.NONE : over.own();
    }

    void closed(String id) {
        past.remove(id);
        past.put(id, new Past(true, null, SessionOverrides.NONE));
    }

    /** It ended by itself: in time, or with a failure. */
    void over(String id, @Nullable Failure failure, SessionOverrides own) {
        past.remove(id);
        if (failure != null || !own.equals(SessionOverrides.NONE)) {
            past.put(id, new Past(false, failure, own));
        }
    }

    void began(String id) {
        past.remove(id);
    }
}
