package io.github.camelgeminilive.emulator;

import io.github.camelgeminilive.emulator.script.Act;
import io.github.camelgeminilive.emulator.script.Moment;
import io.github.camelgeminilive.emulator.wire.Refusal;
import io.github.camelgeminilive.emulator.wire.ServerFrames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What befalls a connection at its moments and times: planned acts, goAway and the end. Lives as long as the connection.
 * Confined to its event loop.
 */
final class Schedule {
    private final Conversation conversation;
    private final LiveConnection line;
    private final List<EmulatedTime.Alarm> alarms = new ArrayList<>();
    private boolean over;

    Schedule(Conversation conversation) {
        this.conversation = conversation;
        this.line = conversation.line();
    }

    /** setupComplete is about to be sent, and the connection's time begins. */
    void begin() {
        Duration lifetime = line.knobs().lifetime;
        if (lifetime != null) {
            Duration lead = line.knobs().goAwayLead;
            at(lifetime.minus(lead), () -> goAway(lead, false));
        }
        conversation
                .service()
                .disturbances()
                .takeTimed(line.number(), conversation.resumed())
                .forEach((time, acts) -> at(time, () -> perform(acts)));
    }

    /** Does what is planned for this moment. */
    void moment(Moment.Kind kind) {
        perform(conversation
                .service()
                .disturbances()
                .take(kind, conversation.received(), line.number(), conversation.resumed()));
    }

    /** Does acts beside whatever is being said. */
    void perform(List<Act> acts) {
        if (!over && !acts.isEmpty()) {
            Turn.bare(conversation, acts, () -> {}).start();
        }
    }

    /** @param silent whether nothing more is sent until the end */
    void goAway(Duration timeLeft, boolean silent) {
        // Before the message: the client may have that time pass as soon as it hears of it.
        boolean vertex = conversation.setup().entrance().vertex();
        at(timeLeft, () -> conversation.refuse(vertex ? Refusal.CANCELLED : Refusal.DEADLINE));
        line.send(ServerFrames.goAway(timeLeft));
        if (silent) {
            line.hush();
        }
        conversation.log("goAway, " + timeLeft.toMillis() + " ms left");
    }

    void end() {
        over = true;
        alarms.forEach(EmulatedTime.Alarm::cancel);
        alarms.clear();
    }

    /** Does something after this time of the emulator's, if the connection is still there. */
    private void at(Duration delay, Runnable task) {
        Runnable here = () -> {
            if (!over) {
                task.run();
            }
        };
        if (delay.isNegative() || delay.isZero()) {
            line.soon(here);
        } else {
            EmulatedTime time = conversation.service().sessions().time();
            alarms.add(time.after(delay, () -> line.soon(here)));
        }
    }
}
