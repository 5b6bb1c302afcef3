package io.github.camelgeminilive.emulator.account;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The account of one conversation, over all its connections. Lives as long as its account. Thread-safe. */
public final class ConversationAccount {
    private final Account account;
    private final int number;
    private final List<Branch> branches = new ArrayList<>(); // guarded by the account, like all below
    private final List<State> states = new ArrayList<>();
    private final List<Entry> discarded = new ArrayList<>();
    private final List<Branch.Call> calls = new ArrayList<>();
    private final Map<String, Set<String>> executions = new LinkedHashMap<>(); // by call id
    private final Set<String> marks = new TreeSet<>(ConversationAccount::compare);

    ConversationAccount(Account account, int number) {
        this.account = account;
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The state at which the conversation stands: that of its newest branch. */
    public State head() {
        synchronized (account) {
            return branches.get(branches.size() - 1).head();
        }
    }

    /** How many connections took part. */
    public int branches() {
        synchronized (account) {
            return branches.size();
        }
    }

    /** Every marker that was received, in the order of their numbers. */
    public Set<String> marks() {
        synchronized (account) {
            return new LinkedHashSet<>(marks);
        }
    }

    /** What became of a marker. */
    public Tally of(String mark) {
        synchronized (account) {
            return count(entry -> entry.marks().contains(mark) ? 1 : 0);
        }
    }

    /** What became of the answers to a call. */
    public Tally answersTo(String callId) {
        synchronized (account) {
            return count(
                    entry -> entry.kind() == Entry.Kind.ANSWER && entry.callId().equals(callId) ? 1 : 0);
        }
    }

    /** What became of the numbered samples, in pieces of equal fate, from the first to the last that came. */
    public Map<SampleRange, Tally> samples() {
        synchronized (account) {
            return pieces(0, Long.MAX_VALUE, false);
        }
    }

    /** What became of these samples, in pieces of equal fate; those that never came are in it too. */
    public Map<SampleRange, Tally> samples(long from, long to) {
        synchronized (account) {
            return pieces(from, to, true);
        }
    }

    /** The requests that led to calls, in the order of their first call. */
    public List<Wish> wishes() {
        synchronized (account) {
            Map<String, List<String>> ids = new LinkedHashMap<>();
            calls.forEach(call -> ids.computeIfAbsent(call.ask().wish(), name -> new ArrayList<>())
                    .add(call.id()));
            List<Wish> wishes = new ArrayList<>();
            ids.forEach((name, made) -> {
                Set<String> done = new TreeSet<>(ConversationAccount::compare);
                made.forEach(id -> done.addAll(executions.getOrDefault(id, Set.of())));
                wishes.add(new Wish(number, name, List.copyOf(made), done));
            });
            return wishes;
        }
    }

    /** The account of one request. */
    public Wish wish(String name) {
        return wishes().stream()
                .filter(wish -> wish.name().equals(name))
                .findFirst()
                .orElse(new Wish(number, name, List.of(), Set.of()));
    }

    /** All of it as text: markers, ranges, ids. */
    public String report() {
        synchronized (account) {
            StringBuilder text = new StringBuilder("conversation " + number + ": " + branches.size()
                    + (branches.size() == 1 ? " connection, " : " connections, ")
                    + head() + "\n");
            marks.forEach(mark -> line(text, mark, of(mark)));
            samples().forEach((range, tally) -> line(text, "samples " + range, tally));
            wishes().forEach(wish -> line(text, "wish", wish));
            return text.toString();
        }
    }

    private static void line(StringBuilder text, String name, Object what) {
        text.append("  ").append(name).append(' ').append(what).append('\n');
    }

    // Guarded by the account.

    void add(Branch branch) {
        branches.add(branch);
    }

    void received(Entry input) {
        marks.addAll(input.marks());
        if (!input.executions().isEmpty()) {
            executions
                    .computeIfAbsent(input.callId(), id -> new LinkedHashSet<>())
                    .addAll(input.executions());
        }
    }

    void discarded(Entry input) {
        if (input.tells()) {
            discarded.add(input);
        }
    }

    void grown(State state) {
        states.add(state);
    }

    void called(Branch.Call call) {
        calls.add(call);
    }

    List<Branch.Call> calls() {
        return calls;
    }

    private Tally count(Function<Entry, Integer> times) {
        int[] counted = new int[3];
        each((entry, fate) -> counted[fate] += times.apply(entry));
        return new Tally(counted[0], counted[1], counted[2]);
    }

    private interface Fate {
        /** @param fate 0 on the head's path, 1 abandoned, 2 unread */
        void of(Entry entry, int fate);
    }

    private void each(Fate told) {
        Set<State> path = Collections.newSetFromMap(new IdentityHashMap<>());
        head().path().forEach(path::add);
        for (State state : states) {
            Entry entry = state.last();
            if (entry != null) {
                told.of(entry, path.contains(state) ? 0 : 1);
            }
        }
        discarded.forEach(entry -> told.of(entry, 2));
        branches.forEach(branch -> branch.inbox().forEach(message -> message.forEach(entry -> told.of(entry, 2))));
    }

    private Map<SampleRange, Tally> pieces(long from, long to, boolean whole) {
        TreeMap<Long, int[]> changes = new TreeMap<>();
        each((entry, fate) -> {
            for (SampleRange range : entry.samples()) {
                long start = Math.max(from, range.from());
                long end = Math.min(to, range.to());
                if (start < end) {
                    changes.computeIfAbsent(start, place -> new int[3])[fate]++;
                    changes.computeIfAbsent(end, place -> new int[3])[fate]--;
                }
            }
        });
        if (whole) {
            changes.putIfAbsent(from, new int[3]);
            changes.putIfAbsent(to, new int[3]);
        }
        Map<SampleRange, Tally> pieces = new LinkedHashMap<>();
        int[] now = new int[3];
        long start = -1;
        Tally last = Tally.NONE;
        for (Map.Entry<Long, int[]> change : changes.entrySet()) {
            for (int fate = 0; fate < 3; fate++) {
                now[fate] += change.getValue()[fate];
            }
            Tally next = new Tally(now[0], now[1], now[2]);
            boolean end = change.getKey().equals(changes.lastKey());
            if (start < 0) {
                start = change.getKey();
                last = next;
            } else if (end || !next.equals(last)) {
                pieces.put(new SampleRange(start, change.getKey()), last);
                start = change.getKey();
                last = next;
            }
        }
        return pieces;
    }

    /** m2 comes before m10. */
    private static int compare(String one, String other) {
        int byLength = Integer.compare(one.length(), other.length());
        return byLength != 0 ? byLength : one.compareTo(other);
    }
}
