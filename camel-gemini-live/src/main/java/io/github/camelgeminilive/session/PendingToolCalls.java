package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.FunctionCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every call of this conversation and whether it may still be answered: each id runs once and gets at most one final
 * answer. Lives as long as the session; calls die with the conversation that knows them.
 *
 * <p>Confined to the session's mailbox.
 */
final class PendingToolCalls {

    /** Calls that are done are remembered to recognise repeated ids and late results; the oldest are forgotten. */
    private static final int REMEMBERED = 1_000;

    /** Where a call stands. */
    enum Status {
        OPEN,
        ANSWERED,
        CANCELLED
    }

    private static final class Call {
        final FunctionCall call;
        final boolean blocking;
        final long since;
        Status status = Status.OPEN;

        /** Whether an answer was sent that said that more follow. */
        boolean continued;

        /** Of an earlier conversation, whose ids mean nothing any more. */
        boolean gone;

        Call(FunctionCall call, boolean blocking, long since) {
            this.call = call;
            this.blocking = blocking;
            this.since = since;
        }

        boolean hasId() {
            String id = call.id();
            return id != null && !id.isEmpty();
        }
    }

    private final Map<String, Call> calls = new LinkedHashMap<>();

    /** Ids of this conversation that an earlier one used too, and the keys that stand for them. */
    private final Map<String, String> renamed = new HashMap<>();

    private int withoutId;
    private int openCount;

    /**
     * Takes note of a call.
     *
     * @return the key of the call: its id, or one of ours where the server gave none or an earlier conversation, whose
     *     tools may still run, had the same; null when this conversation had the id before
     */
    @Nullable
    String register(FunctionCall call, boolean blocking, int connection, long now) {
        String id = call.id();
        String key = id != null && !id.isEmpty() ? id : "call-" + connection + "-" + ++withoutId;
        Call before = calls.get(key);
        if (before != null && (!before.gone || renamed.containsKey(key))) {
            return null;
        }
        if (before != null) {
            String own = key + "@" + connection;
            renamed.put(key, own);
            key = own;
        }
        calls.put(key, new Call(call, blocking, now));
        openCount++;
        forgetOldest();
        return key;
    }

    /** The key of an id that the server names. */
    String keyOf(String id) {
        return renamed.getOrDefault(id, id);
    }

    /** Where a call stands, or null when nobody knows it. */
    @Nullable
    Status status(@Nullable String key) {
        Call call = key == null ? null : calls.get(key);
        return call == null ? null : call.status;
    }

    /** The call itself, if it is open. */
    @Nullable
    FunctionCall open(String key) {
        Call call = calls.get(key);
        return call != null && call.status == Status.OPEN ? call.call : null;
    }

    /** An answer was sent, and more follow. */
    void continues(String key) {
        Call call = calls.get(key);
        if (call != null) {
            call.continued = true;
        }
    }

    /** Whether an answer was sent already. */
    boolean continued(String key) {
        Call call = calls.get(key);
        return call != null && call.continued;
    }

    /** Whether the model waits for the answer. */
    boolean blocking(String key) {
        Call call = calls.get(key);
        return call != null && call.blocking;
    }

    /**
     * Whether an earlier call of the same function is open and neither has an id of the server: then their order is all
     * that tells their answers apart.
     */
    boolean waitsForEarlier(String key) {
        Call call = calls.get(key);
        if (call == null || call.hasId()) {
            return false;
        }
        for (Call earlier : calls.values()) {
            if (earlier == call) {
                return false;
            }
            if (earlier.status == Status.OPEN
                    && !earlier.hasId()
                    && earlier.call.name().equals(call.call.name())) {
                return true;
            }
        }
        return false;
    }

    void answered(String key) {
        close(key, Status.ANSWERED);
    }

    /** Marks a call as cancelled; false when it was not open. */
    boolean cancel(String key) {
        return close(key, Status.CANCELLED);
    }

    /** Marks a call that this conversation has answered as cancelled; false when there is none, and the second time. */
    boolean takeBack(String key) {
        Call call = calls.get(key);
        if (call == null || call.gone || call.status != Status.ANSWERED) {
            return false;
        }
        call.status = Status.CANCELLED;
        return true;
    }

    /** Cancels all that are open: the conversation that knew the ids is gone. Late results are still recognised. */
    List<String> cancelAll() {
        List<String> open = new ArrayList<>();
        renamed.clear();
        calls.forEach((key, call) -> {
            call.gone = true;
            if (call.status == Status.OPEN) {
                open.add(key);
                call.status = Status.CANCELLED;
                openCount--;
            }
        });
        return open;
    }

    int openCount() {
        return openCount;
    }

    /** Whether a call is open for which this family wants no sound from the microphone, for {@code limit} at most. */
    boolean gates(long now, long limitNanos) {
        if (openCount == 0) {
            return false;
        }
        for (Call call : calls.values()) {
            if (call.status == Status.OPEN && call.blocking && now - call.since < limitNanos) {
                return true;
            }
        }
        return false;
    }

    private boolean close(String key, Status status) {
        Call call = calls.get(key);
        if (call == null || call.status != Status.OPEN) {
            return false;
        }
        call.status = status;
        openCount--;
        return true;
    }

    private void forgetOldest() {
        Iterator<Call> oldest = calls.values().iterator();
        while (calls.size() > REMEMBERED && oldest.hasNext()) {
            if (oldest.next().status != Status.OPEN) {
                oldest.remove();
            }
        }
    }
}
