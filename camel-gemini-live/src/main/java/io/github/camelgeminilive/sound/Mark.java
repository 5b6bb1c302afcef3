package io.github.camelgeminilive.sound;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.session.Completion;
import io.github.camelgeminilive.session.Failure;
import io.github.camelgeminilive.session.Input;
import io.github.camelgeminilive.session.TurnSummary;

/**
 * A mark between pieces of sound: an activity's start or end, or the end of the stream. Hears what becomes of it. Lives
 * from the route's wish to the answer.
 *
 * <p>Its state is confined to the session's turnstile, its methods for others pass it.
 */
final class Mark implements SoundLine.Item, Completion {

    private final Input.Kind kind;
    private final boolean reply;
    private final SoundLine line;
    private final Turnstile turnstile;
    private final Teller teller;
    private long inputId;
    private boolean begun;
    private boolean abandoned;

    Mark(Input.Kind kind, boolean reply, Completion completion, SoundLine line, Turnstile turnstile) {
        this.kind = kind;
        this.reply = reply;
        this.line = line;
        this.turnstile = turnstile;
        this.teller = new Teller(turnstile, completion, reply);
    }

    Input.Kind kind() {
        return kind;
    }

    /** Whether it waits until no turn is open (T3), and everything behind it with it. */
    boolean reply() {
        return reply;
    }

    static ClientMessage message(Input.Kind kind) {
        return switch (kind) {
            case ACTIVITY_START -> new ClientMessage.ActivityStart();
            case ACTIVITY_END -> new ClientMessage.ActivityEnd();
            case AUDIO_STREAM_END -> new ClientMessage.AudioStreamEnd();
            default -> throw new IllegalArgumentException("Expected the kind of a mark but was " + kind);
        };
    }

    /** Whether it counts: it was written, or is on its way and waits for nobody. */
    boolean begun() {
        return begun;
    }

    void send(Outlet outlet) {
        begun = !reply;
        inputId = outlet.send(kind, message(kind), reply, this);
    }

    /** It will not be sent. */
    void refuse(Failure failure) {
        teller.failed(failure);
    }

    @Override
    public void written() {
        turnstile.pass(() -> {
            teller.written();
            if (abandoned && reply && !begun) {
                // the session was faster than the caller's patience: what was begun has to be ended
                line.sendMark(Input.Kind.ACTIVITY_END, SoundLine.NOBODY);
            }
            begun = true;
            line.written(this);
        });
    }

    @Override
    public void replied(TurnSummary turn) {
        turnstile.pass(() -> teller.replied(turn));
    }

    @Override
    public void failed(Failure failure) {
        turnstile.pass(() -> {
            teller.failed(failure);
            line.failed(this);
        });
    }

    void abandon() {
        if (!teller.over()) {
            teller.hush();
            abandoned = true;
            if (!line.withdraw(this) && reply) {
                line.abandonReply(inputId);
                line.failed(this);
            }
        }
    }
}
