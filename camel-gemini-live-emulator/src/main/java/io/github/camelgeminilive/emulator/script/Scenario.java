package io.github.camelgeminilive.emulator.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.audio.Wav;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
public final class Scenario extends Acts {
    private final List<Act> beforeSetup = new ArrayList<>();
    private final List<Act> start = new ArrayList<>();
    private final List<Draft> rules = new ArrayList<>();
    private final List<Consumer<JsonNode>> setupChecks = new ArrayList<>();
    private @Nullable Draft otherwise;
    private @Nullable Draft current;
    private @Nullable ObjectNode setupComplete;
    private final List<Draft> planned = new ArrayList<>();
    private @Nullable Continuity continuity;
    private int refusedUpgrades;
    private int refusalStatus;

    private Scenario() {
        into(start);
    }

    @Override
    Scenario self() {
        return this;
    }

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

    /** The acts that are written in here. */
    public static List<Act> acts(Consumer<Scenario> written) {
        Scenario inner = new Scenario();
        List<Act> list = new ArrayList<>();
        inner.into(null, list);
        written.accept(inner);
        return List.copyOf(list);
    }

    // Occasions.

    /** A moment of any conversation, whatever the rules are; what is done then is done beside them. */
    public Scenario at(Moment moment) {
        Draft draft = new Draft(Trigger.any());
        draft.moment = moment;
        planned.add(draft);
        return into(null, draft.acts);
    }

    /** How conversations go on over their connections: {@code continuity(c -> c.frozenSetup(true))}. */
    public Scenario continuity(Consumer<Continuity> settings) {
        Continuity own = continuity == null ? new Continuity() : continuity;
        continuity = own;
        settings.accept(own);
        return this;
    }

    /** Answers so many upgrades with this HTTP status instead of opening a socket. */
    public Scenario refuseUpgrades(int times, int status) {
        refusedUpgrades = times;
        refusalStatus = status;
        return this;
    }

    /** Looks at each setup message, all names in camelCase; what it throws is a problem of the run. */
    public Scenario expectSetup(Consumer<JsonNode> check) {
        setupChecks.add(check);
        return this;
    }

    /** What stands in setupComplete: sessionId, voiceConsentSignature. */
    public Scenario setupComplete(Map<String, ?> fields) {
        setupComplete = checked("SetupComplete", fields, "setupComplete");
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

    /** Typed text that came in realtimeInput, and holds these words. */
    public Scenario onRealtimeText(String phrase) {
        return on(Trigger.realtimeText(phrase));
    }

    /** Any picture. Without such a rule pictures are taken in and never answered. */
    public Scenario onVideo() {
        return on(Trigger.video(""));
    }

    /** A picture of this type, {@code image/jpeg} for one. */
    public Scenario onVideo(String mimeType) {
        return on(Trigger.video(mimeType));
    }

    /** Turns that ask for no answer yet and hold these words: an increment, or the initial history. */
    public Scenario onTurns(String phrase) {
        return on(Trigger.turns(phrase));
    }

    public Scenario onContextUpdate() {
        return on(Trigger.contextUpdate());
    }

    public Scenario onActivityStart() {
        return on(Trigger.mark(Heard.Kind.ACTIVITY_START));
    }

    public Scenario onActivityEnd() {
        return on(Trigger.mark(Heard.Kind.ACTIVITY_END));
    }

    public Scenario onAny() {
        return on(Trigger.any());
    }

    public Scenario on(Trigger trigger) {
        Draft draft = new Draft(trigger);
        rules.add(draft);
        return into(draft, draft.acts);
    }

    /** The rule begun last is for a system instruction in force that holds these words. */
    public Scenario whenInstruction(String phrase) {
        return when(Trigger.instruction(phrase));
    }

    /** The rule begun last is for a conversation in which this function is declared. */
    public Scenario whenTool(String name) {
        return when(Trigger.tool(name, true));
    }

    /** The rule begun last is for a conversation in which this function is not declared, or no longer. */
    public Scenario whenNoTool(String name) {
        return when(Trigger.tool(name, false));
    }

    /** The rule begun last is for a conversation whose typed and seeded turns hold these words. */
    public Scenario whenHistory(String phrase) {
        return when(Trigger.history(phrase));
    }

    private Scenario when(Trigger condition) {
        Draft draft = current("when...()");
        draft.trigger = draft.trigger.and(condition);
        return this;
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

    public Script build() {
        return new Script(
                beforeSetup,
                start,
                rules.stream().map(Draft::rule).toList(),
                otherwise == null ? null : otherwise.rule(),
                setupChecks,
                setupComplete,
                new Script.Faults(
                        planned.stream().map(Draft::planned).toList(),
                        continuity == null ? null : continuity.copy(),
                        refusedUpgrades,
                        refusalStatus));
    }

    private Scenario into(@Nullable Draft draft, List<Act> target) {
        current = draft;
        return into(target);
    }

    private Draft current(String who) {
        if (current == null) {
            throw new IllegalStateException(
                    "Expected a rule (onText, onSpeech, ...) before " + who + " but there is none");
        }
        return current;
    }

    private static final class Draft {
        private Trigger trigger;
        private final List<Act> acts = new ArrayList<>();
        private boolean anytime;
        private boolean quiet;
        private @Nullable Moment moment;

        private Draft(Trigger trigger) {
            this.trigger = trigger;
        }

        private Script.Planned planned() {
            return new Script.Planned(Objects.requireNonNull(moment, "moment"), acts);
        }

        private Rule rule() {
            return new Rule(trigger, anytime, quiet, acts);
        }
    }
}
