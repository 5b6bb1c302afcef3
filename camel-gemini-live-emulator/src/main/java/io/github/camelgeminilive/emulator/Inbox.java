package io.github.camelgeminilive.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.account.Account;
import io.github.camelgeminilive.emulator.account.Branch;
import io.github.camelgeminilive.emulator.account.Entry;
import io.github.camelgeminilive.emulator.account.NumberedSound;
import io.github.camelgeminilive.emulator.audio.Sound;
import io.github.camelgeminilive.emulator.wire.ClientMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The messages of one connection that were received and not consumed yet. Lives as long as the connection. Confined to
 * its event loop.
 */
final class Inbox {
    private final LiveConnection line;
    private final Branch branch;
    private final Duration delay;
    private final Consumer<ClientMessage> consumer;
    private final Deque<ClientMessage> unread = new ArrayDeque<>();
    private boolean held;
    private boolean over;
    private int due; // messages whose delay is over

    Inbox(LiveConnection line, Branch branch, Duration delay, Consumer<ClientMessage> consumer) {
        this.line = line;
        this.branch = branch;
        this.delay = delay;
        this.consumer = consumer;
    }

    void receive(ClientMessage message) {
        branch.receive(entries(message).toArray(Entry[]::new));
        if (over) {
            return;
        }
        unread.add(message);
        if (delay.isZero()) {
            fallDue();
        } else {
            line.later(delay, this::fallDue);
        }
    }

    /** Consumes nothing until {@link #release}. */
    void hold() {
        held = true;
    }

    void release() {
        held = false;
        read();
    }

    /** The connection is over. */
    void discard() {
        over = true;
        unread.clear();
        branch.close();
    }

    private void fallDue() {
        due++;
        read();
    }

    private void read() {
        while (!held && due > 0 && !unread.isEmpty()) {
            due--;
            ClientMessage message = unread.remove();
            branch.consume();
            consumer.accept(message);
        }
    }

    /** What tells a message apart; empty for one that tells nothing, which is counted all the same. */
    private static List<Entry> entries(ClientMessage message) {
        JsonNode body = message.body();
        return switch (message.kind()) {
            case "clientContent" -> List.of(content(body));
            case "realtimeInput" -> realtime(body);
            case "toolResponse" -> answers(body);
            case "contextUpdate" ->
                List.of(Entry.input(Entry.Kind.UPDATE, false, Account.marks(Contents.instructionText(body))));
            default -> List.of();
        };
    }

    private static Entry content(JsonNode body) {
        boolean asks = body.path("turnComplete").asBoolean();
        Set<String> marks = Account.marks(Contents.allText(body));
        return Entry.input(asks ? Entry.Kind.TEXT : Entry.Kind.TURNS, asks, marks);
    }

    private static List<Entry> realtime(JsonNode body) {
        List<Entry> entries = new ArrayList<>();
        if (body.has("text")) {
            entries.add(Account.text(body.path("text").asText()));
        }
        JsonNode audio = Contents.blob(body);
        Sound sound = Contents.isAudio(audio) ? Contents.sound(audio) : null;
        if (sound != null) {
            entries.add(Entry.sound(NumberedSound.ranges(sound.samples())));
        }
        return entries;
    }

    private static List<Entry> answers(JsonNode body) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode answer : body.path("functionResponses")) {
            JsonNode response = answer.path("response");
            boolean failed = response.has("error") || response.path("repeated").asBoolean();
            String key = PendingCalls.key(
                    answer.path("id").asText(), answer.path("name").asText());
            Entry entry = Account.answer(key, response.toString(), failed);
            entries.add(answer.path("willContinue").asBoolean() ? entry.partial() : entry);
        }
        return entries;
    }
}
