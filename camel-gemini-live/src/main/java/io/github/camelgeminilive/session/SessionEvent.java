package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.FunctionResponse;
import io.github.camelgeminilive.protocol.ServerMessage;
import io.github.camelgeminilive.transport.CloseReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can happen to a session. Events of a connection carry its generation; those of an older one are ignored. */
sealed interface SessionEvent {

    /** A route sends something. */
    record InputOffered(Input input) implements SessionEvent {}

    /** The caller does not wait for this answer any more. */
    record ReplyAbandoned(long inputId) implements SessionEvent {}

    /** The session is to end; {@code reason} is told in the event {@code closed}. */
    record CloseRequested(String reason) implements SessionEvent {}

    /** A worker fetches the credentials of a connection, or has them now. */
    record CredentialsAwaited(int generation, boolean waiting) implements SessionEvent {}

    /** The WebSocket is open. */
    record ConnectionOpened(int generation) implements SessionEvent {}

    /** A frame came; {@code raw} is its text where a route wants it. */
    record FrameReceived(
            int generation,
            List<ServerMessage> messages,
            @Nullable String raw) implements SessionEvent {}

    /** A frame came that is not the protocol. */
    record FrameBroken(int generation, String problem) implements SessionEvent {}

    /** The connection is over or never came to be. */
    record ConnectionClosed(int generation, CloseReason reason) implements SessionEvent {}

    /** A function gave its answer. */
    record ToolFinished(String callId, FunctionResponse response) implements SessionEvent {}

    /** The agent's tool routes have changed; these are all tools that there are now, in wire form. */
    record ToolsChanged(List<Object> tools) implements SessionEvent {}

    /** A lane is full: nothing more is read. */
    record ReadingPaused() implements SessionEvent {}

    /** All lanes have room again. */
    record ReadingResumed() implements SessionEvent {}

    /** Time passed. */
    record Tick() implements SessionEvent {}
}
