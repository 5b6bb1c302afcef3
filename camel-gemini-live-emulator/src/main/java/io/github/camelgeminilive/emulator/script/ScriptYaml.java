package io.github.camelgeminilive.emulator.script;

import static io.github.camelgeminilive.emulator.script.YamlValues.*;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a script from YAML; the module's README shows one. Every mistake is told with its place in the file, and none
 * is passed over. Used once per file. Not thread-safe.
 */
public final class ScriptYaml {
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final Set<String> ROOT_KEYS = Set.of(
            "setupComplete",
            "beforeSetupComplete",
            "start",
            "rules",
            "otherwise",
            "continuity",
            "refuseUpgrades",
            "at");
    private static final Set<String> TRIGGER_KEYS = Set.of(
            "text", "realtimeText", "speech", "video", "turns", "input", "instruction", "tool", "noTool", "history");
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
        only(root, "script", ROOT_KEYS);
        if (root.has("continuity")) {
            scenario.continuity(own -> FaultYaml.continuity(root.path("continuity"), "continuity", own));
        }
        if (root.has("refuseUpgrades")) {
            FaultYaml.refuseUpgrades(root.path("refuseUpgrades"), "refuseUpgrades", scenario);
        }
        if (root.has("setupComplete")) {
            wire("setupComplete", () -> scenario.setupComplete(fields(root.path("setupComplete"), "setupComplete")));
        }
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
        int fault = 0;
        for (JsonNode planned : list(root.path("at"), "at")) {
            String at = "at[" + fault++ + "]";
            scenario.at(FaultYaml.moment(planned, at));
            acts(planned.path("do"), at + ".do", scenario);
        }
        if (root.has("otherwise")) {
            scenario.otherwise();
            acts(root.path("otherwise"), "otherwise", scenario);
        }
        return scenario;
    }

    private Trigger trigger(JsonNode on, String at) {
        if (on.isTextual()) {
            return plain(on.asText(), at);
        }
        only(on, at, TRIGGER_KEYS);
        Trigger trigger = null;
        for (Map.Entry<String, JsonNode> entry : on.properties()) {
            Trigger one = condition(entry.getKey(), entry.getValue(), at);
            trigger = trigger == null ? one : trigger.and(one);
        }
        if (trigger == null) {
            throw wrong(at, "what to wait for", "nothing");
        }
        return trigger;
    }

    private static Trigger plain(String name, String at) {
        return switch (name) {
            case "any" -> Trigger.any();
            case "text" -> Trigger.anyText();
            case "speech" -> Trigger.anySpeech();
            case "video" -> Trigger.video("");
            case "contextUpdate" -> Trigger.contextUpdate();
            case "activityStart" -> Trigger.mark(Heard.Kind.ACTIVITY_START);
            case "activityEnd" -> Trigger.mark(Heard.Kind.ACTIVITY_END);
            default ->
                throw wrong(
                        at,
                        "any, text, speech, video, contextUpdate, activityStart, activityEnd, {text: words} or"
                                + " {speech: ...}",
                        name);
        };
    }

    private Trigger condition(String key, JsonNode value, String at) {
        String place = at + "." + key;
        return switch (key) {
            case "text" -> Trigger.text(text(value, place));
            case "realtimeText" -> Trigger.realtimeText(text(value, place));
            case "video" -> Trigger.video(text(value, place));
            case "turns" -> Trigger.turns(text(value, place));
            case "input" -> plain(text(value, place), place);
            case "instruction" -> Trigger.instruction(text(value, place));
            case "tool" -> Trigger.tool(text(value, place), true);
            case "noTool" -> Trigger.tool(text(value, place), false);
            case "history" -> Trigger.history(text(value, place));
            default -> speech(value, at);
        };
    }

    private Trigger speech(JsonNode speech, String at) {
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
            case "transcript" -> transcript(value, at, into);
            case "interimTranscript" -> into.interimTranscript(text(value, at));
            case "outputTranscript" -> wire(at, () -> into.outputTranscript(spoken(value, at), more(value)));
            case "speechState" -> into.speechState(text(value, at));
            case "voiceActivity" -> {
                only(value, at, Set.of("type", "offset"));
                into.voiceActivity(
                        text(need(value, "type", at), at + ".type"),
                        duration(need(value, "offset", at), at + ".offset"));
            }
            case "voiceActivityDetectionSignal" -> into.voiceActivityDetectionSignal(text(value, at));
            case "video" -> into.video(file(text(value, at), "MP4", at));
            case "executableCode" -> {
                if (value.isTextual()) {
                    into.executableCode(value.asText());
                } else {
                    part("executableCode", value, at, into);
                }
            }
            case "codeExecutionResult" -> {
                if (value.isTextual()) {
                    into.codeExecutionResult(value.asText());
                } else {
                    part("codeExecutionResult", value, at, into);
                }
            }
            case "serverToolCall" -> part("toolCall", value, at, into);
            case "serverToolResponse" -> part("toolResponse", value, at, into);
            case "part" -> wire(at, () -> into.part(fields(value, at)));
            case "groundingMetadata", "urlContextMetadata" -> wire(at, () -> into.content(name, fields(value, at)));
            case "content" -> wire(at, () -> into.message(Map.of("serverContent", fields(value, at))));
            case "message" -> wire(at, () -> into.message(fields(value, at)));
            case "usage" -> wire(at, () -> into.usage(fields(value, at)));
            case "together" -> into.together(inner -> acts(value, at, inner));
            case "afterTurn" -> into.afterTurn(inner -> acts(value, at, inner));
            case "endTurn" -> into.endTurn();
            case "interactionStatus" -> into.interactionStatus(text(value, at));
            case "say" -> say(value, at, into);
            case "sound" -> into.sound(wav(text(value, at), at));
            case "text" -> into.text(text(value, at));
            case "thought" -> into.thought(text(value, at));
            case "call" -> call(value, at, into);
            case "cancel" -> into.cancelCalls();
            case "pause" -> into.pause(duration(value, at));
            case "stall" -> into.stall();
            case "endSilently" -> into.endSilently();
            case "reason", "turnCompleteReason" -> into.turnCompleteReason(text(value, at));
            case "waitingForInput" -> into.waitingForInput();
            case "interrupted" -> into.interrupted();
            case "goAway" -> FaultYaml.goAway(value, at, into);
            case "hush" -> into.hush();
            case "halfOpen" -> into.halfOpen();
            case "pong" -> FaultYaml.pong(value, at, into);
            case "handle" -> into.handle();
            case "notResumable" -> into.notResumable();
            case "wish" -> into.wish(text(value, at));
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
                        "an act (say, text, thought, sound, video, transcript, interimTranscript, outputTranscript,"
                                + " executableCode, codeExecutionResult, serverToolCall, serverToolResponse, part,"
                                + " groundingMetadata, urlContextMetadata, content, message, together, call, cancel,"
                                + " usage, interactionStatus, turnCompleteReason, waitingForInput, interrupted, endTurn,"
                                + " endSilently, afterTurn, speechState, voiceActivity, voiceActivityDetectionSignal,"
                                + " pause, stall, goAway, hush, halfOpen, pong, handle, notResumable, wish, close, vanish,"
                                + " split, garbage, frame)",
                        name);
        }
    }

    private void transcript(JsonNode value, String at, Scenario into) {
        if (value.isTextual()) {
            into.transcript(value.asText());
        } else {
            wire(at, () -> into.transcript(spoken(value, at), more(value)));
        }
    }

    private static String spoken(JsonNode value, String at) {
        return value.isObject() ? text(need(value, "text", at), at + ".text") : text(value, at);
    }

    /** The fields of a transcript beside its text. */
    private static Map<String, Object> more(JsonNode value) {
        Map<String, Object> fields =
                value.isObject() ? new LinkedHashMap<>(JSON.convertValue(value, OBJECT)) : new LinkedHashMap<>();
        fields.remove("text");
        return fields;
    }

    private static void part(String name, JsonNode value, String at, Scenario into) {
        wire(at, () -> into.part(Map.of(name, fields(value, at))));
    }

    private static Map<String, Object> fields(JsonNode value, String at) {
        if (!value.isObject()) {
            throw wrong(at, "an object with fields of the wire", shown(value));
        }
        return JSON.convertValue(value, OBJECT);
    }

    /** Tells the place in the script beside what is wrong with a field of the wire. */
    private static void wire(String at, Runnable act) {
        try {
            act.run();
        } catch (IllegalArgumentException e) {
            throw e.getMessage() != null && e.getMessage().contains(" at " + at)
                    ? e
                    : new IllegalArgumentException(e.getMessage() + " at " + at, e);
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
            only(call, at, Set.of("name", "args", "id", "stream", "meanwhile", "again", "otherWords"));
            Map<String, Object> arguments = arguments(call.path("args"), at + ".args");
            String id = call.has("id") ? call.path("id").asText() : null;
            String name = text(need(call, "name", at), at + ".name");
            ToolCall made = call.path("stream").asBoolean()
                    ? Scenario.streamedCall(name, arguments, id)
                    : Scenario.call(name, arguments, id);
            if (call.has("otherWords")) {
                made = made.otherWords(arguments(call.path("otherWords"), at + ".otherWords"));
            }
            calls.add(call.has("again") ? made.again(FaultYaml.again(call.path("again"), at + ".again")) : made);
            meanwhile = call.has("meanwhile") ? call.path("meanwhile") : meanwhile;
        }
        into.callTools(calls.toArray(ToolCall[]::new));
        JsonNode between = meanwhile;
        into.meanwhile(inner -> acts(between, at + ".meanwhile", inner));
    }

    private static Map<String, Object> arguments(JsonNode args, String at) {
        if (!args.isMissingNode() && !args.isObject()) {
            throw wrong(at, "an object", shown(args));
        }
        return args.isMissingNode() ? Map.of() : JSON.convertValue(args, OBJECT);
    }

    private Sound wav(String name, String at) {
        return Wav.read(file(name, "WAV", at));
    }

    private Path file(String name, String kind, String at) {
        Path file = folder.resolve(name);
        if (!Files.isReadable(file)) {
            throw wrong(at, "a readable " + kind + " file beside the script", name);
        }
        return file;
    }
}
