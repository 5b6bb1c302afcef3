package io.github.camelgeminilive.emulator.account;

import java.util.List;
import java.util.Set;

/**
 * What came of one request of the user that led to calls.
 *
 * @param name the first marker of the input that asked, or its number among those that ask
 * @param calls the ids of the calls that were issued for it, on whatever branch; an id that was issued twice is in it
 *     twice
 * @param executions the executions that the client reported for them, each once however often it was told
 */
public record Wish(int conversation, String name, List<String> calls, Set<String> executions) {
    @Override
    public String toString() {
        return name + ": calls " + calls + ", executions " + executions;
    }
}
