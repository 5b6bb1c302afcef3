package io.github.camelgeminilive.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.script.Brain;
import io.github.camelgeminilive.emulator.script.Parrot;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.emulator.script.Script;
import io.github.camelgeminilive.emulator.wire.ModelProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of an emulator share: who answers, what goes wrong, the models, the recorder. Lives as
 * long as the emulator. Thread-safe.
 */
final class Service {
    private static final AtomicLong CALL_IDS = new AtomicLong(3_225_422_447_732_000_000L);

    private final Recorder recorder;
    private final Map<String, ModelProfile> models;
    private final Consumer<String> dialogue;
    private final Sessions sessions;
    private final Disturbances disturbances = new Disturbances();
    private final Map<Integer, Script> scriptOf = new HashMap<>();
    private final Map<Script, Set<Integer>> usedRules = new HashMap<>();
    private @Nullable Script everybody;

    Service(Recorder recorder, Map<String, ModelProfile> models, Consumer<String> dialogue, Sessions sessions) {
        this.sessions = sessions;
        this.recorder = recorder;
        this.models = Map.copyOf(models);
        this.dialogue = dialogue;
    }

    Sessions sessions() {
        return sessions;
    }

    Disturbances disturbances() {
        return disturbances;
    }

    Map<String, ModelProfile> models() {
        return models;
    }

    /** Sets who answers in conversations that begin from now on; null is the parrot. */
    synchronized void script(@Nullable Scenario scenario) {
        everybody = scenario == null ? null : take(scenario);
    }

    /** Sets who answers in the conversation of this number, counted from 1 for each setup without a handle. */
    synchronized void script(int conversation, Scenario scenario) {
        scriptOf.put(conversation, take(scenario));
    }

    private Script take(Scenario scenario) {
        Script script = scenario.build();
        usedRules.put(script, new HashSet<>());
        script.faults().planned().forEach(planned -> disturbances.add(planned.moment(), planned.acts()));
        return script;
    }

    /** A new conversation of this number. */
    synchronized Memory fresh(int number, int contextTokens) {
        Script script = scriptOf.getOrDefault(number, everybody);
        Brain brain = script == null ? new Parrot() : script;
        return new Memory(number, brain, contextTokens);
    }

    String newCallId() {
        return "function-call-" + CALL_IDS.incrementAndGet();
    }

    synchronized void used(Memory memory, int rule) {
        if (memory.brain() instanceof Script script && usedRules.get(script) != null && rule >= 0) {
            usedRules.get(script).add(rule);
        }
    }

    /** Shows the setup to the checks of a script; what they throw is a problem. */
    void checkSetup(int connection, Script script, JsonNode setup) {
        for (Consumer<JsonNode> check : script.setupChecks()) {
            try {
                check.accept(setup);
            } catch (RuntimeException | AssertionError e) {
                problem(connection, "the setup is not as expected: " + e.getMessage());
            }
        }
    }

    void problem(int connection, String what) {
        String line = "connection " + connection + ": " + what;
        recorder.problem(line);
        say(connection, "PROBLEM " + what);
    }

    void say(int connection, String line) {
        dialogue.accept("[" + connection + "] " + line);
    }

    /** The ordered rules that no conversation used. */
    synchronized List<String> unused() {
        List<String> unused = new ArrayList<>();
        usedRules.forEach((script, used) -> {
            for (int number : script.ordered()) {
                if (!used.contains(number)) {
                    unused.add("rule " + (number + 1) + " ("
                            + script.rules().get(number).trigger().description() + ") was never used");
                }
            }
        });
        return unused;
    }
}
