package io.github.camelgeminilive.session;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.ActivityStart;
import io.github.camelgeminilive.protocol.ClientMessage.ClientContent;
import io.github.camelgeminilive.protocol.ClientMessage.Raw;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeAudio;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something a route sends into a conversation.
 *
 * @param id its number in the session, from 1, in the order of sending
 * @param kind what it is
 * @param message what goes out; null for {@code OPEN}, {@code UTTERANCE} and {@code SPEECH_END}, which write nothing
 * @param text the typed text, to recognise its echo; empty otherwise
 * @param reply whether the sender waits for the answer
 * @param toolSet with {@code CONTEXT_UPDATE}: the only functions of the agent that there are from now on, by name; null
 *     when that stays as it is
 */
public record Input(
        long id,
        Kind kind,
        @Nullable ClientMessage message,
        String text,
        boolean reply,
        @Nullable List<String> toolSet) {

    /** An input that changes nothing about functions. */
    public Input(long id, Kind kind, @Nullable ClientMessage message, String text, boolean reply) {
        this(id, kind, message, text, reply, null);
    }

    /** What an input is; decides what may wait and what may be dropped while no connection can take it. */
    public enum Kind {
        /** Asks to open the session, writes nothing. */
        OPEN,
        /** Typed input that asks. */
        TEXT,
        /** Contents of the conversation; asks unless more is to follow. */
        TURNS,
        /** A still picture: the newest wins. */
        VIDEO,
        /** Sound that comes as somebody speaks: it can't be slowed, only dropped. */
        LIVE_AUDIO,
        /** Sound from a file or stream: its sender waits. */
        PACED_AUDIO,
        /** A caller's utterance begins, under automatic voice activity detection: writes nothing. */
        UTTERANCE,
        /** The sound of an utterance is over, silence follows: writes nothing, but tells when the answer is waited for. */
        SPEECH_END,
        ACTIVITY_START,
        ACTIVITY_END,
        AUDIO_STREAM_END,
        TOOL_RESPONSE,
        /** Stops the answer that is being given. */
        INTERRUPT,
        /** Replaces instruction or tools. */
        CONTEXT_UPDATE,
        /** A message that its sender wrote himself; asks if what it means asks. */
        RAW
    }

    public Input {
        toolSet = toolSet == null ? null : List.copyOf(toolSet);
        if (reply && !asks(kind, message)) {
            throw new IllegalArgumentException(
                    "Expected an input that asks the model for an answer when the sender waits for it but was " + kind);
        }
    }

    /** Whether the model is to answer: it opens a turn (T1). */
    boolean asks() {
        return asks(kind, message);
    }

    private static boolean asks(Kind kind, @Nullable ClientMessage message) {
        return switch (kind) {
            case TEXT, TURNS -> !(message instanceof ClientContent content) || content.turnComplete();
            case UTTERANCE, ACTIVITY_START -> true;
            case RAW -> {
                ClientMessage meaning = meaning(message);
                yield meaning instanceof RealtimeText
                        || meaning instanceof ActivityStart
                        || meaning instanceof ClientContent content && content.turnComplete();
            }
            default -> false;
        };
    }

    /** The message, or what is understood of one that its sender wrote himself. */
    @Nullable
    ClientMessage meaning() {
        return meaning(message);
    }

    private static @Nullable ClientMessage meaning(@Nullable ClientMessage message) {
        return message instanceof Raw raw ? raw.meaning() : message;
    }

    /** Playing time in nanoseconds, 0 if it is not sound. */
    long audioNanos() {
        return message instanceof RealtimeAudio audio ? audio.durationNanos() : 0;
    }

    ClientMessage requiredMessage() {
        if (message == null) {
            throw new IllegalStateException("Expected a message in " + this + " but there was none");
        }
        return message;
    }

    /** What people say is never printed. */
    @Override
    public String toString() {
        return "input " + id + " " + kind;
    }
}
