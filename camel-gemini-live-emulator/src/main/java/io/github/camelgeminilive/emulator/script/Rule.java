package io.github.camelgeminilive.emulator.script;

import java.util.List;

/**
 * One "when this is heard, do that".
 *
 * @param anytime true: may be used at any time and as often as it fits; false: once, in the order of the script
 * @param quiet true: the input is taken in and no turn begins
 */
public record Rule(Trigger trigger, boolean anytime, boolean quiet, List<Act> acts) {
    public Rule {
        acts = List.copyOf(acts);
    }
}
