package io.github.camelgeminilive.emulator.script;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.audio.Wav;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a script from YAML; the module's README shows one. Every mistake is told with its place in the file, and none
 * is passed over. Used once per file. Not thread-safe.
 */
public final class ScriptYaml {
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|min)");
    private static final Duration LONGEST = Duration.ofHours(24);

    private final Path folder;
    private final Scenario scenario = Scenario.create();

    private ScriptYaml(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads a file; WAV files in it are found beside it.
     *
     * @throws IllegalArgumentException when it is no script; the message names the place
     */
    public static Scenario read(Path file) {
        try {
            Path absolute = file.toAbsolutePath();
            Path folder = absolute.getParent();
            return parse(Files.readString(file), folder == null ? absolute : folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the script " + file + ": " + e, e);
        }
    }

    /** @param folder where its WAV files are */
    public static Scenario parse(String yaml, Path folder) {
        try {
            return new ScriptYaml(folder).script(YAML.readTree(yaml));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "Expected YAML but " + e.getOriginalMessage() + " at line "
                            + (e.getLocation() == null ? 0 : e.getLocation().getLineNr()),
                    e);
        }
    }

    private Scenario script(JsonNode root) {
        only(root, "script", Set.of("beforeSetupComplete", "start", "rules", "otherwise"));
        scenario.beforeSetupComplete();
        acts(root.path("beforeSetupComplete"), "beforeSetupComplete", scenario);
        scenario.onStart();
        acts(root.path("start"), "start", scenario);
        int number = 0;
        for (JsonNode rule : list(root.path("rules"), "rules")) {
            String at = "rules[" + number++ + "]";
            only(rule, at, Set.of("on", "anytime", "quiet", "answer"));
            scenario.on(trigger(need(rule, "on", at), at + ".on"));
            if (rule.path("anytime").asBoolean()) {
                scenario.anytime();
            }
            if (rule.path("quiet").asBoolean()) {
                scenario.quietly();
            }
            acts(rule.path("answer"), at + ".answer", scenario);
        }
        if (root.has("otherwise")) {
            scenario.otherwise();
            acts(root.path("otherwise"), "otherwise", scenario);
        }
        return scenario;
    }

    private Trigger trigger(JsonNode on, String at) {
        if (on.isTextual()) {
            return switch (on.asText()) {
                case "any" -> Trigger.any();
                case "text" -> Trigger.anyText();
                case "speech" -> Trigger.anySpeech();
                default -> throw wrong(at, "any, text, speech, {text: words} or {speech: ...}", on.asText());
            };
        }
        only(on, at, Set.of("text", "speech"));
        if (on.has("text")) {
            return Trigger.text(text(on.path("text"), at + ".text"));
        }
        JsonNode speech = need(on, "speech", at);
        only(speech, at + ".speech", Set.of("wav", "atLeast", "atMost"));
        if (speech.has("wav")) {
            String name = text(speech.path("wav"), at + ".speech.wav");
            return Trigger.recording(name, wav(name, at + ".speech.wav"));
        }
        Duration least =
                speech.has("atLeast") ? duration(speech.path("atLeast"), at + ".speech.atLeast") : Duration.ZERO;
        Duration most = speech.has("atMost") ? duration(speech.path("atMost"), at + ".speech.atMost") : LONGEST;
        return Trigger.speech(least, most);
    }

    private void acts(JsonNode acts, String place, Scenario into) {
        int number = 0;
        for (JsonNode act : list(acts, place)) {
            String at = place + "[" + number++ + "]";
            if (act.isTextual()) {
                act(act.asText(), JSON.missingNode(), at, into);
            } else if (act.isObject() && act.size() == 1) {
                String name = act.fieldNames().next();
                act(name, act.get(name), at + "." + name, into);
            } else {
                throw wrong(at, "one act such as say: \"...\"", shown(act));
            }
        }
    }

    private void act(String name, JsonNode value, String at, Scenario into) {
        switch (name) {
            case "transcript" -> into.transcript(text(value, at));
            case "say" -> say(value, at, into);
            case "sound" -> into.sound(wav(text(value, at), at));
            case "text" -> into.text(text(value, at));
            case "thought" -> into.thought(text(value, at));
            case "call" -> call(value, at, into);
            case "cancel" -> into.cancelCalls();
            case "pause" -> into.pause(duration(value, at));
            case "stall" -> into.stall();
            case "endSilently" -> into.endSilently();
            case "reason" -> into.turnCompleteReason(text(value, at));
            case "waitingForInput" -> into.waitingForInput();
            case "interrupted" -> into.interrupted();
            case "goAway" -> into.goAway(duration(value, at));
            case "vanish" -> into.vanish();
            case "garbage" -> into.garbage();
            case "split" -> into.split(whole(value, at), Duration.ZERO);
            case "frame" -> into.frame(value.isTextual() ? value.asText() : value.toString());
            case "close" -> {
                only(value, at, Set.of("code", "reason"));
                into.close(
                        whole(need(value, "code", at), at + ".code"),
                        value.path("reason").asText());
            }
            default ->
                throw wrong(
                        at,
                        "an act (say, text, thought, sound, transcript, call, cancel, pause, stall,"
                                + " endSilently, reason, waitingForInput, interrupted, goAway, close, vanish, split, garbage,"
                                + " frame)",
                        name);
        }
    }

    private void say(JsonNode value, String at, Scenario into) {
        if (value.isTextual()) {
            into.say(value.asText());
            return;
        }
        only(value, at, Set.of("text", "wav"));
        into.say(text(need(value, "text", at), at + ".text"), wav(text(need(value, "wav", at), at + ".wav"), at));
    }

    private void call(JsonNode value, String at, Scenario into) {
        List<ToolCall> calls = new ArrayList<>();
        JsonNode meanwhile = JSON.missingNode();
        for (JsonNode call : value.isArray() ? value : List.of(value)) {
            only(call, at, Set.of("name", "args", "id", "meanwhile"));
            JsonNode args = call.path("args");
            if (!args.isMissingNode() && !args.isObject()) {
                throw wrong(at + ".args", "an object", shown(args));
            }
            Map<String, Object> arguments = args.isMissingNode() ? Map.of() : JSON.convertValue(args, OBJECT);
            String id = call.has("id") ? call.path("id").asText() : null;
            calls.add(Scenario.call(text(need(call, "name", at), at + ".name"), arguments, id));
            meanwhile = call.has("meanwhile") ? call.path("meanwhile") : meanwhile;
        }
        into.callTools(calls.toArray(ToolCall[]::new));
        JsonNode between = meanwhile;
        into.meanwhile(inner -> acts(between, at + ".meanwhile", inner));
    }

    private Sound wav(String name, String at) {
        Path file = folder.resolve(name);
        if (!Files.isReadable(file)) {
            throw wrong(at, "a readable WAV file beside the script", name);
        }
        return Wav.read(file);
    }

    private static Duration duration(JsonNode value, String at) {
        Matcher matcher = DURATION.matcher(value.asText());
        if (!matcher.matches()) {
            throw wrong(at, "a duration such as 200ms or 1.5s", shown(value));
        }
        double unit = switch (matcher.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            default -> 60_000;
        };
        return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit));
    }

    private static int whole(JsonNode value, String at) {
        if (!value.isInt()) {
            throw wrong(at, "a whole number", shown(value));
        }
        return value.asInt();
    }

    private static String text(JsonNode value, String at) {
        if (!value.isValueNode() || value.isNull()) {
            throw wrong(at, "a text", shown(value));
        }
        return value.asText();
    }

    private static JsonNode need(JsonNode object, String name, String at) {
        if (!object.has(name)) {
            throw wrong(at, "the key " + name, shown(object));
        }
        return object.path(name);
    }

    private static Iterable<JsonNode> list(JsonNode value, String at) {
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong(at, "a list", shown(value));
        }
        return value;
    }

    private static void only(JsonNode object, String at, Set<String> names) {
        if (!object.isObject()) {
            throw wrong(at, "an object with " + new TreeSet<>(names), shown(object));
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw wrong(at, "only " + new TreeSet<>(names), name);
            }
        });
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }

    private static IllegalArgumentException wrong(String at, String expected, String found) {
        return new IllegalArgumentException("Expected " + expected + " at " + at + " but was " + found);
    }
}
