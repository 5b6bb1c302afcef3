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
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of an emulator share: who answers, the states behind handles, the models, the recorder. Lives as
 * long as the emulator. Thread-safe.
 */
final class Service {
    private static final AtomicLong CALL_IDS = new AtomicLong(3_225_422_447_732_000_000L);

    private final Recorder recorder;
    private final Map<String, ModelProfile> models;
    private final Consumer<String> dialogue;
    private final Map<String, Memory> states = new HashMap<>();
    private final Map<Integer, Script> scriptOf = new HashMap<>();
    private final Map<Script, Set<Integer>> usedRules = new HashMap<>();
    private @Nullable Script everybody;
    private int conversations;

    Service(Recorder recorder, Map<String, ModelProfile> models, Consumer<String> dialogue) {
        this.recorder = recorder;
        this.models = Map.copyOf(models);
        this.dialogue = dialogue;
    }

    Map<String, ModelProfile> models() {
        return models;
    }

    /** Sets who answers in conversations that begin from now on; null is the parrot. */
    synchronized void script(@Nullable Scenario scenario) {
        everybody = scenario == null ? null : scenario.build();
        if (everybody != null) {
            usedRules.put(everybody, new HashSet<>());
        }
    }

    /** Sets who answers in the conversation of this number, counted from 1 for each setup without a handle. */
    synchronized void script(int conversation, Scenario scenario) {
        Script script = scenario.build();
        scriptOf.put(conversation, script);
        usedRules.put(script, new HashSet<>());
    }

    /** A new conversation. */
    synchronized Memory fresh(int contextTokens) {
        int number = ++conversations;
        Script script = scriptOf.getOrDefault(number, everybody);
        Brain brain = script == null ? new Parrot() : script;
        return new Memory(number, brain, contextTokens);
    }

    /** The state behind a handle; null when this emulator never gave it out. */
    synchronized @Nullable Memory resume(String handle) {
        return states.get(handle);
    }

    /** A new handle for the state: base64 text on the Developer API, a UUID on Vertex (section 3.8). */
    synchronized String handle(Memory state, boolean vertex) {
        String uuid = UUID.randomUUID().toString();
        String handle = vertex ? uuid : "Cih" + uuid.replace("-", "") + "==";
        states.put(handle, state);
        return handle;
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
