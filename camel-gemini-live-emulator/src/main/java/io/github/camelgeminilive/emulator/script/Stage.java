package io.github.camelgeminilive.emulator.script;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelgeminilive.emulator.audio.Sound;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where acts are performed: the turn of one connection. Each act calls exactly one of these methods, once.
 * Confined to the connection's event loop.
 */
public interface Stage {
    /** What the user is to have said; sent when the setup asks for input transcription. */
    void transcript(String text);

    /** Says the text: output transcript and sound, the given one or the synthetic voice. */
    void say(Template text, @Nullable Sound sound);

    /** A text part in the model's turn. */
    void text(Template text);

    /** A thought part in the model's turn. */
    void thought(String text);

    /**
     * Calls functions, all in one message; what follows waits for the answers to all of them.
     *
     * @param meanwhile what to do after the message and before waiting
     */
    void callTools(List<ToolCall> calls, List<Act> meanwhile);

    /** Takes every open call back with toolCallCancellation. */
    void cancelCalls();

    void pause(Duration time);

    /** Does nothing more in this turn: no output, no end, until somebody interrupts it. */
    void stall();

    /** Ends the turn here, without generationComplete and turnComplete when {@code silently}. */
    void endTurn(boolean silently);

    /** The reason in the turn's turnComplete (protocol section 3.5). */
    void turnCompleteReason(String reason);

    /** The turn ends with waitingForInput. */
    void waitingForInput();

    void interactionStatus(String status);

    /** Counts for the turn's usageMetadata, in the Developer API's names. */
    void usage(ObjectNode counts);

    void interrupted();

    void close(int code, String reason);

    /**
     * Announces the end of the connection, and ends it after that time with the back end's own code.
     *
     * @param silent whether nothing more is sent in that time
     */
    void goAway(Duration timeLeft, boolean silent);

    /** Sends nothing more on this connection, and reads on. */
    void hush();

    /** Neither reads nor sends anything more; the socket stays. */
    void halfOpen();

    /** @param delay before pings are answered; null never answers them */
    void pongDelay(@Nullable Duration delay);

    /** Gives a handle for the state of now, or says that there is none. */
    void handle(boolean resumable);

    /** What the calls that follow are made for, by the account. */
    void wish(String name);

    /** Resets the TCP connection without a close frame. */
    void vanish();

    /** Sends the next frame in so many fragments with a pause between them. */
    void split(int pieces, Duration pause);

    /** Sends a text frame that is no JSON. */
    void garbage();

    /** Sends this frame, in the shape that the connection's frames have; the stage owns it from now on. */
    void send(ObjectNode frame);

    /** What these acts say goes out as one message. */
    void together(List<Act> acts);

    /** What to do when the turn is over. */
    void afterTurn(List<Act> acts);

    /** Sends this frame as it is. */
    void frame(String json);
}
