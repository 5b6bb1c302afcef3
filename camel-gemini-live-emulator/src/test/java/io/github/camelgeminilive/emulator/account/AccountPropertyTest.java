package io.github.camelgeminilive.emulator.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Random lives of conversations beside a slow account of them: whole lists of markers, copied wherever the real one
 * shares.
 */
class AccountPropertyTest {
    private static final int RUNS = 300;
    private static final int STEPS = 200;
    private static final int MARKS = 12;

    /** A connection as the slow account has it. */
    private static final class Slow {
        private final Branch branch;
        private final int conversation;
        private final List<String> state;
        private final List<String> inbox = new ArrayList<>();
        private boolean open = true;
        private long consumed;

        private Slow(Branch branch, int conversation, List<String> state) {
            this.branch = branch;
            this.conversation = conversation;
            this.state = new ArrayList<>(state);
        }
    }

    private record Saved(int conversation, List<String> state, State real) {}

    private final Account account = new Account();
    private final List<Slow> branches = new ArrayList<>();
    private final Map<Integer, Slow> heads = new HashMap<>();
    private final Map<String, Saved> handles = new HashMap<>();
    private final List<String> received = new ArrayList<>();
    private final List<String> consumed = new ArrayList<>();

    @Test
    void everyTallyIsThatOfTheSlowAccount() {
        int forks = 0;
        int discards = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            AccountPropertyTest life = new AccountPropertyTest();
            Random random = new Random(seed);
            for (int step = 0; step < STEPS; step++) {
                life.step(random);
            }
            life.check("seed " + seed);
            forks += life.branches.size() - life.heads.size();
            discards += life.received.size() - life.consumed.size();
        }
        // Else the lives were too quiet to show anything.
        assertThat(forks).isGreaterThan(RUNS);
        assertThat(discards).isGreaterThan(RUNS);
    }

    private void step(Random random) {
        int what = random.nextInt(100);
        if (branches.isEmpty() || what < 2) {
            Branch branch = account.open();
            begin(branch, branch.conversation(), List.of());
        } else if (what < 8 && !handles.isEmpty()) {
            String handle = pick(random, new ArrayList<>(new TreeSet<>(handles.keySet())));
            Saved saved = handles.get(handle);
            Branch branch = account.resume(handle);
            assertThat(branch).isNotNull();
            assertThat(branch.state()).isSameAs(saved.real());
            begin(branch, saved.conversation(), saved.state());
        } else {
            touch(pick(random, branches), random, what);
        }
    }

    private void touch(Slow slow, Random random, int what) {
        if (what < 50) {
            String mark = "m" + random.nextInt(MARKS);
            slow.branch.receive(Account.text(mark));
            received.add(slow.conversation + mark);
            if (slow.open) {
                slow.inbox.add(mark);
            }
        } else if (what < 85 && !slow.inbox.isEmpty()) {
            slow.branch.consume();
            String mark = slow.inbox.remove(0);
            slow.state.add(mark);
            slow.consumed++;
            consumed.add(slow.conversation + mark);
        } else if (what < 97) {
            String handle = "h" + handles.size();
            slow.branch.name(handle);
            handles.put(handle, new Saved(slow.conversation, List.copyOf(slow.state), slow.branch.state()));
        } else {
            slow.branch.close();
            slow.open = false;
            slow.inbox.clear();
        }
    }

    private void begin(Branch branch, int conversation, List<String> state) {
        Slow slow = new Slow(branch, conversation, state);
        branches.add(slow);
        heads.put(conversation, slow);
    }

    private void check(String life) {
        heads.forEach((number, head) -> {
            ConversationAccount told = account.conversation(number);
            for (int i = 0; i < MARKS; i++) {
                String mark = "m" + i;
                int onHead = Collections.frequency(head.state, mark);
                int all = Collections.frequency(consumed, number + mark);
                int came = Collections.frequency(received, number + mark);
                assertThat(told.of(mark))
                        .as("%s, conversation %d, %s", life, number, mark)
                        .isEqualTo(new Tally(onHead, all - onHead, came - all));
            }
        });
        for (Slow slow : branches) {
            assertThat(marks(slow.branch.state())).as(life).isEqualTo(slow.state);
            assertThat(slow.branch.unread()).as(life).isEqualTo(slow.inbox.size());
            assertThat(slow.branch.lastConsumed(1)).as(life).isEqualTo(slow.consumed);
        }
        handles.forEach((handle, saved) ->
                assertThat(marks(saved.real())).as("%s, %s", life, handle).isEqualTo(saved.state()));
    }

    private static List<String> marks(State state) {
        return state.entries().stream().map(Entry::marks).flatMap(Set::stream).toList();
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
