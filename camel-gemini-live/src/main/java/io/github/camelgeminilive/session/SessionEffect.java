package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.FunctionCall;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the machine wants done; the shell does it after the transition, in order. */
sealed interface SessionEffect {

    /** Hand an event to the lanes. */
    record Deliver(LiveEvent event) implements SessionEffect {}

    /** Empty the lanes of sound, then hand each an {@code interrupted} at its head (T10). */
    record Interrupt(long turn, int connection) implements SessionEffect {}

    /** Open connection number {@code generation}. */
    record Connect(int generation) implements SessionEffect {}

    /** Send the setup message. */
    record SendSetup(int generation) implements SessionEffect {}

    /** Write a message of ours or of a sender. */
    record Send(long inputId, ClientMessage message) implements SessionEffect {}

    /** Run no other functions than these from now on; {@code given} leaves those that the setup itself declares. */
    record UseTools(List<String> names, boolean given) implements SessionEffect {}

    /** Write which tools there are now, perhaps with another instruction. */
    record SendTools(long inputId, @Nullable Map<String, Object> systemInstruction) implements SessionEffect {}

    /** Tell the sender that his input is done with, without a write of its own. */
    record Accept(long inputId) implements SessionEffect {}

    /** Tell the sender that his input failed. */
    record Reject(long inputId, Failure failure) implements SessionEffect {}

    /** Give the caller his answer. */
    record Reply(long inputId, TurnSummary turn) implements SessionEffect {}

    /** Run a function. */
    record StartTool(String callId, FunctionCall call) implements SessionEffect {}

    /** A call that is answered with an error and not run. */
    record ToolRefused(FunctionCall call, String status) implements SessionEffect {}

    /** A function's result is not wanted any more, or was answered in vain. */
    record CancelTool(String callId) implements SessionEffect {}

    /** Close a connection; nothing more is heard of it. */
    record CloseConnection(int generation, int code, String reason) implements SessionEffect {}

    /** The session is over; {@code failure} is null when it was closed on request. */
    record Ended(@Nullable Failure failure) implements SessionEffect {}
}
