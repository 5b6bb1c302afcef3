package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.ContextUpdate;
import io.github.camelgeminilive.protocol.ClientMessage.ToolResponse;
import io.github.camelgeminilive.session.Input.Kind;
import java.util.List;

/**
 * What goes into the conversation while a connection can take it: in order, unless it has to wait for its turn or its
 * moment, or must not be written at all.
 *
 * <p>Confined to the session's mailbox.
 */
final class Intake {

    private final SessionSettings settings;
    private final Outbox outbox;
    private final Conversation conversation;
    private final Effects out;
    private final FamilyInput family;
    private final ContextMemory context = new ContextMemory();
    private boolean soundSinceEnd;

    Intake(SessionSettings settings, Outbox outbox, Conversation conversation, Effects out) {
        this.settings = settings;
        this.outbox = outbox;
        this.conversation = conversation;
        this.out = out;
        this.family = settings.family();
    }

    /**
     * A connection can take input: what has to go first goes first (C8), then what waited, in its order.
     *
     * @param newConversation whether it is the first one of the session
     */
    void begins(boolean newConversation, long now) {
        SessionEffect known = context.forNewConnection();
        if (known != null) {
            out.add(known);
        }
        if (newConversation) {
            open(settings.opening(), now);
        }
        outbox.pictures().connected(true, now);
        for (Input input : outbox.release()) {
            if (outbox.pictures().before(input)) {
                // what is asked after it may be about it
                showPicture(now);
            }
            admit(input, now);
        }
    }

    /** The history is no turn of this conversation; the greeting asks like typed text. */
    private void open(Opening opening, long now) {
        if (!opening.history().isEmpty()) {
            out.add(new SessionEffect.Send(0, family.history(opening.history())));
        }
        String greeting = opening.greeting();
        if (greeting != null) {
            write(new Input(0, Kind.TEXT, family.text(greeting), greeting, false), now);
        }
    }

    /** Writes an input, unless it has to wait for its turn or must not be written. */
    void admit(Input input, long now) {
        if (input.reply()) {
            Failure refused = conversation.refuseCaller();
            if (refused == null) {
                outbox.queueCaller(input);
            } else {
                out.add(new SessionEffect.Reject(input.id(), refused));
            }
            return;
        }
        if (input.meaning() instanceof ToolResponse answers) {
            Failure refused = input.kind() == Kind.RAW
                    ? conversation.answers().refuseRaw(answers)
                    : conversation.answers().refuse(answers);
            if (refused != null) {
                out.add(new SessionEffect.Reject(input.id(), refused));
                return;
            }
        }
        if (input.audioNanos() > 0 && conversation.answers().gated(now)) {
            out.drop(Drop.gatedSound);
            out.add(new SessionEffect.Accept(input.id()));
        } else if (input.kind() == Kind.VIDEO) {
            outbox.pictures().offer(input, now);
        } else if (input.kind() == Kind.INTERRUPT && !conversation.anyTurnOpen()) {
            // all is said, but perhaps not all was heard
            conversation.interruptPlayback();
            out.add(new SessionEffect.Accept(input.id()));
        } else {
            write(input, now);
        }
    }

    private void write(Input input, long now) {
        ClientMessage message = input.message();
        if (message instanceof ToolResponse answers) {
            message = conversation.answers().outgoing(answers);
        }
        ClientMessage meaning = input.meaning();
        if (meaning instanceof ContextUpdate update) {
            update(input, update);
        } else if (message == null
                || message instanceof ToolResponse left
                        && left.functionResponses().isEmpty()) {
            out.add(new SessionEffect.Accept(input.id()));
        } else {
            out.add(new SessionEffect.Send(input.id(), message));
        }
        boolean endsStream = meaning instanceof ClientMessage.AudioStreamEnd;
        soundSinceEnd = !endsStream && (soundSinceEnd || input.audioNanos() > 0);
        conversation.written(input, now);
    }

    /** Functions that the model is not to have any more are not run any more, if it asks for them all the same. */
    private void update(Input input, ContextUpdate update) {
        context.explicit(update);
        List<String> set = input.toolSet();
        if (set != null) {
            context.chosen();
            out.add(new SessionEffect.UseTools(set, true));
            out.add(new SessionEffect.SendTools(input.id(), update.systemInstruction()));
            return;
        }
        if (update.tools() != null) {
            out.add(new SessionEffect.UseTools(DeclaredFunctions.names(update.tools()), false));
        }
        out.add(new SessionEffect.Send(input.id(), input.requiredMessage()));
    }

    /** Sends what has waited for this moment: a picture, or the next caller once no turn is open (T3). */
    void proceed(long now) {
        showPicture(now);
        if (outbox.callersWait() && !conversation.anyTurnOpen()) {
            Input caller = outbox.nextCaller();
            if (caller != null) {
                write(caller, now);
            }
        }
    }

    private void showPicture(long now) {
        Input picture = outbox.pictures().due(now);
        if (picture != null && conversation.answers().gated(now)) {
            out.drop(Drop.gatedPicture);
            out.add(new SessionEffect.Accept(picture.id()));
        } else if (picture != null) {
            write(picture, now);
        }
    }

    /**
     * The tool routes of the agent have changed.
     *
     * @param live whether a connection can take the news; otherwise the setup that it gets will hold it
     * @param setupWritten whether that setup is out already
     */
    void toolsChanged(List<Object> tools, boolean live, boolean setupWritten) {
        if (!settings.profile().contextUpdate() || context.toolsAreExplicit()) {
            return;
        }
        ContextUpdate update = new ContextUpdate(null, tools);
        if (live) {
            out.add(new SessionEffect.Send(0, update));
        } else if (setupWritten) {
            context.missed(update);
        }
    }

    /** Whether the server still listens to a stream of sound. */
    boolean soundSinceEnd() {
        return soundSinceEnd;
    }

    void connectionLost(long now) {
        outbox.pictures().connected(false, now);
        soundSinceEnd = false;
        context.connectionLost();
    }
}
