package io.github.camelgeminilive.emulator.script;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A finished script. The next ordered rule is tried first, then the rules for any time, then {@code otherwise}.
 * Immutable, thread-safe.
 *
 * @param beforeSetupComplete done after the setup was accepted and before setupComplete
 * @param onStart done right after setupComplete of a fresh conversation
 * @param setupChecks told each setup, in camelCase; an exception or assertion error is a problem
 * @param setupComplete fields of setupComplete; null for those of the back end
 * @param faults what goes wrong beside the rules
 */
public record Script(
        List<Act> beforeSetupComplete,
        List<Act> onStart,
        List<Rule> rules,
        @Nullable Rule otherwise,
        List<Consumer<JsonNode>> setupChecks,
        @Nullable JsonNode setupComplete,
        Faults faults)
        implements Brain {
    /** What is done at a moment. */
    public record Planned(Moment moment, List<Act> acts) {
        public Planned {
            acts = List.copyOf(acts);
        }
    }

    /**
     * What goes wrong beside the rules.
     *
     * @param continuity how conversations go on over connections; null as the knobs say
     * @param refusedUpgrades how many upgrades are refused
     * @param refusalStatus with this HTTP status
     */
    public record Faults(
            List<Planned> planned, @Nullable Continuity continuity, int refusedUpgrades, int refusalStatus) {
        public Faults {
            planned = List.copyOf(planned);
        }
    }

    public Script {
        beforeSetupComplete = List.copyOf(beforeSetupComplete);
        onStart = List.copyOf(onStart);
        rules = List.copyOf(rules);
        setupChecks = List.copyOf(setupChecks);
    }

    @Override
    public @Nullable Reply answer(int cursor, Heard heard) {
        int next = nextOrdered(cursor);
        if (next < rules.size() && rules.get(next).trigger().matches(heard)) {
            return reply(next + 1, next, rules.get(next));
        }
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).anytime() && rules.get(i).trigger().matches(heard)) {
                return reply(cursor, i, rules.get(i));
            }
        }
        if (heard.kind().optional()) {
            return new Reply(cursor, -1, true, List.of());
        }
        return otherwise == null ? null : reply(cursor, -1, otherwise);
    }

    private static Reply reply(int cursor, int number, Rule rule) {
        return new Reply(cursor, number, rule.quiet(), rule.acts());
    }

    @Override
    public String expects(int cursor) {
        List<String> expected = new ArrayList<>();
        int next = nextOrdered(cursor);
        if (next < rules.size()) {
            expected.add(rules.get(next).trigger().description());
        }
        rules.stream()
                .filter(Rule::anytime)
                .forEach(rule -> expected.add(rule.trigger().description()));
        return expected.isEmpty() ? "nothing more" : String.join(" or ", expected);
    }

    /** The rules that have to be used, by number. */
    public List<Integer> ordered() {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            if (!rules.get(i).anytime()) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    private int nextOrdered(int cursor) {
        int next = cursor;
        while (next < rules.size() && rules.get(next).anytime()) {
            next++;
        }
        return next;
    }
}
