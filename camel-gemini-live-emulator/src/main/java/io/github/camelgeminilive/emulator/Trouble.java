package io.github.camelgeminilive.emulator;

import static io.github.camelgeminilive.emulator.wire.ModelProfile.Trait.STALE_EXCHANGE;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelgeminilive.emulator.script.Act;
import io.github.camelgeminilive.emulator.script.Continuity;
import io.github.camelgeminilive.emulator.script.Transcript;
import io.github.camelgeminilive.emulator.wire.ServerFrames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be wrong with a session that seems well (protocol sections 4.6, 4.8): an exchange that a resume left stale, a
 * poisoned handle, a model that waits for a nudge. Lives as long as the connection. Confined to its event loop.
 */
final class Trouble {
    private final Conversation conversation;
    private boolean poisoned;
    private boolean stale;
    private @Nullable Runnable held;

    Trouble(Conversation conversation) {
        this.conversation = conversation;
    }

    /** The session goes on from the state behind a handle. */
    void resumed() {
        poisoned = conversation.continuity().resumed() == Continuity.Resumed.POISONED;
        stale = canBeStale() && !conversation.branch().lostCalls().isEmpty();
        if (stale) {
            conversation.log("is stuck in an old exchange");
        }
    }

    /** Whether what would be answered is not: of the acts only the user's transcript is performed. */
    boolean swallows(List<Act> acts) {
        if (poisoned) {
            conversation.log("hears and generates nothing");
            List<Act> heard = acts.stream().filter(Transcript.class::isInstance).toList();
            Turn.bare(conversation, heard, () -> {}).start();
        }
        return poisoned;
    }

    /**
     * Whether an answer to a call that this session does not know is taken all the same: one that another connection of
     * the conversation made. The stale exchange, if there is one, is over then.
     */
    boolean takes(JsonNode answer) {
        String key =
                PendingCalls.key(answer.path("id").asText(), answer.path("name").asText());
        if (!canBeStale() || !conversation.branch().calledBefore(key)) {
            return false;
        }
        if (!endsStaleExchange()) {
            emptyTurn();
        }
        return true;
    }

    /** Whether an input, or an answer, found the session stuck; that is over then, and nothing else comes of it. */
    boolean endsStaleExchange() {
        if (!stale) {
            return false;
        }
        stale = false;
        conversation.log("ends the old exchange");
        conversation.memory(conversation.memory().asking(null));
        emptyTurn();
        return true;
    }

    private boolean canBeStale() {
        Boolean told = conversation.continuity().staleExchange();
        return told == null ? conversation.setup().profile().has(STALE_EXCHANGE) : told;
    }

    private void emptyTurn() {
        conversation.branch().turnOver();
        conversation.line().send(ServerFrames.flag("turnComplete"));
    }

    /** Goes on after the answer to a call, or waits for a nudge. */
    void afterAnswer(Runnable then) {
        if (conversation.continuity().silentAfterAnswer()) {
            conversation.log("is silent until something comes in");
            held = then;
        } else {
            then.run();
        }
    }

    /** A realtimeInput came; whether it found the model waiting. */
    boolean nudged() {
        Runnable then = held;
        held = null;
        if (then != null) {
            then.run();
        }
        return then != null;
    }

    /** What the model waits to say is no longer wanted. */
    void interrupted() {
        held = null;
    }
}
