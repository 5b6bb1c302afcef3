package io.github.camelgeminilive.emulator;

import io.github.camelgeminilive.emulator.account.Account;
import io.github.camelgeminilive.emulator.account.Branch;
import io.github.camelgeminilive.emulator.wire.Setup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The conversations of an emulator: the account of them, the states behind handles, and which connections are on. Lives
 * as long as the emulator. Thread-safe.
 */
final class Sessions {
    /** What a handle stands for, beside the account's own state. */
    record Saved(Memory memory, Setup setup) {}

    private static final class Life {
        private final List<Conversation> on = new ArrayList<>();
        private Instant ended = Instant.MIN;
    }

    private final Account account = new Account();
    private final EmulatedTime time;
    private final Map<String, Saved> states = new HashMap<>(); // guarded by this, like the one below
    private final Map<Integer, Life> lives = new HashMap<>();

    Sessions(EmulatedTime time) {
        this.time = time;
    }

    Account account() {
        return account;
    }

    EmulatedTime time() {
        return time;
    }

    /**
     * What a handle stands for.
     *
     * @param life how long after the end of the last connection it can be used
     * @return null for a handle that this emulator never gave out, or too long ago
     */
    synchronized @Nullable Saved find(String handle, Duration life) {
        Saved saved = states.get(handle);
        if (saved == null) {
            return null;
        }
        Life of = life(saved.memory().conversation());
        boolean dead = of.on.isEmpty() && time.now().isAfter(of.ended.plus(life));
        return dead ? null : saved;
    }

    /** A new handle for the state of now: base64 text on the Developer API, a UUID on Vertex (section 3.8). */
    synchronized String handle(Memory memory, Setup setup, Branch branch) {
        String uuid = UUID.randomUUID().toString();
        String handle = setup.entrance().vertex() ? uuid : "Cih" + uuid.replace("-", "") + "==";
        branch.name(handle);
        states.put(handle, new Saved(memory, setup));
        return handle;
    }

    synchronized void joined(int conversation, Conversation who) {
        life(conversation).on.add(who);
    }

    /** Doing it again does nothing. */
    synchronized void left(int conversation, Conversation who) {
        if (life(conversation).on.remove(who)) {
            life(conversation).ended = time.now();
        }
    }

    /** Who is on in a conversation; a connection that is half-open is taken for gone. */
    synchronized List<Conversation> on(int conversation) {
        return life(conversation).on.stream()
                .filter(other -> !other.line().isHalfOpen())
                .toList();
    }

    private Life life(int conversation) {
        return lives.computeIfAbsent(conversation, number -> new Life());
    }
}
