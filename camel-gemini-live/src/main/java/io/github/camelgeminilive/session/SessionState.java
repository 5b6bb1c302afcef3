package io.github.camelgeminilive.session;

import org.jspecify.annotations.Nullable;

/**
 * Where the connection of a session stands. Each state holds its own facts.
 *
 * <pre>
 * Idle --> Connecting --> AwaitingSetup --> Live --goAway--> Draining --> Connecting (next generation)
 *            ^   |             |             |                  |
 *            |   v             v             v                  v
 *          BackingOff <---- connection lost -+------------------+      any --> Closed; nothing leaves Closed
 * </pre>
 */
sealed interface SessionState {

    /** Nothing was sent yet. */
    record Idle() implements SessionState {}

    /** A WebSocket is being opened; given up at {@code deadline}. */
    record Connecting(int generation, long deadline) implements SessionState {}

    /** The setup message is out; given up at {@code deadline}. */
    record AwaitingSetup(int generation, long deadline) implements SessionState {}

    /** The conversation goes on. */
    record Live(int generation, long since) implements SessionState {}

    /** As Live, but the server has said goAway. */
    record Draining(int generation, long since) implements SessionState {}

    /** Waiting for the next try. */
    record BackingOff(long until) implements SessionState {}

    /** Over: closed on request, or failed for good. */
    record Closed(@Nullable Failure failure) implements SessionState {}

    /** The connection that events must come from, 0 if there is none. */
    default int connection() {
        if (this instanceof Connecting c) {
            return c.generation();
        }
        if (this instanceof AwaitingSetup a) {
            return a.generation();
        }
        if (this instanceof Live l) {
            return l.generation();
        }
        return this instanceof Draining d ? d.generation() : 0;
    }

    /** Whether messages can be written. */
    default boolean live() {
        return this instanceof Live || this instanceof Draining;
    }

    /** The name for messages, health and console. */
    default String label() {
        return getClass().getSimpleName();
    }
}
