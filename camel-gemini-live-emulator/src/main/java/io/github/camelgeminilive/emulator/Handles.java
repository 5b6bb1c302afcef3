package io.github.camelgeminilive.emulator;

import io.github.camelgeminilive.emulator.wire.ServerFrames;
import io.github.camelgeminilive.emulator.wire.Setup;

/** Tells the client whether it could resume now (protocol sections 3.8, 4.7). Stateless; on the event loop. */
final class Handles {
    private Handles() {}

    /** A handle for what is known by now. */
    static void offer(Conversation conversation) {
        if (wanted(conversation)) {
            Setup setup = conversation.setup();
            String handle = conversation
                    .service()
                    .handle(conversation.memory(), setup.entrance().vertex());
            // Client messages are numbered from the setup, which is 0 (section 4.8).
            long consumed = setup.transparent() ? conversation.received() : -1;
            conversation.line().send(ServerFrames.resumptionUpdate(handle, consumed));
        }
    }

    /** No handle while the model is at work. */
    static void withhold(Conversation conversation) {
        if (wanted(conversation)) {
            conversation.line().send(ServerFrames.resumptionUpdate(null, -1));
        }
    }

    private static boolean wanted(Conversation conversation) {
        Boolean forced = conversation.line().knobs().handles;
        return forced == null ? conversation.setup().resumption() : forced;
    }
}
