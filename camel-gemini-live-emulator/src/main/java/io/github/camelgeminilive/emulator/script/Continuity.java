package io.github.camelgeminilive.emulator.script;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How conversations go on over their connections (protocol sections 4.7, 4.8): what handles are given and what becomes
 * of them. The defaults are what is documented; what single parties measured has to be asked for. Part of a scenario or
 * of the knobs; each connection takes it as it is when its setup comes. Not thread-safe while it is set.
 */
public final class Continuity {
    /** When a client is given handles, if its setup asks for them. */
    public enum Handles {
        /** After setupComplete and at the ends of turns; with 3.8 while the model speaks, too. */
        FAMILY,
        NEVER,
        TURN_ENDS,
        /** Also while the model speaks and while calls are open; the state then holds the turn and the calls. */
        MID_TURN,
        /** One after setupComplete, and from then on only the word that the session is not resumable. */
        WITHHOLD
    }

    /** How a handle is refused that is unknown or expired; three texts are on record. */
    public enum DeadHandle {
        /** 1008 {@code BidiGenerateContent session not found}. */
        SESSION_NOT_FOUND,
        /** 1007 {@code Invalid session handle}. */
        INVALID,
        /** 1008 {@code Requested entity was not found.}. */
        ENTITY_NOT_FOUND,
        /** Accepted as a session that holds nothing, and closed with {@code session not found} right after. */
        CLOSED_LATER
    }

    /** What becomes of a connection that is still open when another one resumes its conversation. */
    public enum OldSocket {
        /** It stays, and the new one is closed with 1011. */
        REFUSES,
        /** It is closed with 1008; that this happens is not on record. */
        IS_KICKED,
        /** Both stay. */
        IS_LEFT
    }

    /** What an accepted resume is worth. */
    public enum Resumed {
        FAITHFUL,
        /** Inputs are taken in and transcribed, and nothing is generated. */
        POISONED,
        /** The session holds nothing of what was. */
        FORGETFUL
    }

    /** What the model does when it comes to a call again that another connection has made. */
    public enum Again {
        NEW_ID,
        SAME_ID,
        /** A new id, and the arguments that the script gives as the other words. */
        OTHER_WORDS,
        /** No call, and the turn ends. */
        NOT
    }

    private Handles handles = Handles.FAMILY;
    private DeadHandle deadHandle = DeadHandle.SESSION_NOT_FOUND;
    private OldSocket oldSocket = OldSocket.REFUSES;
    private Resumed resumed = Resumed.FAITHFUL;
    private Again again = Again.NEW_ID;
    private boolean explicit;
    private boolean frozenSetup;
    private boolean kickNeeded;
    private @Nullable Boolean staleExchange;
    private @Nullable Duration handleLife;
    private Duration handleDelay = Duration.ZERO;
    private Duration inputDelay = Duration.ZERO;
    private int firstIndex = 1;

    public Continuity copy() {
        Continuity copy = new Continuity();
        copy.handles = handles;
        copy.deadHandle = deadHandle;
        copy.oldSocket = oldSocket;
        copy.resumed = resumed;
        copy.again = again;
        copy.explicit = explicit;
        copy.frozenSetup = frozenSetup;
        copy.kickNeeded = kickNeeded;
        copy.staleExchange = staleExchange;
        copy.handleLife = handleLife;
        copy.handleDelay = handleDelay;
        copy.inputDelay = inputDelay;
        copy.firstIndex = firstIndex;
        return copy;
    }

    public Continuity handles(Handles when) {
        handles = when;
        return this;
    }

    public Handles handles() {
        return handles;
    }

    /** True writes {@code {"newHandle":"","resumable":false}}; false leaves defaults out, so that it is {@code {}}. */
    public Continuity explicitNotResumable(boolean on) {
        explicit = on;
        return this;
    }

    public boolean explicitNotResumable() {
        return explicit;
    }

    /** How long a handle's frame comes after its state; output that the state does not hold never comes before it. */
    public Continuity handleDelay(Duration lag) {
        handleDelay = lag;
        return this;
    }

    public Duration handleDelay() {
        return handleDelay;
    }

    /** How long a message waits, received, before it is consumed; a close in that time discards it. */
    public Continuity inputDelay(Duration lag) {
        inputDelay = lag;
        return this;
    }

    public Duration inputDelay() {
        return inputDelay;
    }

    /**
     * How long a handle can be used after the last connection of its conversation has ended, on the emulator's clock.
     * By default 2 hours on the Developer API and 24 hours on Vertex, whose pages also say 10 minutes.
     */
    public Continuity handleLife(Duration life) {
        handleLife = life;
        return this;
    }

    public Duration handleLife(boolean vertex) {
        return handleLife != null ? handleLife : Duration.ofHours(vertex ? 24 : 2);
    }

    public Continuity deadHandle(DeadHandle how) {
        deadHandle = how;
        return this;
    }

    public DeadHandle deadHandle() {
        return deadHandle;
    }

    public Continuity oldSocket(OldSocket what) {
        oldSocket = what;
        return this;
    }

    public OldSocket oldSocket() {
        return oldSocket;
    }

    public Continuity resumed(Resumed what) {
        resumed = what;
        return this;
    }

    public Resumed resumed() {
        return resumed;
    }

    /**
     * True: a resumed session has the instruction and the tools that the state behind the handle had, as was measured;
     * false: those of its setup, as is documented.
     */
    public Continuity frozenSetup(boolean on) {
        frozenSetup = on;
        return this;
    }

    public boolean frozenSetup() {
        return frozenSetup;
    }

    /**
     * The index of a connection's first message after its setup, for transparent resumption: 1 in the official sample,
     * where the setup is 0, and 0 in another party's test.
     */
    public Continuity firstIndex(int index) {
        if (index != 0 && index != 1) {
            throw new IllegalArgumentException("Expected the first index to be 0 or 1 but was " + index);
        }
        firstIndex = index;
        return this;
    }

    public int firstIndex() {
        return firstIndex;
    }

    /**
     * Whether a session is stuck that is resumed from a state before a call and after its request: the next input, or
     * an answer to the lost call, only ends the old exchange. By default 3.8 is.
     */
    public Continuity staleExchange(boolean on) {
        staleExchange = on;
        return this;
    }

    public @Nullable Boolean staleExchange() {
        return staleExchange;
    }

    /** True: after an answer to a call the model is silent until a realtimeInput comes, as one party saw 3.1 do. */
    public Continuity silentAfterAnswer(boolean on) {
        kickNeeded = on;
        return this;
    }

    public boolean silentAfterAnswer() {
        return kickNeeded;
    }

    /** What to do with calls that were made before, unless a call says it for itself. */
    public Continuity callsAgain(Again how) {
        again = how;
        return this;
    }

    public Again callsAgain() {
        return again;
    }
}
