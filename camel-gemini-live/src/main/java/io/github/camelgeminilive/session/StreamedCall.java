package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionCall.PartialArg;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call whose arguments come in pieces (protocol section 3.4), while they come.
 *
 * <p>Confined to the session's mailbox.
 */
final class StreamedCall {

    /** Paths and texts together: the longest output of a model, 65,536 tokens, as pieces of one token. */
    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;

    /** More than the longest output has tokens. */
    private static final int MAX_PIECES = 100_000;

    /** As deep as the JSON of a frame may be. */
    private static final int MAX_DEPTH = 100;

    private final @Nullable String id;
    private final String name;
    private final Map<String, Object> args = new LinkedHashMap<>();

    /** Texts that go on, by path. */
    private final Map<String, StringBuilder> open = new HashMap<>();

    private long characters;
    private int pieces;
    private @Nullable String problem;

    StreamedCall(FunctionCall first) {
        this.id = first.id();
        this.name = first.name();
    }

    /**
     * Whether a message goes on with this call: it names the same id, or names nothing else. The service names a call
     * once, in its first message.
     */
    boolean goesOnWith(FunctionCall next) {
        return (next.id() == null || next.id().equals(id))
                && (next.name().isEmpty() || next.name().equals(name));
    }

    @Nullable
    String id() {
        return id;
    }

    void add(FunctionCall next) {
        args.putAll(next.args());
        for (PartialArg piece : next.partialArgs()) {
            if (problem == null) {
                problem = add(piece);
            }
        }
    }

    /** Why the arguments can't be put together, or null if they can. Tells nothing of what the model wrote. */
    @Nullable
    String problem() {
        return problem;
    }

    FunctionCall whole() {
        open.forEach((path, text) -> {
            List<Object> steps = JsonPath.steps(path);
            if (steps != null) {
                put(args, steps, 0, text.toString());
            }
        });
        return new FunctionCall(id, name, args);
    }

    private @Nullable String add(PartialArg piece) {
        Object value = piece.value();
        characters += piece.jsonPath().length() + (value instanceof String text ? text.length() : 0);
        if (++pieces > MAX_PIECES || characters > MAX_CHARACTERS) {
            return "they are longer than " + MAX_CHARACTERS + " characters or have more than " + MAX_PIECES + " pieces";
        }
        List<Object> steps = JsonPath.steps(piece.jsonPath());
        if (steps == null || steps.size() > MAX_DEPTH || !(steps.get(0) instanceof String)) {
            return "a piece has no path such as $.city";
        }
        if (value instanceof String text) {
            StringBuilder before = open.remove(piece.jsonPath());
            StringBuilder longer = before == null ? new StringBuilder(text) : before.append(text);
            if (piece.willContinue()) {
                open.put(piece.jsonPath(), longer);
            }
            // until the text is whole there is only its place
            value = piece.willContinue() ? "" : longer.toString();
        }
        return put(args, steps, 0, value) ? null : "a piece does not fit to an earlier one";
    }

    /** Puts a value at its place and makes what is missing on the way; false where something else is there. */
    @SuppressWarnings("unchecked") // the lists and maps are those of this class, or are refused
    private static boolean put(Object at, List<Object> steps, int step, @Nullable Object value) {
        Object key = steps.get(step);
        boolean last = step == steps.size() - 1;
        if (at instanceof LinkedHashMap<?, ?> map && key instanceof String name) {
            if (last) {
                ((Map<String, @Nullable Object>) map).put(name, value);
                return true;
            }
            Object next = ((Map<String, Object>) map).computeIfAbsent(name, k -> container(steps.get(step + 1)));
            return put(next, steps, step + 1, value);
        }
        if (at instanceof ArrayList<?> list && key instanceof Integer index && index <= list.size()) {
            List<@Nullable Object> values = (List<@Nullable Object>) list;
            if (index == values.size()) {
                values.add(last ? value : container(steps.get(step + 1)));
            } else if (last) {
                values.set(index, value);
            }
            Object next = values.get(index);
            return last || next != null && put(next, steps, step + 1, value);
        }
        return false;
    }

    private static Object container(Object key) {
        return key instanceof Integer ? new ArrayList<>() : new LinkedHashMap<>();
    }
}
