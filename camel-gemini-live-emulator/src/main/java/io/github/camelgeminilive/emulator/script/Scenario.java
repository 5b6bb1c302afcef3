package io.github.camelgeminilive.emulator.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.audio.Wav;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a script in Java: name an occasion, then what to do at it.
 *
 * <pre>{@code
 * Scenario.create()
 *     .onText("turn on the lights")
 *         .callTool("turn_on_the_lights", Map.of("room", "kitchen"))
 *         .say("The lights are {{response.status}}.")
 *     .onSpeech()
 *         .transcript("Thank you.")
 *         .say("You are welcome.");
 * }</pre>
 *
 * Rules are used once, in their order; {@link #anytime()} frees the rule that was begun last from both. An input that
 * no rule foresees is a problem and closes the connection, unless there is {@link #otherwise()}. Not thread-safe while
 * it is written; {@link #build()} gives the immutable script.
 */
public final class Scenario {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Act> beforeSetup = new ArrayList<>();
    private final List<Act> start = new ArrayList<>();
    private final List<Draft> rules = new ArrayList<>();
    private final List<Consumer<JsonNode>> setupChecks = new ArrayList<>();
    private @Nullable Draft otherwise;
    private @Nullable Draft current;
    private List<Act> acts = start;
    private @Nullable List<Act> meanwhile;

    private Scenario() {}

    public static Scenario create() {
        return new Scenario();
    }

    /** Takes every input in and answers none: for tests that push their own frames. */
    public static Scenario mute() {
        Scenario scenario = new Scenario().otherwise();
        if (scenario.otherwise != null) {
            scenario.otherwise.quiet = true;
        }
        return scenario;
    }

    // Occasions.

    /** Looks at each setup message, all names in camelCase; what it throws is a problem of the run. */
    public Scenario expectSetup(Consumer<JsonNode> check) {
        setupChecks.add(check);
        return this;
    }

    public Scenario beforeSetupComplete() {
        return into(null, beforeSetup);
    }

    /** Right after setupComplete of a conversation that is not resumed. */
    public Scenario onStart() {
        return into(null, start);
    }

    /** Typed text that holds these words in this order. */
    public Scenario onText(String phrase) {
        return on(Trigger.text(phrase));
    }

    public Scenario onAnyText() {
        return on(Trigger.anyText());
    }

    public Scenario onSpeech() {
        return on(Trigger.anySpeech());
    }

    public Scenario onSpeech(Duration atLeast, Duration atMost) {
        return on(Trigger.speech(atLeast, atMost));
    }

    /** Speech that is this WAV file, told by its envelope. */
    public Scenario onRecording(Path wav) {
        return on(Trigger.recording(String.valueOf(wav.getFileName()), Wav.read(wav)));
    }

    public Scenario onRecording(String name, Sound sound) {
        return on(Trigger.recording(name, sound));
    }

    public Scenario onAny() {
        return on(Trigger.any());
    }

    public Scenario on(Trigger trigger) {
        Draft draft = new Draft(trigger);
        rules.add(draft);
        return into(draft, draft.acts);
    }

    /** The rule begun last may be used at any time, any number of times, and need not be used. */
    public Scenario anytime() {
        current("anytime()").anytime = true;
        return this;
    }

    /** The rule begun last takes the input in and begins no turn. */
    public Scenario quietly() {
        current("quietly()").quiet = true;
        return this;
    }

    /** What no other rule foresees. */
    public Scenario otherwise() {
        otherwise = new Draft(Trigger.any());
        return into(otherwise, otherwise.acts);
    }

    // Acts.

    /** What the user is to have said. */
    public Scenario transcript(String text) {
        return add(stage -> stage.transcript(text));
    }

    /** Says the text with the synthetic voice; {@code {{name.field}}} is a field of that function's response. */
    public Scenario say(String text) {
        Template template = new Template(text);
        return add(stage -> stage.say(template, null));
    }

    public Scenario say(String text, Sound sound) {
        Template template = new Template(text);
        Sound spoken = sound.at(Sound.SPOKEN_RATE);
        return add(stage -> stage.say(template, spoken));
    }

    public Scenario say(String text, Path wav) {
        return say(text, Wav.read(wav));
    }

    /** Sound without a transcript. */
    public Scenario sound(Sound sound) {
        return say("", sound);
    }

    public Scenario text(String text) {
        Template template = new Template(text);
        return add(stage -> stage.text(template));
    }

    public Scenario thought(String text) {
        return add(stage -> stage.thought(text));
    }

    public Scenario callTool(String name, Map<String, ?> args) {
        return callTools(call(name, args, null));
    }

    /** @param id the id on the wire; empty for a call without one */
    public Scenario callTool(String id, String name, Map<String, ?> args) {
        return callTools(call(name, args, id));
    }

    /** Calls several functions in one message; make them with {@link #call}. */
    public Scenario callTools(ToolCall... calls) {
        List<ToolCall> together = List.of(calls);
        List<Act> between = new ArrayList<>();
        add(stage -> stage.callTools(together, between));
        meanwhile = between;
        return this;
    }

    public static ToolCall call(String name, Map<String, ?> args, @Nullable String id) {
        return new ToolCall(name, JSON.valueToTree(args), id);
    }

    /** What to do after the call was sent and before waiting for its answer. */
    public Scenario meanwhile(Consumer<Scenario> acts) {
        if (meanwhile == null) {
            throw new IllegalStateException("Expected a callTool before meanwhile() but there is none");
        }
        Scenario inner = new Scenario();
        inner.acts = meanwhile;
        acts.accept(inner);
        return this;
    }

    public Scenario cancelCalls() {
        return add(Stage::cancelCalls);
    }

    public Scenario pause(Duration time) {
        return add(stage -> stage.pause(time));
    }

    /** Nothing more in this turn until it is interrupted. */
    public Scenario stall() {
        return add(Stage::stall);
    }

    /** Ends the turn here, with no mark of its end. */
    public Scenario endSilently() {
        return add(stage -> stage.endTurn(true));
    }

    public Scenario turnCompleteReason(String reason) {
        return add(stage -> stage.turnCompleteReason(reason));
    }

    public Scenario waitingForInput() {
        return add(Stage::waitingForInput);
    }

    /** Sends interrupted though nobody interrupted, and ends the turn. */
    public Scenario interrupted() {
        return add(Stage::interrupted);
    }

    public Scenario close(int code, String reason) {
        return add(stage -> stage.close(code, reason));
    }

    public Scenario goAway(Duration timeLeft) {
        return add(stage -> stage.goAway(timeLeft));
    }

    /** Resets the TCP connection. */
    public Scenario vanish() {
        return add(Stage::vanish);
    }

    public Scenario split(int pieces, Duration pause) {
        return add(stage -> stage.split(pieces, pause));
    }

    public Scenario garbage() {
        return add(Stage::garbage);
    }

    /** Sends this frame as it is, JSON or not. */
    public Scenario frame(String json) {
        return add(stage -> stage.frame(json));
    }

    /** Any other act. */
    public Scenario act(Act act) {
        return add(act);
    }

    public Script build() {
        return new Script(
                beforeSetup,
                start,
                rules.stream().map(Draft::rule).toList(),
                otherwise == null ? null : otherwise.rule(),
                setupChecks);
    }

    private Scenario add(Act act) {
        acts.add(act);
        return this;
    }

    private Scenario into(@Nullable Draft draft, List<Act> target) {
        current = draft;
        acts = target;
        meanwhile = null;
        return this;
    }

    private Draft current(String who) {
        if (current == null) {
            throw new IllegalStateException(
                    "Expected a rule (onText, onSpeech, ...) before " + who + " but there is none");
        }
        return current;
    }

    private static final class Draft {
        private final Trigger trigger;
        private final List<Act> acts = new ArrayList<>();
        private boolean anytime;
        private boolean quiet;

        private Draft(Trigger trigger) {
            this.trigger = trigger;
        }

        private Rule rule() {
            return new Rule(trigger, anytime, quiet, acts);
        }
    }
}
