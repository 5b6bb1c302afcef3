package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.ToolResponse;
import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.protocol.InteractionStatus;
import io.github.camelgeminilive.protocol.InteractionStatusUpdate;
import io.github.camelgeminilive.protocol.Part;
import io.github.camelgeminilive.protocol.ServerContent;
import io.github.camelgeminilive.protocol.ServerMessage;
import io.github.camelgeminilive.protocol.SessionResumptionUpdate;
import io.github.camelgeminilive.protocol.ToolCall;
import io.github.camelgeminilive.protocol.ToolCallCancellation;
import io.github.camelgeminilive.protocol.UnknownMessage;
import io.github.camelgeminilive.protocol.UsageMetadata;
import io.github.camelgeminilive.protocol.VoiceActivity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said: applies the server's messages and our own to turns and calls. Knows no connection states. Lives as long
 * as the session.
 *
 * <p>Confined to the session's mailbox. Times are moments of the monotonic clock.
 */
final class Conversation {

    private final SessionSettings settings;
    private final ModelProfile profile;
    private final ToolTraits traits;
    private final Effects out;
    private final TurnBook book;
    private final TurnInput input;
    private final TurnOutput output;
    private final TurnTimers timers;
    private final PendingToolCalls calls = new PendingToolCalls();
    private final CallAnswers answers;
    private final CallLimits limits;
    private final StreamedCalls streamed;
    private final ModelParts parts;

    /** Set for families whose conversation has no turns. */
    private final @Nullable Turnless turnless;

    Conversation(SessionSettings settings, ToolTraits traits, Effects out, long now) {
        this.settings = settings;
        this.profile = settings.profile();
        this.traits = traits;
        this.out = out;
        this.book = new TurnBook(out);
        this.input = new TurnInput(book, profile, out);
        this.output = new TurnOutput(book, profile, out);
        this.answers = new CallAnswers(settings, calls, output, out);
        this.limits = new CallLimits(settings.calls());
        this.streamed = new StreamedCalls(out);
        this.parts = new ModelParts(out, settings.maxReplyAudioBytes());
        this.turnless = profile.turns() ? null : new Turnless(out, parts);
        this.timers = new TurnTimers(book, output, profile.times(), now);
    }

    boolean anyTurnOpen() {
        return !book.isEmpty();
    }

    int openCalls() {
        return calls.openCount();
    }

    // what we write

    /** Why nobody can wait for the answer to an input, or null if one can. */
    @Nullable
    Failure refuseCaller() {
        return turnless == null ? null : Turnless.refusal(settings);
    }

    /** What an input means for the turns, when it is written. */
    void written(Input in, long now) {
        if (turnless != null && !(in.meaning() instanceof ToolResponse)) {
            return;
        }
        long turnNow = timers.turnTime(now);
        long reply = in.reply() ? in.id() : 0;
        switch (in.kind()) {
            case TEXT, TURNS -> {
                if (in.asks()) {
                    input.asked(in.text(), reply, turnNow);
                }
            }
            case UTTERANCE, ACTIVITY_START -> input.speechBegins(reply);
            case SPEECH_END, ACTIVITY_END, AUDIO_STREAM_END -> input.speechEnds(turnNow);
            case TOOL_RESPONSE -> answers.written((ToolResponse) in.requiredMessage(), turnNow);
            case RAW -> meant(in, turnNow);
            case LIVE_AUDIO, PACED_AUDIO, VIDEO, OPEN, INTERRUPT, CONTEXT_UPDATE -> {
                // sound and pictures alone open no turn: the server says when it heard speech
            }
        }
    }

    /** A message that its sender wrote himself counts as what it means. */
    private void meant(Input in, long turnNow) {
        ClientMessage meaning = in.meaning();
        if (meaning instanceof ClientMessage.ActivityStart) {
            input.speechBegins(0);
        } else if (in.asks()) {
            input.asked(meaning instanceof ClientMessage.RealtimeText text ? text.text() : "", 0, turnNow);
        } else if (meaning instanceof ClientMessage.ActivityEnd || meaning instanceof ClientMessage.AudioStreamEnd) {
            input.speechEnds(turnNow);
        } else if (meaning instanceof ToolResponse response) {
            answers.writtenRaw(response, turnNow);
        }
    }

    /** Tells players that what is left of the last answer is not wanted. */
    void interruptPlayback() {
        if (book.lastNumber() > 0) {
            out.interrupt(book.lastNumber());
        }
    }

    /** What becomes of answers to functions. */
    CallAnswers answers() {
        return answers;
    }

    void toolFinished(String key, FunctionResponse response, long now) {
        answers.finished(key, response, timers.turnTime(now));
    }

    void abandon(long inputId) {
        input.abandon(inputId);
    }

    // what the server says

    /** Applies one frame: content before flags, usage before the end (T7). */
    void apply(List<ServerMessage> frame, int connection, long now) {
        long turnNow = timers.turnTime(now);
        book.sign(turnNow);
        ServerContent flags = null;
        for (ServerMessage message : frame) {
            if (message instanceof ServerContent content) {
                content(content, turnNow);
                flags = content;
            } else if (message instanceof SessionResumptionUpdate update) {
                out.deliver(EventKind.resumptionUpdate, 0, update.resumable());
            } else if (message instanceof VoiceActivity activity) {
                voice(activity, turnNow);
            } else if (message instanceof ToolCall toolCall) {
                Map<String, FunctionResponse> refused = new LinkedHashMap<>();
                toolCall.functionCalls().forEach(call -> called(call, connection, refused, now));
                // only now: with the others open, nothing asks the model to go on without them
                refused.forEach((key, answer) -> toolFinished(key, answer, now));
            } else if (message instanceof UnknownMessage) {
                out.drop(Drop.unknownMessage);
            }
        }
        for (ServerMessage message : frame) {
            if (message instanceof UsageMetadata usage && turnless != null) {
                turnless.usage(usage);
            } else if (message instanceof UsageMetadata usage) {
                output.usage(usage, flags != null && flags.turnComplete());
            } else if (message instanceof InteractionStatusUpdate update) {
                output.status(update.status(), turnNow);
            } else if (message instanceof ToolCallCancellation cancellation) {
                cancelled(cancellation, turnNow);
            }
        }
        if (flags != null) {
            flags(flags, turnNow);
        }
    }

    private void content(ServerContent content, long now) {
        if (turnless != null) {
            turnless.content(content, now);
            return;
        }
        if (content.interimInputTranscription() != null) {
            input.interim(content.interimInputTranscription(), now);
        }
        if (content.inputTranscription() != null) {
            input.transcript(content.inputTranscription(), now);
        }
        for (Part part : content.modelTurn()) {
            part(part, now);
        }
        if (content.outputTranscription() != null) {
            output.transcript(content.outputTranscription(), now);
        }
        if (content.groundingMetadata() != null) {
            output.aside(EventKind.grounding, content.groundingMetadata(), now);
        }
        if (content.urlContextMetadata() != null) {
            output.aside(EventKind.urlContext, content.urlContextMetadata(), now);
        }
        if (content.speechState() != null) {
            out.deliver(EventKind.speechState, book.nearestNumber(null), content.speechState());
        }
    }

    private void part(Part part, long now) {
        Turn turn = output.output(now);
        if (turn != null) {
            parts.deliver(part, turn, now);
        }
    }

    private void voice(VoiceActivity activity, long now) {
        if (turnless == null && activity.type() == VoiceActivity.Type.ACTIVITY_START) {
            input.voiceStarts();
        } else if (activity.type() == VoiceActivity.Type.ACTIVITY_END) {
            input.speechEnds(now);
        }
        out.deliver(EventKind.voiceActivity, book.nearestNumber(null), activity);
    }

    /** A call, or a piece of one: only a whole call is told and run. */
    private void called(FunctionCall sent, int connection, Map<String, FunctionResponse> refusals, long now) {
        StreamedCalls.Whole whole = streamed.take(sent);
        if (whole == null) {
            if (turnless == null) {
                output.calling(timers.turnTime(now));
            }
            return;
        }
        FunctionCall call = whole.call();
        boolean blocking = traits.blocking(call.name());
        String key = calls.register(call, blocking, connection, now);
        if (key == null) {
            out.drop(Drop.duplicateToolCall);
            return;
        }
        FunctionCall named = new FunctionCall(key, call.name(), call.args());
        boolean background = traits.background(call.name());
        long turn = turnless != null ? 0 : output.called(key, named, blocking, background, timers.turnTime(now));
        out.deliver(EventKind.toolCall, turn, named);
        ErrorAnswer refused = whole.problem() != null ? broken(whole.problem()) : limited(turn, now);
        if (refused != null) {
            out.add(new SessionEffect.ToolRefused(named, refused.status()));
            refusals.put(key, refused.to(named));
        } else if (!settings.manualTools()) {
            out.add(new SessionEffect.StartTool(key, named));
        }
    }

    private static ErrorAnswer broken(String problem) {
        return new ErrorAnswer(
                "invalid_arguments",
                "The arguments came in pieces that can't be put together: " + problem + ". Nothing was carried out.",
                true);
    }

    /** The answer to one call too many, or null. Who answers calls by hand decides about each himself. */
    private @Nullable ErrorAnswer limited(long turn, long now) {
        ErrorAnswer refused = settings.manualTools() ? null : limits.take(turn, now);
        if (refused != null) {
            out.drop(Drop.limitedToolCall);
        }
        return refused;
    }

    private void cancelled(ToolCallCancellation cancellation, long turnNow) {
        cancellation.ids().forEach(streamed::cancel);
        List<String> keys = cancellation.ids().stream().map(calls::keyOf).toList();
        Turn turn = keys.isEmpty() ? null : book.first(t -> t.made(keys.get(0)));
        out.deliver(EventKind.toolCallCancellation, book.nearestNumber(turn), new ToolCallCancellation(keys));
        for (String key : keys) {
            if (calls.cancel(key)) {
                tellTool(key);
                output.callSettled(key, false, turnNow);
            } else if (calls.takeBack(key)) {
                tellTool(key);
                output.callTakenBack(key, turnNow);
            }
        }
    }

    private void tellTool(String key) {
        if (!settings.manualTools()) {
            out.add(new SessionEffect.CancelTool(key));
        }
    }

    private void flags(ServerContent flags, long now) {
        if (turnless != null) {
            turnless.flags(flags);
            return;
        }
        InteractionStatus status = flags.interactionStatus();
        if (status == InteractionStatus.IN_PROGRESS) {
            output.status(status, now);
        }
        if (flags.interrupted()) {
            streamed.forget();
            output.interrupted(now);
        }
        if (flags.generationComplete()) {
            output.generationComplete(now);
        }
        boolean over = flags.waitingForInput() && output.waitingForInput(now);
        if (flags.turnComplete()) {
            streamed.forget();
        }
        if (flags.turnComplete() && !over) {
            output.turnComplete(flags.turnCompleteReason(), now);
        }
        if (status == InteractionStatus.IDLE) {
            // after the end that it comes with, or that end would find nothing left to end
            output.status(status, now);
        }
    }

    // time and connections

    /** Nothing is heard from now on: the timers of turns stand still (T15). */
    void deaf(long now) {
        timers.stop(now);
    }

    void hears(long now) {
        timers.go(now);
    }

    /** Ends what time has ended; {@link #nextDeadline} says when to come again. */
    void expire(long now) {
        timers.expire(now);
    }

    long nextDeadline() {
        return timers.next();
    }

    /** The connection is gone, and with it everything that the server knew: T16, and calls that nobody waits for. */
    void connectionLost(long now) {
        endCalls();
        book.endAll(TurnEnd.connection, timers.turnTime(now));
        output.connectionLost();
        timers.stop(now);
    }

    void closed(long now) {
        endCalls();
        book.endAll(TurnEnd.closed, timers.turnTime(now));
        timers.stop(now);
    }

    private void endCalls() {
        streamed.forget();
        answers.forget();
        calls.cancelAll().forEach(this::tellTool);
    }
}
