package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.ServerContent;
import io.github.camelgeminilive.protocol.UsageMetadata;

/**
 * What the families say that translate or write down speech as it comes (protocol section 6.1): there is no question and
 * no answer, so nothing is attributed to a turn, nothing is waited for and nothing is over before the session is.
 *
 * <p>Confined to the session's mailbox.
 */
final class Turnless {

    /** The number of a turn in events that belong to none. */
    private static final long NO_TURN = 0;

    private final Effects out;
    private final ModelParts parts;

    Turnless(Effects out, ModelParts parts) {
        this.out = out;
        this.parts = parts;
    }

    /** What somebody hears who wants to wait for an answer. */
    static Failure refusal(SessionSettings settings) {
        return new Failure(
                Failure.Code.BAD_INPUT,
                "Expected a model that answers in turns for a request that waits for its answer but model "
                        + settings.model() + " (family "
                        + settings.profile().family() + ") has no turns: send InOnly and receive what it says with "
                        + "from(\"gemini-live:...\")");
    }

    /** Everything in a frame's content, in the order in which other families deliver it. */
    void content(ServerContent content, long now) {
        if (content.interimInputTranscription() != null) {
            out.deliver(EventKind.interimInputTranscription, NO_TURN, content.interimInputTranscription());
        }
        if (content.inputTranscription() != null) {
            out.deliver(EventKind.inputTranscription, NO_TURN, content.inputTranscription());
        }
        content.modelTurn().forEach(part -> parts.deliver(part, null, now));
        if (content.outputTranscription() != null) {
            out.deliver(EventKind.outputTranscription, NO_TURN, content.outputTranscription());
        }
        if (content.groundingMetadata() != null) {
            out.deliver(EventKind.grounding, NO_TURN, content.groundingMetadata());
        }
        if (content.urlContextMetadata() != null) {
            out.deliver(EventKind.urlContext, NO_TURN, content.urlContextMetadata());
        }
        if (content.speechState() != null) {
            out.deliver(EventKind.speechState, NO_TURN, content.speechState());
        }
    }

    void usage(UsageMetadata usage) {
        out.deliver(EventKind.usage, NO_TURN, usage);
    }

    /** Marks are told; an end of a turn ends nothing here. */
    void flags(ServerContent flags) {
        if (flags.interactionStatus() != null) {
            out.deliver(
                    EventKind.interactionStatus,
                    NO_TURN,
                    flags.interactionStatus().name());
        }
        if (flags.interrupted()) {
            out.interrupt(NO_TURN);
        }
        if (flags.generationComplete()) {
            out.deliver(EventKind.generationComplete, NO_TURN, null);
        }
        if (flags.waitingForInput()) {
            out.deliver(EventKind.waitingForInput, NO_TURN, null);
        }
        if (flags.turnComplete()) {
            out.drop(Drop.strayTurnComplete);
        }
    }
}
