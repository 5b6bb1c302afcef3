package io.github.camelgeminilive.emulator;

import static io.github.camelgeminilive.emulator.wire.ModelProfile.Trait.HANDLE_MID_TURN;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.account.Branch;
import io.github.camelgeminilive.emulator.script.Continuity;
import io.github.camelgeminilive.emulator.wire.ServerFrames;
import io.github.camelgeminilive.emulator.wire.Setup;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells the client of one connection whether it could resume (protocol sections 3.8, 4.7). A handle names the state at
 * which it is made; its frame may come later. Confined to the connection's event loop.
 */
final class Handles {
    private final Conversation conversation;
    private final Branch branch;
    private final Continuity continuity;
    private final Deque<ObjectNode> delayed = new ArrayDeque<>();
    private boolean held;
    private boolean usable; // as told last

    Handles(Conversation conversation, Branch branch, Continuity continuity) {
        this.conversation = conversation;
        this.branch = branch;
        this.continuity = continuity;
    }

    /** Right after setupComplete. */
    void atStart() {
        if (conversation.calls().isOpen() && policy() != Continuity.Handles.MID_TURN) {
            withhold();
        } else {
            offer();
        }
    }

    /** The model begins to work on an input. */
    void turnBegins() {
        withhold();
    }

    /** The model said the first piece of a turn. */
    void turnSpoke() {
        boolean family = policy() == Continuity.Handles.FAMILY
                && conversation.setup().profile().has(HANDLE_MID_TURN);
        if (family || policy() == Continuity.Handles.MID_TURN) {
            offer();
        }
    }

    /** The model called a function. */
    void called() {
        if (policy() == Continuity.Handles.MID_TURN) {
            offer();
        } else if (usable) {
            withhold();
        }
    }

    /** @param idle whether nothing is to be answered and no call is open */
    void turnOver(boolean idle) {
        if (policy() == Continuity.Handles.WITHHOLD) {
            withhold();
        } else if (idle || policy() == Continuity.Handles.MID_TURN) {
            offer();
        }
    }

    /** What a script says, whatever the policy is. */
    void tell(boolean resumable) {
        if (resumable) {
            handle();
        } else {
            notResumable();
        }
    }

    /** Updates wait until {@link #release}, whatever the model says meanwhile. */
    void hold() {
        held = true;
    }

    void release() {
        held = false;
        flush();
    }

    /** Output is about to be sent: what was made before it comes before it. */
    void flush() {
        while (!held && !delayed.isEmpty()) {
            conversation.line().send(delayed.remove());
        }
    }

    private Continuity.Handles policy() {
        return continuity.handles();
    }

    private void offer() {
        if (wanted()) {
            handle();
        }
    }

    private void withhold() {
        if (wanted()) {
            notResumable();
        }
    }

    private void handle() {
        Setup setup = conversation.setup();
        String handle = conversation.service().sessions().handle(conversation.memory(), setup, branch);
        long consumed = setup.transparent() ? branch.lastConsumed(continuity.firstIndex()) : -1;
        usable = true;
        send(ServerFrames.resumptionUpdate(handle, consumed));
    }

    private void notResumable() {
        usable = false;
        ObjectNode frame = ServerFrames.resumptionUpdate(null, -1);
        if (continuity.explicitNotResumable()) {
            frame.withObject("/sessionResumptionUpdate").put("newHandle", "").put("resumable", false);
        }
        send(frame);
    }

    private void send(ObjectNode frame) {
        delayed.add(frame);
        if (continuity.handleDelay().isZero()) {
            flush();
        } else {
            conversation.line().later(continuity.handleDelay(), () -> {
                // What came out before its time took others along.
                if (delayed.contains(frame)) {
                    flush();
                }
            });
        }
    }

    private boolean wanted() {
        Boolean forced = conversation.line().knobs().handles;
        boolean asked = forced == null ? conversation.setup().resumption() : forced;
        return asked && policy() != Continuity.Handles.NEVER;
    }
}
