package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.ToolResponse;
import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
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
import java.util.List;
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

    /** The last mime type of sound and its rate: it hardly ever changes, and is not read anew for each chunk. */
    private String soundType = "";

    private int soundRate;

    Conversation(SessionSettings settings, ToolTraits traits, Effects out, long now) {
        this.settings = settings;
        this.profile = settings.profile();
        this.traits = traits;
        this.out = out;
        this.book = new TurnBook(out);
        this.input = new TurnInput(book, profile, out);
        this.output = new TurnOutput(book, profile, out);
        this.timers = new TurnTimers(book, output, profile.times(), now);
    }

    boolean anyTurnOpen() {
        return !book.isEmpty();
    }

    int openCalls() {
        return calls.openCount();
    }

    // what we write

    /** What an input means for the turns, when it is written. */
    void written(Input in, long now) {
        long turnNow = timers.turnTime(now);
        long reply = in.reply() ? in.id() : 0;
        switch (in.kind()) {
            case TEXT -> input.asked(in.text(), reply, turnNow);
            case UTTERANCE, ACTIVITY_START -> input.speechBegins(reply);
            case ACTIVITY_END, AUDIO_STREAM_END -> input.speechEnds(turnNow);
            case TOOL_RESPONSE -> answered((ToolResponse) in.requiredMessage(), turnNow);
            case LIVE_AUDIO, PACED_AUDIO, OPEN -> {
                // sound alone opens no turn: the server says when it heard speech
            }
        }
    }

    /** Whether sound from the microphone must not be written now (protocol section 4.2). */
    boolean gated(long now) {
        return profile.gatesMicrophone()
                && calls.gates(now, profile.times().gate().toNanos());
    }

    /** Why a tool answer of a route can't be sent, or null if it can. */
    @Nullable
    Failure refuse(ToolResponse answers) {
        for (FunctionResponse answer : answers.functionResponses()) {
            PendingToolCalls.Status status = calls.status(answer.id());
            if (status != PendingToolCalls.Status.OPEN) {
                String found = status == null
                        ? "unknown"
                        : status == PendingToolCalls.Status.CANCELLED ? "cancelled" : "answered";
                if (status != null) {
                    out.drop(Drop.lateToolResult);
                }
                return new Failure(
                        Failure.Code.BAD_INPUT,
                        "Expected the id of an open call in CamelGeminiLiveToolCallId but call " + answer.id() + " is "
                                + found);
            }
        }
        return null;
    }

    private void answered(ToolResponse answers, long turnNow) {
        for (FunctionResponse answer : answers.functionResponses()) {
            String key = answer.id();
            if (key != null && !answer.willContinue()) {
                settle(key, answer, turnNow);
            }
        }
    }

    private void settle(String key, FunctionResponse answer, long turnNow) {
        calls.answered(key);
        output.callSettled(key, !"SILENT".equals(answer.scheduling()), turnNow);
    }

    /** A function's answer: sent if its call is still open, dropped and counted if not. */
    void toolFinished(String key, FunctionResponse response, long now) {
        FunctionCall call = calls.open(key);
        if (call == null) {
            out.drop(Drop.lateToolResult);
            return;
        }
        String scheduling = profile.schedulingAllowed() ? response.scheduling() : null;
        FunctionResponse answer =
                new FunctionResponse(call.id(), call.name(), response.response(), scheduling, response.willContinue());
        out.add(new SessionEffect.Send(0, new ClientMessage.ToolResponse(List.of(answer))));
        if (!answer.willContinue()) {
            settle(key, answer, timers.turnTime(now));
        }
    }

    void abandon(long inputId) {
        input.abandon(inputId);
    }

    // what the server says

    /** Applies one frame: content before flags, usage before the end (T7). */
    void apply(List<ServerMessage> frame, int connection, long now) {
        timers.expire(now);
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
                toolCall.functionCalls().forEach(call -> called(call, connection, now));
            } else if (message instanceof UnknownMessage) {
                out.drop(Drop.unknownMessage);
            }
        }
        for (ServerMessage message : frame) {
            if (message instanceof UsageMetadata usage) {
                output.usage(usage, flags != null && flags.turnComplete());
            } else if (message instanceof InteractionStatusUpdate update) {
                output.status(update.status(), turnNow);
            } else if (message instanceof ToolCallCancellation cancellation) {
                out.deliver(EventKind.toolCallCancellation, book.nearestNumber(null), cancellation);
                cancellation.ids().forEach(id -> cancel(id, turnNow));
            }
        }
        if (flags != null) {
            flags(flags, turnNow);
        }
    }

    private void content(ServerContent content, long now) {
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
            Turn turn = output.output(now);
            if (turn != null) {
                turn.grounding = content.groundingMetadata();
                out.deliver(EventKind.grounding, turn.number, content.groundingMetadata());
            }
        }
        if (content.urlContextMetadata() != null) {
            Turn turn = output.output(now);
            if (turn != null) {
                out.deliver(EventKind.urlContext, turn.number, content.urlContextMetadata());
            }
        }
    }

    private void part(Part part, long now) {
        Turn turn = output.output(now);
        if (turn == null) {
            return;
        }
        if (part instanceof Part.InlineData data) {
            media(turn, data, now);
        } else if (part instanceof Part.Text text && text.thought()) {
            turn.thoughts.append(text.text());
            out.deliver(EventKind.thought, turn.number, text.text());
        } else if (part instanceof Part.Text text) {
            turn.text.append(text.text());
            out.deliver(EventKind.text, turn.number, text.text());
        } else if (part instanceof Part.ExecutableCode code) {
            out.deliver(EventKind.executableCode, turn.number, code);
        } else if (part instanceof Part.CodeExecutionResult result) {
            out.deliver(EventKind.codeExecutionResult, turn.number, result);
        }
    }

    private void media(Turn turn, Part.InlineData data, long now) {
        if (!data.mimeType().equals(soundType)) {
            soundType = data.mimeType();
            soundRate = Sound.rateOf(soundType);
        }
        Sound sound = new Sound(data.data(), soundType, soundRate);
        if (soundRate == 0) {
            out.deliver(soundType.startsWith("video/") ? EventKind.video : EventKind.raw, turn.number, sound);
            return;
        }
        boolean collect = turn.reply != 0 && turn.collectedBytes + sound.data().length <= settings.maxReplyAudioBytes();
        turn.sounded(sound, now, collect);
        out.deliver(EventKind.audio, turn.number, sound);
    }

    private void voice(VoiceActivity activity, long now) {
        if (activity.type() == VoiceActivity.Type.ACTIVITY_START) {
            input.voiceStarts();
        } else if (activity.type() == VoiceActivity.Type.ACTIVITY_END) {
            input.speechEnds(now);
        }
        out.deliver(EventKind.voiceActivity, book.nearestNumber(null), activity);
    }

    private void called(FunctionCall call, int connection, long now) {
        String key = calls.register(call, traits.blocking(call.name()), connection, now);
        if (key == null) {
            out.drop(Drop.duplicateToolCall);
            return;
        }
        long turn = output.called(key, call, traits.background(call.name()), timers.turnTime(now));
        FunctionCall named = new FunctionCall(key, call.name(), call.args());
        out.deliver(EventKind.toolCall, turn, named);
        if (!settings.manualTools()) {
            out.add(new SessionEffect.StartTool(key, named));
        }
    }

    private void cancel(String id, long turnNow) {
        if (calls.cancel(id)) {
            out.add(new SessionEffect.CancelTool(id));
            output.callSettled(id, false, turnNow);
        }
    }

    private void flags(ServerContent flags, long now) {
        if (flags.interactionStatus() != null) {
            output.status(flags.interactionStatus(), now);
        }
        if (flags.interrupted()) {
            output.interrupted(now);
        }
        if (flags.generationComplete()) {
            output.generationComplete(now);
        }
        if (flags.waitingForInput()) {
            output.waitingForInput(now);
        }
        if (flags.turnComplete()) {
            output.turnComplete(flags.turnCompleteReason(), now);
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
        calls.cancelAll().forEach(key -> out.add(new SessionEffect.CancelTool(key)));
    }
}
