package io.github.camelgeminilive.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps the books of one connection, from the frames alone: what the server asked and took back, what was answered.
 * Throws at the first answer that may not be. Knows nothing of the classes under test. Lives as long as the connection.
 */
final class CallLedger {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Call> calls = new LinkedHashMap<>();

    /** Calls without an id, and their answers, by name. */
    private final Map<String, Integer> nameless = new HashMap<>();

    private final Set<String> namelessRooms = new HashSet<>();

    private final boolean scheduling;
    private final boolean severalAnswers;
    private final Map<String, Integer> counts;

    private static final class Call {
        final String name;
        final String room;
        boolean cancelled;
        boolean answered;

        /** Whether the model was told that nothing was carried out. */
        boolean untouched;

        Call(String name, String room) {
            this.name = name;
            this.room = room;
        }
    }

    /**
     * Books for a connection that was just set up.
     *
     * @param counts takes what was seen, by kind
     */
    CallLedger(boolean scheduling, boolean severalAnswers, Map<String, Integer> counts) {
        this.scheduling = scheduling;
        this.severalAnswers = severalAnswers;
        this.counts = counts;
    }

    /** The server asks, for a room of this call alone; an id may be asked again, which is the same call. */
    void asked(String id, String name, String room) {
        if (id.isEmpty()) {
            count("calls without id");
            nameless.merge(name, 1, Integer::sum);
            namelessRooms.add(room);
        } else if (calls.putIfAbsent(id, new Call(name, room)) != null) {
            count("repeated ids");
        }
        count("calls");
    }

    /** The server takes back; it may name what is answered or what nobody knows. */
    void cancelled(String id) {
        Call call = calls.get(id);
        count(
                call == null
                        ? "cancelled unknown"
                        : call.answered ? "cancelled answered" : call.cancelled ? "cancelled again" : "cancelled open");
        if (call != null) {
            call.cancelled = true;
        }
    }

    /** One of our frames. */
    void sent(String frame) {
        try {
            for (JsonNode answer : JSON.readTree(frame).at("/toolResponse/functionResponses")) {
                answer(answer);
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError("Expected JSON but was " + frame, e);
        }
    }

    private void answer(JsonNode answer) {
        String id = answer.path("id").asText();
        String name = answer.path("name").asText();
        String room = answer.at("/response/room").asText(null);
        boolean last = !answer.path("willContinue").asBoolean();
        require(answer.path("response").isObject(), "an object in " + answer);
        require(last || severalAnswers, "no answer before the last but was " + answer);
        require(scheduling || !answer.has("scheduling"), "no scheduling but was " + answer);
        count(last ? kind(answer.path("response")) : "answers: progress");
        if (id.isEmpty()) {
            int open = nameless.getOrDefault(name, 0);
            require(open > 0, "an open call of " + name + " without an id for " + answer);
            nameless.put(name, last ? open - 1 : open);
            require(room == null || namelessRooms.contains(room), "the room of a call of this connection in " + answer);
            return;
        }
        Call call = calls.get(id);
        if (call == null) {
            throw new AssertionError("Expected no answer to " + id + ", which this connection has not asked");
        }
        require(call.name.equals(name), "the name " + call.name + " in " + answer);
        require(room == null || call.room.equals(room), "the room " + call.room + " in " + answer);
        require(!call.cancelled, "no answer after the cancellation of " + id);
        require(!call.answered, "one final answer to " + id);
        call.answered = last;
        call.untouched = answer.at("/response/reason").asText().contains("Nothing was carried out");
    }

    private static String kind(JsonNode response) {
        return "answers: " + (response.has("status") ? response.path("status").asText() : "result");
    }

    /** The connection has lived to the end, and all timers with it. */
    void complete() {
        calls.forEach((id, call) -> require(call.answered || call.cancelled, "an answer to " + id));
        nameless.forEach(
                (name, open) -> require(open == 0, "answers to " + open + " calls of " + name + " without id"));
        count("connections that lived to the end");
    }

    /** An id that was asked here, picked by a number; one that nobody knows where there is none. */
    String someId(int dice) {
        return calls.isEmpty() ? "nobody" : calls.keySet().stream().toList().get(dice % calls.size());
    }

    /** The ids of which the model was told that nothing was carried out. */
    List<String> untouched() {
        return calls.entrySet().stream()
                .filter(entry -> entry.getValue().untouched)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The function that the server asked under this id; a repeated call is the same call. */
    String nameOf(String id, String otherwise) {
        Call call = calls.get(id);
        return call == null ? otherwise : call.name;
    }

    /** What was counted, as lines. */
    static String table(Map<String, Integer> counts) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(counts)
                .forEach((what, count) ->
                        lines.append(what).append(": ").append(count).append('\n'));
        return lines.toString();
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    static void require(boolean fact, String expected) {
        if (!fact) {
            throw new AssertionError("Expected " + expected);
        }
    }
}
