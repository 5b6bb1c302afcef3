package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.ClientMessage.RealtimeText;
import io.github.camelgeminilive.protocol.ClientMessage.ToolResponse;
import io.github.camelgeminilive.protocol.FunctionCall;
import io.github.camelgeminilive.protocol.FunctionResponse;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Our side of function calls: which answers go out, in which form, and what they mean for the turn that waits for them.
 *
 * <p>Confined to the session's mailbox.
 */
final class CallAnswers {

    private final SessionSettings settings;
    private final ModelProfile profile;
    private final PendingToolCalls calls;
    private final TurnOutput output;
    private final Effects out;

    /** Final answers by key that wait for those to earlier calls of their function, in the order in which they came. */
    private final Map<String, FunctionResponse> held = new LinkedHashMap<>();

    CallAnswers(SessionSettings settings, PendingToolCalls calls, TurnOutput output, Effects out) {
        this.settings = settings;
        this.profile = settings.profile();
        this.calls = calls;
        this.output = output;
        this.out = out;
    }

    /** Whether sound from the microphone must not be written now (protocol section 4.2). */
    boolean gated(long now) {
        return profile.gatesMicrophone()
                && calls.gates(now, profile.times().gate().toNanos());
    }

    /** Why a tool answer of a route can't be sent, or null if it can. */
    @Nullable
    Failure refuse(ToolResponse answers) {
        Set<String> settled = new HashSet<>();
        for (FunctionResponse answer : answers.functionResponses()) {
            PendingToolCalls.Status status = calls.status(answer.id());
            if (settled.contains(answer.id())) {
                status = PendingToolCalls.Status.ANSWERED;
            }
            if (status != PendingToolCalls.Status.OPEN) {
                if (status != null) {
                    out.drop(Drop.lateToolResult);
                }
                return new Failure(
                        Failure.Code.BAD_INPUT,
                        "Expected the id of an open call in CamelGeminiLiveToolCallId but call " + answer.id() + " is "
                                + (status == null ? "unknown" : status.name().toLowerCase(Locale.ROOT)));
            }
            if (!answer.parts().isEmpty() && !profile.responseParts()) {
                return new Failure(
                        Failure.Code.BAD_INPUT,
                        "Expected an answer without parts but there are "
                                + answer.parts().size() + ": model " + settings.model() + " (family " + profile.family()
                                + ") takes no pictures in answers");
            }
            if (!answer.willContinue()) {
                settled.add(answer.id());
            }
        }
        return null;
    }

    /** As {@link #refuse}, for a message that goes out as it is: its ids have to be the server's own. */
    @Nullable
    Failure refuseRaw(ToolResponse answers) {
        for (FunctionResponse answer : answers.functionResponses()) {
            String id = answer.id();
            FunctionCall call = id == null ? null : calls.open(calls.keyOf(id));
            if (call != null && !Objects.equals(id, call.id())) {
                return new Failure(
                        Failure.Code.BAD_INPUT,
                        "Operation raw: expected an id that the server gave but " + id
                                + " is one of ours, which it does not know: operation=toolResponse puts its own in");
            }
        }
        return refuse(keyed(answers));
    }

    /** As {@link #written}, for a message that went out as it is. */
    void writtenRaw(ToolResponse answers, long turnNow) {
        written(keyed(answers), turnNow);
    }

    private ToolResponse keyed(ToolResponse answers) {
        return new ToolResponse(
                answers.functionResponses().stream().map(this::keyed).toList());
    }

    private FunctionResponse keyed(FunctionResponse answer) {
        String id = answer.id();
        return id == null
                ? answer
                : new FunctionResponse(
                        calls.keyOf(id), answer.name(), answer.response(), answer.scheduling(), answer.willContinue());
    }

    /** What goes out for a route's answers, which {@link #refuse} let pass; may be nothing. */
    ToolResponse outgoing(ToolResponse answers) {
        return new ToolResponse(answers.functionResponses().stream()
                .filter(this::takesNow)
                .map(answer -> {
                    String key = String.valueOf(answer.id());
                    FunctionCall call = calls.open(key);
                    return call == null ? answer : outgoing(key, call, answer);
                })
                .toList());
    }

    /** An answer before the last one is news for back ends that take several; the others wait for the last. */
    private boolean takesNow(FunctionResponse answer) {
        boolean takes = !answer.willContinue() || settings.calls().severalAnswers();
        if (!takes) {
            out.drop(Drop.progressAnswer);
        }
        return takes;
    }

    /** Id and name as the server gave them; scheduling only where the family has it (protocol section 2.15). */
    private FunctionResponse outgoing(String key, FunctionCall call, FunctionResponse answer) {
        String scheduling = profile.schedulingAllowed() ? answer.scheduling() : null;
        return new FunctionResponse(
                call.id(),
                call.name(),
                content(key, answer),
                scheduling,
                answer.willContinue(),
                profile.responseParts() ? answer.parts() : List.of());
    }

    /** Models repeat a call whose answer is empty (protocol section 2.15); only the end of several may say nothing. */
    private Map<String, Object> content(String key, FunctionResponse answer) {
        if (!answer.response().isEmpty() || !answer.willContinue() && calls.continued(key)) {
            return answer.response();
        }
        return Map.of("output", answer.willContinue() ? "in progress" : "done");
    }

    /** Answers of a route were written. */
    void written(ToolResponse answers, long turnNow) {
        for (FunctionResponse answer : answers.functionResponses()) {
            String key = answer.id();
            if (key != null) {
                sent(key, answer, turnNow);
            }
        }
        release(turnNow);
        kick();
    }

    /** Some models go on after their calls are answered only when something else comes (protocol section 4.6). */
    private void kick() {
        if (profile.kick() && calls.openCount() == 0) {
            out.add(new SessionEffect.Send(0, new RealtimeText(" ")));
        }
    }

    private void sent(String key, FunctionResponse answer, long turnNow) {
        if (!answer.willContinue()) {
            // a model that waits for an answer speaks about it all the same (protocol section 2.15); where it does so
            // in
            // the same stretch, the end of that is the end in any case
            boolean ignored = calls.blocking(key) && profile.toolTurn().answerIsOwnStretch();
            boolean silent = profile.schedulingAllowed() && "SILENT".equals(answer.scheduling()) && !ignored;
            calls.answered(key);
            output.callSettled(key, !silent, turnNow);
        } else if (settings.calls().severalAnswers()) {
            calls.continues(key);
        }
    }

    /** A function's answer: sent if its call is still open, dropped and counted if not. */
    void finished(String key, FunctionResponse response, long turnNow) {
        FunctionCall call = calls.open(key);
        if (call == null || held.containsKey(key)) {
            out.drop(Drop.lateToolResult);
        } else if (!takesNow(response)) {
            return;
        } else if (!calls.waitsForEarlier(key)) {
            send(key, call, response, turnNow);
            release(turnNow);
            kick();
        } else if (response.willContinue()) {
            out.drop(Drop.progressAnswer);
        } else {
            held.put(key, response);
        }
    }

    /** The conversation that knew the calls is gone, and with it who waited for their answers. */
    void forget() {
        if (!held.isEmpty()) {
            out.drop(Drop.lateToolResult, held.size());
            held.clear();
        }
    }

    private void send(String key, FunctionCall call, FunctionResponse response, long turnNow) {
        out.add(new SessionEffect.Send(0, new ToolResponse(List.of(outgoing(key, call, response)))));
        sent(key, response, turnNow);
    }

    /** Sends what has waited long enough. */
    private void release(long turnNow) {
        for (Map.Entry<String, FunctionResponse> waiting : List.copyOf(held.entrySet())) {
            String key = waiting.getKey();
            FunctionCall call = calls.open(key);
            if (call == null) {
                held.remove(key);
                out.drop(Drop.lateToolResult);
            } else if (!calls.waitsForEarlier(key)) {
                held.remove(key);
                send(key, call, waiting.getValue(), turnNow);
                release(turnNow);
                return;
            }
        }
    }
}
