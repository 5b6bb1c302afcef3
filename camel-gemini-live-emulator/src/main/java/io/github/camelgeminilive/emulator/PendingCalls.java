package io.github.camelgeminilive.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.account.Branch;
import io.github.camelgeminilive.emulator.wire.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The function calls of one connection: which are open, answered or taken back, and what was answered. Lives as long
 * as the connection. Confined to its event loop.
 */
final class PendingCalls {
    /** Calls of one message; what follows waits until none of them is open. */
    static final class Group {
        final boolean blocking;
        final List<Call> open = new ArrayList<>();
        /** What to do with the answers: given by the turn when it comes to wait for them. */
        @Nullable
        Continuation then;

        boolean cancelled;
        String scheduling = "";

        Group(boolean blocking) {
            this.blocking = blocking;
        }

        void answeredAll() {
            if (then != null) {
                Continuation next = then;
                then = null;
                next.resume(scheduling);
            }
        }
    }

    @FunctionalInterface
    interface Continuation {
        /** @param scheduling of the last answer: INTERRUPT, WHEN_IDLE, SILENT or empty */
        void resume(String scheduling);
    }

    record Call(String id, String name, Group group) {}

    /** What an answer met. */
    enum Outcome {
        TAKEN,
        MORE_TO_COME,
        TWICE,
        CANCELLED,
        UNKNOWN
    }

    private final Map<String, Call> open = new LinkedHashMap<>();
    private final Set<String> answered = new HashSet<>();
    private final Set<String> cancelled = new HashSet<>();
    private final Map<String, JsonNode> responses = new HashMap<>();
    private final Map<String, Integer> made = new HashMap<>(); // by what was asked for and the function
    private int tokens;
    private int withoutId;

    /** What a call is known by: its id, or its function's name when it has none. */
    static String key(String id, String name) {
        return id.isEmpty() ? "name " + name : id;
    }

    /** @param id as on the wire; empty for a call without one */
    void opened(String id, String name, Group group) {
        Call call = new Call(id, name, group);
        String key = key(id, name);
        Call asked = open.get(key);
        if (asked != null && asked.group() == group) {
            // calls of one message without ids: their order tells them apart
            key += " " + ++withoutId;
        } else if (asked != null) {
            asked.group().open.remove(asked);
        }
        open.put(key, call);
        group.open.add(call);
    }

    /**
     * The call of another connection that the next call of this function, made for the same request, would repeat: its
     * first for their first, its second for their second.
     */
    Branch.@Nullable Call before(Branch branch, Branch.Ask ask, String name) {
        List<Branch.Call> others = branch.callsBefore(ask.wish(), name);
        int place = made.merge(ask.wish() + " " + name, 1, Integer::sum) - 1;
        return place < others.size() ? others.get(place) : null;
    }

    Set<String> openKeys() {
        return Set.copyOf(open.keySet());
    }

    boolean isOpen() {
        return !open.isEmpty();
    }

    /** Takes one function response, in camelCase. The group's continuation runs when it was the last. */
    Outcome answer(JsonNode response) {
        String id = response.path("id").asText();
        String name = response.path("name").asText();
        String key = id.isEmpty() ? oldest(name) : id;
        Call call = open.get(key);
        if (call == null) {
            return answered.contains(key)
                    ? Outcome.TWICE
                    : cancelled.contains(key) ? Outcome.CANCELLED : Outcome.UNKNOWN;
        }
        JsonNode value = response.path("response");
        tokens += Usage.ofText(value.toString());
        responses.put(call.name(), value);
        responses.put("response", value);
        if (response.path("willContinue").asBoolean()) {
            return Outcome.MORE_TO_COME;
        }
        open.remove(key);
        if (!id.isEmpty()) {
            answered.add(key);
        }
        call.group().open.remove(call);
        // who waits for an answer speaks about it: scheduling is for calls that do not block (section 2.15)
        call.group().scheduling = call.group().blocking ? "" : scheduling(response);
        if (call.group().open.isEmpty()) {
            call.group().answeredAll();
        }
        return Outcome.TAKEN;
    }

    /** The key of the call without an id that was asked first: answers to such calls have nothing but their order. */
    private String oldest(String name) {
        return open.entrySet().stream()
                .filter(entry -> entry.getValue().id().isEmpty())
                .filter(entry -> entry.getValue().name().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(key("", name));
    }

    /** Tokens of the answers since this was asked last. */
    int takeTokens() {
        int taken = tokens;
        tokens = 0;
        return taken;
    }

    /** The last response of a function, or of all for the name {@code response}. */
    @Nullable
    JsonNode response(String name) {
        return responses.get(name);
    }

    /** Takes back the open calls, all or the blocking ones, and gives their ids. Their continuations never run. */
    List<String> cancel(boolean onlyBlocking) {
        List<String> ids = new ArrayList<>();
        for (Map.Entry<String, Call> entry : List.copyOf(open.entrySet())) {
            Call call = entry.getValue();
            if (onlyBlocking && !call.group().blocking) {
                continue;
            }
            open.remove(entry.getKey());
            cancelled.add(entry.getKey());
            call.group().open.clear();
            call.group().cancelled = true;
            call.group().then = null;
            if (!call.id().isEmpty()) {
                ids.add(call.id());
            }
        }
        return ids;
    }

    /** Scheduling stands beside the response; one page shows it inside, so that is read too (section 10, 4). */
    static String scheduling(JsonNode response) {
        String beside = response.path("scheduling").asText();
        boolean inside = response.path("response") instanceof ObjectNode;
        return beside.isEmpty() && inside ? response.at("/response/scheduling").asText() : beside;
    }
}
