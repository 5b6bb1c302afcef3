package io.github.camelgeminilive.emulator;

import static io.github.camelgeminilive.emulator.wire.ModelProfile.Trait.*;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.audio.Utterance;
import io.github.camelgeminilive.emulator.audio.VoiceActivityDetector;
import io.github.camelgeminilive.emulator.script.Heard;
import io.github.camelgeminilive.emulator.wire.ClientMessage;
import io.github.camelgeminilive.emulator.wire.Refusal;
import io.github.camelgeminilive.emulator.wire.ServerFrames;
import io.github.camelgeminilive.emulator.wire.Setup;
import io.github.camelgeminilive.emulator.wire.SetupCheck;
import io.github.camelgeminilive.emulator.wire.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what a client sends after the setup (protocol sections 2.13 to 2.16) and makes of it what a script can
 * answer. Lives as long as the connection. Confined to its event loop.
 */
final class Inputs implements VoiceActivityDetector.Listener {
    private final Conversation conversation;
    private final LiveConnection line;
    private final VoiceActivityDetector ear;
    private boolean historyOpen; // clientContent is history and not answered, until one says turnComplete
    private boolean historyClosed;
    private String typed = "";

    Inputs(Conversation conversation) {
        this.conversation = conversation;
        this.line = conversation.line();
        this.ear = new VoiceActivityDetector(conversation.setup().vad(), this);
        this.historyOpen = conversation.setup().initialHistory();
    }

    void take(ClientMessage message) throws ClientMessage.Refused {
        JsonNode body = message.body();
        switch (message.kind()) {
            case "clientContent" -> clientContent(body);
            case "realtimeInput" -> realtimeInput(body);
            case "toolResponse" -> refuse(ToolAnswers.take(body, conversation));
            case "contextUpdate" -> contextUpdate(body);
            default -> refuse(Refusal.INVALID_ARGUMENT); // a second setup
        }
    }

    private void clientContent(JsonNode body) {
        boolean late = historyClosed || conversation.memory().modelSpoke();
        if (refuse(Contents.check(body, conversation.setup(), late))) {
            return;
        }
        systemRole(body);
        String text = Contents.userText(body);
        conversation.memory(conversation.memory().remembering(Contents.allText(body)));
        typed = typed.isEmpty() || text.isEmpty() ? typed + text : typed + "\n" + text;
        boolean asks = body.path("turnComplete").asBoolean();
        if (historyOpen) {
            if (asks) {
                historyOpen = false;
                historyClosed = true;
                conversation.memory(conversation.memory().typed(typed).grown(Usage.ofText(typed)));
                typed = "";
            }
            conversation.hear(Heard.of(Heard.Kind.TURNS, text));
            return;
        }
        conversation.interrupt();
        boolean again = asks && text.isEmpty() && typed.isEmpty();
        if (again && conversation.askAgain()) {
            return;
        }
        if (asks) {
            String all = typed.isEmpty() ? conversation.memory().lastText() : typed;
            typed = "";
            conversation.hear(Heard.typed(all, false));
        } else if (!body.path("turns").isEmpty()) {
            conversation.hear(Heard.of(Heard.Kind.TURNS, text));
        }
    }

    /** Vertex takes a turn of the role system for a new instruction (section 2.13). */
    private void systemRole(JsonNode body) {
        for (JsonNode turn : body.path("turns")) {
            if (turn.path("role").asText().equals("system")) {
                ObjectNode changed = conversation.setup().json().deepCopy();
                changed.withObject("/systemInstruction").set("parts", turn.path("parts"));
                conversation.change(conversation.setup().with(changed));
            }
        }
    }

    private void realtimeInput(JsonNode body) {
        Setup setup = conversation.setup();
        boolean early = historyOpen && setup.profile().has(HISTORY_ONLY_AT_START);
        if (refuse(early ? Refusal.INVALID_ARGUMENT : Contents.checkRealtime(body, setup))) {
            return;
        }
        if (conversation.trouble().nudged() && body.path("text").asText(".").isBlank()) {
            return; // it said nothing and was only to wake the model
        }
        if (body.has("activityStart")) {
            ear.activityStart();
            conversation.hear(Heard.of(Heard.Kind.ACTIVITY_START, ""));
        }
        JsonNode audio = Contents.blob(body);
        if (Contents.isAudio(audio)) {
            Sound sound = Contents.sound(audio);
            if (sound == null) {
                refuse(Refusal.INVALID_ARGUMENT);
                return;
            }
            ear.accept(sound);
        }
        JsonNode picture = body.has("video") ? body.path("video") : audio;
        if (Contents.isPicture(picture)) {
            conversation.memory(conversation.memory().grown(Usage.OF_PICTURE));
            conversation.hear(
                    Heard.of(Heard.Kind.VIDEO, picture.path("mimeType").asText()));
        }
        if (body.has("text")) {
            realtimeText(body.path("text").asText());
        }
        if (body.has("activityEnd")) {
            ear.activityEnd();
            conversation.hear(Heard.of(Heard.Kind.ACTIVITY_END, ""));
        }
        if (body.path("audioStreamEnd").asBoolean()) {
            ear.streamEnd();
        }
    }

    private void realtimeText(String text) {
        Setup setup = conversation.setup();
        if (setup.vad().manual() && ear.speaking()) {
            return; // Text inside an open activity gets no answer (section 4.5).
        }
        if (setup.vad().interrupts()) {
            conversation.interrupt();
        }
        if (setup.profile().has(ECHOES_TYPED_TEXT)) {
            line.send(ServerFrames.transcription("inputTranscription", text));
        }
        conversation.memory(conversation.memory().remembering(text));
        conversation.hear(Heard.typed(text, true));
    }

    private void contextUpdate(JsonNode body) throws ClientMessage.Refused {
        if (!conversation.setup().profile().has(CONTEXT_UPDATE)) {
            refuse(Contents.unknownMessage("contextUpdate"));
            return;
        }
        conversation.change(SetupCheck.update(
                conversation.setup(), body, conversation.service().models()));
        conversation.log("context updated");
        conversation.hear(Heard.of(Heard.Kind.CONTEXT_UPDATE, ""));
    }

    @Override
    public void speechStarted(long offsetMillis) {
        if (conversation.setup().vadSignals()) {
            line.send(ServerFrames.voiceActivity(true, offsetMillis));
        }
        if (conversation.setup().vad().interrupts()) {
            conversation.interrupt();
        }
    }

    @Override
    public void speechEnded(long offsetMillis, Utterance utterance) {
        if (conversation.setup().vadSignals()) {
            line.send(ServerFrames.voiceActivity(false, offsetMillis));
        }
        conversation.branch().heard();
        conversation.hear(Heard.spoken(utterance));
    }

    private boolean refuse(@Nullable Refusal refusal) {
        if (refusal != null) {
            conversation.refuse(refusal);
        }
        return refusal != null;
    }
}
