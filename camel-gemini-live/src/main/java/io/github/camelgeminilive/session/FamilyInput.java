package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.ClientContent;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeText;
import io.github.camelgeminilive.protocol.Content;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.session.ModelProfile.ClientContentUse;
import io.github.camelgeminilive.session.ModelProfile.InterruptWay;
import io.github.camelgeminilive.session.ModelProfile.SeedingWay;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Inputs in the form that a model's family takes them (protocol sections 2.13 to 2.16). What it does not take is refused
 * here, where an error can say why: the service would close the connection.
 *
 * <p>Immutable, thread-safe.
 *
 * @param model the model's id, for messages to people
 * @param manualActivity whether the application marks activity itself
 */
public record FamilyInput(String model, ModelProfile profile, boolean manualActivity) {

    private static final Pattern RATE = Pattern.compile("rate\\s*=\\s*(\\d{1,6})");

    /** Sound of another rate in a turn has closed the connection (protocol section 2.13). */
    private static final int TURN_RATE = 16_000;

    /** Typed text. */
    ClientMessage text(String text) {
        return profile.textAsRealtimeInput()
                ? new RealtimeText(text)
                : new ClientContent(List.of(Content.user(text)), true);
    }

    /**
     * Turns of a conversation that goes on.
     *
     * @throws IllegalArgumentException where the family does not take them
     */
    public ClientContent turns(List<Content> turns, boolean turnComplete) {
        if (profile.clientContent() == ClientContentUse.HISTORY) {
            throw refused(
                    "Operation turns",
                    "turns only as the history of a new conversation: use option history, or"
                            + " header CamelGeminiLiveHistory of operation=open, and operation=text from then on");
        }
        if (profile.clientContent() == ClientContentUse.NEVER) {
            throw refused("Operation turns", "no turns");
        }
        if (turns.isEmpty() && !turnComplete) {
            throw new IllegalArgumentException(
                    "Operation turns: expected contents, or turnComplete=true to have what was"
                            + " said answered, but there are none; operation=interrupt stops an answer");
        }
        checkParts("Operation turns", turns);
        if (turnComplete) {
            checkEnd("Operation turns", turns);
        }
        return new ClientContent(turns, turnComplete);
    }

    /**
     * What was said before a conversation.
     *
     * @param what to name in errors
     * @throws IllegalArgumentException where the family does not take it
     */
    public List<Content> history(String what, List<Content> history) {
        if (!history.isEmpty()) {
            if (profile.seeding().way() == SeedingWay.NONE) {
                throw refused(what, "no history");
            }
            checkParts(what, history);
            checkEnd(what, history);
        }
        return history;
    }

    /** The history as a message: where the setup has announced it, its end is marked, and nothing is answered by it. */
    ClientContent history(List<Content> history) {
        return new ClientContent(history, profile.seeding().way() == SeedingWay.HISTORY_CONFIG);
    }

    /**
     * The message that stops an answer.
     *
     * @throws IllegalArgumentException where the family has none
     */
    public ClientMessage interrupt() {
        if (profile.interrupt() == InterruptWay.CLIENT_CONTENT) {
            return new ClientContent(List.of(), false);
        }
        throw refused(
                "Operation interrupt",
                "no message that stops an answer: "
                        + (manualActivity
                                ? "operation=activityStart interrupts it"
                                : "only what the user says interrupts it, or operation=activityStart with"
                                        + " automaticActivityDetection=false"));
    }

    /** @throws IllegalArgumentException where instruction and tools can't be replaced */
    public void checkContextUpdate() {
        if (!profile.contextUpdate()) {
            throw refused(
                    "Operation contextUpdate",
                    "no other instruction or tools while a conversation goes on: close the session and open it again with"
                            + " header CamelGeminiLiveSystemInstruction");
        }
    }

    /** @throws IllegalArgumentException where the model hears and does nothing else */
    public void checkSees(String what) {
        if (!profile.turns()) {
            throw refused(what, "sound only");
        }
    }

    private void checkParts(String what, List<Content> contents) {
        for (int i = 0; i < contents.size(); i++) {
            for (Part part : contents.get(i).parts()) {
                checkPart(what + ", content " + i, part);
            }
        }
    }

    private void checkPart(String what, Part part) {
        boolean sound = part instanceof Part.InlineData data && data.mimeType().startsWith("audio/");
        boolean call = part instanceof Part.Other other
                && (other.fields().containsKey("functionCall") || other.fields().containsKey("functionResponse"));
        if ((sound || call) && !profile.seeding().rich()) {
            throw refused(what, "no " + (sound ? "sound" : "function calls") + " in turns, only text and pictures");
        }
        if (sound) {
            Matcher rate = RATE.matcher(((Part.InlineData) part).mimeType());
            if (rate.find() && Integer.parseInt(rate.group(1)) != TURN_RATE) {
                throw new IllegalArgumentException(what + ": expected sound of " + TURN_RATE
                        + " Hz in a turn but it has " + rate.group(1) + " Hz; operation=audio converts");
            }
        }
    }

    private void checkEnd(String what, List<Content> contents) {
        boolean endsWithModel = !contents.isEmpty()
                && !"user".equals(contents.get(contents.size() - 1).role());
        if (endsWithModel && profile.seeding().endsWithUser()) {
            throw refused(what, "only turns that end with one of role user");
        }
    }

    private IllegalArgumentException refused(String what, String takes) {
        return new IllegalArgumentException(
                what + ": model " + model + " (family " + profile.family() + ") takes " + takes);
    }
}
