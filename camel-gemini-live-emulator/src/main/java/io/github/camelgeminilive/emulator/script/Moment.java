package io.github.camelgeminilive.emulator.script;

import java.time.Duration;

/**
 * When something is to go wrong: a place in the life of a connection, on which connection, and how often. Immutable,
 * thread-safe.
 *
 * @param kind the place
 * @param messages for {@link Kind#MESSAGES}
 * @param time for {@link Kind#TIME}
 * @param connection the number of the connection; 0 for any
 * @param resumed whether only connections count that resume
 * @param times how often, over all connections; 0 for always
 */
public record Moment(Kind kind, int messages, Duration time, int connection, boolean resumed, int times) {
    /** Places in the life of a connection. */
    public enum Kind {
        /** The setup came; what is done holds up setupComplete. */
        SETUP,
        /** Right after setupComplete. */
        READY,
        /** After the first output of a turn. */
        MID_TURN,
        /** After a toolCall. */
        TOOL_CALL,
        /** After turnComplete and before its handle. */
        TURN_COMPLETE,
        /** After so many client messages that followed the setup were taken in. */
        MESSAGES,
        /** This long after setupComplete, on the emulator's clock. */
        TIME
    }

    /** A place without a number. */
    public static Moment of(Kind kind) {
        return new Moment(kind, 0, Duration.ZERO, 0, false, 1);
    }

    public static Moment beforeSetupComplete() {
        return of(Kind.SETUP);
    }

    public static Moment afterSetupComplete() {
        return of(Kind.READY);
    }

    public static Moment midTurn() {
        return of(Kind.MID_TURN);
    }

    public static Moment midToolCall() {
        return of(Kind.TOOL_CALL);
    }

    /** Between turnComplete and the handle that would follow. */
    public static Moment afterTurnComplete() {
        return of(Kind.TURN_COMPLETE);
    }

    public static Moment afterMessages(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("Expected at least 1 message but was " + count);
        }
        return new Moment(Kind.MESSAGES, count, Duration.ZERO, 0, false, 1);
    }

    /** On the emulator's clock, which {@code passTime} moves. */
    public static Moment after(Duration time) {
        return new Moment(Kind.TIME, 0, time, 0, false, 1);
    }

    /** Only on the connection of this number, from 1. */
    public Moment onConnection(int number) {
        return new Moment(kind, messages, time, number, resumed, times);
    }

    /** Only on connections that resume. */
    public Moment onResume() {
        return new Moment(kind, messages, time, connection, true, times);
    }

    /** So often, not once. */
    public Moment times(int count) {
        return new Moment(kind, messages, time, connection, resumed, count);
    }

    public Moment always() {
        return times(0);
    }

    /** Whether this is that place, on this connection. */
    public boolean is(Kind place, int count, int number, boolean resumes) {
        return kind == place
                && (kind != Kind.MESSAGES || messages == count)
                && (connection == 0 || connection == number)
                && (resumes || !resumed);
    }
}
