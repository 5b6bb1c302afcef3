package io.github.camelgeminilive.emulator.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The true account of what conversations hold, by which a test can judge what a client says of it. A session state is a
 * list that never changes, a handle names a state, consuming appends, resuming forks, the end of a connection discards
 * what it did not read, and what the model was saying is never resumed.
 *
 * <p>It has no clock and no socket: whoever drives it says when something is received, consumed and named. The emulator
 * is one such driver, a test on virtual time can be another. Texts are told apart by markers such as {@code m17},
 * executions in answers by {@code x17}, sound by {@link NumberedSound}. Thread-safe.
 */
public final class Account {
    private static final Pattern MARK = Pattern.compile("\\bm\\d+\\b");
    private static final Pattern EXECUTION = Pattern.compile("\\bx\\d+\\b");

    private record Named(ConversationAccount conversation, State state) {}

    private final List<ConversationAccount> conversations = new ArrayList<>(); // guarded by this, like the one below
    private final Map<String, Named> handles = new HashMap<>();

    /** The markers in a text, in their order. */
    public static Set<String> marks(String text) {
        return find(MARK, text);
    }

    /** A text that asks for an answer. */
    public static Entry text(String text) {
        return Entry.input(Entry.Kind.TEXT, true, marks(text));
    }

    /**
     * An answer to a call, as it came.
     *
     * @param response its text; its {@code x17} are the executions that it reports
     * @param failed whether it says that the function was not carried out; else an answer without {@code x17} counts
     *     as one execution of that call
     */
    public static Entry answer(String callId, String response, boolean failed) {
        Set<String> told = find(EXECUTION, response);
        return Entry.answer(callId, failed ? Set.of() : told.isEmpty() ? Set.of("of " + callId) : told);
    }

    /** A conversation begins: its first connection. */
    public synchronized Branch open() {
        ConversationAccount conversation = new ConversationAccount(this, conversations.size() + 1);
        conversations.add(conversation);
        return branch(conversation, State.empty());
    }

    /** A connection goes on from the state that a handle names; null for a handle that names none. */
    public synchronized @Nullable Branch resume(String handle) {
        Named named = handles.get(handle);
        return named == null ? null : branch(named.conversation(), named.state());
    }

    /** As resume, but the state is gone: the conversation goes on and holds nothing. */
    public synchronized @Nullable Branch forget(String handle) {
        Named named = handles.get(handle);
        return named == null ? null : branch(named.conversation(), State.empty());
    }

    /** The conversation of this number, from 1. */
    public synchronized ConversationAccount conversation(int number) {
        if (number < 1 || number > conversations.size()) {
            throw new IllegalArgumentException(
                    "Expected a conversation from 1 to " + conversations.size() + " but was " + number);
        }
        return conversations.get(number - 1);
    }

    public synchronized List<ConversationAccount> conversations() {
        return List.copyOf(conversations);
    }

    /** What became of a marker, in all conversations together. */
    public synchronized Tally of(String mark) {
        return conversations.stream().map(conversation -> conversation.of(mark)).reduce(Tally.NONE, Tally::plus);
    }

    /** All requests that led to calls, in all conversations. */
    public synchronized List<Wish> wishes() {
        return conversations.stream()
                .flatMap(conversation -> conversation.wishes().stream())
                .toList();
    }

    /** All of it as text, for people: markers, ranges and ids, nothing that was said. */
    public synchronized String report() {
        return conversations.stream().map(ConversationAccount::report).collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return report();
    }

    // Guarded by this.

    void named(String handle, ConversationAccount conversation, State state) {
        handles.put(handle, new Named(conversation, state));
    }

    private Branch branch(ConversationAccount conversation, State state) {
        Branch branch = new Branch(this, conversation, conversation.branches() + 1, state);
        conversation.add(branch);
        return branch;
    }

    private static Set<String> find(Pattern pattern, String text) {
        Set<String> found = new LinkedHashSet<>();
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            found.add(matcher.group());
        }
        return found;
    }
}
