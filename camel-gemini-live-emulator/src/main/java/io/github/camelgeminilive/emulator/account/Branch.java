package io.github.camelgeminilive.emulator.account;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * One connection's part in a conversation: what it received and did not consume yet, and the state that grows with what
 * it consumes. Begins at {@link Account#open} or {@link Account#resume} and ends with {@link #close}. Thread-safe.
 */
public final class Branch {
    /**
     * A request of the user that a call is made for.
     *
     * @param wish its name: the first marker of the input that asked, or its number among those that ask
     * @param at the state right after that input
     */
    public record Ask(String wish, State at) {}

    /** A call that was made; {@code branch} is the number of the connection that made it. */
    public record Call(String id, String function, Ask ask, int branch) {}

    private final Account account;
    private final ConversationAccount conversation;
    private final int number;
    private final Deque<List<Entry>> inbox = new ArrayDeque<>();
    private State state;
    private long consumed;
    private boolean open = true;

    Branch(Account account, ConversationAccount conversation, int number, State state) {
        this.account = account;
        this.conversation = conversation;
        this.number = number;
        this.state = state;
    }

    /** The number of the conversation, from 1; resuming keeps it. */
    public int conversation() {
        return conversation.number();
    }

    /** The number of this branch in its conversation, from 1. */
    public int number() {
        return number;
    }

    public State state() {
        synchronized (account) {
            return state;
        }
    }

    /**
     * Takes one client message in, unread; what comes after the end is discarded at once.
     *
     * @param inputs what the message holds; one may answer several calls
     */
    public void receive(Entry... inputs) {
        synchronized (account) {
            List<Entry> message = List.of(inputs);
            message.forEach(conversation::received);
            if (open) {
                inbox.add(message);
            } else {
                message.forEach(conversation::discarded);
            }
        }
    }

    /** How many messages wait to be consumed. */
    public int unread() {
        synchronized (account) {
            return inbox.size();
        }
    }

    /**
     * Consumes the oldest unread message: the state holds it from now on.
     *
     * @throws NoSuchElementException when none is unread
     */
    public void consume() {
        synchronized (account) {
            List<Entry> message = inbox.remove();
            consumed++;
            message.stream().filter(Entry::tells).forEach(this::append);
        }
    }

    /** Speech that was consumed before is a whole utterance now, which the model is to answer. */
    public void heard() {
        synchronized (account) {
            append(Entry.input(Entry.Kind.UTTERANCE, true, Set.of()));
        }
    }

    /** What was asked for last. */
    public Ask asked() {
        synchronized (account) {
            State at = state.lastAsk();
            Entry input = at == null ? null : at.last();
            String wish = input == null || input.marks().isEmpty()
                    ? "input " + state.asks()
                    : input.marks().iterator().next();
            return new Ask(wish, at == null ? state : at);
        }
    }

    /** The model calls a function. */
    public void call(Ask ask, String id, String function) {
        synchronized (account) {
            append(Entry.of(Entry.Kind.CALL, id));
            conversation.called(new Call(id, function, ask, number));
        }
    }

    /** The model takes a call back. */
    public void cancel(String callId) {
        synchronized (account) {
            append(Entry.of(Entry.Kind.CANCELLATION, callId));
        }
    }

    /** The model's turn is over. */
    public void turnOver() {
        synchronized (account) {
            append(Entry.of(Entry.Kind.TURN_OVER, ""));
        }
    }

    /** The handle stands for the state of now, whatever comes later. */
    public void name(String handle) {
        synchronized (account) {
            account.named(handle, conversation, state);
        }
    }

    /**
     * The index of the last consumed message of this connection, after its setup.
     *
     * @param first the index of the first message after the setup: 1 where the setup is 0, or 0
     * @return smaller than {@code first} when none was consumed
     */
    public long lastConsumed(int first) {
        synchronized (account) {
            return consumed - 1 + first;
        }
    }

    /** The calls that the state holds and that wait for their answer. */
    public List<Call> openCalls() {
        synchronized (account) {
            Map<String, Integer> open = new LinkedHashMap<>();
            for (Entry entry : state.entries()) {
                switch (entry.kind()) {
                    case CALL -> open.put(entry.callId(), 1);
                    case ANSWER, CANCELLATION -> open.remove(entry.callId());
                    default -> {}
                }
            }
            List<Call> calls = new ArrayList<>();
            for (String id : open.keySet()) {
                conversation.calls().stream()
                        .filter(call -> call.id().equals(id))
                        .reduce((earlier, later) -> later)
                        .ifPresent(calls::add);
            }
            return calls;
        }
    }

    /**
     * The calls that the state does not hold though it holds what they were made for, and whose request it did not
     * finish: they were made after the state's handle.
     */
    public List<Call> lostCalls() {
        synchronized (account) {
            List<Entry> entries = state.entries();
            List<Call> lost = new ArrayList<>();
            for (Call call : conversation.calls()) {
                State asked = call.ask().at();
                boolean unfinished = entries.stream()
                        .skip(asked.size())
                        .noneMatch(entry -> entry.kind() == Entry.Kind.TURN_OVER
                                || entry.kind() == Entry.Kind.CALL
                                || entry.kind() == Entry.Kind.ANSWER);
                if (call.branch() != number && state.comesFrom(asked) && asked.size() > 0 && unfinished) {
                    lost.add(call);
                }
            }
            return lost;
        }
    }

    /** The calls of this wish and function that other connections made, in their order. */
    public List<Call> callsBefore(String wish, String function) {
        synchronized (account) {
            return conversation.calls().stream()
                    .filter(call -> call.branch() != number)
                    .filter(call ->
                            call.ask().wish().equals(wish) && call.function().equals(function))
                    .toList();
        }
    }

    /** Whether another connection of the conversation made this call. */
    public boolean calledBefore(String callId) {
        synchronized (account) {
            return conversation.calls().stream()
                    .anyMatch(call -> call.branch() != number && call.id().equals(callId));
        }
    }

    /** The connection is over: what is unread is discarded. Doing it again does nothing. */
    public void close() {
        synchronized (account) {
            open = false;
            inbox.forEach(message -> message.forEach(conversation::discarded));
            inbox.clear();
        }
    }

    @Override
    public String toString() {
        return "branch " + number + " of conversation " + conversation();
    }

    // Guarded by the account.

    Deque<List<Entry>> inbox() {
        return inbox;
    }

    State head() {
        return state;
    }

    private void append(Entry entry) {
        state = state.then(entry);
        conversation.grown(state);
    }
}
